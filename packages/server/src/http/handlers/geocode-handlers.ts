import type {GeocodedPlace} from '@dispatch-kit/core';
import {AfterReading} from '../call.ts';
import type {Call, Handler} from '../call.ts';
import {Problem} from '../../office/problem.ts';

const mostPlaces = 5;

/** Asked when the transaction is over: somebody else's server may take its time. */
async function find({office, query}: Call): Promise<AfterReading> {
  const {geocoder, log} = office;
  if (!geocoder)
    throw new Problem('no_geocoder', 'This server has no geocoder: give lat and lng with an address.');
  return Promise.resolve(
    new AfterReading(async (): Promise<{items: GeocodedPlace[]}> => {
      try {
        return {items: await geocoder.find(query['q'] as string, mostPlaces)};
      } catch (error) {
        log('warn', 'The geocoder did not answer', {error: String(error)});
        throw new Problem('unavailable', 'The geocoder does not answer now: try again, or give lat and lng.');
      }
    }),
  );
}

export const geocodeHandlers: Record<string, Handler> = {'geocode.find': find};
