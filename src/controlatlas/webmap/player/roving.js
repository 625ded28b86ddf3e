// @ts-check
/* The places of a map by keyboard: one stop of the tab key for all of them, arrows lead from one to the next that is seen. */

/** In which direction each arrow leads. @type {Record<string, [number, number]>} */
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

class Roving {
  /** @param {Scene} scene @param {string} label of the places together */
  constructor(scene, label) {
    this.scene = scene;
    /** The place that the tab key leads to. */
    this.place = -1;
    /** The places that take the focus, the most important first. @type {number[]} */
    this.places = scene.dots
      .filter((index) => scene.items[index].node?.hasAttribute("tabindex"))
      .sort((a, b) => scene.items[a].rank - scene.items[b].rank || a - b);
    if (!this.places.length) return;
    const group = scene.items[this.places[0]].node?.parentElement;
    group?.setAttribute("role", "group");
    group?.setAttribute("aria-label", label);
    this.keepInView();
    // Chromium gives a part of a drawing that listens to the focus a stop of its own: so the frame of the map listens
    const frame = scene.map.getContainer();
    frame.addEventListener("focusin", ({ target }) => {
      const { place } = /** @type {SVGElement} */ (target);
      if (place !== undefined) this.stop(place);
    });
    frame.addEventListener("keydown", (event) => this.press(event));
    scene.map.on("moveend", () => this.keepInView());
  }

  /** Make a place the one that the tab key leads to. */
  stop(place) {
    this.place = place;
    for (const index of this.places)
      this.scene.items[index].node?.setAttribute("tabindex", index === place ? "0" : "-1");
  }

  press(event) {
    const way = WAYS[event.key];
    if (!way || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.place === undefined) return;
    event.preventDefault(); // the arrow does not lead to another day as well
    const found = this.next(event.target.place, way);
    if (found !== null) this.scene.items[found].node?.focus();
  }

  /** The nearest place in a direction, or none. @param {number} from @param {[number, number]} way */
  next(from, [wayX, wayY]) {
    const { x, y } = this.scene.items[from];
    let nearest = null,
      least = Infinity;
    for (const index of this.seen()) {
      const dx = this.scene.items[index].x - x,
        dy = this.scene.items[index].y - y;
      const along = dx * wayX + dy * wayY,
        across = Math.abs(dx * wayY) + Math.abs(dy * wayX);
      const far = Math.hypot(dx, dy);
      if (along <= 0 || across > along || far >= least) continue;
      nearest = index;
      least = far;
    }
    return nearest;
  }

  /** The places that are drawn and lie in the map. */
  seen() {
    const { map, items } = this.scene;
    const size = map.getSize();
    return this.places.filter((index) => {
      const { shown, x, y } = items[index];
      const at = map.layerPointToContainerPoint([x, y]);
      return shown && at.x >= 0 && at.y >= 0 && at.x <= size.x && at.y <= size.y;
    });
  }

  /** When the map has moved the tab key leads to the most important place that is seen, unless a place has the focus. */
  keepInView() {
    const node = this.scene.items[this.place]?.node;
    if (document.activeElement !== node) this.stop(this.seen()[0] ?? this.places[0]);
  }
}
