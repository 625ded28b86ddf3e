// @ts-check
/* Pointing at the map: what lies under the pointer or has the focus, its tooltip, and the click that selects it. */

class Pointer {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    this.map = player.map;
    this.scene = player.scene;
    this.tip = h("div", { class: "tip map-tip", role: "tooltip", hidden: true });
    this.map.on("mousemove", (event) => this.hover(event));
    this.map.on("mouseout", () => this.hide());
    this.map.on("click", (event) => this.pick(event));
    this.map.on("movestart zoomstart", () => this.hide());
    const frame = this.map.getContainer();
    frame.addEventListener("focusin", (event) => this.focus(event.target));
    frame.addEventListener("focusout", () => this.hide());
  }

  hover(event) {
    const dragging = /** @type {L.Handler & {moving?: () => boolean}} */ (this.map.dragging);
    if (dragging.moving?.()) return;
    const target = event.originalEvent.target;
    const index = this.scene.placeAt(event.layerPoint, target, 8);
    if (index < 0 || target.closest?.(".leaflet-control")) return this.hide();
    this.show(index, event.containerPoint);
  }

  pick(event) {
    const target = event.originalEvent.target;
    const touch = event.originalEvent.pointerType === "touch" || matchMedia("(pointer: coarse)").matches;
    const index = this.scene.placeAt(event.layerPoint, target, touch ? 22 : 9);
    this.player.select(index < 0 ? null : this.player.payload.places[index].id);
  }

  /** A place that gets the focus says who holds it. */
  focus(node) {
    if (node.place === undefined) return;
    const { payload } = this.player,
      say = (key, values) => this.player.say(key, values);
    const item = this.scene.items[node.place],
      period = this.player.reading.period(node.place);
    let state = say("noState");
    if (period) {
      state = say("stateOf", {
        actor: actorInside(payload.actors[period[1]], this.player.iso),
        standing: this.player.panel.standing(period),
      });
    }
    node.setAttribute("aria-label", say("says", { name: bothNames(item.place), state }));
    this.show(node.place, this.map.layerPointToContainerPoint([item.x, item.y]));
  }

  // ---- the tooltip

  /** @param {number} index of the place @param {L.Point} at a point of the map's frame */
  show(index, at) {
    const { iso, reading } = this.player,
      key = [index, iso, reading.lens].join(" ");
    if (this.shown !== key) {
      this.shown = key;
      this.place = index;
      this.tip.replaceChildren(...this.text(index));
    }
    this.map.getContainer().style.cursor = "pointer";
    putBeside(this.tip, this.map, at);
  }

  hide() {
    this.tip.hidden = true;
    this.shown = null;
    this.map.getContainer().style.cursor = "";
  }

  /** The day has changed under an open tooltip. */
  refresh() {
    if (!this.tip.hidden && this.place !== undefined) this.tip.replaceChildren(...this.text(this.place));
  }

  text(index) {
    const { payload, panel, words } = this.player,
      say = (key, values) => words.say(key, values);
    const place = payload.places[index],
      period = this.player.reading.period(index);
    const line = (...content) => h("span", { class: "tip-since" }, content);
    const out = [h("b", { class: "tip-name" }, bothNames(place))];
    if (period) {
      const [start, actor, , basis, event, uncertain] = period;
      out.push(
        h(
          "span",
          { class: "tip-state" },
          panel.actor(actor),
          " ",
          say("sureness", { standing: panel.standing(period), basis: say(payload.bases[basis]) })
        )
      );
      out.push(
        line(
          uncertain ? panel.windowOf(payload.events[event]) : say("since", { date: words.day(dayOf(start)) })
        )
      );
    } else out.push(line(say("noState")));
    if (place.far) out.push(line(say("approximate", { km: Math.round(place.far / 1000) })));
    if (place.extent && this.player.reading.hasChanged(index)) out.push(line(say("extentUnknown")));
    return out;
  }
}
