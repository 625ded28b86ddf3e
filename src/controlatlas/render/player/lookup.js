/* Indexes over the payload: which events fall on a day, which places an event concerns. Made once, never changed. */

class Lookup {
  /** @param {object} payload see payload.py */
  constructor(payload) {
    this.payload = payload;
    const days = Int32Array.from(payload.periods, (period) => dayOf(period[0]));
    /** For each history the first days of its periods. */
    this.starts = payload.histories.map((list) => list.map((i) => days[i]));
    this.placeIds = new Map(payload.places.map((place, i) => [place.id, i]));
    this.eventIds = new Map(payload.events.map((event, i) => [event.id, i]));
    /** Events that open a control period, by day; the state a place begins with opens nothing. */
    this.changing = this.eventsThatChange(days);
    /** Every day on which control changes, ascending. */
    this.changeDays = [...this.changing.keys()].sort((a, b) => a - b);
    /** Events by their first and their last day. */
    this.dated = this.eventsByDay();
    /** What the pace of playing depends on. */
    this.marks = { changes: new Set(this.changeDays), events: new Set(this.dated.keys()) };
  }

  /** @param {Int32Array} days the first day of each period @returns {Map<number, Set<number>>} */
  eventsThatChange(days) {
    const { periods, histories } = this.payload;
    const found = new Map(), seen = new Set();
    for (const list of histories) {
      for (const period of list.slice(1)) {
        if (seen.has(period)) continue;
        seen.add(period);
        const day = days[period];
        if (!found.has(day)) found.set(day, new Set());
        found.get(day).add(periods[period][4]);
      }
    }
    return found;
  }

  /** @returns {Map<number, number[]>} */
  eventsByDay() {
    const found = new Map();
    this.payload.events.forEach((event, i) => {
      for (const day of new Set([dayOf(event.first), dayOf(event.last || event.first)])) {
        if (!found.has(day)) found.set(day, []);
        found.get(day).push(i);
      }
    });
    return found;
  }

  /** The events that change control on a day. */
  changingOn(day) {
    return [...(this.changing.get(day) || [])].sort((a, b) => a - b);
  }

  /** How many they are. */
  changesOn(day) {
    const found = this.changing.get(day);
    return found ? found.size : 0;
  }

  /** All events of a day, those that change control first. */
  eventsOn(day) {
    const changing = this.changingOn(day);
    return [...changing, ...(this.dated.get(day) || []).filter((index) => !changing.includes(index))];
  }

  /** The control periods of a place, in order. */
  historyOf(place) {
    const { places, histories, periods } = this.payload;
    const history = places[place].history;
    return history === undefined ? [] : histories[history].map((i) => periods[i]);
  }

  /** All places that an event concerns, those reached through groups included. */
  placesOf(index) {
    const event = this.payload.events[index];
    const found = new Set((event.places || []).filter((at) => at >= 0));
    for (const change of event.changes || []) for (const at of change.places) if (at >= 0) found.add(at);
    const { places, histories, periods } = this.payload;
    const opens = histories.map((list) => list.some((i) => periods[i][4] === index));
    places.forEach((place, i) => { if (place.history !== undefined && opens[place.history]) found.add(i); });
    return [...found];
  }
}
