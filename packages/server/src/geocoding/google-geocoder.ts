import type {GeocodedPlace} from '@dispatch-kit/core';
import type {GeocoderOptions} from './ask-geocoder.ts';
import {askJson, placeFrom} from './ask-geocoder.ts';
import type {Geocoder} from '../options.ts';

type Found = {
  formatted_address?: unknown;
  geometry?: {location?: {lat?: unknown; lng?: unknown}; location_type?: unknown};
};

const precisions: Record<string, GeocodedPlace['precision']> = {
  ROOFTOP: 'address',
  RANGE_INTERPOLATED: 'street',
};

/** Asks a service of the shape of Google's Geocoding API, with your key. */
export function googleGeocoder({
  url = 'https://maps.googleapis.com/maps/api/geocode/json',
  key,
  ...options
}: GeocoderOptions & {url?: string; key: string}): Geocoder {
  return {
    async find(query, limit) {
      const address = new URL(url);
      address.search = new URLSearchParams({address: query, key}).toString();
      const {status, results = []} = (await askJson(options, address)) as {
        status?: string;
        results?: Found[];
      };
      if (status === 'ZERO_RESULTS') return [];
      if (status !== 'OK') throw new Error(`The geocoder answered ${status ?? 'nothing'}.`);
      return results.slice(0, limit).flatMap(({formatted_address, geometry}) => {
        const {lat, lng} = geometry?.location ?? {};
        return placeFrom(formatted_address, lat, lng, precisions[String(geometry?.location_type)] ?? 'area');
      });
    },
  };
}
