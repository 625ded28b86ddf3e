// @ts-check
/* How long each day of a range stays on screen. */

const DWELL = {
  change: 700,
  event: 380,
  quietMin: 4,
  quietMax: 640,
  quietBudget: 62000,
  least: 40000,
  stretch: 1.3,
  even: 100,
};

/** A timetable: when, in milliseconds at speed 1, each day of a range begins. */
class Timetable {
  /**
   * @param {number} first @param {number} last both included
   * @param {{changes: Set<number>, events: Set<number>}} marks days on which control changes, and days of any event
   * @param {boolean} even every day the same time
   */
  constructor(first, last, { changes, events }, even) {
    const count = last - first + 1;
    this.first = first;
    this.last = last;
    this.starts = new Float64Array(count + 1);
    let busy = 0;
    for (let day = first; day <= last; day++) if (changes.has(day) || events.has(day)) busy++;
    const quiet = Math.min(
      DWELL.quietMax,
      Math.max(DWELL.quietMin, DWELL.quietBudget / Math.max(1, count - busy))
    );
    for (let i = 0; i < count; i++) {
      const day = first + i;
      const lasts = even
        ? DWELL.even
        : changes.has(day)
          ? DWELL.change
          : events.has(day)
            ? Math.max(DWELL.event, quiet)
            : quiet;
      this.starts[i + 1] = this.starts[i] + lasts;
    }
    if (!even) this.stretch();
    this.total = this.starts[count];
  }

  /** A short range is played a little slower, so that it can be followed. */
  stretch() {
    const total = this.starts[this.starts.length - 1];
    const by = Math.min(DWELL.stretch, Math.max(1, DWELL.least / total));
    for (let i = 0; i < this.starts.length; i++) this.starts[i] *= by;
  }

  /** The day shown at a moment. */
  dayAt(ms) {
    const i = firstAfter(this.starts, ms) - 1;
    return this.first + Math.min(Math.max(i, 0), this.last - this.first);
  }

  /** The moment at which a day begins. */
  msOf(day) {
    return this.starts[Math.min(Math.max(day, this.first), this.last) - this.first];
  }
}
