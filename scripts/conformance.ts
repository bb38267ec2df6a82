/** `npm run -s conformance`: proves that a server keeps the contract. Without `--url` it starts an office of its own. */
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {runOffice} from '@dispatch-kit/server/node';
import {NeedsOwnOrganization, conformance} from '@dispatch-kit/testing/conformance';
import type {OfficeUnderTest} from '@dispatch-kit/testing/conformance';
import {closeRun, emptyTally} from './tests/tally.ts';

const usage = `npm run -s conformance [-- --url URL --api-key KEY [--operator-key KEY]] [--database-url memory:|pglite:DIR|postgres://…] [--only WORDS]

Plays every scenario of the contract against a server, each in an organization of its own made with the operator key. Without
one they are played one after another in the organization of the API key, which they fill with orders: give the key of a
test organization. What cannot be shown there is listed as skipped.
Without --url it starts an office of its own, in memory unless --database-url says otherwise.`;

type Scenario = {name: string; run: () => Promise<void>};
const atATime = 6;
/** An office of its own is asked as fast as it answers. */
const limits = {requestsPerMinute: 1e6, anonymousPerMinute: 1e6};

async function main(): Promise<void> {
  const {values} = parseArgs({
    options: {
      url: {type: 'string'},
      'api-key': {type: 'string'},
      'operator-key': {type: 'string'},
      'database-url': {type: 'string', default: 'memory:'},
      only: {type: 'string'},
      help: {type: 'boolean', default: false},
    },
  });
  if (values.help) return void console.error(usage);
  const {url, 'api-key': apiKey, 'operator-key': operatorKey} = values;
  if (url === undefined)
    return await withOwnOffice(values['database-url'], office => play(office, values.only));
  if (!apiKey) throw new Error('With --url give --api-key too: a server key, dk_….');
  await play({url: url.replace(/\/+$/, ''), apiKey, operatorKey}, values.only);
}

async function withOwnOffice(
  databaseUrl: string,
  run: (office: OfficeUnderTest) => Promise<void>,
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-conformance-'));
  const office = await runOffice({dataDir, databaseUrl, port: 0, limits});
  try {
    await run(office);
  } finally {
    await office.close();
    await rm(dataDir, {recursive: true, force: true});
  }
}

/** Plays the scenarios a few at a time, with a line for each. */
async function play(office: OfficeUnderTest, only: string | undefined): Promise<void> {
  const scenarios: Scenario[] = [];
  conformance(office, {test: (name, run) => scenarios.push({name, run})});
  const chosen = scenarios.filter(({name}) => only === undefined || name.includes(only));
  const tally = emptyTally();
  const queue = chosen.values();
  const worker = async () => {
    for (const {name, run} of queue) {
      try {
        await run();
        tally.passed += 1;
        console.log(`ok      ${name}`);
      } catch (error) {
        if (error instanceof NeedsOwnOrganization) {
          tally.skips.push(`${name}: needs --operator-key`);
          continue;
        }
        tally.failures.push(name);
        console.log(`not ok  ${name}\n        ${String(error).replaceAll('\n', '\n        ')}`);
      }
    }
  };
  // Who shares one organization takes turns.
  await Promise.all(Array.from({length: office.operatorKey ? atATime : 1}, worker));
  closeRun(tally);
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
