import type {Fix} from '../place/fix.ts';
import {fixOf, known, msOfText, numberOf} from './measured.ts';
import {readingOf} from './reading.ts';
import type {Reading, UnreadReason} from './reading.ts';

/**
 * Reads the track points of a GPX 1.0 or 1.1 file (a schema of TopoGrafix): `lat` and `lon` in degrees, `time` in ISO 8601,
 * UTC; `speed` (m/s) and `course` where a file has them, also among its extensions. A point without a time is unreadable.
 * Anything else of the file is passed over. It is looked through once: no entity is followed, nothing else is loaded.
 *
 * @returns undefined if the text is no GPX.
 */
export function readGpx(text: string): Reading | undefined {
  if (!/<(?:[\w.-]{1,40}:)?gpx[\s>]/.test(text.slice(0, 10_000))) return undefined;
  // A point ends where the next begins, so that one which is never closed takes no other with it.
  const [, ...points] = withoutComments(text).split(/<(?:[\w.-]{1,40}:)?trkpt(?=[\s>/])/);
  return readingOf(points.map(readPoint));
}

function withoutComments(text: string): string {
  const [before, ...others] = text.split('<!--');
  return before + others.map(part => part.slice((part + '-->').indexOf('-->') + 3)).join('');
}

function readPoint(text: string): Fix | UnreadReason {
  const head = text.slice(0, text.indexOf('>'));
  const isEmpty = head.endsWith('/');
  const end = text.search(/<\/(?:[\w.-]{1,40}:)?trkpt\s*>/);
  const inner = isEmpty ? '' : text.slice(head.length, end < 0 ? undefined : end);
  return fixOf(
    {
      lat: numberOf(attributeOf(head, 'lat')),
      lng: numberOf(attributeOf(head, 'lon')),
      atMs: msOfText(elementOf(inner, 'time') ?? ''),
      speedMetersPerSecond: known(elementOf(inner, 'speed')),
      headingDegrees: known(elementOf(inner, 'course')),
    },
    'gpx',
  );
}

function attributeOf(head: string, name: string): string | undefined {
  return new RegExp(`\\s${name}\\s{0,9}=\\s{0,9}["']([^"'<]{0,40})["']`).exec(head)?.[1];
}

function elementOf(inner: string, name: string): string | undefined {
  return new RegExp(`<(?:[\\w.-]{1,40}:)?${name}>([^<]{0,60})<`).exec(inner)?.[1];
}
