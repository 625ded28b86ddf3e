// @ts-check
/* What changes on the day but is not seen: an arrow at the edge of the map, with a name, leads there. */

/** How far from the edge it stands, and how far apart it is moved where something lies over the map, in pixels. */
const EDGE = 10;

class Away {
  /**
   * @param {Player} player
   * @param {() => Element[]} over what lies over the map, and stays free
   * @param {() => Iterable<Element>} names those on the map, which stay free where there is room
   */
  constructor(player, over, names) {
    this.player = player;
    this.over = over;
    this.names = names;
    this.pointer = h("span", { "aria-hidden": "true" }, "➔");
    this.name = h("span", {});
    const label = player.say("showChanges");
    this.button = h(
      "button",
      { class: "away", title: label, onclick: () => this.show() },
      this.name,
      this.pointer
    );
    this.button.hidden = true;
    player.stage.append(this.button);
  }

  /** Zoom to everything that changes on the day. */
  show() {
    const { player } = this;
    player.used();
    player.viewport.bring(player.scene.boundsOf(this.changed()), true);
    player.host.commitSoon();
  }

  /** The places that change on the day, those first that have the highest rank. */
  changed() {
    const { reading, scene, day } = this.player;
    const rank = (/** @type {number} */ at) => scene.items[at].place.rank || 5;
    return reading.changingPlaces(day).sort((a, b) => rank(a) - rank(b) || a - b);
  }

  /** Say what lies outside, or nothing. */
  update() {
    const { player, button } = this;
    const { map, scene } = player;
    const view = map.getBounds();
    const outside = player.playback.playing
      ? []
      : this.changed().filter((at) => {
          const bounds = scene.boundsOf([at]);
          return bounds && !view.intersects(bounds);
        });
    button.hidden = outside.length === 0;
    if (button.hidden) return this.forget();
    const more = outside.length > 1 ? ` ${player.say("more", { n: outside.length - 1 })}` : "";
    this.name.textContent = scene.items[outside[0]].place.name + more;
    const there = scene.boundsOf([outside[0]]);
    if (there) this.stand(map.latLngToContainerPoint(there.getCenter()));
  }

  /** Keep nothing of where it led. */
  forget() {
    this.name.textContent = "";
    this.button.style.translate = this.pointer.style.rotate = "";
  }

  /** Stand at the edge towards a point outside, clear of what lies over the map. @param {L.Point} to */
  stand(to) {
    const { button, pointer } = this;
    const size = this.player.map.getSize();
    const [wide, high] = [button.offsetWidth, button.offsetHeight];
    const most = [size.x - wide - EDGE, size.y - high - EDGE];
    const at = [to.x - wide / 2, to.y - high / 2].map((it, n) => Math.min(Math.max(it, EDGE), most[n]));
    const frame = this.player.stage.getBoundingClientRect();
    const boxes = (/** @type {Iterable<Element>} */ nodes) =>
      [...nodes].map((it) => it.getBoundingClientRect());
    const [over, names] = [boxes(this.over()), boxes(this.names())];
    const free = (/** @type {DOMRect[]} */ taken, /** @type {number} */ x, /** @type {number} */ y) =>
      taken.every(
        (it) =>
          x + wide < it.left - frame.left ||
          x > it.right - frame.left ||
          y + high < it.top - frame.top ||
          y > it.bottom - frame.top
      );
    // along the edge where it stands, the nearest place that is free
    const along = at[0] > EDGE && at[0] < most[0] ? 0 : 1;
    const steps = Array.from({ length: 80 }, (_, n) => (n % 2 ? 1 : -1) * 10 * Math.ceil(n / 2));
    const found = steps
      .map((step) => (along ? [at[0], at[1] + step] : [at[0] + step, at[1]]))
      .filter(([x, y]) => x >= EDGE && x <= most[0] && y >= EDGE && y <= most[1] && free(over, x, y));
    const [x, y] = found.find(([x, y]) => free(names, x, y)) || found[0] || at;
    button.style.translate = `${Math.round(x)}px ${Math.round(y)}px`;
    const turn = Math.atan2(to.y - y - high / 2, to.x - x - wide / 2);
    pointer.style.rotate = `${Math.round((turn * 180) / Math.PI)}deg`;
  }
}
