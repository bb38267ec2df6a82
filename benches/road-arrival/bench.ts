/** Whether arrivals are found where they are and nowhere else: on a real bus ride with 36 stops, and in every scenario. */
import {detectArrivals, distanceMeters, toMs} from '@dispatch-kit/core';
import type {Fix, LatLng} from '@dispatch-kit/core';
import {playScenario, scenarioNames} from '@dispatch-kit/testing/simulator';
import type {ScenarioName} from '@dispatch-kit/testing/simulator';
import {printMarks, quantile} from '../marks.ts';
import type {Mark} from '../marks.ts';
import {hasRecorded, limerickStops, recorded} from '../recorded/recorded.ts';

// Seeds that no constant was chosen by.
const seeds = Array.from({length: 20}, (_, i) => 1_001 + i);

const marks = [...(hasRecorded ? judgeLimerick() : []), ...judgeScenarios()];
printMarks('road-arrival', marks);

/** A dwell is unbroken presence of more than 15 s within 30 m of a stop, a pass-by one of at most 10 s. */
function judgeLimerick(): Mark[] {
  const fixes = recorded('limerick-bus-304.gpx');
  const missed: string[] = [];
  const wrong: string[] = [];
  const unclear: string[] = [];
  const delays: number[] = [];
  let dwells = 0;
  for (const stop of limerickStops()) {
    const {sinceMs, seconds} = presence(fixes, stop);
    const [found] = detectArrivals(fixes, {destination: stop});
    if (seconds > 15) {
      dwells += 1;
      if (found) delays.push((toMs(found.shownAt) - sinceMs) / 1000);
      else missed.push(stop.name);
    } else if (seconds > 10) unclear.push(stop.name);
    else if (found) wrong.push(stop.name);
  }
  console.log(
    `Limerick: ${dwells} dwells, not judged: ${unclear.join()}; missed: ${missed.join() || 'none'}; wrong: ${wrong.join() || 'none'}`,
  );
  return [
    {mark: 'Limerick, dwells missed of 27', ours: missed.length, limit: 1},
    {mark: 'Limerick, arrivals at 8 pass-bys', ours: wrong.length, limit: 0},
    {mark: 'Limerick, median delay (s)', ours: quantile(delays, 0.5), limit: 25},
  ];
}

/** The longest unbroken presence within 30 m. */
function presence(fixes: readonly Fix[], stop: LatLng): {sinceMs: number; seconds: number} {
  let longest = {sinceMs: 0, seconds: 0};
  let sinceMs: number | undefined;
  for (const fix of fixes) {
    const atMs = toMs(fix.at);
    if (distanceMeters(fix, stop) > 30) sinceMs = undefined;
    else {
      sinceMs ??= atMs;
      if (atMs - sinceMs > longest.seconds * 1000) longest = {sinceMs, seconds: (atMs - sinceMs) / 1000};
    }
  }
  return longest;
}

function judgeScenarios(): Mark[] {
  const wrong = scenarioNames.flatMap(name =>
    seeds.filter(seed => !isRight(name, seed)).map(seed => `${name} ${seed}`),
  );
  if (wrong.length > 0) console.log(`wrong: ${wrong.join(', ')}`);
  return [
    {mark: 'scenarios played', ours: scenarioNames.length * seeds.length},
    {mark: 'scenarios judged wrongly', ours: wrong.length, limit: 0},
  ];
}

/** As many arrivals as there are, each shown while he was there and begun within a minute of the truth; nothing flaps. */
function isRight(name: ScenarioName, seed: number): boolean {
  const {fixes, destination, arrivals, clockFastMs} = playScenario(name, seed);
  const found = detectArrivals(fixes, {destination});
  if (found.length !== arrivals.length) return false;
  return arrivals.every(({arrivedAt, leftAt}, i) => {
    const {arrivedAt: saidAt, shownAt} = found[i]!;
    const [fromMs, untilMs] = [toMs(arrivedAt) + clockFastMs, leftAt ? toMs(leftAt) + clockFastMs : Infinity];
    return toMs(saidAt) >= fromMs - 60_000 && toMs(shownAt) <= untilMs;
  });
}
