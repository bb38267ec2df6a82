import {wait, webPlatform} from '@dispatch-kit/client';
import type {TrackingView} from '@dispatch-kit/core';
import {visitCalendar} from '@dispatch-kit/core';

/** Hands a file with the visit to the device, which opens its calendar. Without a link: whoever sees the entry sees no visit. */
export async function calendarOf(view: TrackingView, nowMs: number): Promise<void> {
  const text = calendarText(view, nowMs);
  const url = URL.createObjectURL(new Blob([text], {type: 'text/calendar;charset=utf-8'}));
  const link = Object.assign(document.createElement('a'), {href: url, download: 'visit.ics'});
  link.click();
  // Not before the browser has taken it.
  await wait(webPlatform(), 60_000, new AbortController().signal);
  URL.revokeObjectURL(url);
}

/** The visit as a calendar entry; a later one of the same job takes the place of an earlier one. */
export function calendarText({visit, job, address, organization}: TrackingView, nowMs: number): string {
  const {window} = visit;
  if (!window) throw new Error('A visit without a window has no place in a calendar.');
  const name = organization?.name ?? '';
  const title = job?.title ?? '';
  const town = [address?.postcode, address?.city].filter(Boolean).join(' ');
  const location = [address?.line, town].filter(Boolean).join(', ');
  const entry = {
    uid: `${[name, job?.reference ?? title, address?.line].map(part => slug(part ?? '')).join('-')}@dispatch-kit`,
    sequence: Math.floor(nowMs / 1000),
    window,
    isCanceled: false,
    summary: [name, title].filter(Boolean).join(': '),
    ...(location && {location}),
    ...(organization?.phone && {description: organization.phone}),
  };
  return visitCalendar([entry], {method: 'PUBLISH', nowMs});
}

const slug = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-');
