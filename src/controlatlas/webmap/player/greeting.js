// @ts-check
/* What a newcomer reads first, over the events: the name, what this is, what to do, and the way into a tour. */

/** The hints, and the sign of each. @type {[key: string, sign: string][]} */
const HINTS = [
  ["hintPlay", "play"],
  ["hintPlace", "place"],
  ["hintLine", "line"],
];

class Greeting {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    /** @type {HTMLElement | null} */
    this.element = null;
  }

  /** Greet the reader. @param {string | undefined} tour the title of the tour that one may begin with */
  show(tour) {
    if (this.element) return;
    const { player } = this,
      say = (key, values) => player.say(key, values);
    const hint = ([key, sign]) => h("li", {}, icon(sign), say(key));
    const close = { class: "greeting-close", "aria-label": say("close"), title: say("close") };
    const begin = () => player.host.tell({ type: "tour" });
    this.element = h(
      "section",
      { class: "greeting", "aria-label": "Control Atlas" },
      h("p", { class: "greeting-name" }, "Control Atlas"),
      h("button", { ...close, onclick: () => this.end() }, icon("close")),
      h("p", {}, say("purpose")),
      h("ul", {}, HINTS.map(hint)),
      tour
        ? h("p", {}, say("tourLead"), " ", h("button", { class: "greeting-tour", onclick: begin }, tour))
        : null
    );
    player.panel.element.prepend(this.element);
  }

  /** The reader has begun, and needs it no more. */
  end() {
    if (!this.element) return;
    this.element.remove();
    this.element = null;
    this.player.host.tell({ type: "habits", value: { greeted: true } });
  }
}
