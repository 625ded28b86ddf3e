// @ts-check
/* The panel: what happens on the day, one event with its sources, one place with its history. */

/** What makes an event weak enough to say so on its card. */
const WEAK = new Set(["relayed", "one", "contradict", "denied", "nobody", "drawn"]);

/** A text, marked with its language if that is not the language of the map. @param {Atlas.Said} said */
function inItsLanguage(said) {
  return typeof said === "string" ? said : h("span", { lang: said[1] }, said[0]);
}

class Panel {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    this.payload = player.payload;
    this.lookup = player.lookup;
    this.words = player.words;
    this.body = h("div", { class: "panel-body" });
    this.element = h(
      "aside",
      { class: "panel", id: "ca-panel", "aria-label": this.words.say("panel") },
      this.body
    );
    this.shown = null;
  }

  say(key, values) {
    return this.words.say(key, values);
  }

  /** Show what is selected, or the day. */
  render() {
    const selection = this.player.selection;
    const key = selection === null ? "now" : selection.type + selection.index;
    const content =
      selection === null
        ? this.now()
        : selection.type === "event"
          ? this.event(selection.index)
          : this.place(selection.index);
    const kept = key === this.shown ? this.body.scrollTop : 0;
    const focused = this.body.contains(document.activeElement)
      ? document.activeElement?.getAttribute("data-keep")
      : null;
    this.body.replaceChildren(...content);
    if (focused) this.refocus(focused);
    this.body.scrollTop = kept;
    this.shown = key;
  }

  /** Give the focus back to a button of that name, or, if it can no longer be pressed, to one beside it. */
  refocus(name) {
    /** @type {HTMLButtonElement | null} */
    const again = this.body.querySelector(`[data-keep="${name}"]`);
    /** @type {HTMLButtonElement | null | undefined} */
    const other = again?.parentElement?.querySelector("button:not(:disabled)");
    (again?.disabled ? other : again)?.focus({ preventScroll: true });
  }

  // ---- the day

  now() {
    const { reading, day } = this.player;
    const today = this.lookup.eventsOn(day, reading.changingOn(day));
    const around = reading.around(day).filter((index) => !today.includes(index));
    const last = reading.otherChange(day, -1),
      next = reading.otherChange(day, 1);
    const changed = reading.changesOn(day);
    const order = today.length > 1 ? h("span", { class: "distance" }, this.say("mostImportant")) : null;
    const title = today.length ? this.say("eventsOn", { n: today.length }) : this.say("onThisDay");
    /** @type {HTMLElement[]} */
    const out = [h("h2", { class: "eyebrow" }, title, order)];
    if (!changed) {
      const nothing = this.say(around.length ? "nothingSure" : "nothingToday");
      out.push(h("p", { class: "empty" }, nothing, " ", this.ago(last, day)));
    }
    out.push(...today.map((index, i) => this.card(index, i === 0)));
    const heading = (...content) => h("h2", { class: "eyebrow" }, content);
    if (around.length) {
      const cards = this.lookup.byWeight(around).map((index, i) => this.card(index, !today.length && !i));
      out.push(heading(this.say("aroundThisDay")), ...cards);
    }
    const open = !today.length && !around.length;
    if (last !== null) {
      out.push(
        heading(this.say("lastChange"), this.distance(day - last, "Before")),
        ...this.cards(last, open)
      );
    }
    if (next === null)
      return [...out, heading(this.say("next")), h("p", { class: "empty" }, this.say("noLater"))];
    return [...out, heading(this.say("next"), this.distance(next - day, "After")), ...this.cards(next, open)];
  }

  /** The events that changed control on a day before or after the one that is shown. */
  cards(day, full) {
    const all = this.lookup.byWeight(this.player.reading.othersOn(day, this.player.day));
    const shown = all.slice(0, 2).map((index, i) => this.card(index, full && i === 0));
    if (all.length > 2) {
      shown.push(
        h(
          "button",
          { class: "quiet", onclick: () => this.player.show(day) },
          this.say("more", { n: all.length - 2 })
        )
      );
    }
    return shown;
  }

  ago(last, day) {
    if (last === null) return this.say("noEarlier");
    return this.say("lastChangeAgo", { ago: this.apart(day - last, "Before") });
  }

  distance(days, side) {
    if (days < 1) return null;
    return h("span", { class: "distance" }, this.apart(days, side));
  }

  /** "3 days before", "21 years later". */
  apart(days, side) {
    if (days === 1) return this.say("day" + side);
    return days < 730
      ? this.say("days" + side, { n: days })
      : this.say("years" + side, { n: Math.floor(days / 365.25) });
  }

  /** A headline; the first of its day is open: it says more. */
  card(index, full) {
    const it = this.payload.events[index],
      kind = this.payload.kinds[it.kind];
    const node = h(
      "button",
      { class: full ? "card" : "card brief", onclick: () => this.player.select(it.id) },
      h("span", { class: "card-meta" }, familySign(this.payload, kind.family), kind.name, this.dateOf(it)),
      h("span", { class: "card-title" }, it.title),
      full && it.summary ? h("span", { class: "card-text" }, it.summary) : null,
      this.glance(it.evidence)
    );
    return node;
  }

  /** When an event was, unless it was on the very day that the map shows. */
  dateOf(it) {
    const here = !it.last && !it.about && it.first === this.player.iso;
    return here ? null : h("span", { class: "card-date" }, this.words.when(it));
  }

  /** In one line: who reports, claims, confirms, denies, and whether only one side does. @param {Atlas.Evidence} evidence */
  glance({ stances, reason }) {
    const groups = stances.map((sides, stance) =>
      !sides.length
        ? null
        : h(
            "span",
            { class: "glance-stance" },
            this.say(this.payload.stances[stance]),
            " ",
            sides.map((side) => this.badge(side))
          )
    );
    const weak = WEAK.has(reason) ? h("span", { class: "verdict" }, this.say("short:" + reason)) : null;
    return h("span", { class: "badges" }, groups, weak);
  }

  /** The short name of a side, which says its full name to who hears the page. */
  badge(side) {
    const it = this.payload.sides[side];
    if (it.short === it.name) return h("span", { class: "badge" }, it.name);
    return h(
      "span",
      { class: "badge", title: it.name },
      h("span", { "aria-hidden": "true" }, it.short),
      h("span", { class: "sr-only" }, it.name)
    );
  }

  // ---- one event

  event(index) {
    const it = this.payload.events[index],
      kind = this.payload.kinds[it.kind];
    return [
      this.back(),
      h(
        "article",
        { class: "event" },
        h(
          "p",
          { class: "card-meta" },
          familySign(this.payload, kind.family),
          kind.name,
          h("span", { class: "card-date" }, this.words.when(it))
        ),
        h("h2", { class: "headline", tabindex: "-1" }, it.title),
        it.summary ? h("p", { class: "summary" }, it.summary) : null,
        it.oneSided ? h("p", { class: "notice" }, h("b", {}, this.say("oneSided")), " ", it.oneSided) : null,
        it.last ? this.uncertainDate(it) : null,
        this.evidence(it),
        it.changes
          ? [h("h3", {}, this.say("changes")), it.changes.map((change) => this.change(change))]
          : null,
        it.places ? [h("h3", {}, this.say("places")), this.chips(it.places)] : null,
        it.dispute ? [h("h3", {}, this.say("dispute")), h("p", {}, it.dispute)] : null,
        it.alternatives ? this.alternatives(it.alternatives) : null,
        h("h3", {}, this.say("sources"), h("span", { class: "count" }, it.citations.length)),
        h(
          "ol",
          { class: "citations" },
          it.citations.map((citation) => this.citation(citation))
        )
      ),
    ];
  }

  /** That the day is unknown, and within which days it lies. */
  uncertainDate(it) {
    return h(
      "p",
      { class: "notice uncertain" },
      h("b", {}, this.sentence(capital(this.say("uncertain")))),
      " ",
      this.sentence(this.windowOf(it))
    );
  }

  /** What stands before a text, joined to it as the language does. @param {string} name @param {unknown} text */
  before(name, text) {
    return text ? this.say("says", { name, state: "" }) : name;
  }

  /** A text with the full stop of the language. @param {string} event */
  sentence(event) {
    return this.say("sentence", { event });
  }

  /** The days within which an event of vague date falls. @param {Atlas.When} when */
  windowOf({ first, last = first }) {
    return this.say("window", { days: this.words.days(dayOf(first), dayOf(last)) });
  }

  /** Which sides say what of an event, how many independent ones support it, and how sure that makes it. @param {Atlas.Incident} event */
  evidence({ evidence, confidence }) {
    const { stances, sides } = this.payload;
    const full = (side) => h("span", { class: "badge" }, sides[side].name);
    const row = (stance, index) => {
      const taken = evidence.stances[index];
      return [
        h("dt", {}, capital(this.say(stance))),
        h(
          "dd",
          { class: taken.length ? null : "nobody" },
          taken.length ? taken.map(full) : this.say("nobodySo")
        ),
      ];
    };
    return [
      h("h3", {}, this.say("evidence")),
      h("dl", { class: "evidence" }, stances.map(row)),
      h(
        "p",
        { class: "weighed" },
        h("b", {}, this.say("confidence", { level: this.say(confidence) })),
        " ",
        this.reasonOf(evidence)
      ),
    ];
  }

  /** What the voices amount to, in a sentence or two. @param {Atlas.Evidence} evidence */
  reasonOf({ reason, voices = [], denied = [], works }) {
    const called = ({ name, inside = name }) => inside;
    const names = (list) => this.words.list(list.map((side) => called(this.payload.sides[side])));
    const values = { n: voices.length, voices: names(voices), denied: names(denied), works };
    const more = "reasonMore:" + reason;
    return [
      capital(this.say("reason:" + reason, values)),
      works > voices.length ? this.say("works", { n: works }) : "",
      more in this.payload.ui ? this.say(more) : "",
    ]
      .filter(Boolean)
      .join(" ");
  }

  back() {
    const close = () => this.player.select(null);
    return h("button", { class: "back", onclick: close }, icon("close"), h("span", {}, this.say("close")));
  }

  /** @param {Atlas.Change} change */
  change({ places, but, was, to, standing }) {
    const { actors, standings } = this.payload;
    const arrow = h("span", { class: "arrow", "aria-hidden": "true" }, " → ");
    const from = was === undefined || was === to ? [] : [this.actor(was), arrow];
    const sure = this.say(standings[standing]);
    const words = was === to ? this.say("stays", { standing: sure }) : sure;
    return h(
      "div",
      { class: "change" },
      h("p", { class: "change-head" }, from, this.actor(to), h("span", { class: "standing" }, words)),
      !["held", "drawn"].includes(standings[standing]) && this.player.reading.lens === "held"
        ? h("p", { class: "fine still-held" }, this.say("stillHeld"))
        : null,
      this.chips(places),
      but
        ? h(
            "p",
            { class: "fine" },
            this.say("exceptPlaces", { places: but.map((at) => this.nameOf(at)).join(", ") })
          )
        : null
    );
  }

  /** An actor with its colour, by the name that it has on a day. @param {number} index @param {string} [iso] */
  actor(index, iso = this.player.iso) {
    const key = h("i", { class: "actor-key", "aria-hidden": "true" });
    return h("span", { class: `actor a${index}` }, key, actorName(this.payload.actors[index], iso));
  }

  /** The name that an actor has from a day until another one: that of the time if it has no other in between. */
  nameOver(index, start, end) {
    const actor = this.payload.actors[index],
      last = end ? isoOf(dayOf(end) - 1) : this.payload.span[1],
      first = actorName(actor, start);
    return first === actorName(actor, last) ? first : actor.name;
  }

  nameOf(at) {
    return at < 0 ? this.payload.groups[~at].name : bothNames(this.payload.places[at]);
  }

  /** Places and groups as buttons; a long list opens on demand. */
  chips(list) {
    const make = (at) => {
      const go =
        at < 0 ? () => this.player.fitGroup(~at) : () => this.player.select(this.payload.places[at].id);
      const lost = at >= 0 && !this.payload.places[at].shape;
      const title = lost ? this.say("noPosition") : null;
      return h("button", { class: at < 0 ? "chip group" : "chip", onclick: go, title }, this.nameOf(at));
    };
    const box = h("div", { class: "chips" }, list.slice(0, 12).map(make));
    if (list.length > 12) {
      const more = h("button", { class: "chip quiet" }, this.say("andOthers", { n: list.length - 12 }));
      more.addEventListener("click", () => more.replaceWith(...list.slice(12).map(make)));
      box.append(more);
    }
    return box;
  }

  alternatives(list) {
    return [
      h("h3", {}, this.say("alternatives")),
      h(
        "ul",
        { class: "plain" },
        list.map((it) => this.alternative(it))
      ),
    ];
  }

  alternative(other) {
    const sources = (other.sources || []).map((index) => this.payload.sources[index]);
    return h(
      "li",
      {},
      other.when
        ? h("b", { class: "alternative-date" }, this.before(capital(this.words.when(other.when)), other.text))
        : null,
      other.text || "",
      sources.map((source) =>
        h("span", { class: "fine alternative-source" }, this.badge(source.side), " ", this.work(source))
      )
    );
  }

  /** The title of a work, as a link if it has an address. */
  work(source) {
    const title = h("span", source.language ? { lang: source.language } : {}, source.title);
    return source.url ? outward(source.url, title, `${source.title} (${this.say("opensNewTab")})`) : title;
  }

  /** @param {Atlas.Citation} citation */
  citation([index, stance, supports, locator]) {
    const source = this.payload.sources[index];
    const meta = [source.publisher, this.words.issued(source.issued), locator].filter(Boolean).join(" · ");
    const archived = this.say("archived");
    return h(
      "li",
      { class: "citation" },
      h("p", { class: "source-title" }, this.work(source)),
      h(
        "p",
        { class: "source-meta" },
        this.badge(source.side),
        " ",
        meta,
        source.url ? null : h("span", { class: "no-link" }, meta ? " · " : "", this.say("noAddress")),
        source.archive ? [" · ", outward(source.archive, archived, `${archived}: ${source.title}`)] : null
      ),
      h(
        "p",
        { class: "supports" },
        h("b", {}, this.say(this.payload.stances[stance])),
        supports ? [" ", inItsLanguage(supports)] : ""
      )
    );
  }

  // ---- one place

  place(index) {
    const place = this.payload.places[index];
    const layer = this.payload.layers[place.layer || 0];
    const own = this.payload.placeKinds?.[place.kind || ""];
    const kind = own?.name || this.say(layer === "settlement" ? "kind:" + (place.kind || "village") : layer);
    const second = place.second ? h("span", { class: "second-name" }, place.second) : null;
    const periods = this.player.reading.historyOf(index);
    return [
      this.back(),
      h(
        "article",
        { class: "place" },
        h("p", { class: "card-meta" }, capital(kind)),
        h("h2", { class: "headline", tabindex: "-1" }, place.name, second),
        this.stateNow(index),
        this.stepsHere(periods),
        place.note ? h("p", { class: "summary" }, inItsLanguage(place.note)) : null,
        h(
          "h3",
          {},
          this.say("history"),
          h("span", { class: "count" }, this.say("lens:" + this.player.reading.lens))
        ),
        h(
          "ol",
          { class: "history" },
          periods.map((period, i) => this.period(period, periods[i + 1], index))
        ),
        this.nameList(place),
        this.positionNote(place)
      ),
    ];
  }

  /** To the change of this place before the day shown, and to the next one. @param {object[]} periods */
  stepsHere(periods) {
    const { player } = this,
      days = periods.slice(1).map((period) => dayOf(period[0]));
    const step = (name, toward) => {
      const day = toward(days, player.day);
      const go = () => {
        const next = toward(days, player.day);
        if (next !== null) player.show(next);
      }; // the day may have moved since the card was drawn
      return h(
        "button",
        { class: "step-here", "data-keep": name, disabled: day === null ? "" : null, onclick: go },
        h("b", {}, this.say(name)),
        h("small", {}, day === null ? this.say("none") : this.words.day(day))
      );
    };
    return h(
      "div",
      { class: "steps-here", role: "group", "aria-label": this.say("stepsHere") },
      step("previousHere", dayBefore),
      step("nextHere", dayAfter)
    );
  }

  stateNow(index) {
    const period = this.player.reading.period(index);
    if (!period) return h("p", { class: "empty" }, this.say("noState"));
    return h("p", { class: "state-now" }, this.actor(period[1]), this.sureness(period));
  }

  /** The standing of a control period, and whether it is contested only because its date is uncertain. @param {Atlas.Period} period */
  standing([, , standing, , , uncertain]) {
    const words = this.say(this.payload.standings[standing]);
    return uncertain ? this.say("sureness", { standing: words, basis: this.say("uncertain") }) : words;
  }

  /** The standing and the basis of a control period. */
  sureness(period) {
    return h(
      "span",
      { class: "standing" },
      this.standing(period),
      " · ",
      this.say(this.payload.bases[period[3]])
    );
  }

  period(period, next, index) {
    const [start, actor, , basis, event] = period;
    const current = this.player.reading.period(index) === period;
    const it = this.payload.events[event];
    const first = start <= this.payload.span[0];
    const from = this.words.day(dayOf(start));
    const dates = next
      ? this.words.days(dayOf(start), dayOf(next[0]) - 1) // up to, but not including, the next
      : this.say("since", { date: from });
    const look = this.player.scene.lookOf(period);
    const cssClass = `period a${actor} s${look} b${basis}${current ? " current" : ""}`;
    const open = () => this.player.select(it.id);
    return h(
      "li",
      { class: cssClass, "aria-current": current ? "date" : null },
      h("p", { class: "period-dates" }, dates),
      h("p", { class: "period-state" }, this.nameOver(actor, start, next?.[0]), this.sureness(period)),
      h("button", { class: "link", onclick: open }, first ? this.say("firstController") : it.title)
    );
  }

  nameList(place) {
    const row = ([tag, text]) => [h("dt", {}, this.say(tag)), h("dd", { lang: tag }, text)];
    const rows = Object.entries(place.names || {}).map(row);
    if (place.other) rows.push([h("dt", {}, this.say("otherNames")), h("dd", {}, place.other.join(", "))]);
    return rows.length ? [h("h3", {}, this.say("names")), h("dl", { class: "names" }, rows)] : null;
  }

  positionNote(place) {
    const lines = [];
    if (!place.shape) lines.push(this.sentence(capital(this.say("noPosition"))));
    if (place.far) lines.push(this.sentence(this.say("approximate", { km: Math.round(place.far / 1000) })));
    if (place.extent) lines.push(this.say("extentUnknown"));
    if (place.position !== undefined) lines.push(inItsLanguage(this.payload.positions[place.position]));
    return lines.length
      ? [
          h("h3", {}, this.say("position")),
          h(
            "p",
            { class: "fine" },
            lines.flatMap((line, n) => (n ? [" ", line] : [line]))
          ),
        ]
      : null;
  }
}
