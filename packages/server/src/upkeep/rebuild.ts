import {jobFolds, projected} from './job-folds.ts';
import type {Storage} from '../storage/storage.ts';

/** What a rebuild did. */
export type Rebuilt = {jobs: number; changed: string[]};

/**
 * Folds every job and visit again from its events and writes what follows over what stands there. Texts, which are in no
 * event, stay. Run it while no process serves the office.
 */
export async function rebuildProjections(storage: Storage): Promise<Rebuilt> {
  const rebuilt: Rebuilt = {jobs: 0, changed: []};
  const read = storage.transaction.bind(storage);
  for (const {id} of await storage.transaction(tx => tx.organizations.list())) {
    for await (const page of jobFolds(read, id)) {
      const next = page.map(fold => ({fold, ...projected(fold)}));
      const changed = next.filter(
        ({fold, job, visits}) => !same(fold.job, job) || !same(fold.visits, visits),
      );
      rebuilt.jobs += page.length;
      rebuilt.changed.push(...changed.map(({job}) => job.id));
      await storage.transaction(async tx => {
        await tx.organizations.lock(id);
        await tx.jobs.put(
          id,
          changed.map(({job}) => job),
        );
        await tx.appointments.put(
          id,
          changed.flatMap(({visits}) => visits),
        );
      });
    }
  }
  return rebuilt;
}

/** True if two rows say the same; the order of keys says nothing. */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
