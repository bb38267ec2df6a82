import {XMLParser} from 'fast-xml-parser';
import type {Fix} from '@dispatch-kit/core';
import type {Drive} from './drive.ts';

interface GpxPoint {
  lat?: string;
  lon?: string;
  time?: string;
  speed?: string;
  course?: string;
}
interface GpxTrack {
  name?: string;
  trkseg?: {trkpt?: GpxPoint[]}[];
}

const lists = ['trk', 'trkseg', 'trkpt'];

/**
 * Reads the tracks of a GPX 1.0 or 1.1 file as one drive, named after the first track. Points without a time or a
 * place are passed over; speed (m/s) and course are taken where a file has them.
 *
 * @throws TypeError if the text is no GPX or has no point with a time.
 */
export function readGpx(text: string): Drive {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    removeNSPrefix: true,
    isArray: name => lists.includes(name),
  });
  const {gpx} = parser.parse(text) as {gpx?: {trk?: GpxTrack[]} | ''};
  if (gpx === undefined) throw new TypeError('This text is not a GPX file.');
  const tracks = gpx ? (gpx.trk ?? []) : [];
  const points = tracks.flatMap(track => track.trkseg ?? []).flatMap(segment => segment.trkpt ?? []);
  const fixes = points.map(fixOf).filter(fix => fix !== undefined);
  if (!fixes.length) throw new TypeError('This GPX file has no track point with a time.');
  return {name: tracks[0]?.name ?? 'GPX track', fixes};
}

function fixOf({lat, lon, time, speed, course}: GpxPoint): Fix | undefined {
  const place = {lat: Number(lat), lng: Number(lon)};
  const atMs = Date.parse(time ?? '');
  if (lat === undefined || lon === undefined || Number.isNaN(place.lat + place.lng + atMs)) return undefined;
  return {
    ...place,
    at: new Date(atMs).toISOString(),
    ...(Number(speed) >= 0 ? {speedMetersPerSecond: Number(speed)} : {}),
    ...(Number(course) >= 0 ? {headingDegrees: Number(course)} : {}),
    source: 'gpx',
  };
}
