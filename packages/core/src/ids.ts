import * as z from 'zod/mini';

/** The prefix that every id of a kind begins with: an id says what it names. */
export const idPrefixes = {
  organization: 'org',
  member: 'mem',
  customer: 'cus',
  contact: 'con',
  job: 'job',
  appointment: 'apt',
  leg: 'leg',
  event: 'evt',
  notice: 'not',
  note: 'nte',
  message: 'msg',
  consent: 'cns',
  subscription: 'sub',
  photo: 'pho',
  device: 'dev',
  link: 'lnk',
  webhook: 'whk',
  delivery: 'dlv',
  key: 'key',
  session: 'ses',
  source: 'src',
  service: 'svc',
} as const;

export type IdKind = keyof typeof idPrefixes;

/** Makes a fresh id of a kind. The world outside core decides how (see `formatId`). */
export type NewId = (kind: IdKind) => string;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A schema for ids of one kind: `job_` and 8 to 40 letters or digits. */
export function idSchema(kind: IdKind) {
  return z.string().check(z.regex(new RegExp(`^${idPrefixes[kind]}_[0-9A-Za-z]{8,40}$`)));
}

/**
 * Writes an id that sorts by the time it was made: 9 characters of milliseconds, 13 of chance (65 bits), in
 * Crockford's base 32.
 *
 * @param random 13 or more random bytes.
 */
export function formatId(kind: IdKind, atMs: number, random: Uint8Array): string {
  let time = '';
  for (let rest = atMs, i = 0; i < 9; i++, rest = Math.floor(rest / 32)) time = alphabet[rest % 32]! + time;
  const chance = Array.from(random.subarray(0, 13), byte => alphabet[byte & 31]).join('');
  return `${idPrefixes[kind]}_${time}${chance}`;
}
