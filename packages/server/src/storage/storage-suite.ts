import type {Storage} from './storage.ts';
import type {Bench} from './suite/bench.ts';
import {ask, same} from './suite/bench.ts';
import {correspondenceSuite} from './suite/correspondence-suite.ts';
import {accessSuite} from './suite/access-suite.ts';
import {eventsSuite} from './suite/events-suite.ts';
import {listsSuite} from './suite/lists-suite.ts';
import {outboxSuite} from './suite/outbox-suite.ts';
import {roadSuite} from './suite/road-suite.ts';
import {rowsSuite} from './suite/rows-suite.ts';
import {minute, sampleEvent, sampleOrganization} from './suite/sample-rows.ts';
import {transactionSuite} from './suite/transaction-suite.ts';
import {visitsSuite} from './suite/visits-suite.ts';
import {placeSearchesSuite} from './suite/place-searches-suite.ts';
import {webhooksSuite} from './suite/webhooks-suite.ts';

/** A storage under test, empty or shared with others. */
export interface OpenedStorage {
  storage: Storage;
  /** Closes it and opens the same data again. Left out where data ends with the storage. */
  reopen?(): Promise<OpenedStorage>;
  /** Puts away whatever was opened for the test. */
  close(): Promise<void>;
}

export interface StorageUnderTest {
  name: string;
  /** Called once, before the first test. */
  open(): Promise<OpenedStorage>;
}

/** The functions of a test runner, such as those of `node:test`. Tests must run one after another. */
export interface TestRunner {
  test(name: string, run: () => Promise<void>): unknown;
  after(run: () => Promise<void>): unknown;
}

/**
 * The acceptance suite of the storage port: tries each of its functions, over two organizations with the same ids.
 * An adapter that passes keeps an office.
 *
 * ```ts
 * import {after, test} from 'node:test';
 * storageSuite({name: 'my storage', open: async () => ({storage: await open(), close})}, {test, after});
 * ```
 */
export function storageSuite({name, open}: StorageUnderTest, {test, after}: TestRunner): void {
  let opened: Promise<OpenedStorage> | undefined;
  const ready = () => (opened ??= open());
  let organizations = 0;
  const bench: Bench = {
    it: (title, run) => void test(`${name}: ${title}`, async () => run((await ready()).storage)),
    newOrganizationId: () => `org_suite${String(++organizations).padStart(6, '0')}`,
  };
  for (const group of [
    rowsSuite,
    accessSuite,
    transactionSuite,
    eventsSuite,
    visitsSuite,
    listsSuite,
    outboxSuite,
    correspondenceSuite,
    roadSuite,
    webhooksSuite,
    placeSearchesSuite,
  ])
    group(bench);

  test(`${name}: what was committed is there when it is opened again`, async () => {
    const before = await ready();
    if (!before.reopen) return;
    const id = bench.newOrganizationId();
    await ask(before.storage, async tx => {
      await tx.organizations.insert(sampleOrganization(id));
      await tx.events.append(id, [sampleEvent('evt_1')], minute(1));
    });
    opened = before.reopen();
    const {storage} = await opened;
    same(await ask(storage, tx => tx.organizations.get(id)), sampleOrganization(id));
    const next = await ask(storage, tx => tx.events.append(id, [sampleEvent('evt_2')], minute(2)));
    same(next[0]?.seq, 2);
  });
  after(async () => (await opened)?.close());
}
