import type {OfficePicture} from '@dispatch-kit/client';
import {minuteMs, toInstant} from '@dispatch-kit/core';
import {formatTime, formatTimeRange} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import type {BoardEntry} from '../board/board-entry.ts';
import type {OfficeSay} from '../order/office-words.ts';
import {isPlannable} from '../order/plan-wish.ts';
import type {PlanForm, PlanKind} from '../order/plan-wish.ts';
import {Schedule} from '../order/schedule.ts';
import {wallTime} from '../order/written.ts';
import {cardOf} from './card-walk.ts';
import {leadOf} from './drop-target.ts';
import type {DropTarget, Grabbed} from './drop-target.ts';
import type {ScheduleView} from './schedule-model.ts';

/** A job without a time is taken for so long. */
const newVisitMs = 60 * minuteMs;

interface Grab {
  readonly what: BoardEntry;
  readonly grabbed: Omit<Grabbed, 'heldAtMs'>;
}

/** What a pressed element of a schedule stands for; undefined for what cannot be dragged. */
export function grabIn(view: ScheduleView, pressed: HTMLElement): Grab | undefined {
  const chip = pressed.closest<HTMLElement>('.chip');
  if (chip) {
    const what = view.waiting.find(({job}) => job.id === chip.dataset['job']);
    const grabbed = {mode: 'move', rowKey: undefined, startMs: 0, endMs: newVisitMs, canMove: true} as const;
    return what && {what, grabbed};
  }
  const card = cardOf(view, pressed.closest('.card')?.id);
  if (!card || !isPlannable(card.entry.visit)) return undefined;
  const {entry, startMs, endMs} = card;
  const canMove = entry.visit.status === 'draft' || entry.visit.status === 'scheduled';
  const mode = canMove && pressed.closest('.handle') ? 'resize' : 'move';
  const row = [view.unassigned, ...view.rows].find(({cards}) => cards.includes(card))!;
  return {what: entry, grabbed: {mode, rowKey: row.key, startMs, endMs, canMove}};
}

/** The dialog that asks about it, with what is filled in. */
export function planOf(
  entry: BoardEntry,
  {change, startMs, endMs, rowKey}: DropTarget,
  timeZone: string,
): [PlanKind, BoardEntry, Partial<PlanForm>] {
  if (change === 'technician') return ['assign', entry, {leadId: leadOf(rowKey)}];
  const when = wallTime(entry.job.address.timeZone ?? timeZone, startMs);
  const lead = change === 'plan' && {leadId: leadOf(rowKey)};
  return ['time', entry, {...when, durationMinutes: Math.round((endMs - startMs) / minuteMs), ...lead}];
}

/** Where something would come to, in words: when, to whom, and whether that one is free. */
export function describeDrop(
  entry: BoardEntry,
  {startMs, endMs, rowKey}: DropTarget,
  {picture, format, say}: {picture: OfficePicture; format: Format; say: OfficeSay},
): string {
  const lead = leadOf(rowKey);
  const span = {start: toInstant(startMs), end: toInstant(endMs)};
  const clash = lead && new Schedule(picture).clash(lead, span, entry.visit?.id);
  const name = lead ? (picture.members.get(lead)?.name ?? '') : say('unassigned');
  const busy = clash && say('overlaps', {time: formatTime(format, clash.planned.start)});
  return [formatTimeRange(format, span), name, busy ?? (lead && say('free'))].filter(Boolean).join(' · ');
}
