import {dayRange, hourMs, localMs, minuteMs, toMs} from '@dispatch-kit/core';
import {wallTime} from '../order/written.ts';

/** A stretch of time in milliseconds since 1970; `endMs` is not part of it. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** The hours of one day that are shown. */
export interface ShownDay extends Span {
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

/** A line of the axis: a whole hour on the wall, or the beginning of a day. */
export interface Tick {
  readonly atMs: number;
  /** Where it stands, 0 at the beginning to 1 at the end. */
  readonly share: number;
  readonly beginsDay: boolean;
}

/** Nobody plans for 9:07. */
export const stepMs = 15 * minuteMs;

/** What is shown of a day on which nothing is known. */
const usualHours = {from: 8, to: 18};

/** The quarter hour that is nearest. */
export function snap(ms: number): number {
  return Math.round(ms / stepMs) * stepMs;
}

/** The hours to show of some days: the usual ones, and all in which somebody works or a visit is planned; the same on each. */
export function shownDays(days: readonly string[], timeZone: string, spans: readonly Span[]): ShownDay[] {
  const whole = days.map(day => {
    const {start, end} = dayRange(day, timeZone);
    return {day, startMs: toMs(start), endMs: toMs(end)};
  });
  let {from, to} = usualHours;
  for (const day of whole) {
    const within = spans.filter(span => span.startMs < day.endMs && span.endMs > day.startMs);
    if (within.length === 0) continue;
    const firstMs = within.reduce((least, span) => Math.min(least, span.startMs), Infinity);
    const lastMs = within.reduce((most, span) => Math.max(most, span.endMs), -Infinity);
    from = firstMs <= day.startMs ? 0 : Math.min(from, Math.floor(hoursOnWall(timeZone, firstMs)));
    to = lastMs >= day.endMs ? 24 : Math.max(to, Math.ceil(hoursOnWall(timeZone, lastMs)));
  }
  return whole.map(({day, endMs}) => ({
    day,
    startMs: momentOn(day, from, timeZone),
    endMs: to >= 24 ? endMs : momentOn(day, to, timeZone),
  }));
}

function hoursOnWall(timeZone: string, atMs: number): number {
  const [hours, minutes] = wallTime(timeZone, atMs).time.split(':').map(Number);
  return hours! + minutes! / 60;
}

function momentOn(day: string, hour: number, timeZone: string): number {
  return localMs(`${day}T${String(hour).padStart(2, '0')}:00:00`, timeZone);
}

/** Days beside each other, of each the hours that are shown: where a moment stands, and which moment stands somewhere. */
export class TimeAxis {
  readonly days: readonly ShownDay[];
  readonly ticks: readonly Tick[];
  readonly totalMs: number;

  constructor(days: readonly ShownDay[], timeZone: string) {
    this.days = days;
    this.totalMs = days.reduce((sum, day) => sum + day.endMs - day.startMs, 0);
    this.ticks = days.flatMap(day => this.#ticksOf(day, timeZone));
  }

  /** Where a moment stands, 0 to 1; one that is not shown stands at the nearest end of what is. */
  shareOf(ms: number): number {
    let before = 0;
    for (const {startMs, endMs} of this.days) {
      if (ms < endMs) return (before + Math.max(0, ms - startMs)) / this.totalMs;
      before += endMs - startMs;
    }
    return 1;
  }

  /** The moment at a place between 0 and 1. */
  momentAt(share: number): number {
    let left = Math.min(1, Math.max(0, share)) * this.totalMs;
    for (const {startMs, endMs} of this.days) {
      if (left < endMs - startMs) return startMs + left;
      left -= endMs - startMs;
    }
    return this.days.at(-1)?.endMs ?? 0;
  }

  /** Whether some of a stretch of time is shown. */
  shows({startMs, endMs}: Span): boolean {
    return this.days.some(day => startMs < day.endMs && endMs > day.startMs);
  }

  #ticksOf({startMs, endMs}: ShownDay, timeZone: string): Tick[] {
    const ticks: Tick[] = [];
    for (let atMs = startMs; atMs < endMs; atMs += hourMs) {
      // Where clocks change by half an hour, whole hours are found again.
      const odd = Number(wallTime(timeZone, atMs).time.slice(3));
      atMs += odd > 0 ? (60 - odd) * minuteMs : 0;
      if (atMs < endMs) ticks.push({atMs, share: this.shareOf(atMs), beginsDay: atMs === startMs});
    }
    return ticks;
  }
}
