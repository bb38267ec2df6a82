import type {Office} from '../office/office.ts';
import {seal, unseal} from '../office/seal.ts';
import type {After} from '../storage/filters.ts';

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
