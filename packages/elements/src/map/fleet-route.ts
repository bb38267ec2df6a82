import type {OfficePicture} from '@dispatch-kit/client';
import {dayIn, isUnderWay, nearestOnLine, sliceFrom, toMs} from '@dispatch-kit/core';
import type {Appointment, LatLng} from '@dispatch-kit/core';
import {remainingVisits} from './fleet-facts.ts';

/** The rest of a technician's day on a map. */
export interface FleetRoute {
  /** Along the roads to where he is on the way; empty where the office knows no way. */
  readonly ahead: readonly LatLng[];
  /** Straight from place to place, where nobody has asked for a way yet. */
  readonly rest: readonly LatLng[];
  readonly stops: readonly RouteStop[];
}

/** A visit that is still to be done, with its number in the day. */
export interface RouteStop {
  readonly number: number;
  readonly jobId: string;
  readonly place: LatLng;
}

/** Whose route is drawn, and what is known of where he is. */
export interface RouteOf {
  readonly memberId: string;
  readonly nowMs: number;
  /** Where he is drawn; undefined where the office does not see him. */
  readonly at: LatLng | undefined;
  /** The way along the roads to the visit that he is on the way to, from anywhere on it or before. */
  readonly line: readonly LatLng[];
}

/** The visits that a technician has before him on the day that he is on, as a way through their places; undefined where there are none. */
export function fleetRoute(
  picture: OfficePicture,
  {memberId, nowMs, at, line}: RouteOf,
): FleetRoute | undefined {
  const timeZone = picture.organization?.timeZone ?? 'UTC';
  const visits = ofOneDay(remainingVisits(picture, memberId), dayIn(timeZone, nowMs), timeZone);
  const stops = visits.flatMap((visit, index): RouteStop[] => {
    const place = placeOf(picture, visit);
    return place ? [{number: index + 1, jobId: visit.jobId, place}] : [];
  });
  if (stops.length === 0) return undefined;
  const [first] = visits;
  const isEnroute = first!.status === 'enroute';
  const ahead = isEnroute && at ? wayAhead(line, at) : [];
  const places = stops.map(({place}) => place);
  // Who is there already, or goes along a road that is known, has the straight part of his way after that.
  const hasBegun = ahead.length > 0 || (isUnderWay(first!) && !isEnroute);
  return {
    ahead: ahead.length > 0 ? [...ahead, places[0]!] : [],
    rest: hasBegun || !at ? places : [at, ...places],
    stops,
  };
}

/** Those of the first day on which there are any, from today on; what somebody is on belongs to it. */
function ofOneDay(visits: readonly Appointment[], today: string, timeZone: string): readonly Appointment[] {
  const dayOf = (visit: Appointment) => dayIn(timeZone, toMs(visit.planned.start));
  const days = visits.map(visit => (isUnderWay(visit) ? today : dayOf(visit)));
  const day = days.filter(each => each >= today).sort()[0] ?? days[0];
  return visits.filter((_, index) => days[index] === day);
}

function placeOf(picture: OfficePicture, visit: Appointment): LatLng | undefined {
  const {lat, lng} = picture.jobs.get(visit.jobId)?.address ?? {};
  return lat === undefined || lng === undefined ? undefined : {lat, lng};
}

function wayAhead(line: readonly LatLng[], at: LatLng): LatLng[] {
  if (line.length < 2) return [];
  return [at, ...sliceFrom(line, nearestOnLine(line, at).alongMeters).slice(1)];
}
