import type {
  Address,
  AppointmentFacts,
  CandidateTechnician,
  LatLng,
  OfferedWindows,
  PlanningWish,
  Suggestions,
  TravelSeconds,
} from '@dispatch-kit/core';
import {
  dayMs,
  isOpen,
  isUnderWay,
  localMs,
  minuteMs,
  suggestSlots,
  toInstant,
  toMs,
  windowsToOffer,
} from '@dispatch-kit/core';
import {placeOf} from './job-rows.ts';
import type {Office} from '../office/office.ts';
import {routedTravel, straightTravel} from '../road/travel-times.ts';
import type {AppointmentRow, MemberRow, OrganizationRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** What is to be planned: an order not yet made, or a visit that is there. */
export type PlanningQuestion = {
  address: Pick<Address, 'lat' | 'lng' | 'timeZone'>;
  durationMinutes: number;
  skills: readonly string[];
  /** A day of the organization; today unless given. */
  from?: string | undefined;
  days: number;
  windowMinutes?: number;
  /** Nothing begins sooner than so many minutes from now. */
  noticeMinutes?: number;
  /** The visit that is planned anew. */
  visit?: AppointmentFacts | undefined;
};

/** Everything a plan is made from, as it is stored now. */
export type Planning = {
  office: Office;
  wish: PlanningWish;
  technicians: (CandidateTechnician & {name: string})[];
  /** When visits begin that nobody has yet. */
  waiting: number[];
  travel: TravelSeconds;
};

const usualWindowMinutes = 120;
const legsToLearnFrom = 200;
/** The routing engine is asked for the ways of so many of the best. */
const routedSuggestions = 8;

/** Reads what a plan is made from. */
export async function loadPlanning(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  question: PlanningQuestion,
): Promise<Planning> {
  const wish = wishOf(office, organization, question);
  const members = await tx.members.list(organization.id, {role: 'technician', limit: 5000});
  const range = {
    start: toInstant(office.clock.now() - 2 * dayMs),
    end: toInstant(wish.fromMs + (wish.days + 2) * dayMs),
  };
  const statuses = ['draft', 'scheduled', 'enroute', 'arrived', 'started'] as const;
  const listed = await tx.appointments.list(organization.id, {range, statuses, limit: 20_000});
  const visits = listed.filter(({id}) => id !== question.visit?.id);
  const jobs = await tx.jobs.getMany(organization.id, [...new Set(visits.map(({jobId}) => jobId))]);
  const places = new Map(jobs.map(job => [job.id, placeOf(job)]));
  return {
    office,
    wish,
    technicians: members
      .filter(member => !member.deactivatedAt)
      .map(member => candidateOf(office, member, visits, places)),
    waiting: visits.filter(({facts}) => facts.leadId === null).map(({facts}) => toMs(facts.planned.start)),
    travel: straightTravel(await tx.road.pastLegs(organization.id, legsToLearnFrom)),
  };
}

function wishOf(office: Office, organization: OrganizationRow, question: PlanningQuestion): PlanningWish {
  const {address, visit} = question;
  const {timeZone} = organization;
  const fromDayMs = question.from ? localMs(`${question.from}T00:00:00`, timeZone) : 0;
  const place =
    address.lat !== undefined && address.lng !== undefined ? {lat: address.lat, lng: address.lng} : undefined;
  const isTold = visit !== undefined && visit.status !== 'draft' && isOpen(visit);
  return {
    durationMinutes: question.durationMinutes,
    place,
    skills: question.skills,
    fromMs: Math.max(office.clock.now() + (question.noticeMinutes ?? 0) * minuteMs, fromDayMs),
    days: question.days,
    timeZone,
    placeTimeZone: address.timeZone,
    windowMinutes: question.windowMinutes ?? usualWindowMinutes,
    ...(isTold && {window: {startMs: toMs(visit.window.start), endMs: toMs(visit.window.end)}}),
    leadId: visit?.leadId ?? null,
  };
}

/** A technician with the visits that he leads or helps on; a draft binds nobody. What is under way lasts until now at least. */
function candidateOf(
  office: Office,
  {id, name, skills, workingHours}: MemberRow,
  visits: readonly AppointmentRow[],
  places: ReadonlyMap<string, LatLng | undefined>,
): CandidateTechnician & {name: string} {
  const own = visits.filter(
    ({facts}) => isOpen(facts) && (facts.leadId === id || facts.helperIds.includes(id)),
  );
  return {
    id,
    name,
    skills,
    workingHours,
    visits: own.map(({facts, jobId}) => {
      const startMs = toMs(facts.planned.start);
      const plannedEndMs = startMs + facts.planned.durationMinutes * minuteMs;
      const endMs = isUnderWay(facts) ? Math.max(plannedEndMs, office.clock.now()) : plannedEndMs;
      return {startMs, endMs, place: places.get(jobId)};
    }),
  };
}

/** Ranks the slots of a plan. With a routing engine the best are ranked again by the ways on its roads; outside any transaction. */
export async function rankSlots(planning: Planning, limit: number): Promise<Suggestions> {
  const {office, wish, technicians} = planning;
  let ranking = suggestSlots(wish, technicians, planning.travel);
  if (office.router && wish.place) {
    const best = ranking.suggestions.slice(0, routedSuggestions);
    const ways = best.flatMap(({opening}) =>
      waysOf(opening.before?.place, wish.place!, opening.after?.place),
    );
    ranking = suggestSlots(wish, technicians, await routedTravel(office, ways, planning.travel));
  }
  const names = new Map(technicians.map(({id, name}) => [id, name]));
  return {
    timeZone: wish.placeTimeZone ?? wish.timeZone,
    items: ranking.suggestions.slice(0, limit).map(slot => ({
      technicianId: slot.technicianId,
      name: names.get(slot.technicianId)!,
      planned: {start: toInstant(slot.startMs), durationMinutes: wish.durationMinutes},
      window: rangeOf(slot.window),
      costMinutes: slot.costMinutes,
      driveMinutes: slot.opening.driveMinutes,
      reasons: slot.reasons,
    })),
    unavailable: ranking.unavailable.map(each => ({...each, name: names.get(each.technicianId)!})),
  };
}

function waysOf(
  before: LatLng | undefined,
  place: LatLng,
  after: LatLng | undefined,
): (readonly [LatLng, LatLng])[] {
  return [
    ...(before ? ([[before, place]] as const) : []),
    ...(after ? ([[place, after]] as const) : []),
    ...(before && after ? ([[before, after]] as const) : []),
  ];
}

/** The windows of a plan that a customer may choose from. */
export function offerWindows({wish, technicians, waiting, travel}: Planning): OfferedWindows {
  const windows = windowsToOffer(wish, technicians, travel, waiting);
  return {timeZone: wish.placeTimeZone ?? wish.timeZone, items: windows.map(rangeOf)};
}

function rangeOf({startMs, endMs}: {startMs: number; endMs: number}): {start: string; end: string} {
  return {start: toInstant(startMs), end: toInstant(endMs)};
}
