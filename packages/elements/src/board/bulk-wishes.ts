import type {CommandReply} from '@dispatch-kit/core';
import {formOf, wishOf} from '../order/plan-wish.ts';
import type {PlanForm, Wish} from '../order/plan-wish.ts';
import type {BoardEntry} from './board-entry.ts';

/** What can be done with several rows at once. */
export type BulkKind = 'assign' | 'complete' | 'cancel';

/** What is filled in once for all of them. */
export type BulkForm = Pick<PlanForm, 'leadId' | 'reasonCode' | 'note'>;

/** A row with what is to be done for it; without a wish there is nothing to do. */
export interface BulkItem {
  readonly row: BoardEntry;
  readonly wish: Wish | undefined;
}

/** What became of a row: the server's answer, or why not. */
export type BulkResult =
  | {readonly item: BulkItem; readonly reply: CommandReply | undefined}
  | {readonly item: BulkItem; readonly why: string};

/** All that was done, in its order. */
export interface BulkDone {
  readonly kind: BulkKind;
  readonly results: readonly BulkResult[];
}

/** The wish for each row. */
export function bulkItemsOf(
  kind: BulkKind,
  rows: readonly BoardEntry[],
  form: BulkForm,
  {timeZone, nowMs}: {timeZone: string; nowMs: number},
): BulkItem[] {
  return rows.map(row => {
    const subject = {job: row.job, visit: row.visit, timeZone: row.job.address.timeZone ?? timeZone};
    const filled = {...formOf(subject, nowMs), ...form, ...(kind === 'complete' && {choice: 'complete'})};
    return {row, wish: wishOf(kind === 'complete' ? 'status' : kind, subject, filled)};
  });
}

/** What takes back all that was done. */
export function undoOf(results: readonly BulkResult[]): Wish[] {
  return results.flatMap(result => {
    const eventId = 'reply' in result ? result.reply?.events[0]?.id : undefined;
    const {wish} = result.item;
    return eventId && wish ? [{...wish, command: 'undo', input: {eventId}}] : [];
  });
}

/**
 * Does something for each item, `width` at a time and in their order, and tells after each how many are done. Stops when it is called
 * off; what has begun by then is waited for, and is among the results.
 */
export async function forEach<T, R>(
  items: readonly T[],
  width: number,
  run: (item: T) => Promise<R>,
  {signal, tell}: {signal: AbortSignal; tell(count: number): void},
): Promise<R[]> {
  const results: R[] = [];
  let [next, count] = [0, 0];
  const work = async () => {
    while (next < items.length && !signal.aborted) {
      const at = next++;
      results[at] = await run(items[at]!);
      count += 1;
      if (!signal.aborted) tell(count);
    }
  };
  await Promise.all(Array.from({length: Math.min(width, items.length)}, work));
  return results;
}
