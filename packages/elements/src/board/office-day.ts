import {dayIn, dayRange, minuteMs} from '@dispatch-kit/core';
import type {TimeRange} from '@dispatch-kit/core';

/** The day that it is in an office, reckoned once a minute. */
export class OfficeDay {
  #known: {minute: number; timeZone: string; range: TimeRange} | undefined;

  /** The same object while it is the same day and minute. */
  at(nowMs: number, timeZone: string): TimeRange {
    const minute = Math.floor(nowMs / minuteMs);
    if (this.#known?.minute !== minute || this.#known.timeZone !== timeZone)
      this.#known = {minute, timeZone, range: dayRange(dayIn(timeZone, nowMs), timeZone)};
    return this.#known.range;
  }
}
