// @ts-check
/* Playing: the day moves on with the clock of the browser, at a pace, through the chosen range. */

class Playback {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    this.playing = false;
    this.speed = 1;
    this.even = false;
    this.loop = false;
    /** Made when the first frame needs it; null when range or pace have changed since. @type {Timetable | null} */
    this.timetable = null;
    /** Milliseconds of the timetable that have passed. */
    this.clock = 0;
    /** @type {number | null} */
    this.lastFrame = null;
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  play() {
    if (this.playing) return;
    const player = this.player,
      [first, last] = player.range;
    if (player.selection && player.selection.type === "event") {
      player.select(null);
      player.viewport.fitAll(); // the map was led to the places of one event; what plays is the whole
    }
    if (player.day >= last || player.day < first) player.step(first);
    this.playing = true;
    player.showPlaying(true);
    this.lastFrame = null;
    this.timetable = null;
    requestAnimationFrame((now) => this.frame(now));
  }

  /** @param {boolean} [quiet] without telling the host, because more follows */
  pause(quiet) {
    if (!this.playing) return;
    this.playing = false;
    this.player.showPlaying(false);
    this.player.catchUp();
    if (!quiet) this.player.host.commit();
  }

  /** @param {boolean} even every day the same time */
  setEven(even) {
    this.even = even;
    this.timetable = null;
  }

  /** The range has changed. */
  forget() {
    this.timetable = null;
  }

  /** One frame: move on by the time that has passed, but never past a day on which control changes. */
  frame(now) {
    if (!this.playing) return;
    const player = this.player;
    if (!this.timetable) {
      this.timetable = new Timetable(
        player.range[0],
        player.range[1],
        { changes: new Set(player.reading.changeDays), events: player.lookup.eventDays },
        this.even
      );
      this.clock = this.timetable.msOf(player.day);
    }
    this.clock += this.lastFrame === null ? 0 : Math.min(now - this.lastFrame, 120) * this.speed;
    this.lastFrame = now;
    let day = this.timetable.dayAt(this.clock);
    const next = dayAfter(player.reading.changeDays, player.day);
    if (next !== null && next < day) {
      day = next;
      this.clock = this.timetable.msOf(next);
    }
    if (day !== player.day) {
      player.part("map", () => player.step(day));
      player.host.draftSoon();
    }
    if (this.clock >= this.timetable.total) {
      if (!this.loop) return this.pause();
      player.step(player.range[0]);
      this.clock = 0;
    }
    requestAnimationFrame((then) => this.frame(then));
  }
}
