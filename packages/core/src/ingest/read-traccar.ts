import type {Fix} from '../place/fix.ts';
import type {Instant} from '../time.ts';
import {toMs} from '../time.ts';
import {fixOf, known, msOfText, numberOf} from './measured.ts';
import {readingOf} from './reading.ts';
import type {Reading, UnreadReason} from './reading.ts';

/** A knot is a nautical mile (1852 m) an hour. */
const knotsPerMeterPerSecond = 3600 / 1852;
/** A smaller timestamp is in seconds, a larger one in milliseconds: as the maker's own server tells them apart. */
const mostSeconds = 2 ** 31 - 1;

/** What was read of a report, and which device says that it sent it. */
export type TraccarReading = Reading & {readonly deviceId: string | undefined};

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads what Traccar Client sends, in each of its generations: the fields of an address or a form (speed in knots, battery in
 * percent; of 10.x too), the nested JSON of 9.x (speed in m/s, battery from 0 to 1, -1 where it does not know), and a list of
 * flat objects in the units of the form (10.x). Units and names as Traccar's documentation of its OsmAnd protocol, and
 * as its server's decoder reads them.
 *
 * @param sent the fields, or the decoded JSON.
 * @param receivedAt taken for the time of what tells none, as the maker's server does.
 */
export function readTraccar(sent: unknown, receivedAt: Instant): TraccarReading {
  const pieces = (Array.isArray(sent) ? sent : [sent]).filter(isFields);
  const deviceId = deviceIdOf(pieces[0]);
  const unread = Array.isArray(sent) ? sent.length - pieces.length : 0;
  const read = pieces.map(piece => {
    if (deviceIdOf(piece) !== deviceId) return 'other_device';
    return isFields(piece['location']) ? readNested(piece['location']) : readFlat(piece, receivedAt);
  });
  return {...readingOf([...read, ...Array<UnreadReason>(unread).fill('unreadable')]), deviceId};
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function deviceIdOf(fields: Fields | undefined): string | undefined {
  const id = fields?.['device_id'] ?? fields?.['id'] ?? fields?.['deviceid'];
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

function readNested({timestamp, coords, battery}: Fields): Fix | UnreadReason {
  if (coords === undefined) return 'no_place';
  const {latitude, longitude, accuracy, speed, heading} = isFields(coords) ? coords : {};
  return fixOf(
    {
      lat: numberOf(latitude),
      lng: numberOf(longitude),
      atMs: msOf(timestamp),
      accuracyMeters: known(accuracy),
      speedMetersPerSecond: known(speed),
      headingDegrees: known(heading),
      battery: isFields(battery) ? known(battery['level']) : undefined,
    },
    'traccar',
  );
}

function readFlat(fields: Fields, receivedAt: Instant): Fix | UnreadReason {
  const {valid, lat, lon, location, timestamp, accuracy, speed, bearing, heading, batt} = fields;
  if (valid !== undefined && !['true', '1'].includes(String(valid).toLowerCase())) return 'not_valid';
  const [placeLat, placeLng] = typeof location === 'string' ? location.split(',') : [lat, lon];
  if (placeLat === undefined && placeLng === undefined) return 'no_place';
  return fixOf(
    {
      lat: numberOf(placeLat),
      lng: numberOf(placeLng),
      atMs: timestamp === undefined ? toMs(receivedAt) : msOf(timestamp),
      accuracyMeters: known(accuracy),
      speedMetersPerSecond: known(speed, knotsPerMeterPerSecond),
      headingDegrees: known(bearing ?? heading),
      battery: known(batt, 100),
    },
    'traccar',
  );
}

function msOf(timestamp: unknown): number | undefined {
  const number = numberOf(timestamp);
  if (number !== undefined) return number < mostSeconds ? number * 1000 : number;
  return typeof timestamp === 'string' ? msOfText(timestamp) : undefined;
}
