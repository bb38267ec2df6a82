import {hourMs, toInstant, toMs} from '@dispatch-kit/core';
import type {
  Address,
  CustomerInput,
  Instant,
  JobInput,
  LatLng,
  MemberInput,
  NewAppointment,
} from '@dispatch-kit/core';

const givenNames =
  'Ada Bela Chidi Dana Emre Fatima Grace Hana Ines Jonas Kwame Linda Mira Noah Olga Priya'.split(' ');
const familyNames = 'Lee Novak Okafor Petrenko Ortiz Haddad Romero Sato Tran Whitfield Iyer Alvarez'.split(
  ' ',
);
const titles = [
  'Leaking tap, kitchen',
  'Water heater install',
  'Annual boiler service',
  'No heat on second floor',
  'Drain camera inspection',
  'Thermostat swap',
  'Sump pump check',
];
const streets = ['N Paulina St', 'W Belmont Ave', 'N Lincoln Ave', 'N Clark St', 'W Wrightwood Ave'];
const center: LatLng = {lat: 41.93, lng: -87.665};

const oneOf = <T>(list: readonly T[], index: number): T => list[index % list.length]!;
const nameOf = (index: number) =>
  `${oneOf(givenNames, index)} ${oneOf(familyNames, index * 5 + Math.floor(index / givenNames.length))}`;
const phoneOf = (area: number, index: number) => `+1${area}555${String(index % 10_000).padStart(4, '0')}`;

/** A customer to be made, who agreed to text messages: another one for each index. `more` goes over it. */
export function aCustomer(index = 0, more: Partial<CustomerInput> = {}): CustomerInput {
  return {name: nameOf(index), phone: phoneOf(312, index), consent: {sms: true}, ...more};
}

/** A technician to be hired. */
export function aMember(index = 0, more: Partial<MemberInput> = {}): MemberInput {
  const name = nameOf(index + 7);
  return {name, phone: phoneOf(773, index), roles: ['technician'], vehicle: 'White Ford Transit', ...more};
}

/** A house in a district of a few kilometres. */
export function anAddress(index = 0, more: Partial<Address> = {}): Address {
  const lat = Number((center.lat + (((index * 37) % 61) - 30) / 1500).toFixed(6));
  const lng = Number((center.lng + (((index * 23) % 59) - 29) / 1200).toFixed(6));
  const line = `${1000 + ((index * 137) % 4000)} ${oneOf(streets, index)}`;
  return {line, city: 'Chicago', postcode: '60640', lat, lng, ...more};
}

/** A visit to be planned: an hour's window that begins so many hours after a moment. */
export function aVisit(now: Instant, inHours = 2, more: Partial<NewAppointment> = {}): NewAppointment {
  const startMs = toMs(now) + inHours * hourMs;
  return {
    window: {start: toInstant(startMs), end: toInstant(startMs + hourMs)},
    durationMinutes: 60,
    ...more,
  };
}

/** A job to be made for a customer; without an `appointment` in `more` it has no visit yet. */
export function aJob(customerId: string, index = 0, more: Partial<JobInput> = {}): JobInput {
  return {customerId, title: oneOf(titles, index), address: anAddress(index), ...more};
}
