/** `npm run -s scenario NAME`: plays what goes wrong on the road, and says what is made of it. */
import {parseArgs} from 'node:util';
import {believe, detectArrivals, estimateArrival, noFixes, toMs} from '@dispatch-kit/core';
import {playScenario, scenarioNames} from '@dispatch-kit/testing/simulator';
import type {Scenario, ScenarioName} from '@dispatch-kit/testing/simulator';

const usage = `npm run -s scenario -- NAME [--seed N] [--fixes]

Plays a scenario of the road and prints JSON lines: what happens and what is true, what became of its fixes, the arrivals that were found,
and when he was expected minute by minute. --fixes prints the fixes and taps instead, in the order in which an office receives them: to be fed to
another one. NAME is one of:

${scenarioNames.map(name => `  ${name.padEnd(20)}${playScenario(name).says}`).join('\n')}`;

function main(): void {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      seed: {type: 'string', default: '1'},
      fixes: {type: 'boolean', default: false},
      help: {type: 'boolean'},
    },
  });
  const [name] = positionals;
  if (values.help || !name) return void console.log(usage);
  if (!isName(name)) throw new Error(`There is no scenario "${name}".\n\n${usage}`);
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) throw new Error(`--seed: give a whole number, not ${values.seed}.`);
  const scenario = playScenario(name, seed);
  if (values.fixes) printFixes(scenario);
  else judge(scenario);
}

const isName = (name: string): name is ScenarioName => (scenarioNames as readonly string[]).includes(name);
const print = (line: object) => console.log(JSON.stringify(line));

function printFixes({fixes, taps, destination}: Scenario): void {
  print({destination});
  const lines = [
    ...fixes.map(fix => ({atMs: toMs(fix.receivedAt), line: {fix}})),
    ...taps.map(tap => ({atMs: toMs(tap.at), line: {tap}})),
  ];
  for (const {line} of lines.toSorted((a, b) => a.atMs - b.atMs)) print(line);
}

function judge({name, seed, says, destination, route, fixes, arrivals, clockFastMs}: Scenario): void {
  print({scenario: name, seed, says, arrivals, clockFastMs: Math.round(clockFastMs)});
  const verdicts: Record<string, number> = {};
  let history = noFixes;
  for (const fix of fixes) {
    const belief = believe(history, fix, toMs(fix.receivedAt), destination);
    history = belief.history;
    const verdict =
      'reason' in belief && belief.reason ? `${belief.verdict}: ${belief.reason}` : belief.verdict;
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  }
  print({fixes: fixes.length, verdicts});
  for (const {fixIds, ...arrival} of detectArrivals(fixes, {destination}))
    print({found: arrival, by: fixIds.length});
  const end = arrivals[0] ? toMs(arrivals[0].arrivedAt) : Infinity;
  for (
    let ms = toMs(fixes[0]!.receivedAt) + 60_000;
    ms < end && ms < toMs(fixes.at(-1)!.receivedAt);
    ms += 60_000
  ) {
    const known = fixes.filter(fix => toMs(fix.receivedAt) <= ms);
    const now = new Date(ms).toISOString();
    const said = estimateArrival({fixes: known, destination, route, pastDrives: [], now});
    if (said)
      print({
        now,
        ...said,
        ...(end !== Infinity && {wrongBySeconds: Math.round((toMs(said.expectedAt) - end) / 1000)}),
      });
  }
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
