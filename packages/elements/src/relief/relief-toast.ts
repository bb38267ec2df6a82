import {toMs} from '@dispatch-kit/core';
import type {Toast} from '../board/board-toast.ts';
import type {OfficeLocalizer} from '../order/office-words.ts';
import {formatAmount} from '../order/written.ts';
import type {Relieved} from './relief-dialog.ts';

/** Says what was done for a technician who cannot go on, and what was not. */
export function reliefToastOf({member, results}: Relieved, localizer: OfficeLocalizer): Toast {
  const done = results.flatMap(({wish, result}) => ('reply' in result ? [{wish, reply: result.reply}] : []));
  const [failed] = results.filter(({result}) => 'why' in result);
  const count = formatAmount(localizer.locale, done.length);
  const untils = done.flatMap(({reply}) => (reply?.undoUntil ? [toMs(reply.undoUntil)] : []));
  const undo = done.flatMap(({wish, reply}) => {
    const eventId = reply?.events[0]?.id;
    return eventId ? [{...wish, command: 'undo' as const, input: {eventId}}] : [];
  });
  const why = failed && 'why' in failed.result ? failed.result.why : '';
  return {
    text: localizer.say('relieved', {name: member.name, count}),
    problem:
      failed &&
      localizer.say('bulkNotDone', {
        count: formatAmount(localizer.locale, results.length - done.length),
        title: failed.orphan.job.title,
        reason: why,
      }),
    undo: undo.length > 0 ? undo : undefined,
    untilMs: untils.length > 0 ? Math.min(...untils) : undefined,
  };
}
