import type {Job} from '@dispatch-kit/core';
import type {OfficeWord} from '../locales/office/en.ts';

const words = {
  searching: 'unplaced.searching',
  not_found: 'unplaced.notFound',
  vague: 'unplaced.vague',
  ambiguous: 'unplaced.ambiguous',
  no_answer: 'unplaced.noAnswer',
  no_geocoder: 'unplaced.noGeocoder',
} as const;

/** Why an order is not on the map and how to mend it, as a word; undefined for one that is. */
export function unplacedWord({
  address,
  place,
}: Pick<Job, 'address'> & {place?: Job['place']}): OfficeWord | undefined {
  if (address.lat !== undefined && address.lng !== undefined) return undefined;
  // Hosts with servers of their own may give no reason, or one of tomorrow.
  return (place?.reason && words[place.reason]) || 'unplacedAddress';
}
