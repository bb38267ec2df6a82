import {availableParallelism} from 'node:os';
import {globSync} from 'node:fs';
import {relative, resolve} from 'node:path';
import {run, type EventData} from 'node:test';
import {inspect} from 'node:util';
import {emptyTally, type Tally} from './tally.ts';

const root = resolve(import.meta.dirname, '../..');
const LONGEST_FILE_MS = 15 * 60_000;

/** The node test files under the globs, without the browser's, sorted. */
export function nodeTestFiles(globs: string[]): string[] {
  const files = globSync(globs, {cwd: root, exclude: path => path.includes('node_modules')});
  return files.filter(file => !file.endsWith('.browser.test.ts')).sort();
}

/**
 * Runs test files under node:test, prints a line for each file and every failure in full.
 * In one process they start fastest but share its globals; otherwise each file has a process of its own.
 */
export async function runNodeTests(files: string[], {oneProcess = false} = {}): Promise<Tally> {
  const tally = emptyTally();
  if (files.length === 0) return tally;
  const stream = run({
    files: files.map(file => resolve(root, file)),
    isolation: oneProcess ? 'none' : 'process',
    ...(oneProcess ? {} : {concurrency: availableParallelism(), timeout: LONGEST_FILE_MS}),
  });
  stream.on('test:pass', event => onPass(event, tally));
  stream.on('test:fail', event => onFail(event, tally));
  stream.on('test:stdout', event => process.stdout.write(event.message));
  stream.on('test:stderr', event => process.stderr.write(event.message));
  stream.on('test:diagnostic', event => {
    if (event.nesting > 0 && event.file) console.log(`  ${relative(root, event.file)}: ${event.message}`);
  });
  stream.on('test:summary', event => {
    if (event.file) console.log(fileLine(event.file, event));
  });
  for await (const event of stream) void event;
  return tally;
}

function onPass(event: EventData.TestPass, tally: Tally): void {
  if (event.details.type === 'suite') return;
  if (event.skip === undefined && event.todo === undefined) tally.passed += 1;
  else tally.skips.push(`${place(event)} ${event.name}: ${event.skip || event.todo || 'no reason given'}`);
}

function onFail(event: EventData.TestFail, tally: Tally): void {
  const {error, type} = event.details;
  const onlyBelow = Reflect.get(error, 'failureType') === 'subtestsFailed';
  if (onlyBelow) return;
  tally.failures.push(`${place(event)} ${type === 'suite' ? 'suite ' : ''}${event.name}`);
  console.log(`\nnot ok  ${place(event)} ${event.name}`);
  console.log(`${inspect(error.cause ?? error, {depth: 6})}\n`);
}

function place({file, line}: {file?: string | undefined; line?: number | undefined}): string {
  return file ? `${relative(root, file)}:${line ?? 1}` : '';
}

function fileLine(file: string, {counts, success, duration_ms: durationMs}: EventData.TestSummary): string {
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  const seconds = (durationMs / 1000).toFixed(1);
  return `${success ? 'ok    ' : 'not ok'}  ${relative(root, file)}  ${counts.passed} passed${skipped}  ${seconds} s`;
}
