import type {DispatchClient} from '@dispatch-kit/client';
import {dayIn, daysAfter} from '@dispatch-kit/core';
import type {BoardSource} from '../board/board-source.ts';
import {JoinedDays} from './joined-days.ts';

/** Several days that follow each other: `today`, or from a day `YYYY-MM-DD` on. */
interface Asked {
  readonly day: string;
  readonly count: number;
}

/** Knows which source has the days that are shown; for the same days it is the same one. */
export class DaySources {
  #joined: {readonly key: string; readonly client: DispatchClient; readonly source: BoardSource} | undefined;

  sourceOf(client: DispatchClient, {day, count}: Asked): BoardSource {
    const first = client.board({day});
    const {organization} = first.get();
    // Which days come after today is known once the office's clock is.
    if (count === 1 || !organization) return first;
    const firstDay = day === 'today' ? dayIn(organization.timeZone, first.nowMs()) : day;
    const key = [day, ...daysFrom(firstDay, count)].join();
    if (this.#joined?.key !== key || this.#joined.client !== client) {
      const others = daysFrom(firstDay, count).slice(1);
      const source = new JoinedDays([first, ...others.map(other => client.board({day: other}))]);
      this.#joined = {key, client, source};
    }
    return this.#joined.source;
  }
}

/** A day and those after it. */
export function daysFrom(first: string, count: number): string[] {
  return Array.from({length: count}, (_, index) => daysAfter(first, index));
}
