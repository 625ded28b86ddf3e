// @ts-check
/* The buttons and choices under the map: transport, range, speed, pace, repeat, and the kinds of events. */

const SPEEDS = [0.5, 1, 2, 4, 8];

class Controls {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    const { playback } = player;
    this.playButton = this.button("play", () => playback.toggle(), "main");
    this.loopButton = this.button(
      "loop",
      () => {
        playback.loop = !playback.loop;
        this.loopButton.setAttribute("aria-pressed", String(playback.loop));
      },
      "toggle"
    );
    this.loopButton.setAttribute("aria-pressed", "false");
    this.speedSelect = this.choice(
      "speed",
      SPEEDS.map((x) => [x, `${x}×`]),
      (value) => player.setSpeed(+value)
    );
    this.showSpeed(playback.speed);
    /** @type {[string, string][]} */
    const paces = [
      ["adaptive", player.say("paceAdaptive")],
      ["even", player.say("paceEven")],
    ];
    this.paceSelect = this.choice("pace", paces, (value) => playback.setEven(value === "even"));
    this.rangeSelect = this.rangeChoice();
    this.showRange(player.range);
    this.transport = h(
      "div",
      { class: "transport", role: "group", "aria-label": player.say("controls") },
      this.button("previousChange", () => player.byChange(-1)),
      this.button("previousDay", () => player.byDay(-1), "by-day"),
      this.playButton,
      this.button("nextDay", () => player.byDay(1), "by-day"),
      this.button("nextChange", () => player.byChange(1))
    );
    this.choices = h(
      "div",
      { class: "choices" },
      this.rangeSelect,
      this.speedSelect,
      this.paceSelect,
      this.loopButton
    );
  }

  button(name, work, extra = "") {
    const label = this.player.say(name);
    return h(
      "button",
      { class: "control " + extra, "aria-label": label, title: label, onclick: work },
      icon(name)
    );
  }

  /** @param {string} name @param {[value: any, text: string][]} options @param {(value: string) => void} change */
  choice(name, options, change) {
    const label = this.player.say(name);
    const node = h(
      "select",
      { "aria-label": label, title: label, onchange: () => change(node.value) },
      options.map(([value, text]) => h("option", { value }, text))
    );
    return node;
  }

  rangeChoice() {
    const { player } = this,
      { ranges } = player.payload;
    /** @type {[value: any, text: string][]} */
    const options = ranges.map((it, i) => [i, it.name]);
    options.push(["custom", player.say("rangeCustom")]);
    return this.choice("range", options, (value) => {
      const it = ranges[+value];
      if (!it) return;
      player.setRange(dayOf(it.start), dayOf(it.end));
      player.go(dayOf(it.start));
    });
  }

  /** @param {[number, number]} range the name of this range, or that it is the reader's own */
  showRange([first, last]) {
    const found = this.player.payload.ranges.findIndex(
      (it) => dayOf(it.start) === first && dayOf(it.end) === last
    );
    this.rangeSelect.value = found < 0 ? "custom" : String(found);
  }

  showSpeed(speed) {
    this.speedSelect.value = String(speed);
  }

  showPlaying(playing) {
    const name = playing ? "pause" : "play";
    this.playButton.replaceChildren(icon(name));
    this.playButton.setAttribute("aria-label", this.player.say(name));
    this.playButton.title = this.player.say(name);
  }
}

/** The families of events that occur, to switch their ticks on and off. @param {Atlas.Payload} payload @param {Timeline} timeline */
function familyToggles(payload, timeline, say) {
  const used = new Set(payload.events.map((event) => timeline.familyOf(event.kind)));
  const toggles = Object.keys(payload.families).map((family) => {
    if (!used.has(family)) return null;
    const toggle = ({ currentTarget }) => {
      const off = timeline.off;
      off.has(family) ? off.delete(family) : off.add(family);
      currentTarget.setAttribute("aria-pressed", String(!off.has(family)));
      timeline.draw();
    };
    const kinds = payload.kinds.filter((it) => it.family === family).map(({ name }) => name);
    return h(
      "button",
      { class: "kind", "aria-pressed": "true", title: kinds.join(", "), onclick: toggle },
      familySign(payload, family),
      say("family:" + family)
    );
  });
  return h("div", { class: "kinds", role: "group", "aria-label": say("kinds") }, toggles);
}
