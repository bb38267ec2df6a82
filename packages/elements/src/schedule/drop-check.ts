import type {OfficePicture} from '@dispatch-kit/client';
import {driveSeconds, hourMs, minuteMs, toInstant} from '@dispatch-kit/core';
import type {Appointment, LatLng, Organization} from '@dispatch-kit/core';
import type {BoardEntry} from '../board/board-entry.ts';
import {Schedule} from '../order/schedule.ts';
import {leadOf} from './drop-target.ts';
import type {Place} from './drop-target.ts';
import {placeOf, sameTripMs} from './schedule-model.ts';
import type {ScheduleRow, ScheduleView} from './schedule-model.ts';

/** What speaks for and against a place on somebody's line, as far as the page knows. */
export interface DropCheck {
  /** The visit that it would overlap. */
  readonly clash: Appointment | undefined;
  /** Minutes from where that person is before; undefined where one of the places is not known. */
  readonly driveMinutes: number | undefined;
  /** The way there or to the next visit takes longer than there is time. */
  readonly isTight: boolean;
  readonly isOffHours: boolean;
  readonly lacks: readonly string[];
}

/** Where somebody is now says nothing about later than this. */
const hereUntilMs = 2 * hourMs;

type Known = Pick<OfficePicture, 'jobs' | 'positions' | 'members'> & {
  organization?: Organization | undefined;
};

/** Looks at a place on a line before something is put there; undefined for the line of what nobody has. */
export function checkDrop(
  {job, visit}: Pick<BoardEntry, 'job' | 'visit'>,
  {rowKey, startMs, endMs}: Place,
  {rows}: Pick<ScheduleView, 'rows'>,
  {picture, nowMs}: {picture: Known; nowMs: number},
): DropCheck | undefined {
  const leadId = leadOf(rowKey);
  const row = rows.find(({key}) => key === rowKey);
  if (!leadId || !row) return undefined;
  const place = placeOf(job.address);
  const others = row.cards.filter(({key}) => key !== visit?.id);
  const before = others.findLast(card => card.endMs <= startMs && startMs - card.endMs <= sameTripMs);
  const after = others.find(card => card.startMs >= endMs);
  const isSoon = startMs - nowMs < hereUntilMs;
  const from = before ? placeOf(before.entry.job.address) : isSoon && picture.positions.get(leadId);
  const driveMinutes = minutesBetween(from || undefined, place);
  const onMinutes = minutesBetween(place, after && placeOf(after.entry.job.address));
  const isTightBefore = before && (driveMinutes ?? 0) * minuteMs > startMs - before.endMs;
  const isTightAfter = after && (onMinutes ?? 0) * minuteMs > after.startMs - endMs;
  const range = {start: toInstant(startMs), end: toInstant(endMs)};
  return {
    clash: new Schedule(picture as OfficePicture).clash(leadId, range, visit?.id),
    driveMinutes,
    isTight: Boolean(isTightBefore || isTightAfter),
    isOffHours: isOffHours(row, startMs, endMs),
    lacks: lackedSkills(job.serviceId, row, picture.organization),
  };
}

function minutesBetween(from: LatLng | undefined, to: LatLng | undefined): number | undefined {
  return from && to && Math.ceil(driveSeconds(from, to) / 60);
}

function isOffHours({shifts}: ScheduleRow, startMs: number, endMs: number): boolean {
  return shifts !== undefined && !shifts.some(shift => shift.startMs <= startMs && endMs <= shift.endMs);
}

function lackedSkills(
  serviceId: string | null | undefined,
  {member}: ScheduleRow,
  organization: Organization | undefined,
): string[] {
  const service = organization?.services?.find(({id}) => id === serviceId);
  const has = new Set(member?.skills?.map(skill => skill.toLowerCase()));
  return service?.skills?.filter(skill => !has.has(skill.toLowerCase())) ?? [];
}
