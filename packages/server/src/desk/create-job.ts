import type {JobInput, NewAppointment} from '@dispatch-kit/core';
import {decideNewJob, isRefusal} from '@dispatch-kit/core';
import {newJobRow, visitTexts} from './job-rows.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {Principal} from '../office/principal.ts';
import {askingOf} from '../office/principal.ts';
import {Problem, fieldProblem, refusalProblem} from '../office/problem.ts';
import {demandTechnician} from './run-command.ts';
import {loadScene} from './scene.ts';
import {jobOut} from './shapes.ts';
import {writeUnit} from './write-unit.ts';
import type {Transaction} from '../storage/storage.ts';

type NewJobInput = JobInput & {expiresAt?: string | undefined; sourceId?: string | undefined};

/** Makes a job with its first visit, or as an offer that waits for an answer. */
export async function createJob(
  office: Office,
  tx: Transaction,
  principal: Principal,
  input: NewJobInput,
  {dryRun, offered}: {dryRun: boolean; offered: boolean},
): Promise<unknown> {
  const {organization} = principal;
  if (principal.actor.kind === 'source' && !offered)
    throw new Problem('not_allowed', 'A source offers jobs: POST /v1/offers.');
  const customer = await tx.customers.get(organization.id, input.customerId);
  if (!customer || customer.erasedAt)
    throw fieldProblem('customerId', 'There is no customer by that id: make one first.', 'unknown');
  const strangers = (input.contactIds ?? []).filter(
    id => !customer.contacts.some(contact => contact.id === id),
  );
  if (strangers.length > 0)
    throw fieldProblem('contactIds', `Not a contact of this customer: ${strangers.join(', ')}.`, 'unknown');
  const leadId = input.appointment?.leadId;
  if (leadId) await demandTechnician(tx, organization.id, leadId, 'appointment.leadId');
  await demandFreeExternalIds(tx, organization.id, input.externalId, input.appointment);
  const scene = await loadScene(tx, organization, {
    jobIds: [],
    technicianIds: leadId ? [leadId] : [],
    withHistory: false,
  });
  const jobId = office.newId('job');
  const isSource = principal.actor.kind === 'source';
  const decision = decideNewJob(
    scene.world,
    {
      jobId,
      customerId: customer.id,
      sourceId: (isSource ? principal.actor.id : input.sourceId) ?? null,
      ...(offered && {offer: {expiresAt: input.expiresAt ?? null}}),
      appointment: input.appointment,
      notify: input.notify,
    },
    askingOf(office, principal),
  );
  if (isRefusal(decision)) throw refusalProblem(decision);
  const beside = {
    newJob: newJobRow(jobId, input, customer, nowInstant(office)),
    newVisit: visitTexts(input.appointment),
  };
  const written = await writeUnit(office, tx, scene, decision, {dryRun, beside});
  const job = jobOut(written.jobs.get(jobId)!, [...written.visits.values()]);
  return dryRun ? {...job, dryRun: true, events: written.events, notices: written.notices} : job;
}

/** Says in time, and by field, that a host's id is taken. */
export async function demandFreeExternalIds(
  tx: Transaction,
  organizationId: string,
  job: string | undefined,
  visit: NewAppointment | undefined,
): Promise<void> {
  const jobs = job ? await tx.jobs.getByExternalIds(organizationId, [job]) : [];
  if (jobs[0]) throw taken('externalId', jobs[0].id);
  const visits = visit?.externalId
    ? await tx.appointments.getByExternalIds(organizationId, [visit.externalId])
    : [];
  if (visits[0]) throw taken('appointment.externalId', visits[0].id);
}

/** Another one has this externalId, and which. */
export function taken(path: string, id: string): Problem {
  const message = `${id} has this externalId already.`;
  return new Problem('external_id_taken', message, {fields: [{path, code: 'taken', message}], current: {id}});
}
