import type {AppointmentFacts, Decision, JobFacts, NewEvent, ToldNotice} from '@dispatch-kit/core';
import {deriveJobStatus, isOpen, planNotices} from '@dispatch-kit/core';
import {placeOf} from './job-rows.ts';
import {seekPlaces, withSearch} from './seek-place.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {Scene} from './scene.ts';
import {followLegs} from '../road/follow-legs.ts';
import {provePresence, wantsProof} from '../road/prove-presence.ts';
import {addressNotices} from '../notices/address-notices.ts';
import {tellNotices} from '../notices/words.ts';
import type {NoticeRow} from '../storage/correspondence-rows.ts';
import type {AppointmentRow, JobRow, NoteRow, StoredEvent} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** What is written beside a decision: texts that events may not hold, and rows that begin with it. */
export type Beside = {
  readonly newJob?: JobRow;
  readonly imported?: boolean;
  readonly newVisit?: Pick<AppointmentRow, 'externalId' | 'metadata' | 'instructions'>;
  readonly notes?: readonly Omit<NoteRow, 'id' | 'eventId' | 'at'>[];
};

/** A decision, written or in a dry run only worked out. */
export type Written = {
  readonly events: readonly StoredEvent[];
  readonly jobs: ReadonlyMap<string, JobRow>;
  readonly visits: ReadonlyMap<string, AppointmentRow>;
  readonly notices: readonly ToldNotice[];
  readonly corrections: readonly NoticeRow[];
};

/** Writes a decision with all that follows from it: rows, road, messages, and last its events. */
export async function writeUnit(
  office: Office,
  tx: Transaction,
  scene: Scene,
  decision: Decision,
  {dryRun, beside = {}}: {dryRun: boolean; beside?: Beside},
): Promise<Written> {
  const {organization} = scene;
  const touched = new Set(decision.events.flatMap(event => event.jobId ?? []));
  const foldedJobs = [...touched].map(id => jobRowAfter(id, scene, decision, beside));
  const jobs = foldedJobs.map(job => withSearch(office, job));
  const visits = decision.world.jobs
    .filter(job => touched.has(job.id))
    .flatMap(job => job.appointments)
    .flatMap(facts => visitRowAfter(facts, scene, beside));
  const changed = await withProofs(
    tx,
    organization.id,
    visits.filter(visit => scene.visits.get(visit.id)?.facts !== visit.facts),
    jobs,
    decision.events,
  );
  const told = await tx.notices.ofJobs(organization.id, [...touched]);
  const plans = planNotices(
    {before: scene.world, after: decision.world, unit: decision.events, told},
    decision.notify,
  );
  const after = {
    jobs: new Map(jobs.map(job => [job.id, job])),
    visits: new Map([...visits, ...changed].map(visit => [visit.id, visit])),
  };
  const notices = await addressNotices(office, tx, {...after, organization}, plans.write, {dryRun});
  const words = await tellNotices(office, tx, {...after, organization}, notices);
  const undone = decision.events[0]?.data?.['undoes'];
  const corrections = undone ? told.filter(each => each.unitId === undone && each.state === 'sent') : [];
  const reply = {jobs: after.jobs, visits: after.visits, notices: words, corrections};
  if (dryRun)
    return {
      ...reply,
      events: decision.events.map(event => ({...event, seq: 0, recordedAt: nowInstant(office)})),
    };

  await tx.jobs.put(
    organization.id,
    jobs.filter(job => scene.jobs.has(job.id)),
  );
  await tx.jobs.insert(
    organization.id,
    jobs.filter(job => !scene.jobs.has(job.id)),
  );
  await tx.appointments.put(
    organization.id,
    changed.filter(visit => scene.visits.has(visit.id)),
  );
  await tx.appointments.insert(
    organization.id,
    changed.filter(visit => !scene.visits.has(visit.id)),
  );
  await seekPlaces(
    office,
    tx,
    organization.id,
    jobs.filter((job, i) => job !== foldedJobs[i]),
  );
  await followLegs(tx, organization.id, scene.visits, decision);
  await settleNotices(tx, organization.id, told, plans, notices, decision.events);
  await writeNotes(office, tx, organization.id, decision.events, beside);
  const events =
    decision.events.length > 0
      ? await tx.events.append(organization.id, decision.events, nowInstant(office))
      : [];
  return {...reply, events};
}

/** Steps at the door keep how near the technician was. */
async function withProofs(
  tx: Transaction,
  organizationId: string,
  visits: readonly AppointmentRow[],
  jobs: readonly JobRow[],
  events: readonly NewEvent[],
): Promise<AppointmentRow[]> {
  const proven: AppointmentRow[] = [];
  for (const visit of visits) {
    const {leg} = visit.facts;
    const event = events.find(each => each.appointmentId === visit.id && wantsProof(each));
    const place = placeOf(jobs.find(job => job.id === visit.jobId));
    const proof = event && leg && (await provePresence(tx, organizationId, event, leg, place));
    proven.push(proof ? {...visit, proofs: [...visit.proofs, proof]} : visit);
  }
  return proven;
}

function jobRowAfter(id: string, scene: Scene, decision: Decision, {newJob}: Beside): JobRow {
  const {appointments, ...facts} = decision.world.jobs.find(job => job.id === id) as JobFacts;
  const row = scene.jobs.get(id);
  const before = row ?? newJob!;
  const starts = appointments.filter(isOpen).map(visit => visit.planned.start);
  return {
    ...before,
    version: row ? row.version + 1 : 1,
    facts,
    status: deriveJobStatus({...facts, appointments}),
    plannedAt: starts.length > 0 ? starts.reduce((a, b) => (Date.parse(a) < Date.parse(b) ? a : b)) : null,
  };
}

function visitRowAfter(
  facts: AppointmentFacts,
  scene: Scene,
  {newVisit, imported}: Beside,
): AppointmentRow[] {
  const row = scene.visits.get(facts.id);
  if (row) return [row.facts === facts ? row : {...row, facts, version: row.version + 1}];
  const host = newVisit ?? {externalId: null, metadata: {}, instructions: null};
  return [
    {id: facts.id, jobId: facts.jobId, version: 1, facts, proofs: [], imported: imported ?? false, ...host},
  ];
}

async function settleNotices(
  tx: Transaction,
  organizationId: string,
  told: readonly NoticeRow[],
  plans: ReturnType<typeof planNotices>,
  notices: readonly NoticeRow[],
  events: readonly NewEvent[],
): Promise<void> {
  const unitId = events[0]?.causedBy ?? events[0]?.id ?? null;
  const settled = told.flatMap((row): NoticeRow[] => {
    if (plans.drop.includes(row.id))
      return [{...row, state: 'dropped', droppedBy: unitId, reason: 'superseded'}];
    if (!plans.requeue.includes(row.id)) return [];
    const state = row.channel === null ? 'no_consent' : 'waiting';
    return [
      {...row, state, droppedBy: null, reason: row.channel === null ? 'no_consent' : null, lockedUntil: null},
    ];
  });
  if (settled.length > 0) await tx.notices.put(organizationId, settled);
  if (notices.length > 0) await tx.notices.write(organizationId, notices);
}

async function writeNotes(
  office: Office,
  tx: Transaction,
  organizationId: string,
  events: readonly NewEvent[],
  {notes}: Beside,
): Promise<void> {
  const root = events[0];
  if (!notes || notes.length === 0 || !root) return;
  const rows = notes.map(note => ({...note, id: office.newId('note'), eventId: root.id, at: root.at}));
  await tx.notes.insert(organizationId, rows);
}
