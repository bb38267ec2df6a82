import type {Storage, Transaction} from '../storage.ts';
import {StorageConflict} from '../storage.ts';

/** What a group of the suite's tests works with. */
export interface Bench {
  /** Adds a test. */
  it(name: string, run: (storage: Storage) => Promise<void>): void;
  /** An organization id no other test uses. */
  newOrganizationId(): string;
}

/** Runs one question in a transaction of its own. */
export function ask<T>(storage: Storage, run: (tx: Transaction) => Promise<T>): Promise<T> {
  return storage.transaction(run);
}

/** Throws unless both are the same as JSON; the order of an object's keys does not matter. */
export function same(actual: unknown, expected: unknown, about = 'The answer'): void {
  const [is, be] = [canonical(actual), canonical(expected)];
  if (is !== be) throw new Error(`${about} is\n  ${is}\nbut must be\n  ${be}`);
}

/** Throws unless a conflict of this kind is thrown. */
export async function conflicts(what: StorageConflict['what'], work: Promise<unknown>): Promise<void> {
  const error = await thrown(work);
  if (!(error instanceof StorageConflict)) throw new Error(`Must be a conflict (${what}).`, {cause: error});
  same(error.what, what, 'The conflict');
}

/** What a promise throws; throws itself if it does not. */
export async function thrown(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('This must throw.');
}

function canonical(value: unknown): string {
  const sorted = (_: string, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  return JSON.stringify(value, sorted) ?? 'undefined';
}
