import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {detectArrivals, distanceMeters, toMs} from '@dispatch-kit/core';
import {playScenario, scenarioNames} from './scenarios.ts';

const seeds = [1, 2, 3, 4];

describe('the scenarios of the road', () => {
  for (const name of scenarioNames) {
    it(`${name}: arrivals are found where they are, and nowhere else`, () => {
      for (const seed of seeds) {
        const {fixes, destination, arrivals, clockFastMs} = playScenario(name, seed);
        const found = detectArrivals(fixes, {destination});
        assert.equal(found.length, arrivals.length, `${name} ${seed}: ${JSON.stringify(found)}`);
        arrivals.forEach(({arrivedAt, leftAt}, i) => {
          const fromMs = toMs(arrivedAt) + clockFastMs;
          assert.ok(toMs(found[i]!.arrivedAt) >= fromMs - 60_000, `${name} ${seed}`);
          assert.ok(!leftAt || toMs(found[i]!.shownAt) <= toMs(leftAt) + clockFastMs, `${name} ${seed}`);
        });
      }
    });
  }

  it('are the same for the same seed, and others for another', () => {
    assert.deepEqual(playScenario('tunnel', 3), playScenario('tunnel', 3));
    assert.notDeepEqual(playScenario('tunnel', 3).fixes, playScenario('tunnel', 4).fixes);
  });

  it('are told in the order in which an office receives them', () => {
    for (const name of scenarioNames) {
      const received = playScenario(name).fixes.map(({receivedAt}) => toMs(receivedAt));
      assert.deepEqual(
        received,
        received.toSorted((a, b) => a - b),
      );
    }
  });

  it('pass_by really passes the door', () => {
    for (const seed of seeds) {
      const {fixes, destination} = playScenario('pass_by', seed);
      assert.ok(
        fixes.some(fix => distanceMeters(fix, destination) < 60),
        String(seed),
      );
    }
  });
});
