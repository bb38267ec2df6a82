import {readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import type {HostMember} from '@dispatch-kit/client';
import {guessColumns, readOrder} from '@dispatch-kit/core';
import type {Appointment, Job} from '@dispatch-kit/core';
import {parse} from 'csv-parse/sync';

/** What every grid of the bench shows. */
export interface Orders {
  jobs: Job[];
  members: HostMember[];
}

const root = resolve(import.meta.dirname, '../..');
const file = join(
  resolve(root, process.env['DISPATCH_TEST_DATA'] ?? '../shared/data'),
  'orders/los-angeles-311.csv',
);

/** The 10,000 real orders as jobs of an office; more than that are the same again under other names. */
export function readOrders(count: number): Orders {
  const records = parse(readFileSync(file, 'utf8'), {columns: true, bom: true}) as Record<string, string>[];
  const reading = {mapping: guessColumns(Object.keys(records[0]!)), timeZone: 'America/Los_Angeles'};
  const rows = records.map(record => readOrder(record, reading).row as unknown as Row);
  const crews = [...new Set(rows.flatMap(({lead}) => lead?.name ?? []))];
  return {
    jobs: Array.from({length: count}, (_, at) => jobOf(rows[at % rows.length]!, at, crews)),
    members: crews.map((name, at) => ({id: `mem_${at}`, name})),
  };
}

interface Row {
  externalId: string;
  title: string;
  address: {line: string};
  lead?: {name: string};
  status: Job['status'];
  window?: {start: string; end: string};
  createdAt?: string;
  closedAt?: string;
}

function jobOf(
  {externalId, title, address, lead, status, window, createdAt, closedAt}: Row,
  at: number,
  crews: string[],
): Job {
  const madeAt = createdAt ?? '2020-01-01T08:00:00.000Z';
  const told = window ?? {start: madeAt, end: madeAt};
  const isDone = status === 'complete' || status === 'canceled';
  const end = closedAt ?? told.end;
  const kind = status === 'canceled' ? 'canceled' : 'completed';
  const visit = {
    id: `apt_${at}`,
    version: 1,
    jobId: `job_${at}`,
    status: isDone ? status : 'scheduled',
    window: told,
    planned: {start: told.start, durationMinutes: 60},
    leadId: lead ? `mem_${crews.indexOf(lead.name)}` : null,
    helperIds: [],
    needsReschedule: false,
    conflict: false,
    confirmed: null,
    request: null,
    leg: null,
    promisedAt: told.end,
  } as unknown as Appointment;
  return {
    id: `job_${at}`,
    version: 1,
    customerId: '',
    sourceId: null,
    offer: null,
    hold: null,
    closure: isDone ? {kind, at: end, eventId: 'evt_1'} : null,
    status,
    title,
    priority: 'normal',
    address,
    place: {status: 'placed', source: 'given', reason: null, attribution: null},
    contactIds: [],
    unreadMessages: 0,
    appointments: [visit],
    externalId,
    metadata: {},
    createdAt: madeAt,
  };
}
