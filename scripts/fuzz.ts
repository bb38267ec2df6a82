/** `npm run -s fuzz`: sends requests made from the office's own OpenAPI document, most of them wrong, and looks for faults and hangs. */
import {parseArgs} from 'node:util';
import {errorCodes} from '@dispatch-kit/core';
import {Dice} from './fuzz/dice.ts';
import {provoke} from './fuzz/provoke.ts';
import {Requests, targetsOf} from './fuzz/requests.ts';
import type {Document, Shot, Target} from './fuzz/requests.ts';
import {Stage} from './fuzz/stage.ts';

const usage = `npm run -s fuzz -- [--requests 20000] [--seed N]

Every request must be answered within ten seconds, and none with a fault of the server (5xx). The run says nothing unless each
operation answered with success once and each code that a request can cause was seen: then it is void, and ends with 2.`;

const hangMs = 10_000;
/** Codes that no request causes: a fault, a limit that is switched off, what this office has, what an earlier law refuses. */
const beyond = [
  'internal',
  'unavailable',
  'rate_limited',
  'coming_later',
  'no_geocoder',
  'no_webhooks',
  'no_photos',
  'use_request_reschedule',
  'job_is_open',
];

type Fault = {name: string; trick: string; what: string; request: string};

class Tally {
  readonly succeeded = new Set<string>();
  readonly later = new Set<string>();
  readonly codes = new Set<string>();
  readonly faults: Fault[] = [];

  async judge({target, trick, request, sent}: Shot, response: Response | undefined): Promise<string> {
    const name = target.operation.operationId;
    const fault = (what: string) =>
      this.faults.push({
        name,
        trick,
        what,
        request: `${request.method} ${request.url} ${sent}`.slice(0, 500),
      });
    if (!response) {
      fault('no answer within 10 seconds');
      return '';
    }
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    const text = isStream ? '' : await response.text();
    if (isStream) await response.body?.cancel();
    if (response.ok) {
      if (request.method === target.method) this.succeeded.add(name);
      return text;
    }
    const code = codeOf(text);
    if (code === undefined && request.method !== 'HEAD')
      fault(`${response.status} without a problem: ${text.slice(0, 200)}`);
    else if (code !== undefined) this.codes.add(code);
    if (response.status === 501 && code === 'coming_later') this.later.add(name);
    else if (response.status >= 500 && !(request.method === 'HEAD' && response.status === 501))
      fault(`${response.status} ${text.slice(0, 300)}`);
    return '';
  }
}

function codeOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as {code?: string}).code;
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  const {values} = parseArgs({
    options: {
      requests: {type: 'string', default: '20000'},
      seed: {type: 'string', default: String(Date.now() % 1e9)},
      help: {type: 'boolean'},
    },
  });
  if (values.help) return void console.error(usage);
  const [count, seed] = [Number(values.requests), Number(values.seed)];
  const dice = new Dice(seed);
  const stage = await Stage.open(dice);
  const {fetch} = stage.company.server;
  const document = (await (await fetch(new Request(`${stage.company.url}/openapi.json`))).json()) as Document;
  const targets = targetsOf(document);
  const tally = new Tally();
  const requests = new Requests(document, stage, dice);
  for (let sent = 0; sent < count; sent++) {
    const shot = await requests.next(targets[sent % targets.length]!);
    const response = await answered(fetch(shot.request));
    const text = await tally.judge(shot, response);
    stage.learn(text);
    if (sent % 50 === 0) await stage.company.pass(1);
    if (sent % 200 === 0) await stage.refresh();
  }
  for (const code of await provoke(stage)) tally.codes.add(code);
  console.log(`loopback servers asked: ${JSON.stringify(stage.outside.asked)}`);
  tellResult({count, seed, targets, tally});
}

function answered(response: Promise<Response>): Promise<Response | undefined> {
  let timer: NodeJS.Timeout;
  const late = new Promise<undefined>(resolve => (timer = setTimeout(() => resolve(undefined), hangMs)));
  return Promise.race([response, late]).finally(() => clearTimeout(timer));
}

function tellResult({
  count,
  seed,
  targets,
  tally,
}: {
  count: number;
  seed: number;
  targets: readonly Target[];
  tally: Tally;
}): void {
  const names = targets.map(({operation}) => operation.operationId);
  const silent = names.filter(name => !tally.succeeded.has(name) && !tally.later.has(name));
  const unseen = Object.keys(errorCodes).filter(code => !tally.codes.has(code) && !beyond.includes(code));
  for (const {name, trick, what, request} of tally.faults.slice(0, 40))
    console.log(`FAULT  ${name} (${trick}): ${what}\n       ${request}`);
  console.log(
    `operations that succeeded (${tally.succeeded.size} of ${names.length}): ${names.filter(name => tally.succeeded.has(name)).join(' ')}`,
  );
  console.log(`codes seen (${tally.codes.size}): ${[...tally.codes].sort().join(' ')}`);
  if (tally.later.size > 0) console.log(`not built yet (${tally.later.size}): ${[...tally.later].join(' ')}`);
  if (silent.length > 0) console.log(`never succeeded (${silent.length}): ${silent.join(' ')}`);
  if (unseen.length > 0) console.log(`never seen (${unseen.length}): ${unseen.join(' ')}`);
  const isVoid = silent.length > 0 || unseen.length > 0;
  console.log(JSON.stringify({requests: count, seed, faults: tally.faults.length, void: isVoid}));
  process.exitCode = tally.faults.length > 0 ? 1 : isVoid ? 2 : 0;
}

await main();
process.exit();
