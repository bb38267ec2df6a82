import type {
  AppointmentFacts,
  Contact,
  Fix,
  JobFacts,
  Road,
  TrackingView,
  ViewSource,
} from '@dispatch-kit/core';
import {
  agreedChannels,
  cutView,
  decodePolyline,
  foldJob,
  isLive,
  nearestOnLine,
  saidEta,
  sliceFrom,
  toMs,
  visitOnTop,
} from '@dispatch-kit/core';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import {firstName} from '../notices/words.ts';
import {placeOf} from '../desk/job-rows.ts';
import type {MessageRow} from '../storage/correspondence-rows.ts';
import type {
  AppointmentRow,
  JobRow,
  MemberRow,
  OrganizationRow,
  RatingRow,
  RoadRow,
  StoredEvent,
} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** Everything that a customer's view of one job is cut from, as it is stored now. */
export type Tracked = {
  readonly organization: OrganizationRow;
  readonly job: JobRow;
  readonly visits: readonly AppointmentRow[];
  readonly history: readonly StoredEvent[];
  readonly ratings: readonly RatingRow[];
  readonly messages: readonly MessageRow[];
  readonly members: ReadonlyMap<string, MemberRow>;
  readonly roads: ReadonlyMap<string, RoadRow>;
  /** Those of the job's customer. */
  readonly contacts: readonly Contact[];
};

export async function loadTracked(
  _office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  jobId: string,
): Promise<Tracked | undefined> {
  const job = await tx.jobs.get(organization.id, jobId);
  if (!job) return undefined;
  const visits = await tx.appointments.ofJobs(organization.id, [jobId]);
  const history = await tx.events.ofJobs(organization.id, [jobId]);
  const leads = [
    ...new Set([...visits.map(visit => visit.facts.leadId), ...leadsIn(history)].filter(id => id !== null)),
  ];
  const members = await tx.members.getMany(organization.id, leads);
  const roads = await roadsOf(tx, organization.id, visits);
  const ratings = await tx.ratings.ofJobs(organization.id, [jobId]);
  const messages = await tx.messages.ofJobs(organization.id, [jobId]);
  const customer = await tx.customers.get(organization.id, job.facts.customerId);
  return {
    organization,
    job,
    visits,
    history,
    ratings,
    messages,
    members: new Map(members.map(member => [member.id, member])),
    roads,
    contacts: customer?.contacts ?? [],
  };
}

function leadsIn(history: readonly StoredEvent[]): string[] {
  return history.flatMap(
    event => ((event.set as Partial<AppointmentFacts> | undefined)?.leadId ?? []) as string | [],
  );
}

/** Only what is live is looked up: the rest has no road to show. */
async function roadsOf(
  tx: Transaction,
  organizationId: string,
  visits: readonly AppointmentRow[],
): Promise<Map<string, RoadRow>> {
  const roads = new Map<string, RoadRow>();
  for (const {facts} of visits) {
    if (!isLive(facts)) continue;
    const road = await tx.road.get(organizationId, facts.leg!.technicianId);
    if (road?.leg?.legId === facts.leg!.id) roads.set(facts.id, road);
  }
  return roads;
}

/**
 * The job as its customer may know it: what was done within the grace is not yet so, and what was undone within it
 * never was. A job that has just begun is known from the start, as is what the customer did himself.
 */
export function heldJob(tracked: Tracked, nowMs: number): {job: JobFacts; heldUntilMs: number | undefined} {
  const {history, organization} = tracked;
  const graceMs = organization.settings.graceSeconds * 1000;
  const rootOf = (event: StoredEvent) => event.causedBy ?? event.id;
  const first = history[0]!;
  const isOwn = (event: StoredEvent) => event.actor.kind === 'customer';
  const isHeld = (event: StoredEvent) =>
    // Without a grace nothing waits, not even for the clock of another server that is a little ahead.
    graceMs > 0 && rootOf(event) !== first.id && !isOwn(event) && toMs(event.recordedAt) + graceMs > nowMs;
  const undoneInGrace = new Set(
    history.flatMap(undo => {
      const root = history.find(event => event.id === undo.data?.['undoes']);
      return root && toMs(undo.recordedAt) < toMs(root.recordedAt) + graceMs ? [root.id, rootOf(undo)] : [];
    }),
  );
  const shown = history.filter(event => !isHeld(event) && !undoneInGrace.has(rootOf(event)));
  const held = history.filter(event => isHeld(event) && !undoneInGrace.has(rootOf(event)));
  const heldUntilMs =
    held.length > 0 ? Math.min(...held.map(event => toMs(event.recordedAt))) + graceMs : undefined;
  return {job: foldJob(shown), heldUntilMs};
}

/** The view now, which visit stands on top, and when it would change by itself though nothing happens. */
export type Viewed = {view: TrackingView; subjectId: string | undefined; changesAtMs: number | undefined};

/**
 * Cuts the view of a customer's contact: from what he may know by now, and of the road only what is live by the facts of
 * this moment.
 */
export function viewOf(office: Office, tracked: Tracked, contactId: string): Viewed {
  const nowMs = office.clock.now();
  const {job: held, heldUntilMs} = heldJob(tracked, nowMs);
  const {organization, job, ratings} = tracked;
  const present = new Map(tracked.visits.map(visit => [visit.id, visit.facts]));
  const rating = ratings.at(-1);
  const source: ViewSource = {
    nowMs,
    timeScale: office.clock.timeScale,
    timeZone: job.address.timeZone ?? organization.timeZone,
    settings: organization.settings,
    organization: {...organizationOf(organization), ...arrivalsOf(office, organization)},
    job: {title: job.title},
    address: addressOf(job),
    destination: placeOf(job),
    visits: held.appointments,
    messages: messagesOf(tracked.messages),
    consents: consentsOf(tracked, contactId),
    rating: rating && {stars: rating.stars, at: rating.at, appointmentId: rating.appointmentId},
    introduction: memberId => introduce(tracked.members.get(memberId)),
    road: visit => roadOf(office, visit, present.get(visit.id), tracked.roads.get(visit.id)),
  };
  const cut = cutView(source);
  const isAnyLive = held.appointments.some(isLive);
  const soon = isAnyLive ? nowMs + 1000 : undefined;
  const changesAtMs = heldUntilMs === undefined ? soon : Math.min(heldUntilMs, soon ?? Infinity);
  if (!cut) return {view: emptyView(office, tracked, held), subjectId: undefined, changesAtMs};
  return {view: cut, subjectId: visitOnTop(source)?.id, changesAtMs};
}

const mostMessages = 20;

/** What the team wrote to all of a job's contacts. To one of them alone went a message of his own. */
function messagesOf(messages: readonly MessageRow[]): TrackingView['messages'] {
  const shown = messages.filter(message => message.from === 'team' && message.contactId === null);
  return shown.length > 0 ? shown.slice(-mostMessages).map(messageOut) : undefined;
}

function messageOut({text, at, readAt}: MessageRow): NonNullable<TrackingView['messages']>[number] {
  return {text, at, ...(readAt === null && {unread: true})};
}

function consentsOf({contacts, organization}: Tracked, contactId: string): TrackingView['consents'] {
  const contact = contacts.find(each => each.id === contactId);
  return contact && agreedChannels(contact, organization.settings.consentPolicy);
}

function organizationOf({brand, name, settings}: OrganizationRow): NonNullable<TrackingView['organization']> {
  const {logoUrl, accent, phone} = brand;
  const terms = Object.keys(settings.terms).length > 0 ? {terms: settings.terms} : {};
  return {
    name: brand.name ?? name,
    ...(logoUrl && {logoUrl}),
    ...(accent && {accent}),
    ...(phone && {phone}),
    ...terms,
  };
}

function arrivalsOf(
  {arrivalRecords}: Office,
  {id, settings}: OrganizationRow,
): {arrivals?: {visits: number; withinMinutes: number}} {
  const {visits, withinMinutes} = arrivalRecords.of(id) ?? {visits: 0, withinMinutes: null};
  return settings.showArrivalRecord && withinMinutes !== null ? {arrivals: {visits, withinMinutes}} : {};
}

function addressOf({address}: JobRow): NonNullable<TrackingView['address']> {
  const {line, city, postcode} = address;
  return {line, ...(city && {city}), ...(postcode && {postcode})};
}

function introduce(
  member: MemberRow | undefined,
): NonNullable<TrackingView['visit']['technician']> | undefined {
  if (!member) return undefined;
  const initials = member.name
    .split(/\s+/)
    .map(word => word[0]!.toUpperCase())
    .slice(0, 2)
    .join('');
  return {
    name: firstName(member.name)!,
    initials,
    ...(member.photoUrl && {photoUrl: member.photoUrl}),
    ...(member.vehicle && {vehicle: member.vehicle}),
  };
}

/** A job with nothing planned yet, or nothing left: its state in one word. */
function emptyView(office: Office, {organization, job}: Tracked, held: JobFacts): TrackingView {
  const phase = held.closure ? (held.closure.kind === 'canceled' ? 'canceled' : 'closed') : 'upcoming';
  return {
    version: 1,
    serverTime: nowInstant(office),
    timeScale: office.clock.timeScale,
    timeZone: job.address.timeZone ?? organization.timeZone,
    organization: organizationOf(organization),
    job: {title: job.title},
    address: addressOf(job),
    visit: {phase},
    actions: [],
  };
}

/** The road of a leg that is live for the customer and by the facts of this moment too; else nothing. */
function roadOf(
  office: Office,
  shown: AppointmentFacts,
  present: AppointmentFacts | undefined,
  row: RoadRow | undefined,
): Road {
  if (!present || !isLive(shown)) return {};
  // Something has just ended the leg and the customer is not told yet: there is nothing to see, and nothing wrong.
  if (!isLive(present) || present.leg!.id !== shown.leg!.id) return {heardAt: nowInstant(office)};
  const leg = row?.leg;
  const said = spokenEta(office, present);
  if (!leg || !row.newest || !leg.firstFixAt) return said ? {eta: said} : {};
  const fix = row.newest;
  const route = leg.route ? remainderOf(leg.route.geometry, fix) : undefined;
  return {
    position: {
      legId: leg.legId,
      lat: fix.lat,
      lng: fix.lng,
      at: fix.at,
      ...(fix.headingDegrees !== undefined && {headingDegrees: fix.headingDegrees}),
      ...(fix.accuracyMeters !== undefined && {accuracyMeters: fix.accuracyMeters}),
    },
    legStarts: leg.start ? [...(leg.earlierStarts ?? []), leg.start] : undefined,
    eta: leg.eta ?? said,
    route,
  };
}

function spokenEta(office: Office, {leg}: AppointmentFacts): Road['eta'] {
  if (!leg?.etaMinutes || !leg.departedAt) return undefined;
  return saidEta({etaMinutes: leg.etaMinutes, at: leg.departedAt}, nowInstant(office));
}

function remainderOf(geometry: string, fix: Fix): ReturnType<typeof decodePolyline> {
  const line = decodePolyline(geometry);
  return sliceFrom(line, nearestOnLine(line, fix).alongMeters);
}
