/* The panel: what happens on the day, one event with its sources, one place with its history. */

class Panel {
  /** @param {object} player see player.js */
  constructor(player) {
    this.player = player;
    this.payload = player.payload;
    this.lookup = player.lookup;
    this.words = player.words;
    this.body = h("div", { class: "panel-body" });
    this.element = h("aside", { class: "panel", "aria-label": this.words.say("panel") }, this.body);
    this.shown = null;
  }

  say(key, values) {
    return this.words.say(key, values);
  }

  /** Show what is selected, or the day. */
  render() {
    const selection = this.player.selection;
    const key = selection === null ? "now" : selection.type + selection.index;
    const content = selection === null ? this.now()
      : selection.type === "event" ? this.event(selection.index) : this.place(selection.index);
    const kept = key === this.shown ? this.body.scrollTop : 0;
    this.body.replaceChildren(...content);
    this.body.scrollTop = kept;
    this.shown = key;
  }

  // ---- the day

  now() {
    const { lookup } = this, day = this.player.day;
    const today = lookup.eventsOn(day);
    const last = dayBefore(lookup.changeDays, day), next = dayAfter(lookup.changeDays, day);
    const changed = lookup.changesOn(day);
    const out = [h("h2", { class: "eyebrow" }, this.say("onThisDay"))];
    if (!changed) out.push(h("p", { class: "empty" }, this.say("nothingToday"), " ", this.ago(last, day)));
    out.push(...today.map((index) => this.card(index, true)));
    const heading = (...content) => h("h2", { class: "eyebrow" }, content);
    if (last !== null) {
      out.push(heading(this.say("lastChange"), this.distance(day - last, "Before")), ...this.cards(last, !today.length));
    }
    if (next === null) return [...out, heading(this.say("next")), h("p", { class: "empty" }, this.say("noLater"))];
    return [...out, heading(this.say("next"), this.distance(next - day, "After")), ...this.cards(next, !today.length)];
  }

  cards(day, full) {
    const all = this.lookup.changingOn(day);
    const shown = all.slice(0, 2).map((index) => this.card(index, full));
    if (all.length > 2) {
      shown.push(h("button", { class: "quiet", onclick: () => this.player.show(day) }, this.say("more", { n: all.length - 2 })));
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
    return days < 730 ? this.say("days" + side, { n: days }) : this.say("years" + side, { n: Math.floor(days / 365.25) });
  }

  card(index, full) {
    const it = this.payload.events[index], kind = this.payload.kinds[it.kind];
    const node = h("button", { class: "card", onclick: () => this.player.select(it.id) },
      h("span", { class: "card-meta" }, dot(kind.color), kind.name, h("span", { class: "card-date" }, this.words.when(it))),
      h("span", { class: "card-title" }, it.title),
      full && it.summary ? h("span", { class: "card-text" }, it.summary) : null,
      full ? this.badges(it) : null);
    return node;
  }

  badges(it) {
    const sides = [...new Set(it.citations.map(([source]) => this.payload.sources[source].side))];
    return h("span", { class: "badges" }, sides.map((side) => this.badge(side)));
  }

  badge(side) {
    const it = this.payload.sides[side];
    return h("span", { class: "badge", title: it.name }, it.short);
  }

  // ---- one event

  event(index) {
    const it = this.payload.events[index], kind = this.payload.kinds[it.kind];
    return [
      this.back(),
      h("article", { class: "event" },
        h("p", { class: "card-meta" }, dot(kind.color), kind.name, h("span", { class: "card-date" }, this.words.when(it))),
        h("h2", { class: "headline", tabindex: "-1" }, it.title),
        it.summary ? h("p", { class: "summary" }, it.summary) : null,
        it.oneSided ? h("p", { class: "notice" }, h("b", {}, this.say("oneSided")), " ", it.oneSided) : null,
        it.changes ? [h("h3", {}, this.say("changes")), it.changes.map((change) => this.change(change))] : null,
        it.places ? [h("h3", {}, this.say("places")), this.chips(it.places)] : null,
        it.dispute ? [h("h3", {}, this.say("dispute")), h("p", {}, it.dispute)] : null,
        it.alternatives ? this.alternatives(it.alternatives) : null,
        h("p", { class: "confidence" }, this.say("confidence"), ": ", h("b", {}, this.say(it.confidence))),
        h("h3", {}, this.say("sources"), h("span", { class: "count" }, it.citations.length)),
        h("ol", { class: "citations" }, it.citations.map((citation) => this.citation(citation)))),
    ];
  }

  back() {
    const close = () => this.player.select(null);
    return h("button", { class: "back", onclick: close }, icon("close"), h("span", {}, this.say("close")));
  }

  change({ places, but, was, to, standing }) {
    const { actors, standings } = this.payload;
    const arrow = h("span", { class: "arrow", "aria-hidden": "true" }, " → ");
    const from = was === undefined || was === to ? [] : [this.actor(was), arrow];
    const sure = this.say(standings[standing]);
    const words = was === to ? this.say("stays", { standing: sure }) : sure;
    return h("div", { class: "change" },
      h("p", { class: "change-head" }, from, this.actor(to), h("span", { class: "standing" }, words)),
      this.chips(places),
      but ? h("p", { class: "fine" }, this.say("exceptPlaces", { places: but.map((at) => this.nameOf(at)).join(", ") })) : null);
  }

  actor(index) {
    const key = h("i", { class: "actor-key", "aria-hidden": "true" });
    return h("span", { class: `actor a${index}` }, key, this.payload.actors[index].name);
  }

  nameOf(at) {
    return at < 0 ? this.payload.groups[~at].name : bothNames(this.payload.places[at]);
  }

  /** Places and groups as buttons; a long list opens on demand. */
  chips(list) {
    const make = (at) => {
      const go = at < 0 ? () => this.player.fitGroup(~at) : () => this.player.select(this.payload.places[at].id);
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
    return [h("h3", {}, this.say("alternatives")), h("ul", { class: "plain" }, list.map((it) => this.alternative(it)))];
  }

  alternative(other) {
    const sources = (other.sources || []).map((index) => this.payload.sources[index]);
    const names = sources.map(({ publisher, title }) => publisher || title);
    const tail = [other.date, names.join(", ")].filter(Boolean).join(" · ");
    return h("li", {}, other.text || "", tail ? h("span", { class: "fine" }, other.text ? " — " : "", tail) : null);
  }

  citation([index, stance, supports, locator]) {
    const source = this.payload.sources[index];
    const title = h("span", source.language ? { lang: source.language } : {}, source.title);
    const meta = [source.publisher, this.words.issued(source.issued), locator].filter(Boolean).join(" · ");
    const label = `${source.title} (${this.say("opensNewTab")})`;
    const archived = this.say("archived");
    return h("li", { class: "citation" },
      h("p", { class: "source-title" }, source.url ? outward(source.url, title, label) : title),
      h("p", { class: "source-meta" }, this.badge(source.side), " ", meta,
        source.url ? null : h("span", { class: "no-link" }, meta ? " · " : "", this.say("noAddress")),
        source.archive ? [" · ", outward(source.archive, archived, `${archived}: ${source.title}`)] : null),
      h("p", { class: "supports" }, h("b", {}, this.say(this.payload.stances[stance])), supports ? ` ${supports}` : ""));
  }

  // ---- one place

  place(index) {
    const place = this.payload.places[index];
    const layer = this.payload.layers[place.layer || 0];
    const kind = layer === "settlement" ? place.kind || "village" : this.say(layer);
    const second = place.second ? h("span", { class: "second-name" }, place.second) : null;
    const periods = this.lookup.historyOf(index);
    return [
      this.back(),
      h("article", { class: "place" },
        h("p", { class: "card-meta" }, capital(kind)),
        h("h2", { class: "headline", tabindex: "-1" }, place.name, second),
        this.stateNow(index),
        place.note ? h("p", { class: "summary" }, place.note) : null,
        h("h3", {}, this.say("history")),
        h("ol", { class: "history" }, periods.map((period, i) => this.period(period, periods[i + 1], index))),
        this.nameList(place),
        this.positionNote(place)),
    ];
  }

  stateNow(index) {
    const period = this.player.scene.period(index);
    if (!period) return h("p", { class: "empty" }, this.say("noState"));
    return h("p", { class: "state-now" }, this.actor(period[1]), this.sureness(period));
  }

  /** The standing and the basis of a control period. */
  sureness([, , standing, basis]) {
    const { standings, bases } = this.payload;
    return h("span", { class: "standing" }, this.say(standings[standing]), " · ", this.say(bases[basis]));
  }

  period(period, next, index) {
    const [start, actor, standing, basis, event] = period;
    const current = this.player.scene.period(index) === period;
    const it = this.payload.events[event];
    const first = start <= this.payload.span[0];
    const from = this.words.day(dayOf(start));
    const dates = next ? this.say("fromTo", { a: from, b: this.words.day(dayOf(next[0])) }) : this.say("since", { date: from });
    const cssClass = `period a${actor} s${standing} b${basis}${current ? " current" : ""}`;
    const open = () => this.player.select(it.id);
    return h("li", { class: cssClass, "aria-current": current ? "date" : null },
      h("p", { class: "period-dates" }, dates),
      h("p", { class: "period-state" }, this.payload.actors[actor].name, this.sureness(period)),
      h("button", { class: "link", onclick: open }, first ? this.say("firstController") : it.title));
  }

  nameList(place) {
    const row = ([tag, text]) => [h("dt", {}, this.say(tag)), h("dd", { lang: tag }, text)];
    const rows = Object.entries(place.names || {}).map(row);
    if (place.other) rows.push([h("dt", {}, this.say("otherNames")), h("dd", {}, place.other.join(", "))]);
    return rows.length ? [h("h3", {}, this.say("names")), h("dl", { class: "names" }, rows)] : null;
  }

  positionNote(place) {
    const lines = [];
    if (!place.shape) lines.push(capital(this.say("noPosition")) + ".");
    if (place.far) lines.push(this.say("approximate", { km: Math.round(place.far / 1000) }) + ".");
    if (place.position) lines.push(place.position);
    return lines.length ? [h("h3", {}, this.say("position")), h("p", { class: "fine" }, lines.join(" "))] : null;
  }
}

function bothNames(place) {
  return place.second ? `${place.name} · ${place.second}` : place.name;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
