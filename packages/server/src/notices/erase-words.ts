import type {NoticeRow} from '../storage/correspondence-rows.ts';

/** Why a message was dropped whose reader, or the customer it speaks of, was erased. */
export const erased = 'erased';

/** A message without the words in it; one that waits is never sent. What it was about, and when, stays. */
export function withoutWords(row: NoticeRow): NoticeRow {
  return {
    ...row,
    words: row.words === null ? null : '',
    ...(row.state === 'waiting' && {state: 'dropped', reason: erased}),
  };
}
