import type {AppointmentFacts, Contact, ImportReply, NewEvent} from '@dispatch-kit/core';
import {ImportRow, deriveJobStatus, foldJob, newVisit, toInstant, toMs} from '@dispatch-kit/core';
import {newJobRow} from './job-rows.ts';
import {seekPlaces, withSearch} from './seek-place.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {Principal} from '../office/principal.ts';
import type {AppointmentRow, CustomerRow, JobRow, MemberRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

type Acting = {office: Office; tx: Transaction; principal: Principal};
type Refused = ImportReply['refused'][number];

/** A row that can be taken, with its place among those that were sent. */
type Sorted = ImportRow & {readonly index: number};

/** What one import brings together before it is written. */
type Batch = {
  customers: CustomerRow[];
  members: MemberRow[];
  jobs: JobRow[];
  visits: AppointmentRow[];
  events: NewEvent[];
};

/**
 * Takes over orders of another system, known by its ids: what is there already is left as it is, what cannot be taken
 * is named with its reason, nobody is told. Customers and technicians are found by their ids, or made.
 */
export async function importRows(acting: Acting, rows: readonly unknown[]): Promise<ImportReply> {
  const {tx, principal} = acting;
  const organizationId = principal.organization.id;
  const sorted = sort(rows);
  const own = await ownMembers(acting, sorted.good);
  const {good, refused} = refuseStrangers(sorted, own);
  const known = await tx.jobs.getByExternalIds(
    organizationId,
    good.map(row => row.externalId),
  );
  const knownIds = new Set(known.map(job => job.externalId));
  const fresh = [
    ...new Map(good.filter(row => !knownIds.has(row.externalId)).map(row => [row.externalId, row])).values(),
  ];
  const batch: Batch = {customers: [], members: [], jobs: [], visits: [], events: []};
  const customers = await knownBy(
    tx.customers,
    organizationId,
    fresh.flatMap(row => customerKey(row)),
  );
  const members = await knownBy(
    tx.members,
    organizationId,
    fresh.flatMap(({lead}) => (lead && 'externalId' in lead ? lead.externalId : [])),
  );
  for (const row of fresh) {
    const customer = findOrMake(
      customers,
      customerKey(row),
      () => makeCustomer(acting, row),
      batch.customers,
    );
    addJob(acting, batch, row, customer, leadOf(acting, row, {own, members, batch}));
  }
  await tx.customers.insert(organizationId, batch.customers);
  await tx.members.insert(organizationId, batch.members);
  await tx.jobs.insert(organizationId, batch.jobs);
  await tx.appointments.insert(organizationId, batch.visits);
  await seekPlaces(
    acting.office,
    tx,
    organizationId,
    batch.jobs.filter(job => job.place.reason !== null),
  );
  await tx.events.append(organizationId, batch.events, nowInstant(acting.office));
  return {made: fresh.length, already: good.length - fresh.length, refused};
}

function sort(rows: readonly unknown[]): {good: Sorted[]; refused: Refused[]} {
  const good: Sorted[] = [];
  const refused: Refused[] = [];
  rows.forEach((input, index) => {
    const parsed = ImportRow.safeParse(input);
    const externalId = String((input as {externalId?: unknown} | null)?.externalId ?? '') || null;
    const refuse = (field: string, message: string) => refused.push({index, externalId, field, message});
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!;
      refuse(issue.path.join('.') || 'row', issue.message);
    } else if (parsed.data.status === 'scheduled' && !parsed.data.window) {
      refuse('window', `A scheduled order needs the window of its visit.`);
    } else if (parsed.data.window && toMs(parsed.data.window.end) <= toMs(parsed.data.window.start)) {
      refuse('window.end', 'The end must be after the start.');
    } else good.push({...parsed.data, index});
  });
  return {good, refused};
}

/** The members of the office that rows name. */
async function ownMembers(
  {tx, principal}: Acting,
  rows: readonly ImportRow[],
): Promise<Map<string, MemberRow>> {
  const ids = new Set(rows.flatMap(({lead}) => (lead && 'id' in lead ? lead.id : [])));
  const found = await Promise.all([...ids].map(id => tx.members.get(principal.organization.id, id)));
  return new Map(found.flatMap(row => (row && !row.erasedAt ? [[row.id, row] as const] : [])));
}

function refuseStrangers(
  {good, refused}: ReturnType<typeof sort>,
  own: ReadonlyMap<string, MemberRow>,
): {good: Sorted[]; refused: Refused[]} {
  const isKnown = ({lead}: ImportRow) => !lead || !('id' in lead) || own.has(lead.id);
  const strangers = good
    .filter(row => !isKnown(row))
    .map(({index, externalId}) => ({
      index,
      externalId,
      field: 'lead.id',
      message: 'There is no such member in this office.',
    }));
  const all = [...refused, ...strangers].sort((a, b) => a.index - b.index);
  return {good: good.filter(isKnown), refused: all};
}

function leadOf(
  acting: Acting,
  {lead}: ImportRow,
  {own, members, batch}: {own: ReadonlyMap<string, MemberRow>; members: Map<string, MemberRow>; batch: Batch},
): MemberRow | undefined {
  if (!lead) return undefined;
  if ('id' in lead) return own.get(lead.id);
  return findOrMake(members, lead.externalId, () => makeMember(acting, lead), batch.members);
}

const customerKey = (row: ImportRow) =>
  row.customer.externalId ?? `import:${row.customer.name.toLowerCase()}`;

async function knownBy<R extends {externalId: string | null}>(
  rows: {getByExternalIds(organizationId: string, ids: readonly string[]): Promise<R[]>},
  organizationId: string,
  ids: readonly string[],
): Promise<Map<string, R>> {
  const found = await rows.getByExternalIds(organizationId, [...new Set(ids)]);
  return new Map(found.map(row => [row.externalId!, row]));
}

function findOrMake<R>(known: Map<string, R>, key: string, make: () => R, made: R[]): R {
  const there = known.get(key);
  if (there) return there;
  const row = make();
  known.set(key, row);
  made.push(row);
  return row;
}

function makeCustomer({office}: Acting, row: ImportRow): CustomerRow {
  const {name, phone, email} = row.customer;
  const contact: Contact = {
    id: office.newId('contact'),
    name,
    consent: {},
    ...(phone && {phone}),
    ...(email && {email}),
  };
  return {
    id: office.newId('customer'),
    version: 1,
    name,
    contacts: [contact],
    addresses: [row.address],
    externalId: customerKey(row),
    metadata: {},
    createdAt: nowInstant(office),
    erasedAt: null,
  };
}

/** A technician of the other system: known by name, without a phone, so that nobody is written to. */
function makeMember({office}: Acting, lead: {externalId: string; name: string}): MemberRow {
  return {
    id: office.newId('member'),
    version: 1,
    name: lead.name,
    phone: null,
    email: null,
    roles: ['technician'],
    skills: [],
    workingHours: null,
    vehicle: null,
    photoUrl: null,
    onShift: false,
    invitation: null,
    erasedAt: null,
    externalId: lead.externalId,
    metadata: {},
    createdAt: nowInstant(office),
    deactivatedAt: null,
  };
}

/** A job with its history in four events at most: created, planned, and how it ended. Its facts are folded from them. */
function addJob(
  acting: Acting,
  batch: Batch,
  row: ImportRow,
  customer: CustomerRow,
  lead: MemberRow | undefined,
): void {
  const {office, principal} = acting;
  const jobId = office.newId('job');
  const about = {v: 1 as const, actor: principal.actor, basis: 'import' as const, jobId};
  const events: NewEvent[] = [
    {
      ...about,
      id: office.newId('event'),
      type: 'job_created',
      at: row.createdAt,
      set: {customerId: customer.id, sourceId: null, offer: null},
      was: {},
    },
  ];
  const visit = row.window && plannedVisit(office, row, jobId, lead);
  if (visit) {
    const appointment = {appointmentId: visit.id};
    const plannedAt = earlier(row.createdAt, row.window!.start);
    events.push({
      ...about,
      ...appointment,
      id: office.newId('event'),
      type: 'appointment_scheduled',
      at: plannedAt,
      set: visit,
      was: {status: 'deleted'},
    });
  }
  events.push(...endOf(office, row, about, visit));
  const facts = foldJob(events);
  const {appointments, ...own} = facts;
  const jobRow = newJobRow(
    jobId,
    {
      customerId: customer.id,
      title: row.title,
      description: row.description,
      address: row.address,
      externalId: row.externalId,
      metadata: row.metadata,
    },
    customer,
    row.createdAt,
  );
  batch.jobs.push(
    withSearch(office, {
      ...jobRow,
      facts: own,
      status: deriveJobStatus(facts),
      plannedAt: appointments.find(each => each.status === 'scheduled')?.planned.start ?? null,
    }),
  );
  batch.visits.push(
    ...appointments.map(each => ({
      id: each.id,
      jobId,
      version: 1,
      facts: each,
      instructions: null,
      proofs: [],
      imported: true,
      externalId: null,
      metadata: {},
    })),
  );
  batch.events.push(...events);
}

const earlier = (a: string, b: string) => (toMs(a) < toMs(b) ? a : b);

function plannedVisit(
  office: Office,
  row: ImportRow,
  jobId: string,
  lead: MemberRow | undefined,
): AppointmentFacts {
  const window = row.window!;
  const minutes = Math.round((toMs(window.end) - toMs(window.start)) / 60_000);
  const durationMinutes = row.durationMinutes ?? Math.min(Math.max(minutes, 1), 1440);
  const planned = {start: window.start, durationMinutes};
  return newVisit(office.newId('appointment'), jobId, {
    window,
    planned,
    leadId: lead?.id ?? null,
    helperIds: [],
  });
}

/** How an order of the past ended: its visit, then the job. */
function endOf(
  office: Office,
  row: ImportRow,
  about: Pick<NewEvent, 'v' | 'actor' | 'basis' | 'jobId'>,
  visit: AppointmentFacts | undefined,
): NewEvent[] {
  if (row.status !== 'complete' && row.status !== 'canceled') return [];
  const at = row.closedAt ?? row.window?.end ?? toInstant(office.clock.now());
  const closing = office.newId('event');
  const kind = row.status === 'complete' ? ('completed' as const) : ('canceled' as const);
  const closure: NewEvent = {
    ...about,
    id: closing,
    type: `job_${kind}`,
    at,
    set: {closure: {kind, at, eventId: closing}},
    was: {closure: null},
  };
  if (!visit) return [closure];
  const ending = office.newId('event');
  const reasonCode = row.reasonCode ?? null;
  const set: Partial<AppointmentFacts> =
    kind === 'completed'
      ? {
          status: 'complete',
          outcome: 'done',
          completedAt: at,
          completionId: ending,
          skipped: true,
          reasonCode,
        }
      : {status: 'canceled', canceledAt: at, priorStatus: 'scheduled', canceledBecause: closing, reasonCode};
  const ended: NewEvent = {
    ...about,
    id: ending,
    type: `appointment_${kind}`,
    at,
    appointmentId: visit.id,
    set,
    was: {status: 'scheduled'},
  };
  return kind === 'completed'
    ? [ended, {...closure, causedBy: ending}]
    : [closure, {...ended, causedBy: closing}];
}
