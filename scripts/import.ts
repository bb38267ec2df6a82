import {readFile} from 'node:fs/promises';
import {parseArgs} from 'node:util';
import {DispatchClient, isDispatchError} from '@dispatch-kit/client';
import type {ImportReply} from '@dispatch-kit/core';
import {runOffice} from '@dispatch-kit/server/node';
import {parse} from 'csv-parse/sync';
import {mapColumns, readOrder} from './import/csv-orders.ts';
import type {Lack, Mapping} from './import/csv-orders.ts';

const usage = `npm run -s import -- FILE.csv --time-zone ZONE [--map field=COLUMN,…] [--url URL --api-key KEY | --data DIR]

Takes the orders of a CSV file into an office: into one that runs (--url, --api-key or DISPATCH_API_KEY), else into the
one in a folder (--data, default ./data). Nothing is made twice: an order is known by its id. Nobody is written to.`;

const batchSize = 500;

type Target = {client: DispatchClient; close(): Promise<void>};

async function main(): Promise<void> {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      'time-zone': {type: 'string'},
      map: {type: 'string', default: ''},
      url: {type: 'string'},
      'api-key': {type: 'string'},
      data: {type: 'string', default: './data'},
      help: {type: 'boolean', default: false},
    },
  });
  const [file] = positionals;
  if (values.help || !file) return fail(usage);
  const timeZone = values['time-zone'];
  if (!timeZone)
    return fail(
      '--time-zone: say in which zone the times of the file are meant, such as America/Los_Angeles.',
    );
  const records = parse(await readFile(file, 'utf8'), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    relax_column_count: true,
  }) as Record<string, string>[];
  if (records.length === 0) return fail(`${file}: there is no order in it.`);
  const mapping = mapColumns(Object.keys(records[0]!), mappingOf(values.map));
  const target = await openTarget(values.url, values['api-key'], values.data, timeZone);
  try {
    await importAll(target.client, records, mapping, timeZone);
  } finally {
    await target.close();
  }
}

function mappingOf(text: string): Mapping {
  return Object.fromEntries(
    text
      .split(',')
      .filter(Boolean)
      .map(pair => pair.split('=', 2) as [string, string]),
  );
}

async function openTarget(
  url: string | undefined,
  apiKey: string | undefined,
  dataDir: string,
  timeZone: string,
): Promise<Target> {
  const key = apiKey ?? process.env['DISPATCH_API_KEY'];
  if (url) {
    if (!key) throw new Error('--api-key: give a server key of the office (dk_…), or set DISPATCH_API_KEY.');
    return {client: new DispatchClient({url, token: key}), close: () => Promise.resolve()};
  }
  const office = await runOffice({dataDir, port: 0, organization: {name: 'Imported', timeZone}});
  return {client: new DispatchClient({url: office.url, token: office.apiKey}), close: () => office.close()};
}

async function importAll(
  client: DispatchClient,
  records: readonly Record<string, string>[],
  mapping: Mapping,
  timeZone: string,
): Promise<void> {
  const orders = records.map(record => readOrder(record, mapping, timeZone));
  const total: ImportReply = {made: 0, already: 0, refused: []};
  for (let from = 0; from < orders.length; from += batchSize) {
    const rows = orders.slice(from, from + batchSize).map(order => order.row);
    const reply = await client.office.import({rows});
    total.made += reply.made;
    total.already += reply.already;
    total.refused.push(...reply.refused.map(refusal => ({...refusal, index: refusal.index + from})));
    progress(Math.min(from + batchSize, orders.length), orders.length);
  }
  const without: Record<Lack, number> = {location: 0, crew: 0, 'service date': 0};
  for (const order of orders) for (const lack of order.lacks) without[lack] += 1;
  report(orders.length, total, without);
}

function progress(done: number, all: number): void {
  process.stderr.write(
    `${process.stderr.isTTY ? '\r' : ''}${done} of ${all} orders${process.stderr.isTTY && done < all ? '' : '\n'}`,
  );
}

function report(read: number, {made, already, refused}: ImportReply, without: Record<Lack, number>): void {
  const lines = Object.entries(without).map(([lack, count]) => `  ${count} without ${lack}`);
  console.error(
    [
      `${read} orders read: ${made} made, ${already} there already, ${refused.length} refused.`,
      'Taken, but with a hole:',
      ...lines,
    ].join('\n'),
  );
  for (const {index, externalId, field, message} of refused.slice(0, 50))
    console.error(`  line ${index + 2} (${externalId ?? 'no id'}): ${field}: ${message}`);
  if (refused.length > 50) console.error(`  … and ${refused.length - 50} more.`);
  console.log(
    JSON.stringify({
      read,
      made,
      already,
      refused: refused.length,
      without: {location: without.location, crew: without.crew, serviceDate: without['service date']},
    }),
  );
}

function fail(sentence: string): void {
  console.error(sentence);
  process.exitCode = 2;
}

main().catch((error: unknown) =>
  fail(isDispatchError(error) ? `${error.code}: ${error.message}` : (error as Error).message),
);
