// @ts-check
/* What can be folded away so that the map has the room: the panel at its side, and all of the deck but its strip. */

/** In a narrower window the legend takes most of the map, and so it does in a lower one, as of a map embedded in a page. */
const NARROWEST = 360,
  LOWEST = 500;

class Folds {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    this.panelWords = h("span", {}, player.say("panel"));
    this.panelButton = h(
      "button",
      { class: "fold", "aria-controls": "ca-panel", onclick: () => this.foldPanel() },
      icon("fold"),
      this.panelWords
    );
    this.deckButton = h(
      "button",
      {
        class: "opener",
        "aria-controls": "ca-choices",
        "aria-label": player.say("moreControls"),
        title: player.say("moreControls"),
        onclick: () => this.openDeck(),
      },
      h("span", {}, player.say("moreControls")),
      icon("chevron")
    );
    this.foldPanel(false);
    this.openDeck(false);
    for (const button of [this.panelButton, this.deckButton])
      button.addEventListener("click", () => this.tellHabits());
  }

  /** Tell the host how the reader likes it, for when this page is opened again. */
  tellHabits() {
    const open = (button) => button?.getAttribute("aria-expanded") === "true";
    const value = {
      panel: open(this.panelButton),
      deck: open(this.deckButton),
      legend: open(this.player.legend?.button),
    };
    this.player.host.tell({ type: "habits", value });
  }

  /** Whether an open legend leaves something of the map. */
  hasRoomForLegend() {
    return window.innerWidth >= NARROWEST && window.innerHeight >= LOWEST;
  }

  /** Do as the reader liked it before; where the legend would take the map away, it begins closed. @param {Atlas.Habits} habits */
  follow({ panel = true, deck = false, legend = this.hasRoomForLegend() }) {
    this.foldPanel(!panel);
    this.openDeck(deck);
    this.player.legend?.toggle(legend);
  }

  /** Whether the panel is folded away; only beside the map, for under it there is nothing to be won. */
  get folded() {
    return this.player.root.classList.contains("folded");
  }

  foldPanel(away = !this.folded) {
    this.player.root.classList.toggle("folded", away);
    this.panelButton.setAttribute("aria-expanded", String(!away));
    this.panelButton.title = this.player.say(away ? "unfold" : "fold");
    this.panelButton.setAttribute("aria-label", this.panelButton.title);
  }

  openDeck(open = this.deckButton.getAttribute("aria-expanded") !== "true") {
    this.deckButton.setAttribute("aria-expanded", String(open));
    this.player.deck.classList.toggle("open", open);
  }
}
