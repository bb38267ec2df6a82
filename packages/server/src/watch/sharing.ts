import type {AppointmentFacts, TimeRange} from '@dispatch-kit/core';
import {dayMs, minuteMs, oldestFixMs, toInstant, toMs} from '@dispatch-kit/core';
import type {MemberRow, OrganizationRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** A fix from shortly before a tap is of what the tap began: phones do not report every second. */
const toleranceMs = minuteMs;
/** More visits than anybody has within two days. */
const mostVisits = 200;

/** Which leg somebody shared where he was for; `now` is one that goes on, or the shift. */
export type Shared = 'now' | {legId: string};

/**
 * When a technician shares where he is: during each leg, from its first tap to its end, and where the office sees whole
 * shifts, while on shift. What was measured at other times is his own, also when it comes while he shares again.
 */
export class Sharing {
  /** Since when it goes on; undefined while nothing is shared. */
  readonly sinceMs: number | undefined;
  readonly #ended: () => Promise<readonly (TimeRange & {legId: string})[]>;

  constructor(
    tx: Transaction,
    organization: OrganizationRow,
    member: MemberRow | undefined,
    {visit, nowMs}: {visit: AppointmentFacts | undefined; nowMs: number},
  ) {
    const onShift = organization.settings.share === 'shift' && member?.onShift === true;
    const starts = [
      ...(visit?.leg ? [toMs(visit.leg.openedAt)] : []),
      ...(onShift ? [member.onShiftSince ? toMs(member.onShiftSince) : -Infinity] : []),
    ];
    this.sinceMs = starts.length > 0 ? Math.min(...starts) - toleranceMs : undefined;
    let ended: Promise<readonly (TimeRange & {legId: string})[]> | undefined;
    this.#ended = () =>
      (ended ??= member ? endedLegs(tx, organization.id, member.id, nowMs) : Promise.resolve([]));
  }

  /** What a moment was shared for; undefined if for nothing. */
  async at(ms: number): Promise<Shared | undefined> {
    if (this.sinceMs !== undefined && ms >= this.sinceMs) return 'now';
    const leg = (await this.#ended()).find(
      ({start, end}) => ms >= toMs(start) - toleranceMs && ms <= toMs(end),
    );
    return leg && {legId: leg.legId};
  }
}

async function endedLegs(
  tx: Transaction,
  organizationId: string,
  memberId: string,
  nowMs: number,
): Promise<(TimeRange & {legId: string})[]> {
  const range = {start: toInstant(nowMs - oldestFixMs - dayMs), end: toInstant(nowMs + dayMs)};
  const rows = await tx.appointments.list(organizationId, {leadId: memberId, range, limit: mostVisits});
  return rows.flatMap(({facts: {leg}}) =>
    leg?.closedAt && leg.technicianId === memberId
      ? [{legId: leg.id, start: leg.openedAt, end: leg.closedAt}]
      : [],
  );
}
