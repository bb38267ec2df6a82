import type {Fix} from '@dispatch-kit/core';
import type {Drive} from './drive.ts';

/**
 * Reads the JSON of the barefoot map matcher: a list of `{point: "POINT(lng lat)", time: "2014-09-10 06:54:07+0200"}`.
 *
 * @throws TypeError if the text is not such a list, naming the first row that does not fit.
 */
export function readBarefoot(text: string): Drive {
  const rows: unknown = JSON.parse(text);
  if (!Array.isArray(rows) || !rows.length) throw new TypeError('A barefoot drive is a list of points.');
  return {name: 'barefoot drive', fixes: rows.map(fixOf)};
}

function fixOf(row: {point?: unknown; time?: unknown}, index: number): Fix {
  const place = /^POINT\s*\(\s*(\S+)\s+(\S+?)\s*\)$/.exec(String(row.point));
  const atMs = Date.parse(String(row.time).replace(' ', 'T'));
  const fix = {lat: Number(place?.[2]), lng: Number(place?.[1])};
  if (Number.isNaN(fix.lat + fix.lng + atMs))
    throw new TypeError(`Row ${index + 1} has no POINT(lng lat) with a time.`);
  return {...fix, at: new Date(atMs).toISOString()};
}
