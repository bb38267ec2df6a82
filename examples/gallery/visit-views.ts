/** What a customer may see of a visit, in each of its phases. */
import type {VisitSnapshot, VisitSource} from '@dispatch-kit/client';
import {encodePolyline} from '@dispatch-kit/core';
import type {LatLng, TrackingView, TrackingVisit} from '@dispatch-kit/core';
import {firmWords} from './firm-words.ts';
import type {Language} from './firm-words.ts';
import {lookAt} from './still.ts';

export const asOf = lookAt;
const home: LatLng = {lat: 41.9614, lng: -87.6701};
/** From the south, by streets that run straight. */
const way: readonly LatLng[] = [
  {lat: 41.9469, lng: -87.6782},
  {lat: 41.9543, lng: -87.6784},
  {lat: 41.9545, lng: -87.6736},
  {lat: 41.9614, lng: -87.6738},
  home,
];

/** One visit as its customer may see it, with what differs from a visit on the way that is seen live. */
export function visitView(
  language: Language,
  visit: Partial<TrackingVisit>,
  more: Partial<TrackingView> = {},
): TrackingView {
  const {company, technicians, vehicle, jobs, street} = firmWords[language];
  const name = technicians[0].split(' ')[0]!;
  return {
    version: 1,
    serverTime: asOf,
    timeScale: 1,
    timeZone: 'America/Chicago',
    organization: {name: company, phone: '+13125550100'},
    job: {title: jobs.tap[0], reference: 'NP-1042'},
    address: {line: street[0]!, city: 'Chicago', postcode: '60640'},
    destination: home,
    actions: ['call', 'note'],
    visit: {
      phase: 'live',
      window: {start: '2026-03-03T20:00:00Z', end: '2026-03-03T21:00:00Z'},
      technician: {name, initials: initialsOf(technicians[0]), vehicle},
      ...visit,
    },
    ...more,
  };
}

function initialsOf(name: string): string {
  return [...name.matchAll(/(?:^|\s)(\S)/g)].map(found => found[1]).join('');
}

/** What is added to a visit on the way. */
export const onTheWay: Partial<TrackingVisit> = {
  eta: {
    expectedAt: '2026-03-03T20:18:00Z',
    earliestAt: '2026-03-03T20:14:00Z',
    latestAt: '2026-03-03T20:22:00Z',
    source: 'estimate',
    asOf,
  },
  position: {...way[0]!, at: asOf, headingDegrees: 0, accuracyMeters: 6},
  route: encodePolyline([...way]),
  distanceMeters: 3860,
};

export const late: Partial<TrackingVisit> = {
  eta: {
    expectedAt: '2026-03-03T21:11:00Z',
    earliestAt: '2026-03-03T21:05:00Z',
    latestAt: '2026-03-03T21:20:00Z',
    source: 'estimate',
    asOf,
    late: true,
  },
  stopsAhead: 1,
};

export const stale: Partial<TrackingVisit> = {phase: 'live_stale', staleSince: '2026-03-03T19:58:00Z'};

/** A source that stands as it is. */
export function standing(snapshot: VisitSnapshot): VisitSource {
  return {get: () => snapshot, subscribe: () => () => {}, nowMs: () => Date.parse(asOf)};
}
