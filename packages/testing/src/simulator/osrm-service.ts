import {encodePolyline} from '@dispatch-kit/core';
import type {LatLng} from '@dispatch-kit/core';
import type {roadRouter} from './road-router.ts';

/** What a service answers: a status with JSON. */
export interface OsrmAnswer {
  status: number;
  body: Readonly<Record<string, unknown>>;
}

const pair = String.raw`-?\d+(?:\.\d+)?,-?\d+(?:\.\d+)?`;
const address = new RegExp(`^/(route|table)/v1/driving/(${pair}(?:;${pair})*)$`);
const options: Record<string, Record<string, RegExp>> = {
  route: {
    overview: /^(simplified|full|false)$/,
    geometries: /^(polyline|polyline6)$/,
    steps: /^(true|false)$/,
    alternatives: /^(true|false|\d+)$/,
  },
  table: {
    sources: /^(all|\d+(;\d+)*)$/,
    destinations: /^(all|\d+(;\d+)*)$/,
    annotations: /^(duration|distance|duration,distance)$/,
  },
};

/**
 * Answers requests in OSRM's shape out of a router, such as `roadRouter(graph)`: to try an office whose routing engine is a
 * server. It is as strict with an address as OSRM's documentation is: longitude first, known options only.
 */
export function osrmService(router: ReturnType<typeof roadRouter>): (url: URL) => Promise<OsrmAnswer> {
  return async ({pathname, searchParams}) => {
    const [, service, coordinates] = address.exec(decodeURIComponent(pathname)) ?? [];
    if (!service || !coordinates) return wrong('InvalidUrl');
    for (const [name, value] of searchParams)
      if (!options[service]![name]?.test(value))
        return wrong(options[service]![name] ? 'InvalidValue' : 'InvalidQuery');
    const places = coordinates.split(';').map(placeOf);
    if (places.length < 2) return wrong('InvalidOptions');
    if (places.some(({lat, lng}) => Math.abs(lat) > 90 || Math.abs(lng) > 180)) return wrong('InvalidValue');
    return service === 'route' ? routes(router, places, searchParams) : table(router, places, searchParams);
  };
}

function placeOf(written: string): LatLng {
  const [lng, lat] = written.split(',').map(Number);
  return {lat: lat!, lng: lng!};
}

function wrong(code: string): OsrmAnswer {
  return {status: 400, body: {code, message: 'See the documentation.'}};
}

async function routes(
  router: ReturnType<typeof roadRouter>,
  [from, to]: readonly LatLng[],
  query: URLSearchParams,
): Promise<OsrmAnswer> {
  const way = await router.route(from!, to!);
  const precision = query.get('geometries') === 'polyline6' ? 6 : 5;
  const waypoint = (place: LatLng) => ({name: '', location: [place.lng, place.lat], distance: 0});
  const route = {
    duration: way.durationSeconds,
    distance: way.distanceMeters,
    weight: way.durationSeconds,
    weight_name: 'routability',
    legs: [],
    ...(query.get('overview') !== 'false' && {geometry: encodePolyline(way.geometry, precision)}),
  };
  return {
    status: 200,
    body: {code: 'Ok', routes: [route], waypoints: [way.geometry[0]!, way.geometry.at(-1)!].map(waypoint)},
  };
}

async function table(
  router: ReturnType<typeof roadRouter>,
  places: readonly LatLng[],
  query: URLSearchParams,
): Promise<OsrmAnswer> {
  const chosen = (name: string) => {
    const written = query.get(name) ?? 'all';
    return written === 'all' ? places : written.split(';').map(index => places[Number(index)]!);
  };
  const [sources, destinations] = [chosen('sources'), chosen('destinations')];
  if ([...sources, ...destinations].includes(undefined!)) return wrong('InvalidOptions');
  const durations = await Promise.all(
    sources.map(from =>
      Promise.all(destinations.map(async to => (await router.route(from, to)).durationSeconds)),
    ),
  );
  return {status: 200, body: {code: 'Ok', durations}};
}
