// @ts-check
/* Who holds what on a day. Pure: numbers in, numbers out; no page, no clock. */

/** The first index of a sorted array whose value is greater than the one given. */
function firstAfter(sorted, value) {
  let low = 0,
    high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The control periods of all places, walked day by day.
 *
 * `current[place]` is the position of the period in force within the place's own list, -1 before the first.
 * The rule is the one of the library: the last period that starts on or before the day is in force.
 */
class ControlHistory {
  /** @param {number[][]} starts for each place the first days of its periods, ascending */
  constructor(starts) {
    this.starts = starts;
    this.current = new Int32Array(starts.length).fill(-1);
    this.day = -Infinity;
    let count = 0;
    for (const list of starts) count += list.length;
    const places = new Int32Array(count),
      periods = new Int32Array(count),
      days = new Int32Array(count);
    let n = 0;
    starts.forEach((list, place) =>
      list.forEach((day, period) => {
        places[n] = place;
        periods[n] = period;
        days[n++] = day;
      })
    );
    const order = Uint32Array.from(days.keys()).sort((a, b) => days[a] - days[b] || a - b);
    /** Every start of a period, in order of time. */
    this.places = Int32Array.from(order, (i) => places[i]);
    this.periods = Int32Array.from(order, (i) => periods[i]);
    this.days = Int32Array.from(order, (i) => days[i]);
    /** How many of them lie on or before the day. */
    this.at = 0;
  }

  /**
   * Move to a day. @param {number} day
   * @param {number[]} [touched] filled with the places whose period changed, each once
   */
  go(day, touched = []) {
    const target = firstAfter(this.days, day);
    touched.length = 0;
    this.day = day;
    if (Math.abs(target - this.at) > this.current.length) {
      this.at = target;
      return this.recount(day, touched);
    }
    const before = new Map();
    const note = (place) => {
      if (!before.has(place)) before.set(place, this.current[place]);
    };
    while (this.at < target) {
      const place = this.places[this.at];
      note(place);
      this.current[place] = this.periods[this.at++];
    }
    while (this.at > target) {
      const place = this.places[--this.at];
      note(place);
      this.current[place] = this.periods[this.at] - 1;
    }
    for (const [place, period] of before) if (this.current[place] !== period) touched.push(place);
    return touched;
  }

  recount(day, touched) {
    for (let place = 0; place < this.current.length; place++) {
      const period = firstAfter(this.starts[place], day) - 1;
      if (period !== this.current[place]) {
        this.current[place] = period;
        touched.push(place);
      }
    }
    return touched;
  }

  /** The period of a place on any day, without moving there. */
  periodOn(place, day) {
    return firstAfter(this.starts[place], day) - 1;
  }
}

/** The days of a sorted list around a day. */
function dayAfter(days, day) {
  const i = firstAfter(days, day);
  return i < days.length ? days[i] : null;
}

function dayBefore(days, day) {
  const i = firstAfter(days, day - 1) - 1;
  return i >= 0 ? days[i] : null;
}
