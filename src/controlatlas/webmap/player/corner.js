// @ts-check
/* What stands in the corners of a map, of the one that plays and of the map of two days: nearer, farther, the whole, the scale. */

/** @param {L.Map} map @param {Phrasebook} words @param {() => void} toWhole what a press on the button of the whole does */
function addCorners(map, words, toWhole) {
  const zoom = L.control.zoom({
    position: "topright",
    zoomInTitle: words.say("zoomIn"),
    zoomOutTitle: words.say("zoomOut"),
    zoomInText: "+",
    zoomOutText: "−",
  });
  zoom
    .addTo(map)
    .getContainer()
    ?.append(homeButton(words.say("home"), toWhole));
  scaleBar(words).addTo(map);
}

/** The way back to the whole, from wherever a selection or an address led. @param {string} label @param {() => void} press */
function homeButton(label, press) {
  const button = h(
    "a",
    { class: "home", href: "#", role: "button", "aria-label": label, title: label },
    icon("home")
  );
  L.DomEvent.on(button, "click", (event) => {
    L.DomEvent.stop(event);
    press();
  });
  return button;
}

/** Put what is said of a point of a map beside it, where there is room. @param {HTMLElement} tip @param {L.Map} map @param {L.Point} at */
function putBeside(tip, map, at) {
  tip.hidden = false;
  const size = map.getSize(),
    wide = tip.offsetWidth,
    high = tip.offsetHeight;
  const x = at.x + 16 + wide > size.x ? at.x - wide - 14 : at.x + 16;
  const y = Math.min(Math.max(at.y + 14, 6), size.y - high - 6);
  tip.style.transform = `translate(${Math.max(4, x)}px, ${y}px)`;
}
