import {dayIn, hourMs, localMs} from '@dispatch-kit/core';
import {openVisitsToday} from '../notices/open-visits.ts';
import {writeNotice} from '../notices/write-notice.ts';
import type {Office} from '../office/office.ts';
import type {OrganizationRow} from '../storage/rows.ts';

/** A process that begins so long after closing time leaves the day to the review. */
const latestMs = 3 * hourMs;

/** At closing time the office is told that visits of the day are still open; silent when none is. */
export async function watchDayEnd(office: Office): Promise<void> {
  for (const organization of await office.storage.transaction(tx => tx.organizations.list())) {
    const {id, timeZone, settings} = organization;
    const nowMs = office.clock.now();
    const day = dayIn(timeZone, nowMs);
    const closesMs = localMs(`${day}T${settings.closingTime}:00`, timeZone);
    if (nowMs < closesMs || nowMs > closesMs + latestMs || office.endedDays.get(id) === day) continue;
    office.endedDays.set(id, day);
    await tellOpenDay(office, organization, day);
  }
}

/** Whoever else looks at the same time writes the same: one message a member and day. */
async function tellOpenDay(office: Office, organization: OrganizationRow, day: string): Promise<void> {
  await office.storage.transaction(async tx => {
    if ((await openVisitsToday(office, tx, organization)) === 0) return;
    for (const role of ['admin', 'dispatcher'] as const) {
      const members = await tx.members.list(organization.id, {role, limit: 200});
      for (const member of members)
        await writeNotice(office, tx, organization.id, {kind: 'day_open', to: {member}, occasion: day});
    }
  });
}
