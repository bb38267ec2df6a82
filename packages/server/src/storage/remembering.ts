import type {Transaction} from './storage.ts';

type Get = (organizationId: string, id: string) => Promise<unknown>;

function once<F extends Get>(get: F): F {
  const known = new Map<string, Promise<unknown>>();
  return ((organizationId, id) => {
    const key = `${organizationId} ${id}`;
    const reading = known.get(key) ?? get(organizationId, id);
    known.set(key, reading);
    return reading;
  }) as F;
}

/** A transaction to read a long list with: each row that many lines speak of is read once. Not for writing. */
export function remembering(tx: Transaction): Transaction {
  return {
    ...tx,
    jobs: {...tx.jobs, get: once(tx.jobs.get)},
    customers: {...tx.customers, get: once(tx.customers.get)},
    members: {...tx.members, get: once(tx.members.get)},
    links: {...tx.links, get: once(tx.links.get)},
    road: {...tx.road, get: once(tx.road.get)},
  };
}
