import {minuteMs} from '@dispatch-kit/core';
import type {BoardEntry} from '../board/board-entry.ts';
import {isPlannable} from '../order/plan-wish.ts';
import type {PlanForm, PlanKind} from '../order/plan-wish.ts';
import {wallTime} from '../order/written.ts';
import {cardOf} from './card-walk.ts';
import {leadOf} from './drop-target.ts';
import type {DropTarget, Grabbed, Place} from './drop-target.ts';
import {stepMs} from './time-axis.ts';
import type {Card, ScheduleView} from './schedule-model.ts';

/** A job without a time is taken for so long. */
const newVisitMs = 60 * minuteMs;

export interface Grab {
  readonly what: BoardEntry;
  readonly grabbed: Omit<Grabbed, 'heldAtMs'>;
}

/** What a pressed element of a schedule stands for; undefined for what cannot be dragged. */
export function grabIn(view: ScheduleView, pressed: HTMLElement): Grab | undefined {
  const chip = pressed.closest<HTMLElement>('.chip');
  if (chip) return chipIn(view, chip);
  const card = cardOf(view, pressed.closest('.card')?.id);
  return card && grabOf(view, card, pressed.closest('.handle') ? 'resize' : 'move');
}

/** A job that waits for a time. */
export function chipIn({waiting}: ScheduleView, chip: HTMLElement): Grab | undefined {
  const what = waiting.find(({job}) => job.id === chip.dataset['job']);
  return (
    what && {what, grabbed: {mode: 'move', rowKey: undefined, startMs: 0, endMs: newVisitMs, canMove: true}}
  );
}

/** A card to be moved; undefined for a visit that is over. */
export function grabOf(view: ScheduleView, card: Card, wanted: Grabbed['mode']): Grab | undefined {
  if (!isPlannable(card.entry.visit)) return undefined;
  const {entry, startMs, endMs} = card;
  const canMove = entry.visit.status === 'draft' || entry.visit.status === 'scheduled';
  const mode = canMove ? wanted : 'move';
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
  const lead = (change === 'plan' || change === 'time_and_technician') && {leadId: leadOf(rowKey)};
  return ['time', entry, {...when, durationMinutes: Math.round((endMs - startMs) / minuteMs), ...lead}];
}

/** Where what is picked up by keyboard is shown at first: what has no time yet on the first line, soon. */
export function beginOf(
  {rowKey, startMs, endMs}: Grab['grabbed'],
  {axis, rows, unassigned}: ScheduleView,
  nowMs: number,
): Place {
  if (rowKey !== undefined) return {rowKey, startMs, endMs};
  const soonMs = Math.ceil(nowMs / stepMs) * stepMs;
  const begins = axis.shows({startMs: soonMs, endMs: soonMs + stepMs}) ? soonMs : axis.days[0]!.startMs;
  return {rowKey: (rows[0] ?? unassigned).key, startMs: begins, endMs: begins + endMs - startMs};
}
