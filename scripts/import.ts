import {readFile} from 'node:fs/promises';
import {parseArgs} from 'node:util';
import {DispatchClient, isDispatchError} from '@dispatch-kit/client';
import {guessColumns, orderFields, readOrder, requiredOrderFields} from '@dispatch-kit/core';
import type {ColumnMapping, ImportReply, OrderLack} from '@dispatch-kit/core';
import {runOffice} from '@dispatch-kit/server/node';
import {parse} from 'csv-parse/sync';

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
  const mapping = mapColumns(Object.keys(records[0]!), values.map);
  const target = await openTarget(values.url, values['api-key'], values.data, timeZone);
  try {
    await importAll(target.client, records, mapping, timeZone);
  } finally {
    await target.close();
  }
}

/** The columns as they are called, those that `--map` names (`title=Kind of work,crew=Van`) before those that are guessed. */
function mapColumns(columns: readonly string[], named: string): ColumnMapping {
  const pairs = named
    .split(',')
    .filter(Boolean)
    .map(pair => pair.split('=', 2) as [string, string]);
  const there = columns.join(', ');
  for (const [field, column] of pairs) {
    if (!orderFields.some(each => each === field))
      throw new Error(`--map: there is no field ${field}; there are ${orderFields.join(', ')}.`);
    if (!columns.includes(column))
      throw new Error(`--map: there is no column ${column}; there are ${there}.`);
  }
  const mapping: ColumnMapping = {...guessColumns(columns), ...Object.fromEntries(pairs)};
  for (const field of requiredOrderFields) {
    if (mapping[field] === undefined)
      throw new Error(`No column for ${field}: name it with --map ${field}=COLUMN. There are ${there}.`);
  }
  return mapping;
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
  mapping: ColumnMapping,
  timeZone: string,
): Promise<void> {
  const orders = records.map(record => readOrder(record, {mapping, timeZone}));
  const total: ImportReply = {made: 0, already: 0, refused: []};
  for (let from = 0; from < orders.length; from += batchSize) {
    const rows = orders.slice(from, from + batchSize).map(order => order.row);
    const reply = await client.office.import({rows});
    total.made += reply.made;
    total.already += reply.already;
    total.refused.push(...reply.refused.map(refusal => ({...refusal, index: refusal.index + from})));
    progress(Math.min(from + batchSize, orders.length), orders.length);
  }
  const without: Record<OrderLack, number> = {location: 0, crew: 0, 'service date': 0};
  for (const order of orders) for (const lack of order.lacks) without[lack] += 1;
  report(orders.length, total, without);
}

function progress(done: number, all: number): void {
  process.stderr.write(
    `${process.stderr.isTTY ? '\r' : ''}${done} of ${all} orders${process.stderr.isTTY && done < all ? '' : '\n'}`,
  );
}

function report(
  read: number,
  {made, already, refused}: ImportReply,
  without: Record<OrderLack, number>,
): void {
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
