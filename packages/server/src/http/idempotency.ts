import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {Principal} from '../office/principal.ts';
import {Problem} from '../office/problem.ts';
import type {IdempotencyRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** A key that a POST came with, hashed with who sent it and where; and what was sent: its body with its parameters. */
export type Keyed = {scope: string; bodyHash: string};

/** A reply given before, to be given again. */
export type Replay = {status: number; reply: string | null};

export async function keyedOf(
  office: Office,
  principal: Principal,
  request: Request,
  {pathname, searchParams}: URL,
  body: unknown,
): Promise<Keyed | undefined> {
  const key = request.headers.get('idempotency-key');
  if (request.method !== 'POST' || !key) return undefined;
  if (key.length > 200)
    throw new Problem('invalid', 'Idempotency-Key: at most 200 characters.', {
      fields: [{path: 'Idempotency-Key', code: 'too_long', message: 'At most 200 characters.'}],
    });
  const {crypto} = office;
  // A member stays who he is when his session is renewed.
  const actor = principal.memberId ?? principal.tokenId;
  return {
    scope: await crypto.sha256([actor, request.method, pathname, key].join('\n')),
    bodyHash: await crypto.sha256(JSON.stringify(body) + parametersOf(searchParams)),
  };
}

/** Parameters in whatever order they came; none are nothing. A dry run is kept by no key. */
function parametersOf(search: URLSearchParams): string {
  const sorted = [...search].filter(([name]) => name !== 'dryRun').sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.length > 0 ? `\n${JSON.stringify(sorted)}` : '';
}

/**
 * Claims the key inside the transaction of its request, so that reply and effect are kept together or not at all.
 * Answers the first reply where there is one.
 */
export async function claim(
  office: Office,
  tx: Transaction,
  organizationId: string,
  keyed: Keyed,
): Promise<Replay | undefined> {
  const row: IdempotencyRow = {
    ...keyed,
    createdAt: nowInstant(office),
    status: null,
    reply: null,
    secret: false,
  };
  const known = await tx.idempotency.claim(organizationId, row);
  if (!known) return undefined;
  if (known.bodyHash !== keyed.bodyHash)
    throw new Problem(
      'idempotency_key_reused',
      'This Idempotency-Key came with another body or other parameters before: use a new key for a new request.',
    );
  if (known.secret)
    throw new Problem('already_done', 'This was done already, and its secret is shown only once.');
  if (known.status === null)
    throw new Problem('unavailable', 'The first request with this key has not ended yet.', {
      retryAfterSeconds: 1,
    });
  return {status: known.status, reply: known.reply};
}
