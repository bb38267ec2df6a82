import type {Reading} from '@dispatch-kit/core';
import {readGpx} from '@dispatch-kit/core';
import {readBytes} from './parse.ts';
import type {Office} from '../office/office.ts';
import {Problem, fieldProblem} from '../office/problem.ts';

/** Reads a GPX file that came as a body. */
export async function readGpxFile(office: Office, request: Request): Promise<Reading> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^(application|text)\/(gpx\+xml|xml)\b/i.test(type))
    throw new Problem(
      'unsupported_type',
      `Send the file itself, with content-type: application/gpx+xml, not ${type || 'nothing'}.`,
    );
  const text = new TextDecoder().decode(await readBytes(request, office.limits.bodyBytes));
  const reading = readGpx(text);
  if (!reading) throw fieldProblem('body', 'This is no GPX file.');
  if (reading.fixes.length === 0)
    throw fieldProblem('body', 'This file has no track point with a place and a time.');
  return reading;
}
