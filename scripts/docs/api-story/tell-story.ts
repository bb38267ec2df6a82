import {tellBooking, tellCustomers, tellThread, tellTracking} from './customer-chapter.ts';
import {tellDesk} from './office-chapter.ts';
import {tellPeople} from './people-chapter.ts';
import {Teller} from './teller.ts';
import type {Example} from './teller.ts';
import {Orders, tellJobs, tellVisits} from './work-chapter.ts';

/** A week of one office, told over HTTP: one example of every operation, by its name. The clock stands, so it is the same each time. */
export async function tellStory(): Promise<{examples: ReadonlyMap<string, Example>; untold: string[]}> {
  const teller = await Teller.open();
  const people = await tellPeople(teller);
  const customer = await tellCustomers(teller);
  const orders = new Orders(teller, customer.id);
  const job = await tellJobs(teller, orders, people.samId);
  await tellDesk(teller, job, people.samId);
  await tellVisits(teller, orders, people);
  await tellTracking(teller, orders, people.samId);
  await tellThread(teller, job);
  await tellBooking(teller);
  await teller.company.close();
  const untold = [...teller.operations.keys()].filter(name => !teller.examples.has(name));
  return {examples: teller.examples, untold};
}
