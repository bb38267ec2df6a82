/** `npm run -s road`: what the road says of a recorded drive: its arrivals, and when it was expected. */
import {parseArgs} from 'node:util';
import {believe, detectArrivals, estimateArrival, learnRoad, noFixes, toMs} from '@dispatch-kit/core';
import type {Fix, LatLng} from '@dispatch-kit/core';
import {placeFrom, readDriveFile} from './drive-file.ts';

const usage = `npm run -s road -- arrivals FILE --to LAT,LNG [--radius METRES]
npm run -s road -- eta FILE --to LAT,LNG [--past FILE]… [--route FILE] [--every SECONDS]
    [--columns lat=…,lng=…,time=…[,date=…]] [--time-zone ZONE]

Prints JSON lines. arrivals: each arrival at the place, with the rule and the fixes that show it. eta: when the drive was expected at
the place, asked every 15 seconds (--every) with the fixes that were there by then. --past are finished drives to learn from; --route is
a drive or track along the planned way. FILE is GPX, barefoot JSON or CSV; --time-zone is that of times without an offset, and of
rush hours; default UTC.`;

async function main(): Promise<void> {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      to: {type: 'string'},
      past: {type: 'string', multiple: true, default: []},
      route: {type: 'string'},
      radius: {type: 'string'},
      every: {type: 'string', default: '15'},
      columns: {type: 'string'},
      'time-zone': {type: 'string'},
      help: {type: 'boolean', default: false},
    },
  });
  const [what, file, ...more] = positionals;
  if (values.help) return void console.error(usage);
  if (!what || !file || !values.to) throw new Error(usage);
  const reading = {columns: values.columns, timeZone: values['time-zone']};
  const destination = placeFrom('--to', values.to);
  const {fixes} = await readDriveFile(file, reading);
  if (what === 'arrivals') {
    const radiusMeters = values.radius === undefined ? undefined : positive('--radius', values.radius);
    for (const arrival of detectArrivals(fixes, {destination, ...(radiusMeters && {radiusMeters})}))
      console.log(JSON.stringify(arrival));
    return;
  }
  if (what !== 'eta') throw new Error(`There is no "${what}": say arrivals or eta.\n\n${usage}`);
  const past = await Promise.all([...values.past, ...more].map(each => readDriveFile(each, reading)));
  const timeZone = values['time-zone'] ?? 'UTC';
  const route = values.route ? believable((await readDriveFile(values.route, reading)).fixes) : undefined;
  const everyMs = positive('--every', values.every) * 1000;
  const road = learnRoad(past, {timeZone});
  for (const {now, known} of asked(fixes, everyMs)) {
    const said = estimateArrival({
      fixes: known,
      destination,
      pastDrives: road,
      now,
      timeZone,
      ...(route && {route}),
    });
    if (said) console.log(JSON.stringify({now, ...said}));
  }
}

/** The moments at which to ask, each with the fixes that were there by then. */
function* asked(fixes: readonly Fix[], everyMs: number): Generator<{now: string; known: readonly Fix[]}> {
  let last = -Infinity;
  for (const [i, {at}] of fixes.entries()) {
    if (!(toMs(at) - last >= everyMs)) continue;
    last = toMs(at);
    yield {now: at, known: fixes.slice(0, i + 1)};
  }
}

function believable(fixes: readonly Fix[]): LatLng[] {
  let history = noFixes;
  return fixes.filter(fix => {
    const belief = believe(history, fix, toMs(fix.at));
    history = belief.history;
    return belief.verdict === 'taken';
  });
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`${option}: give a number above 0, not ${text}.`);
  return value;
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
