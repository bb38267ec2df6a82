import type {BookingRequest, Consent, Contact, JobInput} from '@dispatch-kit/core';
import {bookableOrganization, bookableService, bookingOf, freeWindows} from './booking-page.ts';
import {createJob} from './create-job.ts';
import {noteConsents} from './note-consents.ts';
import {codeSeconds, provenCode, sendCode, useCode} from './phone-codes.ts';
import {recordEvent} from './record-event.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {Principal} from '../office/principal.ts';
import {Problem} from '../office/problem.ts';
import type {CustomerRow, OrganizationRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

type Booked = {
  status: 'offered';
  service: {id: string; name: string; durationMinutes: number};
  window: {start: string; end: string};
  receivedAt: string;
};

/** Whose the jobs of the booking page are. */
const bookingSource = 'booking';

/**
 * Takes a request of the booking page, and sends a code to its phone: nothing is made before that is given back. Who
 * fills in the field that people do not see is answered like everybody else, and gets no code.
 */
export async function requestBooking(
  office: Office,
  tx: Transaction,
  {slug, address, request}: {slug: string; address: string; request: BookingRequest},
): Promise<{bookingId: string; expiresInSeconds: number}> {
  const organization = await bookableOrganization(tx, slug);
  await demandFree(office, tx, organization, request);
  const {website, ...asked} = request;
  const {id} = await sendCode(office, tx, {
    organizationId: organization.id,
    purpose: 'booking',
    phone: request.phone,
    address,
    sender: website ? undefined : organization.id,
    request: website ? {} : asked,
  });
  return {bookingId: id, expiresInSeconds: codeSeconds};
}

/** Makes an offer with a draft of what was asked for, by somebody who has proven the phone. */
export async function proveBooking(
  office: Office,
  tx: Transaction,
  {slug, bookingId, code}: {slug: string; bookingId: string; code: string},
): Promise<Booked> {
  const organization = await bookableOrganization(tx, slug);
  await tx.organizations.lock(organization.id);
  const row = await provenCode(
    office,
    tx,
    organization.id,
    await tx.codes.get(organization.id, bookingId),
    code,
  );
  const request = row.request as BookingRequest;
  const service = await demandFree(office, tx, organization, request);
  await useCode(office, tx, organization.id, row);
  const customer = await customerOf(office, tx, organization, request);
  const contact = contactWith(customer, request.phone)!;
  const principal = bookerOf(organization, row.id, contact.id);
  const {window, address, description} = request;
  const input: JobInput & {sourceId: string} = {
    customerId: customer.id,
    title: service.name,
    ...(description && {description}),
    serviceId: service.id,
    address,
    contactIds: [contact.id],
    appointment: {window, durationMinutes: service.durationMinutes, draft: true},
    sourceId: bookingSource,
  };
  await createJob(office, tx, principal, input, {dryRun: false, offered: true});
  const {id, name, durationMinutes} = service;
  return {status: 'offered', service: {id, name, durationMinutes}, window, receivedAt: nowInstant(office)};
}

/** A window is asked for as it was offered, and may be gone by now. */
async function demandFree(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  {serviceId, window, address}: BookingRequest,
): Promise<OrganizationRow['services'][number]> {
  const service = bookableService(organization, serviceId);
  const windows = await freeWindows(office, tx, organization, service, {address});
  if (windows.some(({start, end}) => start === window.start && end === window.end)) return service;
  throw new Problem('window_taken', 'This window is not free, or not any more: choose another one.');
}

/** The customer whose phone was proven: the one who is known by it, else a new one. Consents are noted with their words. */
async function customerOf(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  request: BookingRequest,
): Promise<CustomerRow> {
  const found = await tx.customers.list(organization.id, {q: request.phone, limit: 50});
  const known = found.find(row => !row.erasedAt && contactWith(row, request.phone));
  const consent = consentsOf(office, organization, request);
  if (known) return withConsents(office, tx, organization.id, known, request.phone, consent);
  const {name, phone, email, locale, address} = request;
  const contact: Contact = {
    id: office.newId('contact'),
    name,
    phone,
    ...(email && {email}),
    ...(locale && {locale}),
    consent,
  };
  const row: CustomerRow = {
    id: office.newId('customer'),
    version: 1,
    name,
    contacts: [contact],
    addresses: [address],
    externalId: null,
    metadata: {},
    createdAt: nowInstant(office),
    erasedAt: null,
  };
  await tx.customers.insert(organization.id, [row]);
  await noteConsents(office, tx, organization.id, undefined, row);
  const principal = bookerOf(organization, row.id, contact.id);
  await recordEvent({office, tx, principal}, {type: 'customer_created', subjectId: row.id});
  return row;
}

/** What a known customer agreed to now is added; what he did not say stays as it was. */
async function withConsents(
  office: Office,
  tx: Transaction,
  organizationId: string,
  known: CustomerRow,
  phone: string,
  consent: Contact['consent'],
): Promise<CustomerRow> {
  if (Object.keys(consent).length === 0) return known;
  const next: CustomerRow = {
    ...known,
    version: known.version + 1,
    contacts: known.contacts.map(contact =>
      contact.phone === phone ? {...contact, consent: {...contact.consent, ...consent}} : contact,
    ),
  };
  await tx.customers.put(organizationId, [next]);
  await noteConsents(office, tx, organizationId, known, next);
  return next;
}

/** Only an open refusal is noted as one: a box that was left empty says nothing. */
function consentsOf(
  office: Office,
  organization: OrganizationRow,
  {consent = {}}: BookingRequest,
): Contact['consent'] {
  const {consentWords: words} = bookingOf(organization);
  const noted = (granted: boolean): Consent => ({
    granted,
    at: nowInstant(office),
    by: 'customer',
    how: 'booking_page',
    words,
  });
  return {
    ...(consent.sms !== undefined && {sms: noted(consent.sms)}),
    ...(consent.email !== undefined && {email: noted(consent.email)}),
  };
}

function contactWith({contacts}: CustomerRow, phone: string): Contact | undefined {
  return contacts.find(contact => contact.phone === phone);
}

function bookerOf(organization: OrganizationRow, tokenId: string, contactId: string): Principal {
  const actor = {kind: 'customer', id: contactId} as const;
  return {kind: 'link', tokenId, organization, actor, roles: [], origins: []};
}
