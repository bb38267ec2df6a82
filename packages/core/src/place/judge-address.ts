import {distanceMeters} from './great-circle.ts';
import type {LatLng} from './lat-lng.ts';

/** Houses that a geocoder finds for one address are the same house if they lie no farther apart. */
const sameHouseMeters = 250;

type Written = {
  line: string;
  city?: string | undefined;
  postcode?: string | undefined;
  country?: string | undefined;
};
type Found = LatLng & {label: string; precision: 'address' | 'street' | 'area'};

/** What became of looking for an address: only a house that is certainly the one meant places it. */
export type Located<F extends Found> =
  {outcome: 'placed'; place: F} | {outcome: 'not_found' | 'vague' | 'ambiguous'};

/** An address as one line, as geocoders are asked for it. The second line says which door, and is left out. */
export function addressQuery({line, city, postcode, country}: Written): string {
  const town = [postcode, city].filter(Boolean).join(' ');
  return [line, town, country].filter(Boolean).join(', ');
}

/**
 * Which of the places that a geocoder found an address is. A town or a street is too vague to send somebody to; so is a house in
 * a town that the address does not name. Houses far apart are no answer either.
 */
export function judgeAddress<F extends Found>(address: Written, found: readonly F[]): Located<F> {
  if (found.length === 0) return {outcome: 'not_found'};
  const houses = inTown(
    address,
    found.filter(({precision}) => precision === 'address'),
  );
  const [likeliest] = houses;
  if (!likeliest) return {outcome: 'vague'};
  const isOne = houses.every(house => distanceMeters(house, likeliest) <= sameHouseMeters);
  return isOne ? {outcome: 'placed', place: likeliest} : {outcome: 'ambiguous'};
}

/** Those that bear the postcode; if none does, those that name the town. All, where the address has neither. */
function inTown<F extends Found>({postcode, city}: Written, houses: readonly F[]): readonly F[] {
  const named = [postcode, city].filter(word => word !== undefined && word.trim() !== '') as string[];
  if (named.length === 0) return houses;
  for (const word of named) {
    const found = houses.filter(({label}) => plain(label).includes(plain(word)));
    if (found.length > 0) return found;
  }
  return [];
}

/** Without case, accents and spaces: `Zürich` and `ZURICH`, `N1 9GU` and `N19GU` are the same. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[\p{M}\s]/gu, '')
    .toLowerCase();
}
