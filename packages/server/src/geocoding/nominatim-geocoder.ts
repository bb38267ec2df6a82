import type {GeocodedPlace} from '@dispatch-kit/core';
import type {GeocoderOptions} from './ask-geocoder.ts';
import {askJson, placeFrom} from './ask-geocoder.ts';
import type {Geocoder} from '../options.ts';

type Found = {display_name?: unknown; lat?: unknown; lon?: unknown; addresstype?: unknown; address?: object};

/** Asks a service of Nominatim's shape: `GET {url}/search?format=jsonv2`. `userAgent` names your office, as public servers ask for. */
export function nominatimGeocoder({
  url,
  userAgent,
  ...options
}: GeocoderOptions & {url: string; userAgent: string}): Geocoder {
  return {
    async find(query, limit) {
      const address = new URL(`${url.replace(/\/+$/, '')}/search`);
      address.search = new URLSearchParams({
        q: query,
        format: 'jsonv2',
        addressdetails: '1',
        limit: String(limit),
      }).toString();
      const found = await askJson(options, address, {'user-agent': userAgent});
      if (!Array.isArray(found)) throw new Error('The geocoder answered with something else than a list.');
      return (found as Found[]).flatMap(each =>
        placeFrom(each.display_name, each.lat, each.lon, precisionOf(each)),
      );
    },
  };
}

/** A house has a number; a road is a street; all else is larger. */
function precisionOf({addresstype, address}: Found): GeocodedPlace['precision'] {
  if (address && 'house_number' in address) return 'address';
  return addresstype === 'road' ? 'street' : 'area';
}
