import {isUnderWay, toMs} from '@dispatch-kit/core';
import {appointmentMatches, appointmentSortKey, jobMatches, jobSortKey, offerEndsAt} from './filters.ts';
import {hostedRowsOf, inOrder, ownedInOrder, pageOf, refuseTwo, unknownRow} from './memory-rows.ts';
import type {Sync} from './memory-rows.ts';
import {anywhere} from './memory-tables.ts';
import type {MemoryTables} from './memory-tables.ts';
import type {AppointmentRow, JobRow, StoredEvent} from './rows.ts';
import {StorageConflict} from './storage.ts';
import type {Transaction} from './storage.ts';
import {visitClash} from './visit-clash.ts';

type OnEvents = (organizationId: string) => void;

/**
 * Jobs with their visits, and what happened to them.
 *
 * @param onEvents called when events of an organization were added.
 */
export function memoryWork(
  tables: MemoryTables,
  onEvents: OnEvents,
): Sync<Pick<Transaction, 'jobs' | 'appointments' | 'events'>> {
  return {
    jobs: jobsOf(tables),
    appointments: appointmentsOf(tables),
    events: eventsOf(tables, onEvents),
  };
}

const jobsOf = (tables: MemoryTables): Sync<Transaction>['jobs'] => ({
  ...hostedRowsOf(tables.jobs),
  list(organizationId, filter) {
    const matching = tables.jobs
      .all(organizationId)
      .filter(row => jobMatches(filter, row, tables.appointments.where(organizationId, 'job', [row.id])));
    const descending = filter.sort.startsWith('-');
    return pageOf(matching, filter, row => jobSortKey(row, filter.sort), descending);
  },
  ofCustomer: (organizationId, customerId) =>
    inOrder(tables.jobs.where(organizationId, 'customer', [customerId]), row => row.createdAt),
  expiring(before) {
    const ended = (row: JobRow) => {
      const endsAt = offerEndsAt(row);
      return endsAt !== null && toMs(endsAt) <= toMs(before);
    };
    return ownedInOrder(
      tables.jobs.everywhere().filter(({row}) => ended(row)),
      row => toMs(offerEndsAt(row)!),
    );
  },
});

const appointmentsOf = (tables: MemoryTables): Sync<Transaction>['appointments'] => ({
  ...hostedRowsOf(tables.appointments, refuseClashes(tables)),
  ofJobs: (organizationId, jobIds) => tables.appointments.where(organizationId, 'job', jobIds),
  openOf: (organizationId, memberIds) =>
    inOrder(tables.appointments.where(organizationId, 'lead', memberIds), appointmentSortKey),
  list: (organizationId, filter) =>
    pageOf(
      tables.appointments
        .all(organizationId)
        .filter(row => appointmentMatches(filter, row, tables.jobs.get(organizationId, row.jobId))),
      filter,
      appointmentSortKey,
    ),
  underWay: () =>
    ownedInOrder(
      tables.appointments.everywhere().filter(({row}) => isUnderWay(row.facts)),
      row => toMs(row.facts.planned.start),
    ),
});

const eventsOf = (tables: MemoryTables, onEvents: OnEvents): Sync<Transaction>['events'] => ({
  append(organizationId, added, recordedAt) {
    if (added.length === 0) return [];
    if (!tables.organizations.get(anywhere, organizationId)) throw unknownRow(organizationId);
    const first = lastSeqOf(tables, organizationId) + 1;
    const stored = added.map((event, i): StoredEvent => ({...event, seq: first + i, recordedAt}));
    for (const event of stored) tables.events.set(organizationId, event);
    refuseTwo(tables.events, 'id', 'id')(organizationId, stored);
    tables.counters.set(organizationId, {seq: first + stored.length - 1});
    onEvents(organizationId);
    return stored;
  },
  after(organizationId, seq, limit) {
    const numbers = Array.from(
      {length: Math.max(0, Math.min(limit, lastSeqOf(tables, organizationId) - seq))},
      (_, i) => String(seq + 1 + i),
    );
    return tables.events.getMany(organizationId, numbers);
  },
  ofJobs: (organizationId, jobIds) => tables.events.where(organizationId, 'job', jobIds),
  ofTypeSince: (organizationId, type, at) =>
    tables.events.all(organizationId).filter(event => event.type === type && toMs(event.at) >= toMs(at)),
  lastSeq: organizationId => lastSeqOf(tables, organizationId),
});

function lastSeqOf(tables: MemoryTables, organizationId: string): number {
  return tables.counters.get(organizationId, 'seq')?.seq ?? 0;
}

/** Refuses visits that may not stand beside another of their lead. */
function refuseClashes(tables: MemoryTables) {
  return (organizationId: string, rows: readonly AppointmentRow[]) => {
    for (const row of rows) {
      const {leadId} = row.facts;
      if (leadId === null) continue;
      for (const other of tables.appointments.where(organizationId, 'lead', [leadId])) {
        const clash = visitClash(row, other);
        if (clash) throw new StorageConflict(clash, `${row.id} and ${other.id}`);
      }
    }
  };
}
