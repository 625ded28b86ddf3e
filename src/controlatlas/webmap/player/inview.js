// @ts-check
/* How much of what is in view is whose, and how sure it is: from this the legend chooses its few entries. */

/** What counts as seen: this share of the view, or so many dots of settlements; where there are only dots, one is enough. */
const SEEN = 0.005;
const DOT_SHARE = 0.001;

/**
 * The share of the view that each actor and each look covers, by the boxes of the areas; of dots each counts a little.
 * @param {Scene} scene @returns {{actors: number[], looks: number[]}}
 */
function sharesInView(scene) {
  const { map, payload, looks } = scene;
  const actors = payload.actors.map(() => 0),
    sure = new Array(looks).fill(0);
  const dot = scene.items.some((it) => it.shape) ? DOT_SHARE : SEEN;
  const scale = 2 ** scene.drawnZoom,
    size = map.getSize(),
    corner = map.containerPointToLayerPoint([0, 0]).add(scene.drawnOrigin);
  const view = [corner.x, corner.y, corner.x + size.x, corner.y + size.y].map((it) => it / scale);
  const whole = (view[2] - view[0]) * (view[3] - view[1]);
  for (const item of scene.items) {
    if (!item.node || item.code < 0) continue;
    const [left, top, right, bottom] = item.shape?.box || [...(item.at || []), ...(item.at || [])];
    const wide = Math.min(right, view[2]) - Math.max(left, view[0]),
      high = Math.min(bottom, view[3]) - Math.max(top, view[1]);
    if (!(wide >= 0 && high >= 0) || (!item.shape && !item.shown)) continue;
    const share = item.shape ? (wide * high) / whole : dot;
    actors[scene.actorOf(item.code)] += share;
    sure[Math.floor(item.code / payload.bases.length) % looks] += share;
  }
  return { actors, looks: sure };
}
