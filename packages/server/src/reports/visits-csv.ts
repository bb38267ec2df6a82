import type {TimeRange} from '@dispatch-kit/core';
import {minuteMs, toMs} from '@dispatch-kit/core';
import {csvLine} from './csv-line.ts';
import type {Cell} from './csv-line.ts';
import type {Office} from '../office/office.ts';
import {appointmentSortKey} from '../storage/filters.ts';
import type {After} from '../storage/filters.ts';
import type {AppointmentRow, CustomerRow, JobRow, MemberRow} from '../storage/rows.ts';

const pageSize = 500;

type Visit = {
  row: AppointmentRow;
  job: JobRow;
  customer: CustomerRow | undefined;
  lead: MemberRow | undefined;
};

const minutesBetween = (from: string | null, to: string | null) =>
  from && to ? Math.round((toMs(to) - toMs(from)) / minuteMs) : null;

/** The columns, and what each says of a visit. Times are ISO 8601 in UTC; what did not happen is empty, never zero. */
const columns: readonly [string, (visit: Visit) => Cell][] = [
  ['appointment_id', ({row}) => row.id],
  ['appointment_external_id', ({row}) => row.externalId],
  ['job_id', ({job}) => job.id],
  ['job_external_id', ({job}) => job.externalId],
  ['title', ({job}) => job.title],
  ['service', ({job}) => job.serviceId],
  ['customer', ({customer}) => customer?.name],
  [
    'address',
    ({job: {address}}) => [address.line, address.postcode, address.city].filter(Boolean).join(', '),
  ],
  ['technician', ({lead}) => lead?.name],
  ['status', ({row}) => row.facts.status],
  ['outcome', ({row}) => row.facts.outcome],
  ['reason', ({row}) => row.facts.reasonCode],
  ['window_start', ({row}) => row.facts.window.start],
  ['window_end', ({row}) => row.facts.window.end],
  ['planned_start', ({row}) => row.facts.planned.start],
  ['planned_minutes', ({row}) => row.facts.planned.durationMinutes],
  ['departed_at', ({row}) => row.facts.departedAt],
  ['arrived_at', ({row}) => row.facts.arrivedAt],
  ['started_at', ({row}) => row.facts.startedAt],
  ['completed_at', ({row}) => row.facts.completedAt],
  ['canceled_at', ({row}) => row.facts.canceledAt],
  [
    'driving_minutes',
    ({row: {facts}}) => minutesBetween(facts.departedAt, facts.arrivedAt ?? facts.startedAt),
  ],
  [
    'on_site_minutes',
    ({row: {facts}}) => minutesBetween(facts.arrivedAt ?? facts.startedAt, facts.completedAt),
  ],
  ['late_minutes', lateMinutes],
];

/** How long after the window's end somebody came; 0 is in time, empty is nobody came. */
function lateMinutes({row: {facts}}: Visit): Cell {
  const cameAt = facts.arrivedAt ?? facts.startedAt;
  return cameAt && Math.max(0, minutesBetween(facts.window.end, cameAt) ?? 0);
}

/** All visits planned in a stretch of time, a page at a time, each page in a transaction of its own. */
export async function* visitsCsv(
  office: Office,
  organizationId: string,
  range: TimeRange,
): AsyncGenerator<string> {
  yield csvLine(columns.map(([name]) => name));
  let after: After | undefined;
  do {
    const visits = await readPage(office, organizationId, range, after);
    yield visits.map(visit => csvLine(columns.map(([, of]) => of(visit)))).join('');
    const last = visits.length === pageSize ? visits.at(-1)!.row : undefined;
    after = last && {key: appointmentSortKey(last), id: last.id};
  } while (after);
}

function readPage(
  office: Office,
  organizationId: string,
  range: TimeRange,
  after: After | undefined,
): Promise<Visit[]> {
  return office.storage.transaction(async tx => {
    const rows = await tx.appointments.list(organizationId, {range, after, limit: pageSize});
    const jobs = byId(await tx.jobs.getMany(organizationId, unique(rows.map(row => row.jobId))));
    const customerIds = unique([...jobs.values()].map(job => job.facts.customerId));
    const customers = byId(await tx.customers.getMany(organizationId, customerIds));
    const leads = byId(
      await tx.members.getMany(organizationId, unique(rows.flatMap(row => row.facts.leadId ?? []))),
    );
    return rows.map(row => {
      const job = jobs.get(row.jobId)!;
      return {
        row,
        job,
        customer: customers.get(job.facts.customerId),
        lead: leads.get(row.facts.leadId ?? ''),
      };
    });
  });
}

const unique = (ids: readonly string[]) => [...new Set(ids)];
const byId = <R extends {id: string}>(rows: readonly R[]) => new Map(rows.map(row => [row.id, row]));
