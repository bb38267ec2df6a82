import type {GeocodedPlace} from '@dispatch-kit/core';
import {geocoder, namesHouse, objectsIn, placeFrom} from './found-places.ts';
import {askJson, objectIn} from '../asking/ask-json.ts';
import type {AskOptions} from '../asking/ask-json.ts';
import type {Geocoder} from '../options.ts';

/**
 * Asks a service of Nominatim's shape: `GET {url}/search?format=jsonv2`. `userAgent` names your office with a way to reach you, as
 * public servers ask for; they also allow no more than one question a second, which is the default.
 */
export function nominatimGeocoder({
  url,
  userAgent,
  perSecond = 1,
  ...options
}: AskOptions & {url: string; userAgent: string; perSecond?: number}): Geocoder {
  return {
    name: 'nominatim',
    attribution: '© OpenStreetMap contributors',
    perSecond,
    async find(query, limit) {
      const address = new URL(`${url.replace(/\/+$/, '')}/search`);
      address.search = new URLSearchParams({
        q: query,
        format: 'jsonv2',
        addressdetails: '1',
        limit: String(limit),
      }).toString();
      const found = objectsIn(
        await askJson(options, geocoder, {url: address, headers: {'user-agent': userAgent}}),
      );
      return found
        .slice(0, limit)
        .flatMap(each => placeFrom(each['display_name'], each['lat'], each['lon'], precisionOf(each, query)));
    },
  };
}

/** A house has a number, the one that was asked for; a road is a street; all else is larger. */
function precisionOf(found: Record<string, unknown>, query: string): GeocodedPlace['precision'] {
  const houseNumber = objectIn(found['address'])['house_number'];
  if (namesHouse(query, houseNumber)) return 'address';
  return houseNumber !== undefined || found['addresstype'] === 'road' ? 'street' : 'area';
}
