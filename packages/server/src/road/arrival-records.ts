import type {ArrivalRecord} from '@dispatch-kit/core';
import {arrivalRecord, dayMs, toInstant, toldArrival} from '@dispatch-kit/core';
import type {Office} from '../office/office.ts';

const daysBack = 90;
const mostVisits = 10_000;
const askEveryMs = 5_000;
/** What 90 days say changes slowly. */
const countEveryMs = 60 * 60_000;

/** How good each organization's arrival times were lately, for those that show it to customers; counted by this process. */
export class ArrivalRecords {
  readonly #records = new Map<string, {record: ArrivalRecord; countedMs: number}>();
  #askedMs = -Infinity;

  /** Undefined until it was counted, and where nobody is to be shown it. */
  of(organizationId: string): ArrivalRecord | undefined {
    return this.#records.get(organizationId)?.record;
  }

  /** Counts for those who have somebody under way now. */
  async count({storage, clock}: Office): Promise<void> {
    const nowMs = clock.now();
    if (nowMs - this.#askedMs < askEveryMs) return;
    this.#askedMs = nowMs;
    const underWay = await storage.transaction(tx => tx.appointments.underWay());
    for (const organizationId of new Set(underWay.map(owned => owned.organizationId))) {
      const counted = this.#records.get(organizationId);
      if (counted && nowMs - counted.countedMs < countEveryMs) continue;
      // Who came early counts too.
      const range = {start: toInstant(nowMs - daysBack * dayMs), end: toInstant(nowMs + dayMs)};
      const visits = await storage.transaction(async tx => {
        const organization = await tx.organizations.get(organizationId);
        // Not noted as counted: who turns it on need not wait.
        if (!organization?.settings.showArrivalRecord) return undefined;
        return tx.appointments.list(organizationId, {range, limit: mostVisits});
      });
      if (!visits) continue;
      const told = visits.flatMap(({facts}) => (facts.skipped ? [] : (toldArrival(facts) ?? [])));
      this.#records.set(organizationId, {record: arrivalRecord(told), countedMs: nowMs});
    }
  }
}
