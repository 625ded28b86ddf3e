// @ts-check
/* Indexes over the payload: which events fall on a day, which places an event concerns. Made once, never changed. */

class Lookup {
  /** @param {Atlas.Payload} payload */
  constructor(payload) {
    this.payload = payload;
    this.placeIds = new Map(payload.places.map((place, i) => [place.id, i]));
    this.eventIds = new Map(payload.events.map((event, i) => [event.id, i]));
    /** Events by their first and their last day. */
    this.dated = this.eventsByDay();
    /** The days of any event. */
    this.eventDays = new Set(this.dated.keys());
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

  /** All events of a day, the most important first. @param {number[]} changing those that change control on it */
  eventsOn(day, changing) {
    return this.byWeight([...new Set([...changing, ...(this.dated.get(day) || [])])]);
  }

  /** Events, the most important first; of equal ones that which comes first in the dataset. @param {number[]} events */
  byWeight(events) {
    const weight = (index) => this.payload.events[index].weight;
    return events.sort((a, b) => weight(b) - weight(a) || a - b);
  }

  /** All places that an event concerns under any lens, those reached through groups included. */
  placesOf(index) {
    const event = this.payload.events[index];
    const found = new Set((event.places || []).filter((at) => at >= 0));
    for (const change of event.changes || []) for (const at of change.places) if (at >= 0) found.add(at);
    const { places, histories, periods, lenses } = this.payload;
    const opens = histories.map((list) => list.some((i) => periods[i][4] === index));
    places.forEach((place, i) => {
      if (["history", ...lenses].some((key) => opens[place[key]])) found.add(i);
    });
    return [...found];
  }
}
