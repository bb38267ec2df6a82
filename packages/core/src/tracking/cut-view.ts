import type {
  TrackingAction,
  TrackingEta,
  TrackingPhase,
  TrackingPosition,
  TrackingView,
  TrackingVisit,
} from './tracking-view.ts';
import {trackingPhase} from './tracking-phase.ts';
import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import {isLate, isLive, isUnderWay, promisedAt} from '../appointment/appointment-facts.ts';
import type {Settings, VisibilityRule} from '../people/settings.ts';
import type {Eta} from '../place/eta-range.ts';
import type {LatLng} from '../place/lat-lng.ts';
import {distanceMeters} from '../place/lat-lng.ts';
import {isMasked, maskRoute} from '../place/mask.ts';
import {encodePolyline} from '../place/polyline.ts';
import type {Instant} from '../time.ts';
import {dayIn, dayMs, hourMs, minuteMs, toInstant, toMs} from '../time.ts';

/** What the server knows of the road of one visit; nothing of it is for the customer as it stands. */
export type Road = {
  /** Heard from at this moment though the place is not to be shown: hidden is not stale. */
  readonly heardAt?: Instant | undefined;
  readonly position?: (TrackingPosition & {readonly legId: string}) | undefined;
  /** Where the leg began, each time it did. */
  readonly legStarts?: readonly LatLng[] | undefined;
  readonly eta?: Eta | undefined;
  /** What remains of the planned route. */
  readonly route?: readonly LatLng[] | undefined;
  readonly stopsAhead?: number | undefined;
};

/** A technician as the customer may come to know him. */
export type Introduction = NonNullable<TrackingVisit['technician']>;

/** Everything that a view is cut from. */
export type ViewSource = {
  readonly nowMs: number;
  readonly timeScale: number;
  readonly timeZone: string;
  readonly settings: Settings;
  readonly organization: NonNullable<TrackingView['organization']>;
  readonly job: NonNullable<TrackingView['job']>;
  readonly address?: TrackingView['address'];
  readonly destination?: LatLng | undefined;
  readonly visits: readonly AppointmentFacts[];
  readonly messages?: TrackingView['messages'] | undefined;
  readonly consents?: TrackingView['consents'] | undefined;
  readonly rating?:
    {readonly stars: number; readonly at: Instant; readonly appointmentId: string} | undefined;
  introduction(memberId: string): Introduction | undefined;
  road(visit: AppointmentFacts): Road;
};

/**
 * Cuts the customer's view out of what the server knows: the visit that matters most first, and of each only what the
 * organization's policy and the phase let through. A position, a heading and a route leave only while the leg is live.
 * Answers undefined for a job with nothing to show.
 */
export function cutView(source: ViewSource): TrackingView | undefined {
  const ranked = rankVisits(source);
  const [first] = ranked;
  if (!first) return undefined;
  const others = ranked.slice(1).filter(visit => visit.status !== 'canceled' && visit.status !== 'complete');
  const visit = cutVisit(first, source);
  return defined({
    version: 1 as const,
    serverTime: toInstant(source.nowMs),
    timeScale: source.timeScale,
    timeZone: source.timeZone,
    organization: source.organization,
    job: source.job,
    address: source.address,
    destination: source.destination,
    visit,
    others: others.length > 0 ? others.map(other => cutVisit(other, source)) : undefined,
    actions: actionsIn(visit, source),
    messages: source.messages,
    consents: source.consents,
    rating:
      source.rating?.appointmentId === first.id
        ? {stars: source.rating.stars, at: source.rating.at}
        : undefined,
  });
}

/** The visit that stands on top of the page: what a customer answers is about this one. */
export function visitOnTop(source: ViewSource): AppointmentFacts | undefined {
  return rankVisits(source)[0];
}

/** For so long a visit just done stands before the next one, while its rating is awaited. */
const justDoneMs = dayMs;

/** The visit under way with the earliest arrival, else the newest one just done and unrated, else the next, else the last. */
function rankVisits(source: ViewSource): AppointmentFacts[] {
  const {nowMs} = source;
  const shown = source.visits.filter(visit => visit.status !== 'draft' && visit.status !== 'deleted');
  const isJustDone = (visit: AppointmentFacts) =>
    phaseOf(visit, source) === 'feedback' && nowMs - toMs(visit.completedAt!) < justDoneMs;
  const rank = (visit: AppointmentFacts) => {
    if (isUnderWay(visit)) return 0;
    if (isJustDone(visit)) return 1;
    return visit.status === 'scheduled' ? 2 : 3;
  };
  const order = (visit: AppointmentFacts) => {
    if (isUnderWay(visit)) return toMs(source.road(visit).eta?.expectedAt ?? visit.planned.start);
    const ended = visit.completedAt ?? visit.canceledAt;
    return visit.status === 'scheduled' || !ended ? toMs(visit.window.start) : -toMs(ended);
  };
  return shown.toSorted((a, b) => rank(a) - rank(b) || order(a) - order(b));
}

function phaseOf(visit: AppointmentFacts, source: ViewSource): TrackingPhase {
  const heardAt = positionOf(visit, source)?.at ?? source.road(visit).heardAt;
  return trackingPhase(visit, {
    nowMs: source.nowMs,
    lastFixMs: heardAt === undefined ? undefined : toMs(heardAt),
    rated: source.rating?.appointmentId === visit.id,
  });
}

/** The newest position of the visit's own leg, from the departure on. */
function positionOf(visit: AppointmentFacts, source: ViewSource): Road['position'] {
  const {position} = source.road(visit);
  const departedAt = visit.leg?.departedAt;
  if (!position || !departedAt || position.legId !== visit.leg?.id) return undefined;
  return toMs(position.at) >= toMs(departedAt) ? position : undefined;
}

function cutVisit(visit: AppointmentFacts, source: ViewSource): TrackingVisit {
  const phase = phaseOf(visit, source);
  const hasWindow =
    phase === 'upcoming' || phase === 'live' || phase === 'live_stale' || phase === 'suspended';
  return defined({
    phase,
    window: hasWindow ? visit.window : undefined,
    confirmed: visit.confirmed !== null || undefined,
    needsReschedule: visit.needsReschedule || undefined,
    requested: visit.request?.by === 'customer' ? visit.request.kind : undefined,
    delayed: phase === 'suspended' || undefined,
    technician:
      isIntroduced(visit, phase, source) && visit.leadId ? source.introduction(visit.leadId) : undefined,
    eta: cutEta(visit, phase, source),
    ...cutRoad(visit, phase, source),
    arrivedAt: phase === 'onsite' ? (visit.arrivedAt ?? undefined) : undefined,
    startedAt: phase === 'onsite' ? (visit.startedAt ?? undefined) : undefined,
    completedAt: visit.completedAt ?? undefined,
    outcome: visit.outcome ?? undefined,
  });
}

function isIntroduced(visit: AppointmentFacts, phase: TrackingPhase, {settings, nowMs}: ViewSource): boolean {
  if (phase === 'canceled' || phase === 'closed') return false;
  if (phase !== 'upcoming') return true;
  return toMs(visit.window.start) - nowMs <= settings.visibility.identityHoursBefore * hourMs;
}

/** The estimate of a live leg; before it, on the day, what the plan says; never anything made from positions before. */
function cutEta(visit: AppointmentFacts, phase: TrackingPhase, source: ViewSource): TrackingEta | undefined {
  const {nowMs, timeZone, settings} = source;
  const {eta} = source.road(visit);
  if (settings.visibility.eta === 'never') return undefined;
  if (isLive(visit)) {
    if (!eta || !isShown(settings.visibility.eta, visit, source)) return undefined;
    const {expectedAt, earliestAt, latestAt, source: from, asOf} = eta;
    return defined({
      expectedAt,
      earliestAt,
      latestAt,
      source: from,
      asOf,
      late: isLate(visit, nowMs, expectedAt) || undefined,
      lateMinutes: isLate(visit, nowMs, expectedAt) ? lateMinutes(visit, expectedAt) : undefined,
    });
  }
  const isToday =
    phase === 'upcoming' && dayIn(timeZone, toMs(visit.window.start)) === dayIn(timeZone, nowMs);
  if (!isToday || visit.needsReschedule || settings.visibility.eta !== 'always') return undefined;
  return defined({
    earliestAt: visit.window.start,
    latestAt: visit.window.end,
    source: 'plan' as const,
    asOf: toInstant(nowMs),
    late: isLate(visit, nowMs) || undefined,
  });
}

const lateStepMinutes = 5;

/** Whole steps, so that the page does not count minutes at anybody. */
function lateMinutes(visit: AppointmentFacts, expectedAt: Instant): number | undefined {
  const minutes = (toMs(expectedAt) - toMs(promisedAt(visit))) / minuteMs;
  return minutes > 0 ? Math.ceil(minutes / lateStepMinutes) * lateStepMinutes : undefined;
}

function cutRoad(visit: AppointmentFacts, phase: TrackingPhase, source: ViewSource): Partial<TrackingVisit> {
  const road = source.road(visit);
  const position = positionOf(visit, source);
  if (!isLive(visit) || !position) {
    return phase === 'live_stale' ? {staleSince: visit.leg!.departedAt!} : {};
  }
  const {visibility, hideStartMeters} = source.settings;
  const shows = (rule: VisibilityRule) => isShown(rule, visit, source);
  const mask = {
    legStarts: road.legStarts ?? [position],
    hideStartMeters,
    ...(source.destination && {customer: source.destination}),
  };
  const staleSince = phase === 'live_stale' ? position.at : undefined;
  const stopsAhead = shows(visibility.stopsAhead) ? road.stopsAhead : undefined;
  if (isMasked(position, mask)) return defined({staleSince, stopsAhead});
  const route = road.route && shows(visibility.route) ? maskRoute(road.route, mask) : [];
  const {legId: _leg, headingDegrees, ...place} = position;
  return defined({
    position: shows(visibility.position)
      ? defined({...place, headingDegrees: shows(visibility.heading) ? headingDegrees : undefined})
      : undefined,
    staleSince,
    route: route.length > 1 && shows(visibility.position) ? encodePolyline(route) : undefined,
    distanceMeters:
      shows(visibility.distance) && source.destination
        ? Math.round(distanceMeters(position, source.destination))
        : undefined,
    stopsAhead,
  });
}

/** Whether a rule lets a datum through now; the leg is live here. */
function isShown(rule: VisibilityRule, visit: AppointmentFacts, source: ViewSource): boolean {
  if (typeof rule === 'string') return rule !== 'never';
  const {eta, stopsAhead} = source.road(visit);
  const position = positionOf(visit, source);
  if ('minutes' in rule)
    return eta !== undefined && toMs(eta.expectedAt) - source.nowMs <= rule.minutes * minuteMs;
  if ('stops' in rule) return stopsAhead !== undefined && stopsAhead <= rule.stops;
  return (
    position !== undefined &&
    source.destination !== undefined &&
    distanceMeters(position, source.destination) <= rule.meters
  );
}

/** A pin comes later; what nobody answers is not offered. */
const actionsByPhase: Record<TrackingPhase, readonly TrackingAction[]> = {
  upcoming: ['confirm', 'request_reschedule', 'request_cancel', 'note', 'message', 'pin', 'call'],
  live: ['note', 'not_home', 'message', 'pin', 'call'],
  live_stale: ['note', 'not_home', 'message', 'pin', 'call'],
  suspended: ['request_reschedule', 'note', 'message', 'pin', 'call'],
  onsite: ['message', 'call'],
  canceled: ['rebook', 'message', 'call'],
  feedback: ['rate', 'message', 'call'],
  closed: ['message', 'call'],
};

function actionsIn(visit: TrackingVisit, source: ViewSource): TrackingAction[] {
  const mayRebook = visit.phase === 'closed' && visit.outcome !== undefined && visit.outcome !== 'done';
  const offered = [...actionsByPhase[visit.phase], ...(mayRebook ? (['rebook'] as const) : [])];
  return offered.filter(action => {
    if (action === 'confirm') return !visit.confirmed && !visit.needsReschedule;
    return action !== 'call' || source.organization.phone !== undefined;
  });
}

type Defined<T> = {[K in keyof T]: Exclude<T[K], undefined>};

/** The object without its undefined fields: absent means absent, on the wire too. */
function defined<T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
}
