import type {Fix} from '../place/fix.ts';
import {fixOf, known, numberOf} from './measured.ts';
import {readingOf} from './reading.ts';
import type {Reading, UnreadReason} from './reading.ts';

const kmhPerMeterPerSecond = 3.6;

/**
 * Reads what OwnTracks posts in its HTTP mode: one message of JSON, decoded; undefined for an empty body. Only a message of
 * the type `location` is a position. Units as the OwnTracks booklet ("JSON", `_type=location`) gives them: `tst` seconds,
 * `acc` metres, `vel` km/h, `cog` degrees, `batt` percent; `acc`, `vel` and `cog` of 0 are not sent.
 */
export function readOwntracks(message: unknown): Reading {
  if (message === undefined) return readingOf([]);
  const messages: unknown[] = Array.isArray(message) ? message : [message];
  return readingOf(messages.map(readMessage));
}

function readMessage(message: unknown): Fix | UnreadReason {
  if (typeof message !== 'object' || message === null) return 'unreadable';
  const {_type, lat, lon, tst, acc, vel, cog, batt} = message as Record<string, unknown>;
  if (_type === 'encrypted') return 'encrypted';
  if (_type !== 'location') return 'other_kind';
  const seconds = numberOf(tst);
  return fixOf(
    {
      lat: numberOf(lat),
      lng: numberOf(lon),
      atMs: seconds === undefined ? undefined : seconds * 1000,
      accuracyMeters: known(acc),
      speedMetersPerSecond: known(vel, kmhPerMeterPerSecond),
      headingDegrees: known(cog),
      battery: known(batt, 100),
    },
    'owntracks',
  );
}
