import type {GeocodedPlace} from '@dispatch-kit/core';
import {geocoder, namesHouse, objectsIn, placeFrom} from './found-places.ts';
import {askJson, objectIn} from '../asking/ask-json.ts';
import type {AskOptions} from '../asking/ask-json.ts';
import type {Geocoder} from '../options.ts';

/** Asks a service of Photon's shape: `GET {url}/api?q=`, answered in GeoJSON. `perSecond` bounds the questions, as a public server may ask for. */
export function photonGeocoder({
  url,
  userAgent,
  perSecond,
  ...options
}: AskOptions & {url: string; userAgent?: string; perSecond?: number}): Geocoder {
  return {
    name: 'photon',
    attribution: '© OpenStreetMap contributors',
    ...(perSecond !== undefined && {perSecond}),
    async find(query, limit) {
      const address = new URL(`${url.replace(/\/+$/, '')}/api`);
      address.search = new URLSearchParams({q: query, limit: String(limit)}).toString();
      const found = await askJson(options, geocoder, {
        url: address,
        headers: userAgent ? {'user-agent': userAgent} : {},
      });
      return objectsIn(objectIn(found)['features'])
        .slice(0, limit)
        .flatMap(feature => {
          const properties = objectIn(feature['properties']);
          const [lng, lat] = (objectIn(feature['geometry'])['coordinates'] ?? []) as unknown[];
          return placeFrom(labelOf(properties), lat, lng, precisionOf(properties, query));
        });
    },
  };
}

/** `Café Lee, 4417 North Paulina Street, 60640 Chicago, Illinois, United States`, of what there is of it. */
function labelOf({
  name,
  housenumber,
  street,
  postcode,
  city,
  state,
  country,
}: Record<string, unknown>): string {
  const together = (...words: unknown[]) => words.filter(word => typeof word === 'string' && word).join(' ');
  return [name, together(housenumber, street), together(postcode, city), state, country]
    .filter((part, i, all) => typeof part === 'string' && part !== '' && all.indexOf(part) === i)
    .join(', ');
}

/** A house has a number, the one that was asked for; a street is one; all else is larger. */
function precisionOf(
  {housenumber, type, osm_key: key}: Record<string, unknown>,
  query: string,
): GeocodedPlace['precision'] {
  if (namesHouse(query, housenumber)) return 'address';
  return housenumber !== undefined || type === 'street' || key === 'highway' ? 'street' : 'area';
}
