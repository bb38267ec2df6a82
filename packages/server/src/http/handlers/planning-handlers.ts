import type {NearestQuery, OfferedWindows, SuggestionInput, SuggestionQuery} from '@dispatch-kit/core';
import {offersFor} from '@dispatch-kit/core';
import {readVisit} from './appointment-handlers.ts';
import {readJob} from './job-handlers.ts';
import {shownOf} from './track-handlers.ts';
import {AfterReading} from '../call.ts';
import type {Call, Handler} from '../call.ts';
import {loadNearby, rankNearby} from '../../desk/nearest-technicians.ts';
import {loadPlanning, offerWindows, rankSlots} from '../../desk/plan-visits.ts';
import type {PlanningQuestion} from '../../desk/plan-visits.ts';
import {loadScene} from '../../desk/scene.ts';
import {askingOf, reachOf} from '../../office/principal.ts';
import {Problem, fieldProblem, refusalProblem} from '../../office/problem.ts';
import type {AppointmentRow, OrganizationRow} from '../../storage/rows.ts';

type Service = OrganizationRow['services'][number];

const usualDays = 7;
const usualLimit = 20;
const usualNearest = 10;
/** A customer is not offered what begins sooner. */
const customerNoticeMinutes = 120;
const usualMinutes = 60;

/** Suggestions name technicians, which a source does not see. */
function demandOffice(call: Call): void {
  if (reachOf(call.principal, 'plan') !== 'all')
    throw new Problem('not_allowed', 'Suggestions name technicians: they are for the office.');
}

export function serviceOf(call: Call, id: string | null | undefined): Service | undefined {
  return call.principal.organization.services.find(service => service.id === id);
}

async function suggest(call: Call): Promise<AfterReading> {
  demandOffice(call);
  const input = call.body as SuggestionInput;
  const service = serviceOf(call, input.serviceId);
  if (input.serviceId && !service)
    throw fieldProblem(
      'serviceId',
      'There is no service by that id: PATCH /v1/organization lists them.',
      'unknown',
    );
  const durationMinutes = input.durationMinutes ?? service?.durationMinutes;
  if (durationMinutes === undefined)
    throw fieldProblem('durationMinutes', 'Say how long it takes, or give a serviceId.', 'required');
  return ranked(call, input, {
    address: input.address,
    durationMinutes,
    skills: [...new Set([...(service?.skills ?? []), ...(input.skills ?? [])])],
    from: input.from,
    days: input.days ?? usualDays,
  });
}

async function suggestForVisit(call: Call): Promise<AfterReading> {
  demandOffice(call);
  const {row} = await readVisit(call, call.params['id']!);
  const {row: job} = await readJob(call, row.jobId);
  const query = call.query as SuggestionQuery;
  return ranked(call, query, {
    address: job.address,
    durationMinutes: row.facts.planned.durationMinutes,
    skills: serviceOf(call, job.serviceId)?.skills ?? [],
    visit: row.facts,
    from: query.from,
    days: query.days ?? usualDays,
  });
}

async function demandSendable(call: Call, {id, jobId}: AppointmentRow): Promise<void> {
  const {tx, principal, office} = call;
  const scene = await loadScene(tx, principal.organization, {jobIds: [jobId], withHistory: false});
  const offers = offersFor(scene.world, id, askingOf(office, principal));
  const refusal = offers.find(({command}) => command === 'send_now')?.refusal;
  const allowed = offers.filter(offer => !offer.refusal).map(({command}) => command);
  if (refusal) throw refusalProblem(refusal, allowed);
}

/** Who could go there now. Where the machine would send nobody, it says so at once. */
async function nearest(call: Call): Promise<AfterReading> {
  demandOffice(call);
  const {row} = await readVisit(call, call.params['id']!);
  const {row: job} = await readJob(call, row.jobId);
  await demandSendable(call, row);
  const {interrupt, keep, limit = usualNearest} = call.query as NearestQuery;
  const nearby = await loadNearby(call.office, call.tx, call.principal.organization, {
    visit: row,
    job,
    mayInterrupt: interrupt !== undefined,
    keepsVisits: keep !== undefined,
  });
  return new AfterReading(() => rankNearby(nearby, limit));
}

async function ranked(
  call: Call,
  {limit = usualLimit}: {limit?: number | undefined},
  question: PlanningQuestion,
): Promise<AfterReading> {
  const planning = await loadPlanning(call.office, call.tx, call.principal.organization, question);
  return new AfterReading(() => rankSlots(planning, limit));
}

/** Where the visit on top of the customer's page may be moved to; none while he may not ask for it. */
async function windows(call: Call): Promise<OfferedWindows> {
  const {view, subjectId, tracked} = await shownOf(call);
  const visit = tracked.visits.find(each => each.id === subjectId)?.facts;
  const {address, serviceId} = tracked.job;
  const planning = await loadPlanning(call.office, call.tx, call.principal.organization, {
    address,
    durationMinutes: visit?.planned.durationMinutes ?? usualMinutes,
    skills: serviceOf(call, serviceId)?.skills ?? [],
    days: (call.query['days'] as number | undefined) ?? usualDays,
    noticeMinutes: customerNoticeMinutes,
    visit,
  });
  const mayAsk = view.actions?.some(action => action === 'request_reschedule' || action === 'rebook');
  return mayAsk ? offerWindows(planning) : {...offerWindows(planning), items: []};
}

export const planningHandlers: Record<string, Handler> = {
  'planning.suggest': suggest,
  'appointments.suggestions': suggestForVisit,
  'appointments.nearest': nearest,
  'track.windows': windows,
};
