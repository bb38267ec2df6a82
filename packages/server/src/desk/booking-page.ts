import type {Address, BookingPage, Settings, TimeRange} from '@dispatch-kit/core';
import {dayIn, defaultSettings, toMs} from '@dispatch-kit/core';
import {loadPlanning, offerWindows} from './plan-visits.ts';
import type {Office} from '../office/office.ts';
import {Problem, fieldProblem} from '../office/problem.ts';
import type {OrganizationRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

type Service = OrganizationRow['services'][number];

/** The rules of an organization's booking page. */
export function bookingOf({settings}: OrganizationRow): Settings['booking'] {
  return {...defaultSettings.booking, ...settings.booking};
}

/** The organization whose booking page is open: it has services, and has not closed it. */
export async function bookableOrganization(tx: Transaction, slug: string): Promise<OrganizationRow> {
  const organization = await tx.organizations.getBySlug(slug);
  if (organization && bookingOf(organization).open && organization.services.length > 0) return organization;
  throw new Problem('not_found', 'Nothing can be booked at this address.');
}

export function bookableService({services}: OrganizationRow, id: string | undefined): Service {
  const service = id === undefined ? services[0] : services.find(each => each.id === id);
  if (service) return service;
  throw fieldProblem('serviceId', `There is ${services.map(each => each.id).join(', ')}.`, 'unknown');
}

/** The windows in which a service may be asked for. */
export async function freeWindows(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  service: Service,
  {address = {}, days}: {address?: Pick<Address, 'lat' | 'lng' | 'timeZone'>; days?: number | undefined},
): Promise<TimeRange[]> {
  const {daysAhead, noticeMinutes, windowMinutes} = bookingOf(organization);
  const planning = await loadPlanning(office, tx, organization, {
    address,
    durationMinutes: service.durationMinutes,
    skills: service.skills ?? [],
    days: Math.min(days ?? daysAhead, daysAhead),
    noticeMinutes,
    windowMinutes,
  });
  return offerWindows(planning).items;
}

/** What the booking page shows. */
export async function openBookingPage(
  office: Office,
  tx: Transaction,
  {slug, serviceId, days}: {slug: string; serviceId?: string | undefined; days?: number | undefined},
): Promise<BookingPage> {
  const organization = await bookableOrganization(tx, slug);
  const service = bookableService(organization, serviceId);
  const {name, timeZone, locale, brand, services} = organization;
  const windows = await freeWindows(office, tx, organization, service, {days});
  const byDay = Map.groupBy(windows, window => dayIn(timeZone, toMs(window.start)));
  return {
    organization: {
      name: brand.name ?? name,
      timeZone,
      locale,
      ...(brand.phone && {phone: brand.phone}),
      ...(brand.logoUrl && {logoUrl: brand.logoUrl}),
      ...(brand.accent && {accent: brand.accent}),
    },
    services: services.map(({id, name, durationMinutes}) => ({id, name, durationMinutes})),
    serviceId: service.id,
    days: [...byDay].map(([day, windows]) => ({day, windows})),
    consentWords: bookingOf(organization).consentWords,
  };
}
