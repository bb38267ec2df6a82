import type {Eta, Lateness, TechnicianPosition} from '@dispatch-kit/core';
import type {Format} from '../base/format.ts';
import type {OfficeSay} from '../order/office-words.ts';
import {formatAmount} from '../order/written.ts';
import type {BoardEntry} from './board-entry.ts';

/** What the road says of the visit of a row. */
export interface RowRoad {
  readonly eta: Pick<Eta, 'earliestAt' | 'latestAt'>;
  readonly lateness: Lateness | undefined;
}

/** The latest estimate of the way to a visit; before there is one, the range that its customer was told. */
export function rowRoad(
  {visit}: BoardEntry,
  positions: ReadonlyMap<string, TechnicianPosition>,
): RowRoad | undefined {
  const leg = visit?.status === 'enroute' ? visit.leg : null;
  if (!visit || !leg) return undefined;
  const position = positions.get(leg.technicianId);
  if (position?.appointmentId === visit.id && position.eta)
    return {eta: position.eta, lateness: position.lateness};
  const {firstExpectedAt: earliestAt, promisedAt: latestAt} = leg;
  if (!earliestAt || !latestAt || earliestAt >= latestAt) return undefined;
  return {eta: {earliestAt, latestAt}, lateness: undefined};
}

/** With the same one a row is not drawn again. */
export function roadKey(road: RowRoad | undefined): string {
  return JSON.stringify(road ?? null);
}

const driveWords = {
  traffic: 'drive.traffic',
  stop: 'drive.stop',
  off_route: 'drive.detour',
  reroute: 'drive.detour',
  gap: 'drive.slower',
} as const;

/** `Left 12 min late + 6 min slower than usual`; what made him earlier is not told. Undefined for what rounds to nothing. */
export function latenessText(lateness: Lateness, say: OfficeSay, {locale}: Format): string | undefined {
  const amount = (seconds: number) => formatAmount(locale, Math.round(seconds / 60), 'minute');
  const {leftLateSeconds, slowerSeconds, cause} = lateness;
  const left = leftLateSeconds >= 30 && amount(leftLateSeconds);
  const driveWord = cause ? driveWords[cause] : 'drive.slower';
  const drive = slowerSeconds >= 30 && say(driveWord, {minutes: amount(slowerSeconds)});
  if (left && drive) return say('lateBoth', {left, drive});
  if (left) return say('lateLeft', {left});
  return drive || undefined;
}
