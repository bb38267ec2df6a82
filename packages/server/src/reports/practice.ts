import type {PracticeReport, TimeRange} from '@dispatch-kit/core';
import {arrivalRecord, dayIn, dayRange, plannedRange, toMs, toldArrival} from '@dispatch-kit/core';
import type {NoticeRow} from '../storage/correspondence-rows.ts';
import type {AppointmentRow, SessionRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

const most = 50_000;

type Share = PracticeReport['onMyWayTapped'];
type Stretch = {from: string; to: string; timeZone: string; range: TimeRange};

/** How well an office uses what it has, over the visits planned in a stretch of time. */
export async function practiceReport(
  tx: Transaction,
  organizationId: string,
  {from, to, timeZone, range}: Stretch,
  nowMs: number,
): Promise<PracticeReport> {
  const listed = await tx.appointments.list(organizationId, {range, limit: most});
  const visits = listed.filter(visit => visit.facts.status !== 'draft');
  const jobIds = [...new Set(visits.map(visit => visit.jobId))];
  const told = toldByVisit(await tx.notices.ofJobs(organizationId, jobIds));
  const came = visits.filter(({facts}) => facts.status === 'complete' && !facts.skipped);
  const [withNotice, without] = [
    came.filter(visit => told.has(visit.id)),
    came.filter(visit => !told.has(visit.id)),
  ];
  const past = visits.filter(visit => toMs(eveningOf(visit, timeZone)) <= nowMs);
  return {
    from,
    to,
    timeZone,
    consentRecorded: await consentShare(tx, organizationId, jobIds),
    neverSignedIn: await signInShare(tx, organizationId),
    onMyWayTapped: shareOf(came, ({facts}) => facts.departedAt !== null),
    closedByEvening: shareOf(past, visit => isClosedByEvening(visit, timeZone)),
    noAccessWithNotice: shareOf(withNotice, isNoAccess),
    noAccessWithoutNotice: shareOf(without, isNoAccess),
    arrivalTimes: arrivalRecord(came.flatMap(({facts}) => toldArrival(facts) ?? [])),
  };
}

const isNoAccess = ({facts}: AppointmentRow) => facts.outcome === 'no_access';

function shareOf<T>(all: readonly T[], is: (one: T) => boolean): Share {
  const count = all.filter(is).length;
  return {
    count,
    of: all.length,
    share: all.length === 0 ? null : Math.round((count / all.length) * 1000) / 1000,
  };
}

/** Visits whose customer was told, before anybody stood at the door, that somebody comes. */
function toldByVisit(notices: readonly NoticeRow[]): Set<string> {
  const sent = notices.filter(
    ({kind, state}) => kind === 'on_the_way' && (state === 'sent' || state === 'kept'),
  );
  return new Set(sent.flatMap(notice => notice.appointmentId ?? []));
}

function eveningOf({facts}: AppointmentRow, timeZone: string): string {
  return dayRange(dayIn(timeZone, toMs(plannedRange(facts.planned).start)), timeZone).end;
}

function isClosedByEvening(visit: AppointmentRow, timeZone: string): boolean {
  const {status, completedAt, canceledAt} = visit.facts;
  const closedAt = status === 'complete' ? completedAt : status === 'canceled' ? canceledAt : null;
  return closedAt !== null && toMs(closedAt) <= toMs(eveningOf(visit, timeZone));
}

async function consentShare(
  tx: Transaction,
  organizationId: string,
  jobIds: readonly string[],
): Promise<Share> {
  const jobs = await tx.jobs.getMany(organizationId, jobIds);
  const customerIds = [...new Set(jobs.map(job => job.facts.customerId))];
  const customers = await tx.customers.getMany(organizationId, customerIds);
  const contacts = customers.filter(customer => !customer.erasedAt).flatMap(customer => customer.contacts);
  return shareOf(contacts, contact => Object.values(contact.consent).some(consent => consent !== undefined));
}

async function signInShare(tx: Transaction, organizationId: string): Promise<Share> {
  const members = await tx.members.list(organizationId, {limit: most});
  const invited = members.filter(member => !member.deactivatedAt && member.invitation);
  const sessions = await Promise.all(invited.map(member => tx.sessions.ofMember(organizationId, member.id)));
  // A session that a host's page made is no sign that the member came by himself.
  const hasCome = (own: readonly SessionRow[]) => own.some(({kind}) => kind === 'member');
  const came = invited.filter((member, i) => member.invitation!.acceptedAt || hasCome(sessions[i]!));
  return shareOf(invited, member => !came.includes(member));
}
