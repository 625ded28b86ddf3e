import assert from "node:assert/strict";
import test from "node:test";
import { askPython, load, withPython } from "./scripts.mjs";

const { toPlane, unpack, shapeOf, pathOf, sharedEdges } = load(
  ["geometry"],
  ["toPlane", "unpack", "shapeOf", "pathOf", "sharedEdges"]
);
const near = (found, expected, least = 1e-9) => {
  assert.equal(found.length, expected.length);
  for (let i = 0; i < found.length; i++)
    assert.ok(Math.abs(found[i] - expected[i]) < least, `${found} ${expected}`);
};

// Two squares of one degree side by side, in whole degrees: the edge between them runs along the meridian of 1.
const WEST = [0, 0, 1, 0, 0, 1, -1, 0, 0, -1];
const EAST = [1, 0, 1, 0, 0, 1, -1, 0, 0, -1];

test("the globe is 256 pixels wide, with the meridian of Greenwich and the equator in the middle", () => {
  near(toPlane(0, 0), [128, 128]);
  near(toPlane(-180, 0), [0, 128]);
  near(toPlane(180, 85.0511287798066), [256, 0], 1e-6);
});

test("a point lies where the web Mercator projection of PROJ puts it", withPython, () => {
  const points = askPython("plane");
  assert.ok(points.length > 20);
  for (const [lon, lat, x, y] of points) near(toPlane(lon, lat), [x, y], 1e-6);
});

test("a packed line holds its first point and then the way from each to the next", () => {
  near(unpack([440000, 400000, 5000, 0, 0, -5000], 1e-4), [
    ...toPlane(44, 40),
    ...toPlane(44.5, 40),
    ...toPlane(44.5, 39.5),
  ]);
});

test("a shape knows the box that holds all its parts", () => {
  const { parts, closed, box } = shapeOf([WEST, EAST], 0, true);
  assert.equal(parts.length, 2);
  assert.equal(closed, true);
  near(box, [...toPlane(0, 1), ...toPlane(2, 0)]);
});

test("a path is written to a tenth of a pixel, and points that fall together are written once", () => {
  const parts = [Float64Array.of(1, 1, 1.001, 1, 2.04, 1), Float64Array.of(0, 0, 0, 1)];
  assert.equal(pathOf(parts, false, 10, 5, 5), "M5 5L15.4 5M-5 -5L-5 5");
  assert.equal(pathOf(parts.slice(1), true, 10, 0, 0), "M0 0L0 10Z");
});

test("areas that touch share each edge once, and an outer edge is not shared", () => {
  const runs = sharedEdges(
    [
      { index: 4, strings: [WEST] },
      { index: 9, strings: [EAST] },
    ],
    0
  );
  assert.equal(runs.length, 1);
  const [{ a, b, points }] = runs;
  assert.deepEqual([a, b], [4, 9]);
  near(points, [...toPlane(1, 0), ...toPlane(1, 1)]);
});

test("edges of two parts of one area are no border", () => {
  assert.deepEqual(sharedEdges([{ index: 4, strings: [WEST, EAST] }], 0), []);
  assert.deepEqual(sharedEdges([{ index: 4, strings: [WEST] }], 0), []);
});
