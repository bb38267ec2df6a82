import type {Channel, Consent, Contact} from '@dispatch-kit/core';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {ConsentRow} from '../storage/correspondence-rows.ts';
import type {CustomerRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

const channels: readonly Channel[] = ['sms', 'email', 'push'];

/** Writes into the history of consents what has become different on a customer's contacts. */
export async function noteConsents(
  office: Office,
  tx: Transaction,
  organizationId: string,
  before: CustomerRow | undefined,
  after: CustomerRow,
): Promise<void> {
  const rows = after.contacts.flatMap(contact => {
    const known = before?.contacts.find(each => each.id === contact.id);
    return channels.flatMap(channel => changeOf(office, after.id, contact, known, channel));
  });
  if (rows.length > 0) await tx.consents.insert(organizationId, rows);
}

function changeOf(
  office: Office,
  customerId: string,
  contact: Contact,
  known: Contact | undefined,
  channel: Channel,
): ConsentRow[] {
  const [now, was] = [contact.consent[channel], known?.consent[channel]];
  if (!now || now === was || JSON.stringify(now) === JSON.stringify(was)) return [];
  return [
    {
      id: office.newId('consent'),
      customerId,
      contactId: contact.id,
      channel,
      granted: now.granted,
      at: now.at ?? nowInstant(office),
      by: now.by ?? '',
      how: now.how ?? '',
      words: now.words ?? null,
    },
  ];
}

/** A contact agrees to a channel, or no longer does. Answers the customer as he is then. */
export async function setConsent(
  office: Office,
  tx: Transaction,
  organizationId: string,
  customer: CustomerRow,
  contactId: string,
  channel: Channel,
  consent: Consent,
): Promise<CustomerRow> {
  const known = customer.contacts.find(contact => contact.id === contactId)?.consent[channel];
  if (known && known.granted === consent.granted && known.how === consent.how) return customer;
  const next: CustomerRow = {
    ...customer,
    version: customer.version + 1,
    contacts: customer.contacts.map(contact =>
      contact.id === contactId ? {...contact, consent: {...contact.consent, [channel]: consent}} : contact,
    ),
  };
  await tx.customers.put(organizationId, [next]);
  await noteConsents(office, tx, organizationId, customer, next);
  return next;
}
