import type {
  Appointment,
  Customer,
  Invitation,
  Job,
  Member,
  Organization,
  TechnicianPosition,
  Note,
} from '@dispatch-kit/core';
import {defaultSettings, promisedAt} from '@dispatch-kit/core';
import type {NoticeRow} from '../storage/correspondence-rows.ts';
import type {
  AppointmentRow,
  CustomerRow,
  InvitationRow,
  JobRow,
  MemberRow,
  OrganizationRow,
  RoadRow,
  NoteRow,
} from '../storage/rows.ts';
import {compareText} from '../storage/filters.ts';

/** A visit as it goes over the wire. */
export function appointmentOut(row: AppointmentRow): Appointment {
  const {facts, version, instructions, proofs, externalId, metadata} = row;
  const written = {...(instructions !== null && {instructions}), externalId, metadata};
  return {...facts, version, promisedAt: promisedAt(facts), proofs, ...written};
}

/** A job's visits stand in the order in which they are planned; the id decides where that is the same. */
function inPlannedOrder({facts: a}: AppointmentRow, {facts: b}: AppointmentRow): number {
  return compareText(a.planned.start, b.planned.start) || compareText(a.id, b.id);
}

/** A job as it goes over the wire, with its visits; deleted ones are left out. */
export function jobOut(row: JobRow, visits: readonly AppointmentRow[]): Job {
  const present = visits.filter(visit => visit.jobId === row.id && visit.facts.status !== 'deleted');
  return {
    ...row.facts,
    version: row.version,
    status: row.status,
    title: row.title,
    ...(row.description !== null && {description: row.description}),
    ...(row.serviceId !== null && {serviceId: row.serviceId}),
    priority: row.priority,
    address: row.address,
    place: {status: row.address.lat === undefined ? 'unplaced' : 'placed', ...row.place},
    contactIds: row.contactIds,
    appointments: present.toSorted(inPlannedOrder).map(appointmentOut),
    unreadMessages: row.unreadMessages,
    externalId: row.externalId,
    metadata: row.metadata,
    createdAt: row.createdAt,
  };
}

export function customerOut(row: CustomerRow): Customer {
  return {...row};
}

/** A member as he goes over the wire; `notice` is the message that invited him, where that was read. */
export function memberOut(row: MemberRow, notice?: NoticeRow): Member {
  const {phone, email, vehicle, photoUrl, invitation, onShiftSince: _, ...rest} = row;
  return {
    ...rest,
    ...(phone && {phone}),
    ...(email && {email}),
    ...(vehicle && {vehicle}),
    ...(photoUrl && {photoUrl}),
    invitation: invitation && invitationOut(invitation, notice),
  };
}

function invitationOut(
  {count, sentAt, openedAt, acceptedAt}: InvitationRow,
  notice: NoticeRow | undefined,
): Invitation {
  const hasArrived = notice?.state === 'sent' && notice.delivery?.state === 'delivered';
  const delivery = hasArrived ? 'delivered' : (notice?.state ?? null);
  return {count, sentAt, delivery, openedAt, acceptedAt};
}

/** A note as it goes over the wire. */
export function noteOut({eventId: _, ...note}: NoteRow): Note {
  return note;
}

export function organizationOut({settings, ...row}: OrganizationRow): Organization {
  return {...row, templates: row.templates ?? {}, ...defaultSettings, ...settings};
}

/** Where a technician was last heard, as the office sees it. */
export function positionOut({memberId, newest, leg}: RoadRow): TechnicianPosition | undefined {
  if (!newest) return undefined;
  const {lat, lng, at, accuracyMeters, headingDegrees, speedMetersPerSecond} = newest;
  return {
    memberId,
    appointmentId: leg?.appointmentId ?? null,
    lat,
    lng,
    at,
    ...(accuracyMeters !== undefined && {accuracyMeters}),
    ...(headingDegrees !== undefined && {headingDegrees}),
    ...(speedMetersPerSecond !== undefined && {speedMetersPerSecond}),
    ...(leg?.eta && {eta: leg.eta}),
    ...(leg?.eta && leg.lateness && {lateness: leg.lateness}),
  };
}
