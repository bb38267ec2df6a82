import type {
  AppointmentFacts,
  CurrentWork,
  Delay,
  LatLng,
  Nearest,
  NearestDelay,
  NearestTechnicians,
  Responder,
  SendNow,
  Stop,
  TravelSeconds,
  UrgentWish,
} from '@dispatch-kit/core';
import {dayMs, hourMs, isOpen, isUnderWay, minuteMs, rankNearest, toInstant, toMs} from '@dispatch-kit/core';
import {placeOf} from './job-rows.ts';
import type {Drive} from '../office/known-drives.ts';
import type {Office} from '../office/office.ts';
import {routedTravel, straightTravel} from '../road/travel-times.ts';
import type {AppointmentRow, JobRow, MemberRow, OrganizationRow, RoadRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** How who could go is looked for. */
export type NearestQuestion = {
  visit: AppointmentRow;
  job: JobRow;
  mayInterrupt: boolean;
  keepsVisits: boolean;
};

/** Everything the ranking is made from, as it is stored now. */
export type Nearby = {
  office: Office;
  wish: UrgentWish;
  placeTimeZone: string;
  responders: readonly Responder[];
  names: ReadonlyMap<string, string>;
  visits: ReadonlyMap<string, AppointmentRow>;
  jobs: ReadonlyMap<string, JobRow>;
  travel: TravelSeconds;
};

const legsToLearnFrom = 200;
/** The routing engine is asked for the ways of so many of those who are near. */
const routedTechnicians = 8;
/** What somebody did longer ago does not say where he is. */
const lastPlaceMs = 12 * hourMs;
/** What is planned later than this does not make way for what is urgent now. */
const aheadMs = dayMs;

/** Reads what the ranking is made from. */
export async function loadNearby(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  question: NearestQuestion,
): Promise<Nearby> {
  const nowMs = office.clock.now();
  const members = await tx.members.list(organization.id, {role: 'technician', limit: 5000});
  const range = {start: toInstant(nowMs - dayMs), end: toInstant(nowMs + aheadMs)};
  const statuses = ['scheduled', 'enroute', 'arrived', 'started', 'complete'] as const;
  const listed = await tx.appointments.list(organization.id, {range, statuses, limit: 20_000});
  const visits = listed.filter(({id}) => id !== question.visit.id);
  const jobs = await tx.jobs.getMany(organization.id, [...new Set(visits.map(({jobId}) => jobId))]);
  const roads = await tx.road.list(organization.id);
  const around: Around = {
    nowMs,
    organization,
    jobs: new Map(jobs.map(job => [job.id, job])),
    roads: new Map(roads.map(road => [road.memberId, road])),
  };
  const active = members.filter(member => !member.deactivatedAt);
  return {
    office,
    wish: wishOf(organization, question, nowMs),
    placeTimeZone: question.job.address.timeZone ?? organization.timeZone,
    responders: active.map(member => responderOf(member, visits, around)),
    names: new Map(active.map(({id, name}) => [id, name])),
    visits: new Map(visits.map(visit => [visit.id, visit])),
    jobs: around.jobs,
    travel: straightTravel(await tx.road.pastLegs(organization.id, legsToLearnFrom)),
  };
}

function wishOf(
  organization: OrganizationRow,
  {visit, job, mayInterrupt, keepsVisits}: NearestQuestion,
  nowMs: number,
): UrgentWish {
  const {status, window, planned} = visit.facts;
  return {
    durationMinutes: planned.durationMinutes,
    place: placeOf(job),
    skills: skillsFor(job, organization),
    nowMs,
    timeZone: organization.timeZone,
    ...(status !== 'draft' && {window: spanOf(window)}),
    mayInterrupt,
    keepsVisits,
  };
}

type Around = {
  nowMs: number;
  organization: OrganizationRow;
  jobs: ReadonlyMap<string, JobRow>;
  roads: ReadonlyMap<string, RoadRow>;
};

function skillsFor({serviceId}: JobRow, {services}: OrganizationRow): readonly string[] {
  return services.find(({id}) => id === serviceId)?.skills ?? [];
}

/** A technician as he is now, by his visits and where he was seen. */
function responderOf(member: MemberRow, visits: readonly AppointmentRow[], around: Around): Responder {
  const {id, skills, workingHours, onShift} = member;
  const {nowMs, jobs} = around;
  const leads = visits.filter(({facts}) => facts.leadId === id);
  const helps = visits.filter(({facts}) => facts.leadId !== id && facts.helperIds.includes(id));
  const running = leads.find(({facts}) => isUnderWay(facts));
  const newest = around.roads.get(id)?.newest;
  return {
    id,
    skills,
    workingHours,
    onShift,
    position: newest ? {place: {lat: newest.lat, lng: newest.lng}, atMs: toMs(newest.at)} : undefined,
    lastPlace: lastPlaceOf([...leads, ...helps], around),
    current: running && currentOf(running, around),
    helps: helps
      .filter(({facts}) => isOpen(facts))
      .map(({facts, jobId}) => ({
        ...plannedSpan(facts),
        place: placeOf(jobs.get(jobId)),
        isUnderWay: isUnderWay(facts),
      })),
    stops: leads
      .filter(({facts}) => facts.status === 'scheduled' && isStillAhead(facts, nowMs))
      .map(visit => stopOf(visit, around)),
  };
}

function isStillAhead(facts: AppointmentFacts, nowMs: number): boolean {
  return plannedSpan(facts).endMs > nowMs || toMs(facts.window.end) > nowMs;
}

/** Where the visit was on which he was last. */
function lastPlaceOf(visits: readonly AppointmentRow[], {nowMs, jobs}: Around): LatLng | undefined {
  const been = visits
    .filter(({facts}) => !facts.skipped && (facts.completedAt ?? facts.startedAt ?? facts.arrivedAt))
    .map(({facts, jobId}) => ({
      ms: toMs((facts.completedAt ?? facts.startedAt ?? facts.arrivedAt)!),
      place: placeOf(jobs.get(jobId)),
    }))
    .filter(({ms, place}) => place !== undefined && nowMs - ms < lastPlaceMs);
  return been.toSorted((a, b) => b.ms - a.ms)[0]?.place;
}

function stopOf({id, jobId, facts}: AppointmentRow, {jobs, organization}: Around): Stop {
  const job = jobs.get(jobId);
  return {
    id,
    startMs: toMs(facts.planned.start),
    durationMinutes: facts.planned.durationMinutes,
    window: spanOf(facts.window),
    place: placeOf(job),
    skills: job ? skillsFor(job, organization) : [],
  };
}

function currentOf(visit: AppointmentRow, around: Around): CurrentWork {
  const {facts, jobId} = visit;
  const since = facts.startedAt ?? facts.arrivedAt;
  return {
    ...stopOf(visit, around),
    isUrgent: around.jobs.get(jobId)?.priority === 'urgent',
    isOnTheWay: facts.status === 'enroute' && facts.likelyOnSiteAt === null,
    hasBegun: facts.status !== 'enroute',
    sinceMs: since ? toMs(since) : undefined,
  };
}

function plannedSpan({planned}: AppointmentFacts): {startMs: number; endMs: number} {
  const startMs = toMs(planned.start);
  return {startMs, endMs: startMs + planned.durationMinutes * minuteMs};
}

function spanOf({start, end}: {start: string; end: string}): {startMs: number; endMs: number} {
  return {startMs: toMs(start), endMs: toMs(end)};
}

function rangeOf({startMs, endMs}: {startMs: number; endMs: number}): {start: string; end: string} {
  return {start: toInstant(startMs), end: toInstant(endMs)};
}

/** Ranks who could go. With a routing engine those who are near are ranked again by the ways on its roads; outside any transaction. */
export async function rankNearby(nearby: Nearby, limit: number): Promise<NearestTechnicians> {
  const {office, wish, responders, names} = nearby;
  let ranking = rankNearest(wish, responders, nearby.travel);
  if (office.router) {
    const near = new Set(ranking.items.slice(0, routedTechnicians).map(({technicianId}) => technicianId));
    const drives = drivesOf(
      nearby,
      responders.filter(({id}) => near.has(id)),
    );
    ranking = rankNearest(wish, responders, await routedTravel(office, drives, nearby.travel));
  }
  return {
    asOf: toInstant(wish.nowMs),
    timeZone: nearby.placeTimeZone,
    items: ranking.items.slice(0, limit).map(item => itemOf(item, nearby)),
    unavailable: ranking.unavailable.map(each => ({...each, name: names.get(each.technicianId)!})),
  };
}

/** Every drive that the ranking of some technicians asks for. */
function drivesOf({wish, travel}: Nearby, responders: readonly Responder[]): Drive[] {
  const drives: Drive[] = [];
  rankNearest(wish, responders, (from, to) => {
    drives.push([from, to]);
    return travel(from, to);
  });
  return drives;
}

function itemOf(item: Nearest, nearby: Nearby): NearestTechnicians['items'][number] {
  const {technicianId, standing, interruptible, current, from, seenAtMs, driveMinutes, reasons} = item;
  const delays = item.delays.map(delay => delayOf(delay, nearby));
  return {
    technicianId,
    name: nearby.names.get(technicianId)!,
    standing,
    interruptible,
    currentId: current?.id ?? null,
    from,
    ...(seenAtMs !== undefined && {seenAt: toInstant(seenAtMs)}),
    driveMinutes,
    arrivesAt: toInstant(item.arrivesMs),
    reasons,
    delays,
    send: {
      leadId: technicianId,
      planned: {start: toInstant(item.arrivesMs)},
      window: rangeOf(item.window),
      ...(current && {current: {appointmentId: current.id, first: current.first}}),
      moves: delays.map(moveOf),
    },
  };
}

function delayOf({stop, takers, takenBy, ...delay}: Delay, {visits, jobs, names}: Nearby): NearestDelay {
  const {jobId} = visits.get(stop.id)!;
  const job = jobs.get(jobId);
  return {
    appointmentId: stop.id,
    jobId,
    title: job?.title ?? '',
    customerId: job?.facts.customerId ?? '',
    was: toInstant(stop.startMs),
    planned: {start: toInstant(delay.startMs), durationMinutes: stop.durationMinutes},
    window: rangeOf(delay.window),
    delayMinutes: delay.delayMinutes,
    breaksWindow: delay.breaksWindow,
    left: stop.isLeft === true,
    takers: takers.map(({technicianId, driveMinutes}) => ({
      technicianId,
      name: names.get(technicianId)!,
      driveMinutes,
    })),
    takenBy,
  };
}

function moveOf({
  appointmentId,
  was,
  planned,
  window,
  breaksWindow,
  takenBy,
}: NearestDelay): SendNow['moves'][number] {
  const from = {appointmentId, from: was};
  if (takenBy) return {...from, leadId: takenBy};
  const {durationMinutes} = planned;
  return {...from, planned: {start: planned.start}, durationMinutes, ...(breaksWindow && {window})};
}
