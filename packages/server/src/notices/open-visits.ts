import {dayIn, dayRange, toMs} from '@dispatch-kit/core';
import type {Office} from '../office/office.ts';
import type {OrganizationRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

const open = ['scheduled', 'enroute', 'arrived', 'started'] as const;

/** How many visits of the organization's today are neither ended, moved away nor kept. */
export async function openVisitsToday(
  office: Pick<Office, 'clock'>,
  tx: Transaction,
  {id, timeZone}: OrganizationRow,
): Promise<number> {
  const range = dayRange(dayIn(timeZone, office.clock.now()), timeZone);
  const visits = await tx.appointments.list(id, {range, statuses: [...open], limit: 10_000});
  return visits.filter(({facts}) => facts.keptOn === null || toMs(facts.keptOn) < toMs(range.start)).length;
}
