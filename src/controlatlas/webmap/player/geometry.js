// @ts-check
/* Shapes in the plane of the map at zoom 0 (256 pixels round the globe), and as SVG paths at any zoom. */

/** @param {number} lon @param {number} lat @returns {[number, number]} */
function toPlane(lon, lat) {
  const s = Math.sin((lat * Math.PI) / 180);
  return [((lon + 180) / 360) * 256, (0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)) * 256];
}

/** Undo the packing of one ring or line. @param {Atlas.Packed} flat @param {number} unit */
function unpack(flat, unit) {
  const out = new Float64Array(flat.length);
  let x = 0,
    y = 0;
  for (let i = 0; i < flat.length; i += 2) {
    x += flat[i];
    y += flat[i + 1];
    [out[i], out[i + 1]] = toPlane(x * unit, y * unit);
  }
  return out;
}

/**
 * A shape of several strings.
 * @param {Atlas.Packed[]} strings @param {number} decimals @param {boolean} closed @returns {Atlas.PlaneShape}
 */
function shapeOf(strings, decimals, closed) {
  const unit = 10 ** -decimals;
  const parts = strings.map((flat) => unpack(flat, unit));
  let left = Infinity,
    top = Infinity,
    right = -Infinity,
    bottom = -Infinity;
  for (const part of parts) {
    for (let i = 0; i < part.length; i += 2) {
      if (part[i] < left) left = part[i];
      if (part[i] > right) right = part[i];
      if (part[i + 1] < top) top = part[i + 1];
      if (part[i + 1] > bottom) bottom = part[i + 1];
    }
  }
  return { parts, closed, box: [left, top, right, bottom] };
}

/** The `d` of a sign of a settlement, whose corners are in radii. @param {[number, number][]} corners */
function signPath(corners, x, y, r) {
  return `M${corners.map(([dx, dy]) => `${(x + dx * r).toFixed(1)} ${(y + dy * r).toFixed(1)}`).join("L")}Z`;
}

/** The `d` of an SVG path. @param {ArrayLike<number>[]} parts */
function pathOf(parts, closed, scale, ox, oy) {
  let d = "";
  for (const part of parts) {
    let px = NaN,
      py = NaN;
    for (let i = 0; i < part.length; i += 2) {
      const x = Math.round((part[i] * scale - ox) * 10) / 10;
      const y = Math.round((part[i + 1] * scale - oy) * 10) / 10;
      if (x === px && y === py) continue;
      d += (i ? "L" : "M") + x + " " + y;
      px = x;
      py = y;
    }
    if (closed) d += "Z";
  }
  return d;
}

/**
 * The edges that two areas share, each once: `[{a, b, part}]`, joined to runs of points.
 * The dataset promises that neighbours share identical points.
 * @param {{index: number, strings: Atlas.Packed[]}[]} areas @returns {Atlas.Run[]}
 */
function sharedEdges(areas, decimals) {
  const owner = new Map();
  /** @type {[index: number, keys: number[], flat: Atlas.Packed][]} */
  const rings = [];
  const [left, top] = areas[0]?.strings[0] || [0, 0]; // keys count from here: so they stay whole however fine the units are
  for (const area of areas) {
    for (const flat of area.strings) {
      const keys = [];
      let x = 0,
        y = 0;
      for (let i = 0; i < flat.length; i += 2) {
        x += flat[i];
        y += flat[i + 1];
        keys.push((x - left) * 1e8 + (y - top));
      }
      rings.push([area.index, keys, flat]);
    }
  }
  const edge = (p, q) => (p < q ? p + ":" + q : q + ":" + p);
  for (const [index, keys] of rings) {
    for (let i = 1; i < keys.length; i++) {
      const key = edge(keys[i - 1], keys[i]);
      const known = owner.get(key);
      owner.set(key, known === undefined ? index : known === index ? index : [known, index]);
    }
  }
  const runs = [];
  const unit = 10 ** -decimals;
  for (const [index, keys, flat] of rings) {
    const points = unpack(flat, unit);
    let run = null;
    for (let i = 1; i < keys.length; i++) {
      const both = owner.get(edge(keys[i - 1], keys[i]));
      const other = Array.isArray(both) && both[0] === index ? both[1] : -1;
      if (other < 0) {
        run = null;
        continue;
      }
      if (!run || run.b !== other) {
        run = { a: index, b: other, points: [points[2 * i - 2], points[2 * i - 1]] };
        runs.push(run);
      }
      run.points.push(points[2 * i], points[2 * i + 1]);
    }
  }
  return runs;
}
