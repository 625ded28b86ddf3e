// @ts-check
/* One way to read the claims: the history of every place through one lens, and the days on which control changes. */

class Reading {
  /**
   * @param {Atlas.Payload} payload @param {string} lens
   * The first lens reads `history` of each place; another reads the place's own of that name, if it has one.
   */
  constructor(payload, lens) {
    const { places, histories, periods } = payload;
    this.lens = lens;
    this.periods = periods;
    this.events = payload.events;
    /** For each place the indexes of its control periods, in order. */
    this.lists = places.map((place) => {
      const own = place[lens] === undefined ? place.history : place[lens];
      return own === undefined ? [] : histories[own];
    });
    const days = Int32Array.from(periods, (period) => dayOf(period[0]));
    const starts = new Map();
    const startsOf = (list) => {
      if (!starts.has(list))
        starts.set(
          list,
          list.map((i) => days[i])
        );
      return starts.get(list);
    };
    this.history = new ControlHistory(this.lists.map(startsOf));
    /** Events that open a control period, by day; the state a place begins with opens nothing. */
    this.changing = this.eventsThatChange(days);
    /** Every day on which control changes, ascending. */
    this.changeDays = [...this.changing.keys()].sort((a, b) => a - b);
  }

  /** @param {Int32Array} days the first day of each period @returns {Map<number, Set<number>>} */
  eventsThatChange(days) {
    const found = new Map(),
      seen = new Set();
    for (const list of new Set(this.lists)) {
      for (const period of list.slice(1)) {
        if (seen.has(period)) continue;
        seen.add(period);
        const day = days[period];
        if (!found.has(day)) found.set(day, new Set());
        found.get(day).add(this.periods[period][4]);
      }
    }
    return found;
  }

  /** Whether an event lies on one of several days, of which a day is one: then it is neither before nor after it. */
  mayBeOn(index, day) {
    const { first, last } = this.events[index];
    return last !== undefined && last !== null && dayOf(first) <= day && day <= dayOf(last);
  }

  /** The events of which it is unknown whether they changed control before a day, on it or after it. */
  around(day) {
    const found = new Set();
    for (const events of this.changing.values())
      for (const index of events) if (this.mayBeOn(index, day)) found.add(index);
    return [...found].sort((a, b) => a - b);
  }

  /** The last day before a day, or the next after it, on which an event changed control that cannot have been on it. @param {1 | -1} way */
  otherChange(day, way) {
    const next = way > 0 ? dayAfter : dayBefore;
    let found = next(this.changeDays, day);
    while (found !== null && !this.othersOn(found, day).length) found = next(this.changeDays, found);
    return found;
  }

  /** The events that change control on a day and cannot have been on another one. @param {number} day @param {number} another */
  othersOn(day, another) {
    return this.changingOn(day).filter((index) => !this.mayBeOn(index, another));
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

  /** The places of which a control period begins on a day; the state a place begins with is none. @param {number} day */
  changingPlaces(day) {
    if (!this.changing.has(day)) return [];
    const iso = isoOf(day);
    const found = [];
    this.lists.forEach((list, place) => {
      if (list.some((period, at) => at > 0 && this.periods[period][0] === iso)) found.push(place);
    });
    return found;
  }

  /** The index of the period in force at a place, or on another day; -1 if there is none. @param {number} [day] */
  at(place, day) {
    const position = day === undefined ? this.history.current[place] : this.history.periodOn(place, day);
    return position < 0 ? -1 : this.lists[place][position];
  }

  /** The period in force at a place, or null. */
  period(place) {
    const index = this.at(place);
    return index < 0 ? null : this.periods[index];
  }

  /** Whether control of a place has changed by the day that is shown. */
  hasChanged(place) {
    return this.history.current[place] > 0;
  }

  /** The control periods of a place, in order. */
  historyOf(place) {
    return this.lists[place].map((i) => this.periods[i]);
  }
}
