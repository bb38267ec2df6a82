import type {Office} from '../desk/office.ts';
import {Problem} from '../desk/problem.ts';
import type {After} from '../storage/filters.ts';

/** Seals a small value for one purpose: it can be given back, not changed, nor used for anything else. */
async function seal(office: Office, purpose: string, value: unknown): Promise<string> {
  const text = toBase64Url(JSON.stringify(value));
  return `${text}.${(await office.crypto.hmac(office.secret, `${purpose}\n${text}`)).slice(0, 16)}`;
}

async function unseal(office: Office, purpose: string, cursor: string): Promise<unknown> {
  const [text = '', tag] = cursor.split('.');
  if ((await office.crypto.hmac(office.secret, `${purpose}\n${text}`)).slice(0, 16) !== tag) {
    throw new Problem(
      'cursor_mismatch',
      'This cursor was made for another list, filter, order or token: begin without one.',
    );
  }
  return JSON.parse(fromBase64Url(text));
}

function purposeOfList(organizationId: string, list: string, filter: object): string {
  return JSON.stringify([
    'list',
    organizationId,
    list,
    Object.entries(filter).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}

/** Cuts a list that was read one row longer than asked into a page, with a cursor bound to its filter and order. */
export async function pageOut<R extends {id: string}, T>(
  office: Office,
  organizationId: string,
  page: {list: string; filter: object; rows: readonly R[]; limit: number; keyOf: (row: R) => string},
  out: (row: R) => T,
): Promise<{items: T[]; nextCursor?: string}> {
  const shown = page.rows.slice(0, page.limit);
  const last = shown.at(-1);
  const items = shown.map(out);
  if (page.rows.length <= page.limit || !last) return {items};
  const after: After = {key: page.keyOf(last), id: last.id};
  return {
    items,
    nextCursor: await seal(office, purposeOfList(organizationId, page.list, page.filter), after),
  };
}

/** Where a page begins, if a cursor was given. */
export async function afterOf(
  office: Office,
  organizationId: string,
  list: string,
  filter: object,
  cursor: unknown,
): Promise<After | undefined> {
  if (typeof cursor !== 'string') return undefined;
  return (await unseal(office, purposeOfList(organizationId, list, filter), cursor)) as After;
}

/** A cursor into the events of an organization, for one scope of reader. */
export function eventCursor(
  office: Office,
  organizationId: string,
  scope: string,
  seq: number,
): Promise<string> {
  return seal(office, `events ${organizationId} ${scope}`, seq);
}

export async function seqOf(
  office: Office,
  organizationId: string,
  scope: string,
  cursor: string,
): Promise<number> {
  return Number(await unseal(office, `events ${organizationId} ${scope}`, cursor));
}

function toBase64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

function fromBase64Url(text: string): string {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder().decode(Uint8Array.from(binary, char => char.charCodeAt(0)));
  } catch {
    return 'null';
  }
}
