import type {Contact, Customer, Job} from '@dispatch-kit/core';

/** Whom to call about a job: its own contact, else the customer's first, that has a phone. */
export function contactOf({job, customer}: {job: Job; customer: Customer | undefined}): Contact | undefined {
  const contacts = customer?.contacts ?? [];
  const own = contacts.filter(contact => job.contactIds.includes(contact.id));
  return [...own, ...contacts].find(contact => contact.phone);
}

/** Opens directions where nobody says otherwise. */
export const usualDirectionsUrl = 'https://www.google.com/maps/dir/?api=1&destination={destination}';

/** The address that opens directions in the phone's maps app: `{destination}` is the place, or the address in words. */
export function directionsTo({address}: Job, template: string): string {
  const {lat, lng, line, postcode, city, country} = address;
  const words = [line, [postcode, city].filter(Boolean).join(' '), country].filter(Boolean).join(', ');
  const place = lat !== undefined && lng !== undefined ? `${lat},${lng}` : words;
  return template.replaceAll('{destination}', encodeURIComponent(place));
}
