/* Names on the map: no two overlap; places of higher rank come first; redone when the view changes. */

/** From which zoom on places of a rank are named. */
const LABEL_ZOOM = { 1: 0, 2: 8.4, 3: 9.1, 4: 9.6, 5: 10.9 };
/** From which zoom on both names of a place are written. */
const BOTH_ZOOM = { 1: 8.2, 2: 9.2, 3: 10.2, 4: 10.6, 5: 11.6 };
const KIND_ORDER = ["city", "town", "village"];

class Labels {
  /** @param {Scene} scene */
  constructor(scene, payload) {
    this.scene = scene;
    this.map = scene.map;
    this.payload = payload;
    this.pane = this.map.createPane("names");
    this.pane.style.zIndex = "450";
    this.root = svg("svg", { class: "sheet sheet-names leaflet-zoom-hide", width: 1, height: 1, "aria-hidden": "true" });
    this.pane.append(this.root);
    this.pen = document.createElement("canvas").getContext("2d");
    this.widths = new Map();
    const kinds = payload.placeKinds;
    const weight = (place) => { const k = KIND_ORDER.indexOf(place.kind || "village"); return k < 0 ? kinds.length : k; };
    this.order = scene.dots.slice().sort((a, b) => {
      const p = scene.items[a].place, q = scene.items[b].place;
      return (p.rank || 5) - (q.rank || 5) || weight(p) - weight(q) || (p.name < q.name ? -1 : 1);
    });
    this.map.on("moveend viewreset", perFrame(() => this.place()));
  }

  width(text, font) {
    const key = font + text;
    if (!this.widths.has(key)) {
      this.pen.font = font;
      this.widths.set(key, this.pen.measureText(text).width);
    }
    return this.widths.get(key);
  }

  place() {
    if (this.off) { this.root.replaceChildren(); return; }
    const map = this.map, zoom = map.getZoom(), size = map.getSize();
    const corner = map.containerPointToLayerPoint([0, 0]);
    const view = [corner.x - 60, corner.y - 40, corner.x + size.x + 60, corner.y + size.y + 40];
    const style = getComputedStyle(this.root);
    const sans = style.getPropertyValue("--sans"), serif = style.getPropertyValue("--serif");
    const taken = new Boxes();
    this.keepClear(taken, corner);
    const out = [];
    if (zoom < 10.5) for (const it of this.payload.context.countries) this.wide(it, "country-name", 13, serif, taken, out, view, 5);
    for (const it of this.payload.context.lakes) this.wide(it, "lake-name", 10.5, serif, taken, out, view, 1);
    this.dotted(zoom, sans, taken, out, view);
    if (zoom >= 8.6 && !this.scene.hidden.has("districts")) {
      for (const it of this.payload.districts) this.wide(it, "district-name", 9.5, sans, taken, out, view, 1.6);
    }
    this.root.replaceChildren(...out);
  }

  /** Leave free what lies over the map. */
  keepClear(taken, corner) {
    const frame = this.map.getContainer().getBoundingClientRect();
    for (const node of this.over || []) {
      const box = node.getBoundingClientRect();
      const x = box.left - frame.left + corner.x, y = box.top - frame.top + corner.y;
      if (box.width) taken.force([x - 4, y - 4, x + box.width + 8, y + box.height + 4]);
    }
  }

  /** A spaced name of an area, centred. */
  wide(it, cssClass, px, family, taken, out, view, spacing) {
    if (!it.label || !it.name) return;
    const unit = Math.pow(10, -this.payload.decimals[1]);
    const scale = Math.pow(2, this.map.getZoom()), origin = this.map.getPixelOrigin();
    const at = toPlane(it.label[0] * unit, it.label[1] * unit);
    let x = at[0] * scale - origin.x;
    const y = at[1] * scale - origin.y;
    const text = it.name.toUpperCase();
    const width = this.width(text, `${px}px ${family}`) + spacing * text.length;
    if (cssClass === "country-name") x = Math.min(Math.max(x, view[0] + 76 + width / 2), view[2] - 76 - width / 2);
    const box = [x - width / 2, y - px * 0.7, x + width / 2, y + px * 0.5];
    if (!inside(box, view) || !taken.add(box)) return;
    out.push(svg("text", { x: x.toFixed(1), y: (y + px * 0.35).toFixed(1), class: cssClass, "font-size": px, "letter-spacing": spacing }, text));
  }

  dotted(zoom, sans, taken, out, view) {
    const scene = this.scene;
    const seen = this.order.filter((index) => { const it = scene.items[index]; return it.shown && it.x > view[0] && it.x < view[2] && it.y > view[1] && it.y < view[3]; });
    for (const index of seen) {
      const it = scene.items[index];
      if (it.rank <= 2) taken.force([it.x - it.r, it.y - it.r, it.x + it.r, it.y + it.r]);
    }
    for (const index of seen) {
      const item = scene.items[index];
      if (zoom < LABEL_ZOOM[item.rank]) continue;
      const px = item.rank === 1 ? 13 : item.rank === 2 ? 11.5 : 10.5;
      const weight = item.rank === 1 ? 600 : item.rank === 2 ? 500 : 400;
      const font = `${weight} ${px}px ${sans}`;
      const both = item.place.second && zoom >= BOTH_ZOOM[item.rank];
      if (item.rank > 2 && item.place.name.length > 26 && zoom < 11) continue;
      const tail = both ? ` · ${item.place.second}` : "";
      const spot = (tail && this.spot(item, item.place.name + tail, font, px, taken)) || this.spot(item, item.place.name, font, px, taken);
      if (!spot) continue;
      const text = svg("text", { x: spot.x.toFixed(1), y: spot.y.toFixed(1), class: `place-name n${item.rank}`, "font-size": px, "font-weight": weight });
      text.append(item.place.name);
      if (spot.text !== item.place.name) text.append(svg("tspan", { class: "second" }, tail));
      out.push(text);
    }
  }

  /** A free spot beside a dot: right, left, above, below. */
  spot(item, text, font, px, taken) {
    const width = this.width(text, font), gap = item.r + 3;
    const tries = [[item.x + gap, item.y], [item.x - gap - width, item.y], [item.x - width / 2, item.y - gap - px * 0.45], [item.x - width / 2, item.y + gap + px * 0.5]];
    for (const [x, y] of tries) {
      if (taken.add([x - 2, y - px * 0.66, x + width + 3, y + px * 0.62])) return { x, y: y + px * 0.34, text };
    }
    return null;
  }
}

function inside(box, view) {
  return box[2] > view[0] && box[0] < view[2] && box[3] > view[1] && box[1] < view[3];
}

/** Boxes already taken, looked up by rough squares. */
class Boxes {
  constructor() { this.squares = new Map(); }

  *near(box) {
    for (let i = Math.floor(box[0] / 64); i <= Math.floor(box[2] / 64); i++) {
      for (let j = Math.floor(box[1] / 64); j <= Math.floor(box[3] / 64); j++) yield i * 100003 + j;
    }
  }

  add(box) {
    for (const key of this.near(box)) {
      for (const other of this.squares.get(key) || []) if (inside(box, other)) return false;
    }
    this.force(box);
    return true;
  }

  force(box) {
    for (const key of this.near(box)) {
      if (!this.squares.has(key)) this.squares.set(key, []);
      this.squares.get(key).push(box);
    }
  }
}
