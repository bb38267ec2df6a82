import type {Fix, Reading, TechnicianPosition} from '@dispatch-kit/core';
import {toInstant, toMs} from '@dispatch-kit/core';
import {clockOut} from './organization-handlers.ts';
import type {Call, Handler} from '../call.ts';
import {reachOf} from '../../office/principal.ts';
import {Problem} from '../../office/problem.ts';
import {ingestPositions} from '../../watch/ingest-positions.ts';
import type {Ingested} from '../../watch/ingest-positions.ts';
import {positionOut} from '../../desk/shapes.ts';

/** The places that the caller may see: all, or his own. */
export async function visiblePositions(call: Call): Promise<TechnicianPosition[]> {
  const reach = reachOf(call.principal, 'positions.read');
  const rows = await call.tx.road.list(call.organizationId);
  const visible = rows.filter(
    row => reach === 'all' || (reach === 'own' && row.memberId === call.principal.memberId),
  );
  return visible.flatMap(row => positionOut(row) ?? []);
}

/** A request may take so long: it says nothing of the device's clock then, and moving its fixes would put them out of order. */
const slowestRequestMs = 30_000;

/** By how much the device's clock is slow, or (negative) fast. */
function skewOf(sinceSentMs: number): number {
  return sinceSentMs >= 0 && sinceSentMs <= slowestRequestMs ? 0 : sinceSentMs;
}

async function report(call: Call): Promise<unknown> {
  const {fixes, sentAt} = call.body as {fixes: Fix[]; sentAt?: string};
  const nowMs = call.office.clock.now();
  const skewMs = sentAt ? skewOf(nowMs - toMs(sentAt)) : 0;
  const corrected = fixes.map(fix => ({
    ...fix,
    at: toInstant(Math.min(toMs(fix.at) + skewMs, sentAt ? nowMs : Infinity)),
  }));
  return {...(await take(call, corrected)), ...clockOut(call)};
}

/** Takes fixes of who calls. */
async function take(call: Call, fixes: readonly Fix[]): Promise<Ingested> {
  const {memberId, organization} = call.principal;
  if (!memberId)
    throw new Problem('not_allowed', 'Positions are reported with a session of the technician himself.');
  const outcome = await ingestPositions(call.office, call.tx, organization, memberId, fixes);
  call.afterCommit(() => {
    for (const listener of call.office.onRoad) listener(call.organizationId, memberId);
  });
  return outcome;
}

async function gpx(call: Call): Promise<unknown> {
  const {fixes, unread} = call.body as Reading;
  const {refused, ...outcome} = await take(call, fixes);
  return {...outcome, refused: {...refused, ...unread}, ...clockOut(call)};
}

export const roadHandlers: Record<string, Handler> = {
  'road.positions': async call => ({items: await visiblePositions(call), ...clockOut(call)}),
  'road.report': report,
  'road.gpx': gpx,
};
