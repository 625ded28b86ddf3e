// @ts-check
/* Where the map looks: the whole at first, then wherever the reader or a selection takes it. */

class Viewport {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    this.map = player.map;
    const [south, west, north, east] = player.payload.bounds;
    this.bounds = L.latLngBounds([south, west], [north, east]);
    /** The zoom at which the whole is seen. */
    this.whole = 0;
    this.map.invalidateSize({ animate: false });
    this.fitAll();
    addCorners(this.map, player.words, () => {
      this.fitAll();
      player.host.commitSoon();
    });
    this.twoFingers(player.stage);
    this.map.on("moveend", () => {
      player.scene.mark(player.scene.marked);
      player.legend?.list(sharesInView(player.scene));
      if (this.moved) player.host.commitSoon();
    });
    this.map.on("zoomstart", () => {
      if (this.settled) this.moved = true;
    });
    this.map.on("dragstart", () => {
      this.moved = true;
    });
    new ResizeObserver(perFrame(() => this.resized())).observe(player.stage);
  }

  /** Show everything there is; from here on the map has not been moved. */
  fitAll() {
    this.settled = false;
    this.whole = fitWhole([this.map], this.bounds, () => this.clearLegend(), this.underLegend());
    this.moved = false;
    this.settled = true;
  }

  /** How many pixels at the bottom of a preview the legend takes, which is a bar there: the whole is shown above it. */
  underLegend() {
    const { legend, root, stage } = this.player;
    if (!legend || root.dataset.shape !== "preview") return 0;
    return Math.ceil(stage.getBoundingClientRect().bottom - legend.front.getBoundingClientRect().top);
  }

  /** Where the legend lies under the map, move the whole out from under it as far as there is room above. */
  clearLegend() {
    const legend = this.player.legend?.front;
    if (!legend || window.innerWidth >= WIDE) return;
    const [top, bottom] = [this.bounds.getNorth(), this.bounds.getSouth()].map(
      (lat) => this.map.latLngToContainerPoint([lat, this.bounds.getCenter().lng]).y
    );
    const covered = legend.getBoundingClientRect().top - this.player.stage.getBoundingClientRect().top;
    const by = Math.min(Math.max(0, bottom - covered), Math.max(0, top));
    if (by > 0) this.map.panBy([0, Math.round(by)], { animate: false });
  }

  resized() {
    this.map.invalidateSize({ animate: false });
    const wide = window.innerWidth >= WIDE;
    this.map.scrollWheelZoom[wide ? "enable" : "disable"]();
    const touch = !wide && matchMedia("(pointer: coarse)").matches;
    this.map.dragging[touch ? "disable" : "enable"]();
    if (!this.moved) this.fitAll();
    this.player.host.sendHeight();
  }

  /** Null as long as the map stands where it was fitted. @returns {Atlas.Position | null} */
  position() {
    if (!this.moved) return null;
    return positionShown(this.map, this.player.payload.decimals[0]);
  }

  /** @param {Atlas.Position} position */
  set([lat, lon, zoom]) {
    this.moved = true;
    this.map.setView([lat, lon], zoom, { animate: false });
  }

  /** Show exactly these bounds. @param {Atlas.Bounds} bounds */
  fit([south, west, north, east]) {
    if (this.map.getSize().x < 50) return;
    this.moved = true;
    this.map.fitBounds(
      [
        [south, west],
        [north, east],
      ],
      { animate: !this.player.calm.matches }
    );
  }

  /** Move the map so that these bounds are seen, if they are not seen well already. */
  bring(bounds, always) {
    if (!bounds || this.map.getSize().x < 50) return; // a frame that has no size yet fits nothing
    const map = this.map,
      zoom = map.getZoom();
    const fits = map.getBoundsZoom(bounds.pad(0.25));
    const inner = map.getBounds().pad(-0.08);
    if (!always && inner.contains(bounds) && fits < zoom + 2.2) return;
    this.moved = true;
    map.setView(bounds.getCenter(), zoomFor(map, bounds, this.whole), { animate: !this.player.calm.matches });
  }

  /** Bounds that also hold a group. @param {L.LatLngBounds | null} bounds @param {number} group */
  withGroup(bounds, group) {
    const box = this.player.payload.groups[group].box;
    if (!box) return bounds;
    const own = L.latLngBounds([box[1], box[0]], [box[3], box[2]]);
    return bounds ? bounds.extend(own) : own;
  }

  /** Where one finger scrolls the page, say that two move the map. */
  twoFingers(stage) {
    const hint = h("p", { class: "hint", "aria-hidden": "true" }, this.player.say("narrowHint"));
    stage.append(hint);
    let from = null,
      gone = 0;
    const frame = this.map.getContainer();
    frame.addEventListener(
      "touchstart",
      ({ touches }) => {
        from = touches.length === 1 ? touches[0].clientX : null;
      },
      { passive: true }
    );
    frame.addEventListener(
      "touchmove",
      ({ touches }) => {
        if (from === null || touches.length > 1 || this.map.dragging.enabled()) return;
        if (Math.abs(touches[0].clientX - from) < 24) return;
        hint.classList.add("on");
        clearTimeout(gone);
        gone = setTimeout(() => hint.classList.remove("on"), 1400);
      },
      { passive: true }
    );
  }
}
