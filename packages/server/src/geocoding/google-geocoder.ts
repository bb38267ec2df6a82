import type {GeocodedPlace} from '@dispatch-kit/core';
import {geocoder, objectsIn, placeFrom} from './found-places.ts';
import {askJson, objectIn} from '../asking/ask-json.ts';
import type {AskOptions} from '../asking/ask-json.ts';
import {GeocoderBusy} from '../options.ts';
import type {Geocoder} from '../options.ts';

const precisions: Record<string, GeocodedPlace['precision']> = {
  ROOFTOP: 'address',
  RANGE_INTERPOLATED: 'street',
};
const isBusy = ['OVER_QUERY_LIMIT', 'OVER_DAILY_LIMIT', 'UNKNOWN_ERROR'];

/** Asks a service of the shape of Google's Geocoding API, with your key. Its terms say how long you may keep what it finds. */
export function googleGeocoder({
  url = 'https://maps.googleapis.com/maps/api/geocode/json',
  key,
  perSecond,
  ...options
}: AskOptions & {url?: string; key: string; perSecond?: number}): Geocoder {
  return {
    name: 'google',
    attribution: 'Powered by Google',
    ...(perSecond !== undefined && {perSecond}),
    async find(query, limit) {
      const address = new URL(url);
      address.search = new URLSearchParams({address: query, key}).toString();
      const {status, results} = objectIn(await askJson(options, geocoder, {url: address}));
      if (status === 'ZERO_RESULTS') return [];
      const answered = `The geocoder answered ${typeof status === 'string' ? status : 'nothing'}.`;
      if (isBusy.includes(String(status))) throw new GeocoderBusy(answered, undefined);
      if (status !== 'OK') throw new Error(answered);
      return objectsIn(results)
        .slice(0, limit)
        .flatMap(found => {
          const geometry = objectIn(found['geometry']);
          const {lat, lng} = objectIn(geometry['location']);
          return placeFrom(found['formatted_address'], lat, lng, precisionOf(found, geometry));
        });
    },
  };
}

/** Of a partial match Google itself says that it may be another house. */
function precisionOf(
  found: Record<string, unknown>,
  geometry: Record<string, unknown>,
): GeocodedPlace['precision'] {
  const precision = precisions[String(geometry['location_type'])] ?? 'area';
  return found['partial_match'] === true && precision === 'address' ? 'street' : precision;
}
