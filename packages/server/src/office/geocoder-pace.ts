import type {Office} from './office.ts';
import {nowInstant} from './office.ts';
import type {Geocoder} from '../options.ts';
import type {Transaction} from '../storage/storage.ts';

/**
 * Counts one more question to the geocoder, over all processes and organizations of the office. Answers when there may be the
 * next one; undefined if it may be now.
 */
export async function nextTry(
  office: Office,
  tx: Transaction,
  {perSecond}: Geocoder,
): Promise<string | undefined> {
  if (perSecond === undefined) return undefined;
  // A clock that runs faster is not the geocoder's.
  const seconds = Math.max(1, office.clock.timeScale);
  const {count, endsAt} = await tx.limits.count('geocoder', nowInstant(office), seconds);
  return count > perSecond ? endsAt : undefined;
}
