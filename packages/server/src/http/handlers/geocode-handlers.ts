import type {GeocodedPlace} from '@dispatch-kit/core';
import {AfterReading} from '../call.ts';
import type {Call, Handler} from '../call.ts';
import {nextTry} from '../../office/geocoder-pace.ts';
import {Problem} from '../../office/problem.ts';

const mostPlaces = 5;

/** Asked when the transaction is over: somebody else's server may take its time. */
async function find({office, query, tx}: Call): Promise<AfterReading> {
  const {geocoder, log} = office;
  if (!geocoder)
    throw new Problem('no_geocoder', 'This server has no geocoder: give lat and lng with an address.');
  const waitUntil = await nextTry(office, tx, geocoder);
  if (waitUntil !== undefined)
    throw new Problem(
      'rate_limited',
      'The geocoder takes no more questions this second: ask again in a moment.',
      {
        retryAfterSeconds: 1,
      },
    );
  return Promise.resolve(
    new AfterReading(async (): Promise<{items: GeocodedPlace[]; attribution: string | null}> => {
      try {
        const items = await geocoder.find(query['q'] as string, mostPlaces);
        return {items, attribution: geocoder.attribution ?? null};
      } catch (error) {
        log('warn', 'The geocoder did not answer', {error: String(error)});
        throw new Problem('unavailable', 'The geocoder does not answer now: try again, or give lat and lng.');
      }
    }),
  );
}

export const geocodeHandlers: Record<string, Handler> = {'geocode.find': find};
