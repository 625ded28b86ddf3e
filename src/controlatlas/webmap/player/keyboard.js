// @ts-check
/* Keys: which one asks for what, and when a key belongs to the element that has the focus. */

class Keyboard {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    document.addEventListener("keydown", (event) => this.press(event));
  }

  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const at = event.target,
      tag = at.tagName;
    if (tag === "SELECT" || tag === "TEXTAREA" || (tag === "INPUT" && at.type !== "checkbox")) return;
    if (at.place !== undefined && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      return this.player.select(this.player.payload.places[at.place].id);
    }
    const act = this.actionOf(event.key, event.shiftKey, at);
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** What a key does, or null if it is not ours. @param {string} key @param {boolean} shift @param {Element} at */
  actionOf(key, shift, at) {
    const player = this.player;
    const pressable = ["BUTTON", "A", "SUMMARY", "INPUT"].includes(at.tagName);
    const inPanel = player.panel?.element.contains(at);
    switch (key) {
      case " ":
        return pressable ? null : () => player.playback.toggle();
      case "ArrowLeft":
        return shift ? () => player.byMonth(-1) : () => player.byDay(-1);
      case "ArrowRight":
        return shift ? () => player.byMonth(1) : () => player.byDay(1);
      case "PageUp":
        return inPanel ? null : () => player.byChange(-1);
      case "PageDown":
        return inPanel ? null : () => player.byChange(1);
      case "Home":
        return inPanel ? null : () => player.go(player.range[0]);
      case "End":
        return inPanel ? null : () => player.go(player.range[1]);
      case "Escape":
        return () => player.select(null);
      case "+":
      case "=":
        return () => player.map.zoomIn();
      case "-":
        return () => player.map.zoomOut();
      default:
        return null;
    }
  }
}
