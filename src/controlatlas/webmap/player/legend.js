// @ts-check
/* The legend: what is in view, and on demand all signs with their definitions and the layers to switch on and off. */

/** How many actors the legend has before all signs are asked for; of looks it has every one that is in view. */
const MOST_ACTORS = 4;

class Legend {
  /** @param {Atlas.MapPage} page @param {boolean} [brief] whether it begins open, with what is in view */
  constructor(page, brief = false) {
    this.page = page;
    const say = (key, values) => page.words.say(key, values);
    this.say = say;
    const { actors } = page.payload;
    this.names = actors.map(({ name }) => h("span", {}, name));
    this.actors = this.names.map((name, i) =>
      this.row(this.sample("held", 0, i), name, null, `actor-row a${i}`)
    );
    this.mini = actors.map((_, index) => h("i", { class: `mini-key a${index}` }));
    const opens = {
      "aria-expanded": "false",
      "aria-controls": brief ? "ca-key" : "ca-legend",
      onclick: () => this.toggle(),
    };
    this.button = h(
      "button",
      { class: "legend-button", ...opens },
      h("span", { class: "legend-title" }, say("legend")),
      h("span", { class: "mini" }, this.mini),
      icon("chevron")
    );
    this.lenses = page.payload.lenses.map((lens) => this.lensButton(lens));
    this.head = h("div", { class: "legend-head" }, this.button, this.lensSwitch());
    this.lensName = h("p", { class: "lens-name" });
    this.sure = h("ul", {});
    this.body = h(
      "div",
      { class: "legend-body", id: "ca-legend" },
      h("h3", {}, say("whoControls")),
      h("ul", {}, this.actors),
      h("h3", {}, say("howSure")),
      this.lensName,
      this.sure,
      h("h3", {}, say("onTheMap")),
      h("ul", {}, this.signs()),
      h("h3", {}, say("showOrHide")),
      h("div", { class: "layer-list" }, this.layers())
    );
    /** What is in view, and the way to all signs; none where the legend is all or nothing. */
    this.entries = brief ? h("ul", { class: "entries" }) : null;
    this.allButton = h(
      "button",
      {
        class: "legend-all",
        "aria-expanded": "false",
        "aria-controls": "ca-legend",
        onclick: () => this.all(),
      },
      say("legendAll")
    );
    this.key = h("div", { class: "legend-key", id: "ca-key" }, this.entries, this.allButton);
    this.listed = "";
    /** What lies over the map while not all signs are shown. */
    this.front = h("div", { class: "legend-front" }, this.head, brief ? this.key : null);
    this.element = h("section", { class: "legend", "aria-label": say("legendLong") }, this.front, this.body);
    this.toggle(brief);
  }

  /** Open or close the legend. */
  toggle(open = this.button.getAttribute("aria-expanded") !== "true") {
    this.button.setAttribute("aria-expanded", String(open));
    this.key.hidden = !open;
    this.element.classList.toggle("open", open);
    this.all(open && !this.entries);
  }

  /** Show all signs and layers, or only what is in view. */
  all(shown = this.allButton.getAttribute("aria-expanded") !== "true") {
    this.allButton.setAttribute("aria-expanded", String(shown));
    this.element.classList.toggle("full", shown);
    this.body.hidden = !shown;
  }

  /** List what is in view: who, the largest first, and then what is not simply held. @param {{actors: number[], looks: number[]}} shares */
  list(shares) {
    if (!this.entries) return;
    const { payload, iso } = this.page;
    const largest = (list) =>
      list
        .map((share, index) => ({ share, index }))
        .filter(({ share }) => share > 0)
        .sort((a, b) => b.share - a.share)
        .map(({ index }) => index);
    const seen = largest(shares.actors);
    const actors = seen.slice(0, MOST_ACTORS);
    const looks = largest(shares.looks)
      .map((look) => payload.standings[look] || "uncertain")
      .filter((standing) => standing !== "held");
    const names = actors.map((index) => actorName(payload.actors[index], iso));
    const more = seen.length - actors.length;
    const listed = [...names, more, ...looks].join("|");
    if (listed === this.listed) return;
    this.listed = listed;
    this.entries.replaceChildren(
      ...actors.map((index, i) => this.row(this.sample("held", 0, index), names[i], null)),
      ...(more ? [h("li", { class: "further" }, this.say("more", { n: more }))] : []),
      ...looks.map((look) => this.row(this.sample(look, 0), capital(this.say(look)), null))
    );
  }

  /** Two buttons: claims as the claimant says, or only what is held. */
  lensSwitch() {
    if (this.page.payload.allDrawn) return null;
    return h("div", { class: "lenses", role: "group", "aria-label": this.say("lens") }, this.lenses);
  }

  /** @param {string} lens */
  lensButton(lens) {
    return h(
      "button",
      {
        class: "lens",
        "aria-pressed": "false",
        title: this.say("lensMeaning:" + lens),
        onclick: (event) => {
          this.page.setLens(lens);
          if (event.detail) event.currentTarget.blur(); // after a click the space bar plays again
        },
      },
      this.say("lens:" + lens)
    );
  }

  row(key, name, meaning, cssClass) {
    return h(
      "li",
      { class: cssClass || null },
      key,
      h("span", {}, h("b", {}, name), meaning ? h("small", {}, meaning) : null)
    );
  }

  /** A sample of an area, and where it may be told from a dot, of a settlement, in the look of a standing and a basis. */
  sample(standing, basis, actor = this.page.payload.actors.length) {
    const { actors, standings } = this.page.payload;
    const unsure = standing === "uncertain",
      dotted = actor === actors.length && !unsure;
    const s = unsure ? standings.length : standings.indexOf(standing);
    return svg(
      "svg",
      { class: "key", viewBox: "0 0 26 16", "aria-hidden": "true" },
      svg("rect", {
        x: 1.5,
        y: 1.5,
        width: dotted ? 13 : 23,
        height: 13,
        class: `area cell a${actor} s${s} b${basis}`,
      }),
      dotted ? svg("circle", { cx: 21, cy: 8, r: 4, class: `dot r1 a${actor} s${s} b${basis}` }) : null
    );
  }

  /** What the standings mean under a lens; where a claim moves nothing, no area is drawn as claimed. */
  sureness(lens) {
    const say = this.say,
      believes = lens === "claimed";
    const { periods, standings } = this.page.payload;
    const vague = periods.some((period) => period[5]);
    const found = new Set(periods.map((period) => standings[period[2]]));
    const drawn = found.has("drawn"),
      alone = drawn && found.size === 1;
    return [
      drawn ? this.row(this.sample("drawn", 0), capital(say("drawn")), say("drawnMeaning")) : null,
      alone ? null : this.row(this.sample("held", 0), capital(say("held")), say("heldMeaning")),
      believes && !alone
        ? this.row(this.sample("claimed", 0), capital(say("claimed")), say("claimedMeaning"))
        : null,
      alone
        ? null
        : this.row(
            this.sample("contested", 0),
            capital(say("contested")),
            say(believes ? "contestedMeaning" : "contestedMeaningHeld")
          ),
      vague
        ? this.row(this.sample("uncertain", 0), capital(say("uncertain")), say("uncertainMeaning"))
        : null,
      this.row(this.sample("held", 0), capital(say("recorded")), say("recordedMeaning")),
      this.row(this.sample("held", 1), capital(say("inferred")), say("inferredMeaning")),
    ];
  }

  signs() {
    const { payload } = this.page;
    const any = `a${payload.actors.length} s0 b0`;
    const key = (...shapes) =>
      svg("svg", { class: "key", viewBox: "0 0 26 16", "aria-hidden": "true" }, shapes);
    const stroke = (cssClass) => svg("path", { d: "M1 8H25", class: cssClass });
    const line = (cssClass) => key(stroke(cssClass));
    const lineSigns = (kind) =>
      lineStrokes(payload, kind).map((node) => {
        node.setAttribute("d", "M1 8H25");
        return node;
      });
    const dot = (r, cssClass) => svg("circle", { cx: 13, cy: 8, r, class: cssClass });
    const circle = (cssClass) => key(dot(4.2, cssClass));
    const strip = () => svg("rect", { x: 1.5, y: 2.5, width: 23, height: 11, class: `area corridor ${any}` });
    const kinds = new Map([...payload.lines].reverse().map((it) => [it.kind, it.name]));
    const corridor = payload.places.some((place) => payload.layers[place.layer || 0] === "corridor");
    return [
      this.row(line("front recorded"), this.say("front")),
      this.row(line("front inferred"), this.say("frontInferred")),
      [...kinds].reverse().map(([kind, name]) => this.row(key(...lineSigns(kind)), name)),
      corridor ? this.row(key(strip(), stroke("centreline")), this.say("corridor")) : null,
      this.row(circle(`dot ${any}`), this.say("settlement")),
      Object.values(payload.placeKinds || {})
        .filter(({ sign }) => sign)
        .map(({ name, sign }) => {
          const d = signPath(payload.marks.signs[sign || ""], 13, 8, 4.2);
          return this.row(key(svg("path", { d, class: `dot ${any}` })), name);
        }),
      this.row(circle(`dot far ${any}`), this.say("approximateDot")),
      payload.places.some((place) => place.extent)
        ? this.row(key(dot(2.6, `dot ${any}`), dot(7, "ring")), this.say("ringedDot"))
        : null,
    ];
  }

  layers() {
    this.boxes = LAYER_IDS.map((id) => {
      const ticked = () => this.boxes.filter((it) => it.checked).map((it) => it.value);
      const box = h("input", {
        type: "checkbox",
        value: id,
        onchange: () => this.page.setLayers(ticked()),
      });
      box.checked = true;
      return box;
    });
    return this.boxes.map((box) => h("label", {}, box, h("span", {}, this.say("layer:" + box.value))));
  }

  /** Say through which lens the reader looks, and what the signs mean under it. */
  showLens(lens) {
    if (this.shown === lens) return;
    this.shown = lens;
    this.lenses.forEach((button, index) =>
      button.setAttribute("aria-pressed", String(this.page.payload.lenses[index] === lens))
    );
    const name = this.page.payload.allDrawn ? "" : h("b", {}, this.say("lens:" + lens));
    this.lensName.replaceChildren(name, " ", this.say("lensMeaning:" + lens));
    this.sure.replaceChildren();
    grow(this.sure, {}, this.sureness(lens));
  }

  /** Tick the boxes, and say which actors hold something on the day. */
  update(hidden, present) {
    this.showLens(this.page.lens);
    for (const box of this.boxes) box.checked = !hidden.has(box.value);
    this.actors.forEach((row, index) => row.classList.toggle("absent", !present[index]));
    this.names.forEach((node, index) => {
      node.textContent = actorName(this.page.payload.actors[index], this.page.iso);
    });
    this.mini.forEach((key, index) => {
      key.style.display = present[index] ? "" : "none";
    });
  }
}
