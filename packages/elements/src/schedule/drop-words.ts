import type {OfficePicture} from '@dispatch-kit/client';
import {toInstant} from '@dispatch-kit/core';
import {formatTime, formatTimeRange} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import type {BoardEntry} from '../board/board-entry.ts';
import type {OfficeSay} from '../order/office-words.ts';
import {formatAmount, formatShortDay} from '../order/written.ts';
import {checkDrop} from './drop-check.ts';
import type {DropCheck} from './drop-check.ts';
import {leadOf} from './drop-target.ts';
import type {DropTarget} from './drop-target.ts';
import type {GhostWords} from './ghost.ts';
import type {ScheduleView} from './schedule-model.ts';

/** A place that something would come to, to be read beside it and to be heard. */
export interface DropWords extends GhostWords {
  readonly spoken: string;
}

interface Telling {
  picture: OfficePicture;
  nowMs: number;
  format: Format;
  say: OfficeSay;
}

/** Where something would come to, in words: when, to whom, how far that is, and what speaks against it. */
export function describeDrop(
  entry: BoardEntry,
  target: DropTarget,
  view: ScheduleView,
  {picture, nowMs, format, say}: Telling,
): DropWords {
  const lead = leadOf(target.rowKey);
  const name = lead ? (picture.members.get(lead)?.name ?? '') : say('unassigned');
  const check = checkDrop(entry, target, view, {picture, nowMs});
  const against = check ? objectionsTo(check, say, format) : [];
  const start = toInstant(target.startMs);
  const range = formatTimeRange(format, {start, end: toInstant(target.endMs)});
  const verdict = against.length > 0 || !check ? against : [say('free')];
  const tell = (time: string, unitDisplay: 'short' | 'long', joint: string) => {
    const minutes =
      check?.driveMinutes && formatAmount(format.locale, check.driveMinutes, 'minute', unitDisplay);
    return [time, name, minutes && say('away', {distance: minutes}), ...verdict].filter(Boolean).join(joint);
  };
  const day = view.axis.days.length > 1 && formatShortDay(format, start);
  // What is made longer is heard with its end.
  const heard = target.change === 'length' ? range : formatTime(format, start);
  return {
    text: tell([day, range].filter(Boolean).join(', '), 'short', ' · '),
    spoken: tell([day, heard].filter(Boolean).join(', '), 'long', ', '),
    isBad: against.length > 0,
  };
}

function objectionsTo(
  {clash, isTight, isOffHours, lacks}: DropCheck,
  say: OfficeSay,
  format: Format,
): string[] {
  return [
    clash && say('overlaps', {time: formatTime(format, clash.planned.start)}),
    !clash && isTight && say('tooTight'),
    isOffHours && say('offHours'),
    lacks.length > 0 && say('lacksSkills', {skills: lacks.join(', ')}),
  ].filter(each => typeof each === 'string');
}
