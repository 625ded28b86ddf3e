// @ts-check
/* The drawing of the map: every shape is made once; a change of day only changes classes. */

const LAYER_IDS = ["districts", "mosaic", "corridors", "lines", "settlements", "labels", "relief"];
/** The paths of the front, lowest first. */
const FRONTS = ["casing", "inferred", "recorded"];

/** The dots in one tile of the pattern of an uncertain date; they leave room for its question mark. */
function unsureSpots(/** @type {number[]} */ [across, down]) {
  const xs = Array.from({ length: 6 }, (_, i) => ((i + 0.5) * across) / 6);
  const ys = Array.from({ length: 4 }, (_, i) => (i * down) / 4 + 2);
  return xs
    .flatMap((x, i) => ys.map((y, j) => [x, y, i, j]))
    .filter(([, , i, j]) => j !== 1 || (i !== 1 && i !== 2));
}

/** A place of which nothing is drawn yet. */
const UNDRAWN = {
  node: null,
  shape: null,
  at: null,
  code: -2,
  layer: "",
  prefix: "",
  rank: 5,
  x: 0,
  y: 0,
  r: 0,
  shown: false,
};

/** Give a path its data, unless it has it. */
function redrawn(path, d) {
  if (path.drawn === d) return;
  path.drawn = d;
  path.setAttribute("d", d);
}

/** The zooms that there are at all: the earth in 256 pixels, and a page of paper in a window. */
const ZOOMS = [0, 24];
/** How far a reader may go out from the whole and into it, in steps of zoom; any map may be looked at as near as `NEAR`. */
const OUT = 0.75,
  INTO = 5,
  NEAR = 13;
/** How much nearer than the whole a place is shown that is looked for. */
const CLOSER = 1.6;

/**
 * Show the whole of what the dataset names, whatever part of the earth it is, and bound the zoom by it.
 * @param {L.Map[]} maps of which the last is fitted, and the others follow it @param {L.LatLngBounds} bounds
 * @param {() => void} [fitted] what still moves the map before the zoom is bounded @returns {number} the zoom of the whole
 */
function fitWhole(maps, bounds, fitted, below = 0) {
  // The limits of before must neither clamp the fit nor, when set anew, start a zoom or a pan of their own.
  const limits = maps.map((map) => map.options.maxBounds);
  for (const map of maps) map.setMaxBounds().setMinZoom(ZOOMS[0]).setMaxZoom(ZOOMS[1]);
  const map = maps[maps.length - 1];
  const whole = map.getBoundsZoom(bounds, false, L.point(0, below));
  map.fitBounds(bounds, { animate: false, paddingBottomRight: [0, below] });
  // A map that has the zoom of the whole already only pans, and what waits to be drawn for it would wait on.
  for (const it of maps) it.fire("viewreset");
  fitted?.();
  const [least, most] = ZOOMS;
  for (const it of maps) {
    it.setMinZoom(Math.max(least, whole - OUT)).setMaxZoom(Math.min(most, Math.max(NEAR, whole + INTO)));
  }
  maps.forEach((it, i) => it.setMaxBounds(limits[i]));
  return whole;
}

/** How near to go to show a part of the map, or nearer if the reader is so already. @param {L.Map} map @param {L.LatLngBounds} bounds @param {number} whole */
function zoomFor(map, bounds, whole) {
  return Math.min(map.getBoundsZoom(bounds.pad(0.25)), Math.max(map.getZoom(), whole + CLOSER));
}

/**
 * Where a map stands, as finely as its places are given.
 * @param {L.Map} map @param {number} decimals of the places @returns {Atlas.Position}
 */
function positionShown(map, decimals) {
  const { lat, lng } = map.getCenter();
  return [round(lat, decimals - 1), round(lng, decimals - 1), round(map.getZoom(), 2)];
}

function round(x, digits) {
  return Math.round(x * 10 ** digits) / 10 ** digits;
}

/** The rings of an area. @param {Atlas.Place} place */
function ringsOf(place) {
  return /** @type {Atlas.Packed[]} */ (place.shape || []);
}

/** The paths of a dated line in the look of its kind, lowest first: paper under it if it has some, then the line. */
function lineStrokes({ lineKinds, marks }, kind) {
  const { width, dash, casing, opacity } = lineKinds[kind] || lineKinds[""];
  const under = {
    class: `line-casing ${kind}`,
    "stroke-width": casing,
    "stroke-opacity": marks.casingOpacity,
  };
  const line = {
    class: `line ${kind}`,
    "stroke-width": width,
    "stroke-dasharray": dash,
    "stroke-opacity": opacity,
  };
  return [...(casing ? [svg("path", under)] : []), svg("path", line)];
}

/** Class names of areas and dots, by actor, look and basis, made once. */
function classTable(actors, looks, bases) {
  const table = [];
  for (let a = 0; a < actors; a++) {
    for (let s = 0; s < looks; s++) for (let b = 0; b < bases; b++) table.push(`a${a} s${s} b${b}`);
  }
  return table;
}

/** Leaflet's types know HTML only; its code moves a drawing as well. @param {any} element @returns {HTMLElement} */
function asHtml(element) {
  return element;
}

/** An SVG in a pane of the Leaflet map that follows its pans and zooms. */
class Sheet {
  constructor(map, name, zIndex) {
    this.map = map;
    this.pane = map.createPane(name);
    this.pane.style.zIndex = String(zIndex);
    this.root = svg("svg", { class: `sheet sheet-${name} leaflet-zoom-animated`, width: 1, height: 1 });
    this.pane.append(this.root);
  }

  /** Remember for which zoom the contents are drawn. */
  settle() {
    this.zoom = this.map.getZoom();
    this.corner = this.map.layerPointToLatLng([0, 0]);
    L.DomUtil.setTransform(asHtml(this.root), L.point(0, 0), 1);
  }

  /** Stretch the contents while the map is between two zooms. */
  stretch(center, zoom, animated) {
    const map = this.map;
    let at = map.latLngToLayerPoint(this.corner);
    if (animated) {
      const pane = L.DomUtil.getPosition(map.getPane("mapPane"));
      const origin = map.project(center, zoom).subtract(map.getSize().divideBy(2)).add(pane).round();
      at = map.project(this.corner, zoom).subtract(origin);
    }
    L.DomUtil.setTransform(asHtml(this.root), at, map.getZoomScale(zoom, this.zoom));
  }
}

/**
 * A zoom that still flies, or that is about to, neither swallows what is asked of the map next nor overrides it: one that
 * flies ends at once, and one that waits for the next frame does not begin. Leaflet takes no request while it flies, begins
 * a flight a frame after it was asked for, and at its end goes where it led.
 * @param {L.Map} map
 */
function landFirst(map) {
  const inner = /** @type {any} */ (map);
  const { setView } = map;
  const { _tryAnimatedZoom: tryZoom, _animateZoom: animate } = inner;
  /** Where the flight leads that was asked for last; Leaflet hands the same object on when it begins. @type {object | null} */
  let asked = null;
  /** @type {WeakSet<object>} */
  const overtaken = new WeakSet();
  map.setView = (...given) => {
    if (asked) overtaken.add(asked);
    if (inner._animatingZoom) inner._onZoomTransitionEnd();
    return setView.apply(map, given);
  };
  inner._tryAnimatedZoom = (center, ...given) => {
    const flies = tryZoom.call(map, center, ...given);
    if (flies) asked = center;
    return flies;
  };
  inner._animateZoom = (center, ...given) => {
    // what does not fly still has to end, for Leaflet has just begun it
    if (overtaken.has(center)) inner._moveEnd(true);
    else animate.call(map, center, ...given);
  };
}

class Scene {
  /**
   * @param {L.Map} map @param {Atlas.Payload} payload @param {Reading} reading
   * @param {(name: string, work: () => void) => void} part runs one part so that its failure leaves the others
   */
  constructor(map, payload, reading, part) {
    this.map = map;
    landFirst(map);
    this.payload = payload;
    this.reading = reading;
    /** One look for each standing, and one more for what is contested only because its date is uncertain. */
    this.looks = payload.standings.length + 1;
    this.classes = classTable(payload.actors.length, this.looks, payload.bases.length);
    /** @type {{node: SVGElement, shape: Atlas.PlaneShape}[]} */
    this.shapes = [];
    /** What is drawn of each place. @type {Atlas.Drawn[]} */
    this.items = payload.places.map((place) => ({ ...UNDRAWN, place }));
    this.base = new Sheet(map, "base", 210);
    this.control = new Sheet(map, "control", 300);
    this.top = new Sheet(map, "top", 420);
    this.glow = new Sheet(map, "glow", 430);
    this.sheets = [this.base, this.control, this.top, this.glow];
    for (const sheet of [this.base, this.control, this.glow]) sheet.root.setAttribute("aria-hidden", "true");
    /** What is drawn on some days only. @type {{first: number, end: number, nodes: SVGElement[], on: boolean | null}[]} */
    this.dated = [];
    this.codes = this.periodCodes();
    /** The places drawn as dots, those of lower rank first. @type {number[]} */
    this.dots = [];
    this.relief = map.createPane("relief");
    const path = (cssClass) => svg("path", { class: cssClass });
    /** @type {Atlas.Front} */
    this.front = {
      casing: path("front casing"),
      recorded: path("front recorded"),
      inferred: path("front inferred"),
      runs: null,
    };
    this.claims = payload.actors.map((_, index) => path(`claim a${index}`));
    /** Whether the front is drawn as things stand. */
    this.edged = false;
    /** Between whose land a front runs, and when; `undefined`: between that of all actors. */
    this.fronts = payload.fronts?.map(([one, other, start, end]) => ({
      pair: [one, other],
      ...spanOf(start, end),
    }));
    this.day = NaN;
    /** Outlines of what is selected and of what has just changed. */
    this.flash = path("flash");
    this.halo = path("selected halo");
    this.outline = path("selected");
    /** @type {number[]} */
    this.marked = [];
    /** @type {number[]} */
    this.flashed = [];
    /** @type {Animation | null} */
    this.flashing = null;
    this.drawnZoom = NaN;
    this.drawnOrigin = L.point(0, 0);
    /** @type {Set<string>} */
    this.hidden = new Set();
    part("base map", () => this.drawContext());
    part("relief", () => this.drawRelief());
    this.drawAreas();
    part("lines", () => this.drawLines());
    part("settlements", () => this.drawDots());
    this.drawMarks();
    this.follow();
  }

  /** For each period of the payload the number of its class. */
  periodCodes() {
    const { bases, periods } = this.payload;
    return Int32Array.from(
      periods,
      (period) => (period[1] * this.looks + this.lookOf(period)) * bases.length + period[3]
    );
  }

  /** How a control period looks: as its standing, unless only its date is uncertain. @param {Atlas.Period} period */
  lookOf(period) {
    const [, , standing, , , uncertain] = period;
    return uncertain ? this.looks - 1 : standing;
  }

  /** The actor of a class number, and its basis. */
  actorOf(code) {
    return Math.floor(code / (this.looks * this.payload.bases.length));
  }

  basisOf(code) {
    return this.payload.bases[code % this.payload.bases.length];
  }

  isClaimed(code) {
    return (
      Math.floor(code / this.payload.bases.length) % this.looks === this.payload.standings.indexOf("claimed")
    );
  }

  // ---- making the shapes

  group(sheet, name) {
    const group = svg("g", { class: "layer-" + name });
    sheet.root.append(group);
    return group;
  }

  /** A path for packed strings, redrawn at each zoom. */
  path(parent, strings, decimals, closed, cssClass) {
    return this.keep(parent, svg("path", { class: cssClass }), shapeOf(strings, decimals, closed));
  }

  /** Keep a path in step with the map. */
  keep(parent, node, shape) {
    parent.append(node);
    this.shapes.push({ node, shape });
    return { node, shape };
  }

  drawContext() {
    const { context, decimals } = this.payload;
    const group = this.group(this.base, "context");
    for (const it of context.countries) this.path(group, it.shape, decimals[1], true, "country");
    for (const it of context.rivers) this.path(group, it.shape, decimals[1], false, "river");
    for (const it of context.lakes) this.path(group, it.shape, decimals[1], true, "lake");
    const over = this.group(this.top, "borders");
    for (const it of context.rivers) this.path(over, it.shape, decimals[1], false, "river over");
    for (const it of context.countries) this.path(over, it.shape, decimals[1], true, "border");
  }

  drawRelief() {
    const relief = this.payload.context.relief;
    this.relief.style.zIndex = "320";
    if (!relief) return;
    const [south, west, north, east] = relief.bounds;
    L.imageOverlay(
      relief.src,
      [
        [south, west],
        [north, east],
      ],
      { pane: "relief", className: "relief" }
    ).addTo(this.map);
  }

  drawAreas() {
    const { decimals, layers, actors, standings, bases } = this.payload;
    this.keepPatterns(() => this.hatching([...actors, {}], standings.length, bases.length));
    const groups = {
      cell: this.group(this.control, "mosaic"),
      corridor: this.group(this.control, "corridors"),
    };
    for (const kind of FRONTS) this.control.root.insertBefore(this.front[kind], groups.corridor);
    for (const path of this.claims) this.control.root.insertBefore(path, this.front.casing);
    this.items.forEach((item, index) => {
      const place = item.place,
        layer = layers[place.layer || 0];
      if (!place.layer || !place.shape) return;
      item.layer = layer;
      item.prefix = `area hit ${layer} `;
      const parent = groups[layer];
      const { node, shape } = this.path(parent, ringsOf(place), decimals[0], true, item.prefix);
      node.place = index;
      Object.assign(item, { node, shape });
      if (layer !== "corridor") return;
      const middle = place.centreline
        ? this.path(parent, place.centreline, decimals[0], false, "centreline").node
        : null;
      this.addDated(place, [node, middle]);
    });
  }

  /** Patterns live beside the maps, once: inside a map that is not shown the browser would not draw them. */
  keepPatterns(make) {
    if (document.getElementById("patterns")) return;
    const home = svg("svg", { id: "patterns", width: 0, height: 0, "aria-hidden": "true" }, make());
    home.style.position = "absolute";
    document.body.append(home);
  }

  /** Stripes and half-filled dots for what is contested, and a texture for actors that have one. */
  hatching(actors, standings, bases) {
    const defs = svg("defs", {});
    const { hatch, texture, unsure: tile } = this.payload.marks;
    const pattern = (id, size, turn, ...children) => {
      const frame = {
        width: size,
        height: size,
        patternUnits: "userSpaceOnUse",
        patternTransform: `rotate(${turn})`,
      };
      return svg("pattern", { id, ...frame }, children);
    };
    actors.forEach((actor, a) => {
      defs.append(
        svg(
          "linearGradient",
          { id: `half-${a}`, x1: 0, y1: 0, x2: 1, y2: 1 },
          svg("stop", { offset: 0.5, "stop-color": `var(--a${a})` }),
          svg("stop", { offset: 0.5, "stop-color": "var(--card)" })
        )
      );
      defs.append(
        svg(
          "radialGradient",
          { id: `core-${a}` },
          svg("stop", { offset: 0.5, "stop-color": `var(--a${a})` }),
          svg("stop", { offset: 0.5, "stop-color": "var(--card)" })
        )
      );
      for (let b = 0; b < bases; b++) {
        defs.append(
          pattern(
            `hatch-${a}-${b}`,
            hatch[0],
            45,
            svg("rect", { width: hatch[0], height: hatch[0], class: `hatch-ground a${a}` }),
            svg("rect", { width: hatch[1], height: hatch[0], fill: `var(--a${a}s2b${b})` })
          )
        );
        const spots = unsureSpots(tile).map(([cx, cy]) =>
          svg("circle", { cx, cy, r: tile[2], fill: `var(--a${a}s2b${b})` })
        );
        const unsure = pattern(
          `unsure-${a}-${b}`,
          tile[0],
          0,
          svg("rect", { width: tile[0], height: tile[1], class: `hatch-ground a${a}` }),
          spots,
          svg("text", { x: tile[0] / 3, y: tile[1] / 2, class: "unsure-sign" }, "?")
        );
        unsure.setAttribute("height", String(tile[1]));
        defs.append(unsure);
        for (let s = 0; s < standings && actor.pattern; s++) {
          const dots = actor.pattern === "dots";
          const mark = dots
            ? svg("circle", { cx: texture[0] / 2, cy: texture[0] / 2, r: texture[1] })
            : svg("rect", { x: (texture[0] - texture[2]) / 2, width: texture[2], height: texture[0] });
          mark.setAttribute("class", "texture");
          const ground = svg("rect", {
            width: texture[0],
            height: texture[0],
            fill: `var(--a${a}s${s}b${b})`,
          });
          defs.append(pattern(`texture-${a}-${s}-${b}`, texture[0], dots ? 45 : 90, ground, mark));
        }
      }
    });
    return defs;
  }

  drawLines() {
    const { districts, lines, decimals } = this.payload;
    const outlines = this.group(this.top, "districts");
    for (const it of districts)
      this.addDated(it, [this.path(outlines, it.shape, decimals[1], true, "district").node]);
    const group = this.group(this.top, "lines");
    for (const it of lines) {
      const strokes = lineStrokes(this.payload, it.kind);
      for (const node of strokes) this.keep(group, node, shapeOf(it.shape, decimals[0], false));
      this.addDated(it, strokes);
    }
  }

  /** Something that is drawn only from a day to a day. */
  addDated(it, nodes) {
    if (!it.start && !it.end) return;
    this.dated.push({ ...spanOf(it.start, it.end), nodes: nodes.filter(Boolean), on: null });
  }

  drawDots() {
    const group = this.group(this.top, "settlements");
    const unit = 10 ** -this.payload.decimals[0];
    const isDot = ({ place }) => !place.layer && place.shape;
    const order = [...this.items.keys()].filter((index) => isDot(this.items[index]));
    order.sort((a, b) => (this.items[b].place.rank || 5) - (this.items[a].place.rank || 5));
    this.dots = order;
    for (const index of order) {
      const item = this.items[index],
        place = item.place;
      item.layer = "settlement";
      item.rank = place.rank || 5;
      item.prefix = `dot r${item.rank}${place.far ? " far" : ""} `;
      const [lon, lat] = /** @type {Atlas.Packed} */ (place.shape);
      item.at = toPlane(lon * unit, lat * unit);
      item.sign = this.payload.marks.signs[this.payload.placeKinds?.[place.kind || ""]?.sign || ""];
      const node = svg(item.sign ? "path" : "circle", { class: item.prefix });
      node.place = index;
      if (item.rank <= this.payload.marks.largeRank) {
        node.setAttribute("tabindex", "0");
        node.setAttribute("role", "button");
        node.setAttribute("aria-label", place.name);
      }
      item.node = node;
      if (place.extent) {
        item.ring = svg("circle", { class: `ring r${item.rank}` });
        group.append(item.ring);
      }
      group.append(node);
    }
  }

  drawMarks() {
    this.glow.root.append(this.flash);
    this.glow.pane.style.opacity = "0";
    this.top.root.append(this.halo, this.outline);
  }

  // ---- following the map

  follow() {
    const map = this.map;
    map.on("zoomanim", (event) =>
      this.sheets.forEach((sheet) => sheet.stretch(event.center, event.zoom, true))
    );
    map.on("zoom", () => {
      for (const sheet of this.sheets) if (sheet.corner) sheet.stretch(map.getCenter(), map.getZoom(), false);
    });
    map.on("viewreset zoomend", () => this.redraw());
  }

  /** Draw every shape for the zoom of the map. */
  redraw() {
    const zoom = this.map.getZoom(),
      scale = 2 ** zoom,
      origin = this.map.getPixelOrigin();
    if (zoom === this.drawnZoom && origin.equals(this.drawnOrigin)) {
      this.sheets.forEach((sheet) => sheet.settle());
      return;
    }
    this.drawnZoom = zoom;
    this.drawnOrigin = origin;
    this.sheets.forEach((sheet) => sheet.settle());
    for (const { node, shape } of this.shapes) {
      node.setAttribute("d", pathOf(shape.parts, shape.closed, scale, origin.x, origin.y));
    }
    const { dotRadius, dotZoom, dotGrowth, ringGap } = this.payload.marks;
    const circle = (node, { x, y }, r) => {
      node.setAttribute("cx", x.toFixed(1));
      node.setAttribute("cy", y.toFixed(1));
      node.setAttribute("r", r.toFixed(2));
    };
    const { least, from, step, most } = dotGrowth;
    const grown = Math.min(most, Math.max(least, least + (zoom - from) * step));
    for (const index of this.dots) {
      const item = this.items[index],
        { node, at } = item;
      if (!node || !at) continue;
      item.x = at[0] * scale - origin.x;
      item.y = at[1] * scale - origin.y;
      item.r = dotRadius[item.rank] * grown;
      item.shown = zoom >= dotZoom[item.rank];
      if (item.ring) circle(item.ring, item, item.r + ringGap);
      if (item.sign) node.setAttribute("d", signPath(item.sign, item.x, item.y, item.r));
      else circle(node, item, item.r);
    }
    const steps = Object.entries(dotZoom)
      .filter(([, from]) => zoom < from)
      .map(([rank]) => "no-r" + rank);
    this.top.root.setAttribute("class", ["sheet sheet-top leaflet-zoom-animated", ...steps].join(" "));
    this.relief.style.setProperty(
      "--relief",
      Math.max(0.25, Math.min(1, 1 - (zoom - 8.6) * 0.42)).toFixed(2)
    );
    if (this.front.runs)
      for (const run of this.front.runs) run.d = pathOf([run.points], false, scale, origin.x, origin.y);
    this.edged = false;
    this.drawFront();
    this.mark(this.marked);
    this.flash.setAttribute("d", this.outlineOf(this.flashed));
  }

  // ---- the day

  /** Give the places that changed their new look. @param {number[]} places */
  restyle(places) {
    for (let i = 0; i < places.length; i++) this.dress(places[i]);
  }

  /** Look through another lens. @param {Reading} reading */
  read(reading) {
    this.reading = reading;
    this.restyle([...this.items.keys()]);
  }

  dress(index) {
    const item = this.items[index];
    if (!item.node) return;
    if (item.ring) item.ring.style.display = this.reading.hasChanged(index) ? "" : "none";
    const period = this.reading.at(index),
      code = period < 0 ? -1 : this.codes[period];
    if (code === item.code) return;
    item.code = code;
    if (item.layer) this.edged = false;
    item.node.setAttribute("class", item.prefix + (code < 0 ? "unknown" : this.classes[code]));
  }

  /** Show or hide what is drawn on some days only. */
  date(day) {
    this.day = day;
    if (this.fronts?.length) this.edged = false;
    for (const it of this.dated) {
      const on = it.first <= day && day < it.end;
      if (on === it.on) continue;
      it.on = on;
      for (const node of it.nodes) node.style.display = on ? "" : "none";
    }
  }

  /** The line between areas of different controllers, where both sides are recorded and where one is inferred. Also the edge of what a controller only claims against what it holds. */
  drawFront() {
    const { runs } = this.front;
    if (!runs || this.edged) return;
    this.edged = true;
    const d = { recorded: "", inferred: "" },
      claims = this.claims.map(() => "");
    for (const run of runs) {
      const a = this.items[run.a].code,
        b = this.items[run.b].code;
      if (a < 0 || b < 0 || a === b) continue;
      if (this.actorOf(a) === this.actorOf(b)) {
        if (this.isClaimed(a) !== this.isClaimed(b)) claims[this.actorOf(a)] += run.d;
        continue;
      }
      if (!this.meet(this.actorOf(a), this.actorOf(b))) continue;
      d[this.basisOf(a) === "recorded" && this.basisOf(b) === "recorded" ? "recorded" : "inferred"] += run.d;
    }
    d.casing = d.recorded + d.inferred;
    for (const kind of FRONTS) redrawn(this.front[kind], d[kind]);
    this.claims.forEach((path, index) => redrawn(path, claims[index]));
  }

  /** Whether a front runs between the land of two actors on the day that is shown; where the data say nothing, always. */
  meet(one, other) {
    if (!this.fronts) return true;
    return this.fronts.some(
      ({ pair, first, end }) =>
        pair.includes(one) && pair.includes(other) && first <= this.day && this.day < end
    );
  }

  /** Find the shared edges; done when the page is idle. */
  findFront() {
    const layer = this.payload.layers.indexOf("cell");
    const areas = this.payload.places
      .map((place, index) => ({ index, place }))
      .filter(({ place }) => place.layer === layer && place.shape)
      .map(({ index, place }) => ({ index, strings: ringsOf(place) }));
    this.front.runs = sharedEdges(areas, this.payload.decimals[0]);
    this.drawnZoom = NaN;
    this.redraw();
  }

  /** The outline of places, as path data. */
  outlineOf(places) {
    let d = "";
    for (const index of places) {
      const item = this.items[index];
      if (!item.node) continue;
      if (item.at) {
        const r = Math.max(item.r + 3, 5);
        d += `M${(item.x - r).toFixed(1)} ${item.y.toFixed(1)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
      } else if (item.node.style.display !== "none") {
        d += item.node.getAttribute("d") || "";
      }
    }
    return d;
  }

  mark(places) {
    this.marked = places;
    const d = this.outlineOf(places);
    this.outline.setAttribute("d", d);
    this.halo.setAttribute("d", d);
  }

  /** Light up what has just changed, gently and at most about twice a second. The whole pane fades, which costs no redrawing. */
  flashOf(places) {
    const seen = places.filter((index) => {
      const it = this.items[index];
      return it.node && (!it.at || it.shown);
    });
    if (!seen.length || !this.glow.pane.animate) return;
    if (this.flashing?.playState === "running" && Number(this.flashing.currentTime) < 450) return;
    this.flashed = seen.length > 400 ? seen.filter((index) => !this.items[index].at) : seen;
    this.flash.setAttribute("d", this.outlineOf(this.flashed));
    const fade = [{ opacity: 0 }, { opacity: 1, offset: 0.18 }, { opacity: 0 }];
    this.flashing = this.glow.pane.animate(fade, { duration: 1100, easing: "ease-out" });
  }

  // ---- finding things

  /** The place under a pointer: the nearest dot within reach, else the area. */
  placeAt(point, target, reach) {
    let best = -1,
      least = reach * reach;
    if (!this.hidden.has("settlements")) {
      for (const index of this.dots) {
        const item = this.items[index];
        if (!item.shown) continue;
        const dx = item.x - point.x,
          dy = item.y - point.y,
          far = dx * dx + dy * dy;
        if (far < least || (far === least && best < 0)) {
          least = far;
          best = index;
        }
      }
    }
    if (best >= 0) return best;
    return target && target.place !== undefined ? target.place : -1;
  }

  /** Bounds of places and of packed boxes, for the map to go to. */
  boundsOf(places) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const index of places) {
      const item = this.items[index];
      const own = item.at
        ? [item.at[0], item.at[1], item.at[0], item.at[1]]
        : item.shape
          ? item.shape.box
          : null;
      if (!own) continue;
      box[0] = Math.min(box[0], own[0]);
      box[1] = Math.min(box[1], own[1]);
      box[2] = Math.max(box[2], own[2]);
      box[3] = Math.max(box[3], own[3]);
    }
    if (box[0] === Infinity) return null;
    return L.latLngBounds(this.map.unproject([box[0], box[1]], 0), this.map.unproject([box[2], box[3]], 0));
  }

  /** Show these layers and hide the others. @param {Set<string>} hidden */
  setHidden(hidden) {
    this.hidden = hidden;
    const style = (node, off) => {
      node.style.display = off ? "none" : "";
    };
    for (const id of ["districts", "lines", "settlements"])
      style(this.top.root.querySelector(".layer-" + id), hidden.has(id));
    style(this.control.root.querySelector(".layer-mosaic"), hidden.has("mosaic"));
    for (const path of [...FRONTS.map((kind) => this.front[kind]), ...this.claims])
      style(path, hidden.has("mosaic"));
    style(this.control.root.querySelector(".layer-corridors"), hidden.has("corridors"));
    style(this.relief, hidden.has("relief"));
  }
}
