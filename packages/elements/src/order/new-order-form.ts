import {localMs, minuteMs, toInstant} from '@dispatch-kit/core';
import type {JobInput, LatLng} from '@dispatch-kit/core';

/** An address that the host knows, with where it is. */
export interface Place {
  line: string;
  lat: number;
  lng: number;
}

/** What is filled in for a new order. */
export interface OrderForm {
  readonly title: string;
  readonly serviceId: string;
  readonly priority: 'low' | 'normal' | 'high' | 'urgent';
  /** Who goes is chosen once it is made: until then it is a draft, of which nobody is told. */
  readonly isSentNow: boolean;
  readonly line: string;
  /** Where somebody has put the pin of the address. */
  readonly pin: LatLng | undefined;
  readonly isLater: boolean;
  readonly day: string;
  readonly time: string;
  readonly windowMinutes: number;
  readonly durationMinutes: number;
  readonly leadId: string | undefined;
  readonly override: boolean;
}

/** The place of an address line, if the host knows it. */
export function placeOf(line: string, places: readonly Place[]): Place | undefined {
  const wanted = line.trim().toLowerCase();
  return wanted ? places.find(place => place.line.trim().toLowerCase() === wanted) : undefined;
}

/** The window that the form asks for; undefined while that is no time. */
export function orderWindow(form: OrderForm, timeZone: string): {start: string; end: string} | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(form.day) || !/^\d\d:\d\d$/.test(form.time)) return undefined;
  const startMs = localMs(`${form.day}T${form.time}:00`, timeZone);
  return {start: toInstant(startMs), end: toInstant(startMs + form.windowMinutes * minuteMs)};
}

/** The job that the form stands for; undefined while a part that every job has is missing. */
export function jobOf(
  form: OrderForm,
  {
    customerId,
    places,
    timeZone,
  }: {customerId: string | undefined; places: readonly Place[]; timeZone: string},
): JobInput | undefined {
  const title = form.title.trim();
  const line = form.line.trim();
  const isLater = form.isLater && !form.isSentNow;
  const window = isLater ? undefined : orderWindow(form, timeZone);
  if (!customerId || !title || !line || (!isLater && !window)) return undefined;
  const place = form.pin ?? placeOf(line, places);
  const {durationMinutes, leadId, override} = form;
  const lead = form.isSentNow ? {draft: true} : {...(leadId && {leadId}), ...(override && {override})};
  return {
    customerId,
    title,
    ...(form.priority !== 'normal' && {priority: form.priority}),
    ...(form.serviceId && {serviceId: form.serviceId}),
    address: {line, ...(place && {lat: place.lat, lng: place.lng})},
    ...(window && {appointment: {window, durationMinutes, ...lead}}),
  };
}

/** Where in the form a field of the request stands: `appointment.window.end` is the `time`. */
export function fieldOf(
  path: string,
): 'customer' | 'phone' | 'title' | 'line' | 'time' | 'duration' | 'lead' | undefined {
  const known = [
    ['customerId', 'customer'],
    ['phone', 'phone'],
    ['name', 'customer'],
    ['title', 'title'],
    ['address', 'line'],
    ['appointment.durationMinutes', 'duration'],
    ['appointment.leadId', 'lead'],
    ['appointment', 'time'],
  ] as const;
  return known.find(([start]) => path === start || path.startsWith(`${start}.`))?.[1];
}
