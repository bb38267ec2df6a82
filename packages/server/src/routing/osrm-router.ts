import type {LatLng} from '@dispatch-kit/core';
import {isAmount, routingEngine, wayFrom} from './routed-way.ts';
import {askJson, objectIn} from '../asking/ask-json.ts';
import type {AskOptions} from '../asking/ask-json.ts';
import type {Router} from '../options.ts';

/** Answers that say: from here no road leads there. */
const noWay = ['NoRoute', 'NoSegment', 'NoTable'];

/**
 * Asks a service of OSRM's shape: `GET {url}/route/v1/driving/…`, and `/table/v1/driving/…` for plans. What it says is wrong
 * with a question comes as status 400 with a code.
 */
export function osrmRouter({url, ...options}: AskOptions & {url: string}): Router {
  const ask = async (
    service: 'route' | 'table',
    places: readonly LatLng[],
    query: Record<string, string>,
  ): Promise<Record<string, unknown> | undefined> => {
    const address = new URL(
      `${url.replace(/\/+$/, '')}/${service}/v1/driving/${places.map(written).join(';')}`,
    );
    address.search = new URLSearchParams(query).toString().replaceAll('%3B', ';');
    const answer = objectIn(await askJson(options, routingEngine, {url: address, alsoRead: [400]}));
    const {code} = answer;
    if (code === 'Ok') return answer;
    if (noWay.includes(String(code))) return undefined;
    throw new Error(`The routing engine answered ${isCode(code) ? code : 'without a code'}.`);
  };
  return {
    async route(from, to) {
      const answer = await ask('route', [from, to], {
        overview: 'full',
        geometries: 'polyline',
        steps: 'false',
        alternatives: 'false',
      });
      const [way] = (answer?.['routes'] ?? []) as unknown[];
      const {duration, distance, geometry} = objectIn(way);
      return answer && wayFrom(duration, distance, geometry);
    },
    async matrix(sources, targets) {
      const numbers = (count: number, from: number) =>
        Array.from({length: count}, (_, i) => from + i).join(';');
      const answer = await ask('table', [...sources, ...targets], {
        sources: numbers(sources.length, 0),
        destinations: numbers(targets.length, sources.length),
        annotations: 'duration',
      });
      const rows = answer?.['durations'];
      return sources.map((_, row) =>
        targets.map((_target, column) => {
          const seconds =
            Array.isArray(rows) && Array.isArray(rows[row]) ? (rows[row] as unknown[])[column] : null;
          return isAmount(seconds) ? seconds : null;
        }),
      );
    },
  };
}

/** A longitude comes before its latitude here. */
function written({lat, lng}: LatLng): string {
  return `${lng.toFixed(6)},${lat.toFixed(6)}`;
}

function isCode(code: unknown): code is string {
  return typeof code === 'string' && /^\w{1,40}$/.test(code);
}
