import {refusals} from '../appointment/refusal.ts';
import type {RefusalCode} from '../appointment/refusal.ts';

type ErrorLaw = {readonly status: number; readonly retryable?: boolean; readonly title: string};

const refused = (Object.keys(refusals) as RefusalCode[]).map(code => {
  const status = code === 'forbidden' || code === 'not_yours' || code === 'undo_not_yours' ? 403 : 409;
  return [code, {status, title: refusals[code].split(/[:{]/)[0]!.replace(/[ (.]+$/, '')}] as const;
});

/** Every error a server may answer: what its HTTP status is, and whether sending the same again can help. */
export const errorCodes = {
  ...(Object.fromEntries(refused) as Record<RefusalCode, ErrorLaw>),
  invalid: {status: 400, title: 'Something in the request is not as it should be'},
  malformed: {status: 400, title: 'The body is not JSON'},
  cursor_mismatch: {status: 400, title: 'This cursor belongs to another list, filter or order'},
  unauthenticated: {status: 401, title: 'No token, or one that is not known'},
  token_expired: {status: 401, title: 'This token has ended: get a new one'},
  code_wrong: {status: 403, title: 'This code is wrong, used, or too old'},
  not_allowed: {status: 403, title: 'This token may not do that'},
  origin_not_allowed: {status: 403, title: 'This page’s origin is not on the organization’s list'},
  not_found: {status: 404, title: 'There is nothing of this kind by that id'},
  no_route: {status: 404, title: 'There is nothing at this address'},
  method_not_allowed: {status: 405, title: 'This address takes other methods'},
  external_id_taken: {status: 409, title: 'Another one has this externalId'},
  idempotency_key_reused: {status: 409, title: 'This Idempotency-Key was used with another request'},
  window_taken: {status: 409, title: 'This window is not free any more'},
  already_done: {status: 409, title: 'This was done already; its secret is shown only once'},
  out_of_order: {status: 409, retryable: true, title: 'An earlier tap of this device has not come yet'},
  too_old: {status: 409, title: 'This tap waited for more than 72 hours'},
  link_ended: {status: 410, title: 'This link has ended'},
  version_conflict: {status: 412, title: 'Somebody changed it since you read it'},
  too_large: {status: 413, title: 'The body is too large'},
  unsupported_type: {status: 415, title: 'Send JSON, with content-type application/json'},
  rate_limited: {status: 429, retryable: true, title: 'Too many requests: wait a little'},
  internal: {status: 500, retryable: true, title: 'Something went wrong here; it has been noted'},
  coming_later: {status: 501, title: 'This is part of the contract, and not built yet'},
  no_photos: {status: 501, title: 'This server keeps no photos'},
  no_webhooks: {status: 501, title: 'This server sends no webhooks'},
  no_geocoder: {status: 501, title: 'This server has no geocoder'},
  unavailable: {
    status: 503,
    retryable: true,
    title: 'The server is starting, stopping, or short of something it needs',
  },
} as const satisfies Record<string, ErrorLaw>;

export type ErrorCode = keyof typeof errorCodes;
