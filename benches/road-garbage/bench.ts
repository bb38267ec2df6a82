/** What garbage does: the recorded drive with empty fields, and clean drives sent through a queue that disorders them. */
import {
  believe,
  detectStanding,
  awaitingArrival,
  distanceMeters,
  noFixes,
  toInstant,
  toMs,
} from '@dispatch-kit/core';
import type {Fix, FixHistory, LatLng} from '@dispatch-kit/core';
import {lastStanding} from '@dispatch-kit/testing/drives';
import {playScenario} from '@dispatch-kit/testing/simulator';
import {dice} from '../../packages/testing/src/dice.ts';
import {markerAt, sight} from '../../packages/elements/src/map/marker-motion.ts';
import type {MarkerMotion} from '../../packages/elements/src/map/marker-motion.ts';
import {printMarks} from '../marks.ts';
import {hasRecorded, recorded} from '../recorded/recorded.ts';
import {disorder} from './disorder.ts';
import type {Delivered} from './disorder.ts';

/** Farther than this from every true place the marker is off the map. */
const offMapMeters = 2_000;
const seeds = Array.from({length: 40}, (_, i) => 2_001 + i);

interface Outcome {
  history: FixHistory;
  events: string[];
  /** Where the marker was drawn, every few seconds. */
  drawn: LatLng[];
  refused: number;
}

/** Everything that an office and a page make of fixes as they come in. */
function run(delivered: readonly Delivered[], destination: LatLng): Outcome {
  let history = noFixes;
  let standing = awaitingArrival;
  let motion: MarkerMotion | undefined;
  const outcome: Outcome = {history, events: [], drawn: [], refused: 0};
  for (const {fix, receivedMs} of delivered) {
    const belief = believe(history, fix, receivedMs, destination);
    history = belief.history;
    if (belief.verdict === 'refused') outcome.refused += 1;
    if (belief.verdict !== 'taken' && belief.verdict !== 'heard_again') continue;
    const result = detectStanding(standing, fix, {destination});
    standing = result.state;
    if (result.event) outcome.events.push(result.event);
    motion = sight(
      motion,
      {place: fix, atMs: toMs(fix.at)},
      {elapsedMs: receivedMs, timeScale: 1, route: [], still: false},
    );
    outcome.drawn.push(markerAt(motion, receivedMs + 500).place, markerAt(motion, receivedMs + 3_000).place);
  }
  return {...outcome, history};
}

const inOrder = (fixes: readonly Fix[]): Delivered[] =>
  fixes.map(fix => ({fix, receivedMs: toMs(fix.receivedAt ?? fix.at) + 1_000}));
const countedRefusals = ({refused}: FixHistory) =>
  Object.values(refused).reduce((sum, count) => sum + count, 0);

function offMap(drawn: readonly LatLng[], truth: readonly LatLng[]): number {
  const thinned = truth.filter((_, i) => i % 5 === 0);
  return drawn.filter(place => {
    if (Math.abs(place.lat) < 1 && Math.abs(place.lng) < 1) return true;
    return !thinned.some(each => distanceMeters(each, place) < offMapMeters);
  }).length;
}

const isSameEnd = (a: Outcome, b: Outcome) =>
  a.history.newestAtMs === b.history.newestAtMs &&
  a.history.taken?.lat === b.history.taken?.lat &&
  a.history.taken?.lng === b.history.taken?.lng;

function judgeRabat() {
  const fixes = recorded('rabat-ev-garbage.csv');
  const isGarbage = (fix: Fix) => Math.abs(fix.lat) < 1;
  const clean = fixes.filter(fix => !isGarbage(fix));
  const {place} = lastStanding(clean)!;
  const [dirty, pure] = [run(inOrder(fixes), place), run(inOrder(clean), place)];
  console.log(
    `Rabat: ${fixes.length} fixes, ${fixes.length - clean.length} garbage; refused ${JSON.stringify(dirty.history.refused)}; without them ${JSON.stringify(pure.history.refused)}`,
  );
  return [
    {mark: 'Rabat, markers at 0,0 or off the map', ours: offMap(dirty.drawn, clean), limit: 0},
    {
      mark: 'Rabat, arrivals and departures not as in the clean file',
      ours: difference(dirty, pure),
      limit: 0,
    },
    {
      mark: 'Rabat, garbage fixes not counted as refused',
      ours: Math.max(0, fixes.length - clean.length - (dirty.history.refused.blank ?? 0)),
      limit: 0,
    },
    {mark: 'Rabat, end state other than the clean file', ours: isSameEnd(dirty, pure) ? 0 : 1, limit: 0},
  ];
}

const difference = (a: Outcome, b: Outcome) => (a.events.join() === b.events.join() ? 0 : 1);

function judgeQueues() {
  const sums = {played: 0, offMap: 0, flaps: 0, uncounted: 0, otherEnd: 0, injected: 0, refused: 0};
  for (const seed of seeds) {
    const scenario = playScenario('plain', seed);
    const clean = run(inOrder(scenario.fixes), scenario.destination);
    const {delivered, impossible} = disorder(scenario.fixes, dice('disorder', seed));
    const dirty = run(delivered, scenario.destination);
    sums.played += 1;
    sums.injected += impossible;
    sums.refused += dirty.refused;
    sums.offMap += offMap(dirty.drawn, scenario.fixes);
    sums.flaps += difference(dirty, clean);
    sums.uncounted +=
      Math.abs(countedRefusals(dirty.history) - dirty.refused) + Math.max(0, impossible - dirty.refused);
    if (!isSameEnd(dirty, clean)) {
      sums.otherEnd += 1;
      console.log(
        `seed ${seed}: ends at ${toInstant(dirty.history.newestAtMs ?? 0)}, the clean one at ${toInstant(clean.history.newestAtMs ?? 0)}`,
      );
    }
    if (difference(dirty, clean))
      console.log(`seed ${seed}: ${dirty.events.join()} instead of ${clean.events.join()}`);
  }
  return [
    {mark: 'queues played', ours: sums.played},
    {mark: 'impossible fixes put in', ours: sums.injected},
    {mark: 'fixes refused', ours: sums.refused},
    {mark: 'markers at 0,0 or off the map', ours: sums.offMap, limit: 0},
    {mark: 'queues whose arrivals flap', ours: sums.flaps, limit: 0},
    {mark: 'refusals not counted by reason', ours: sums.uncounted, limit: 0},
    {mark: 'queues that end otherwise than the clean file', ours: sums.otherEnd, limit: 0},
  ];
}

printMarks('road-garbage', [...(hasRecorded ? judgeRabat() : []), ...judgeQueues()]);
