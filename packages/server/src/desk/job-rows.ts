import {addressQuery} from '@dispatch-kit/core';
import type {Address, JobInput, JobPatch, LatLng, NewAppointment} from '@dispatch-kit/core';
import type {CustomerRow, JobRow} from '../storage/rows.ts';

/** The words a job is found by, in lower case. */
export function searchOf(
  job: Pick<JobRow, 'title' | 'address' | 'externalId'>,
  customer: Pick<CustomerRow, 'name' | 'contacts'>,
): string {
  const {line, line2, city, postcode} = job.address;
  const people = customer.contacts.flatMap(contact => [contact.name, contact.phone]);
  return [job.title, customer.name, ...people, line, line2, city, postcode, job.externalId]
    .filter(Boolean)
    .join(' ')
    .toLowerCase();
}

/** A row for a job that begins now; its facts and status follow from its events. */
export function newJobRow(
  id: string,
  input: Omit<JobInput, 'appointment' | 'notify'>,
  customer: CustomerRow,
  createdAt: string,
): JobRow {
  const row = {
    id,
    version: 1,
    facts: {id, customerId: customer.id, sourceId: null, offer: null, hold: null, closure: null},
    status: 'unscheduled' as const,
    title: input.title,
    description: input.description ?? null,
    serviceId: input.serviceId ?? null,
    priority: input.priority ?? 'normal',
    address: input.address,
    place: placeSaidBy(input.address),
    contactIds: input.contactIds ?? [],
    search: '',
    plannedAt: null,
    unreadMessages: 0,
    createdAt,
    externalId: input.externalId ?? null,
    metadata: input.metadata ?? {},
  };
  return {...row, search: searchOf(row, customer)};
}

/** A row after a PATCH. */
export function patchedJobRow(row: JobRow, patch: JobPatch, customer: CustomerRow): JobRow {
  const next: JobRow = {
    ...row,
    version: row.version + 1,
    title: patch.title ?? row.title,
    description: patch.description ?? row.description,
    serviceId: patch.serviceId ?? row.serviceId,
    priority: patch.priority ?? row.priority,
    ...(patch.address && addressAfter(row, patch.address)),
    contactIds: patch.contactIds ?? row.contactIds,
    externalId: patch.externalId ?? row.externalId,
    metadata: patch.metadata ?? row.metadata,
  };
  return {...next, search: searchOf(next, customer)};
}

function placeSaidBy({lat}: Address): JobRow['place'] {
  return {source: lat === undefined ? null : 'given', reason: null, attribution: null};
}

/** A corrected pin outlives an edit of, say, the gate code: the place is kept as long as the words that name it stay. */
function addressAfter(row: JobRow, address: Address): Pick<JobRow, 'address' | 'place'> {
  const {lat, lng} = row.address;
  const isSamePlace = address.lat === lat && address.lng === lng && lat !== undefined;
  if (isSamePlace) return {address, place: row.place};
  const isSaid = address.lat !== undefined || lat === undefined || lng === undefined;
  if (isSaid || addressQuery(address) !== addressQuery(row.address))
    return {address, place: placeSaidBy(address)};
  return {address: {...address, lat, lng}, place: row.place};
}

/** True if two addresses are not the same place. */
export function isElsewhere(a: Address, b: Address): boolean {
  return a.lat !== b.lat || a.lng !== b.lng || a.line !== b.line;
}

/** What of a new visit stands in its row rather than in its events. */
export function visitTexts(plan: NewAppointment | undefined): {
  externalId: string | null;
  metadata: Record<string, string>;
  instructions: string | null;
} {
  return {
    externalId: plan?.externalId ?? null,
    metadata: plan?.metadata ?? {},
    instructions: plan?.instructions ?? null,
  };
}

/** Where a job is, if its address is placed. */
export function placeOf(job: JobRow | undefined): LatLng | undefined {
  const {lat, lng} = job?.address ?? {};
  return lat !== undefined && lng !== undefined ? {lat, lng} : undefined;
}
