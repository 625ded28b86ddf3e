// @ts-check
/* How much of what is in view is whose, and how sure it is: from this the legend chooses its few entries. */

/** What of an area can be seen, in square pixels, and how much of the view a dot counts for; nothing that is seen counts as none. */
const SPECK = 16;
const DOT_SHARE = 0.001;

/**
 * The share of the view that each actor and each look covers, by the boxes of the areas that can be seen; of dots each counts a little.
 * @param {Scene} scene @returns {{actors: number[], looks: number[]}}
 */
function sharesInView(scene) {
  const { map, payload, looks } = scene;
  const actors = payload.actors.map(() => 0),
    sure = new Array(looks).fill(0);
  const scale = 2 ** scene.drawnZoom,
    size = map.getSize(),
    corner = map.containerPointToLayerPoint([0, 0]).add(scene.drawnOrigin);
  const view = [corner.x, corner.y, corner.x + size.x, corner.y + size.y].map((it) => it / scale);
  const whole = (view[2] - view[0]) * (view[3] - view[1]),
    least = SPECK / scale ** 2;
  const hides = { cell: "mosaic", corridor: "corridors" };
  for (const item of scene.items) {
    if (!item.node || item.code < 0) continue;
    const [left, top, right, bottom] = item.shape?.box || [...(item.at || []), ...(item.at || [])];
    const wide = Math.min(right, view[2]) - Math.max(left, view[0]),
      high = Math.min(bottom, view[3]) - Math.max(top, view[1]);
    if (!(wide >= 0 && high >= 0) || (!item.shape && !item.shown)) continue;
    if (item.shape && (wide * high < least || scene.hidden.has(hides[payload.layers[item.place.layer || 0]])))
      continue;
    const share = item.shape ? (wide * high) / whole : DOT_SHARE;
    actors[scene.actorOf(item.code)] += share;
    sure[Math.floor(item.code / payload.bases.length) % looks] += share;
  }
  return { actors, looks: sure };
}
