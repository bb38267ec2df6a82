import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {distanceMeters, lengthMeters, nearestOnLine, toMs} from '@dispatch-kit/core';
import {dice, oneOf} from '../dice.ts';
import {RoadGraph} from './road-graph.ts';
import {simulateDrive} from './simulate-drive.ts';
import type {DriveOptions, SimulatedDrive} from './simulate-drive.ts';
import {smallCity} from './small-city.ts';
import {trafficOf} from './traffic.ts';

const city = smallCity();
const departMs = Date.parse('2026-03-03T15:40:00Z');

function driveOf(seed: number): SimulatedDrive & {to: {lat: number; lng: number}} {
  const random = dice('drives', seed);
  const [from, to] = [oneOf(random, city.addresses), oneOf(random, city.addresses)];
  return {...simulateDrive({graph: city.graph, from, to, random, departMs}), to};
}

const drives = Array.from({length: 40}, (_, seed) => driveOf(seed));

describe('a simulated drive', () => {
  it('never leaves the streets by more than the receiver errs', () => {
    for (const [seed, drive] of drives.entries())
      for (const fix of drive.fixes)
        assert.ok(nearestOnLine(drive.route, fix).distanceMeters < 16, `seed ${seed}, ${fix.at}`);
  });

  it('follows the streets themselves', () => {
    for (const drive of drives)
      for (const place of drive.route) assert.ok(city.graph.nearest(place)!.distanceMeters < 1);
  });

  it('is never faster than its street allows', () => {
    for (const [seed, drive] of drives.entries()) {
      for (let ms = drive.departMs; ms < drive.arriveMs; ms += 1000) {
        const {place, speedMetersPerSecond} = drive.positionAt(ms);
        const limit = city.graph.nearest(place)!.road.speedMetersPerSecond;
        assert.ok(
          speedMetersPerSecond <= Math.max(limit, 8.5) * 1.3,
          `seed ${seed}: ${speedMetersPerSecond}`,
        );
      }
    }
  });

  it('moves as far as its speed says', () => {
    for (const {departMs: from, arriveMs, positionAt} of drives) {
      for (let ms = from; ms + 1000 < arriveMs; ms += 1000)
        assert.ok(positionAt(ms + 1000).alongMeters - positionAt(ms).alongMeters < 13 * 1.3);
    }
  });

  it('ends at the door, and stands there for a minute', () => {
    for (const drive of drives) {
      assert.ok(distanceMeters(drive.positionAt(drive.arriveMs).place, drive.to) < 20);
      const standing = drive.fixes.filter(fix => toMs(fix.at) >= drive.arriveMs);
      assert.ok(standing.length >= 10);
      assert.ok(standing.every(fix => fix.speedMetersPerSecond === 0));
    }
  });

  it('reports every three to five seconds', () => {
    for (const {fixes} of drives) {
      for (let i = 1; i < fixes.length; i++) {
        const gapMs = toMs(fixes[i]!.at) - toMs(fixes[i - 1]!.at);
        assert.ok(gapMs >= 3000 && gapMs <= 5000);
      }
    }
  });

  it('is the same for the same seed, and another for another', () => {
    assert.deepEqual(driveOf(7).fixes, driveOf(7).fixes);
    assert.notDeepEqual(driveOf(7).fixes, driveOf(8).fixes);
  });

  it('takes about as long as its path said', () => {
    const shares = drives.map(({route, arriveMs}) => {
      const said = city.graph.shortestPath(route[0]!, route.at(-1)!)!.durationSeconds;
      return said > 60 ? (arriveMs - departMs) / 1000 / said : 1;
    });
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    assert.ok(mean > 0.85 && mean < 1.15, `mean ${mean}`);
  });

  it('leads straight across where no street is near', () => {
    const to = {lat: city.depot.lat - 0.02, lng: city.depot.lng};
    const drive = simulateDrive({graph: city.graph, from: city.depot, to, random: dice(1), departMs});
    assert.ok(distanceMeters(drive.positionAt(drive.arriveMs).place, to) < 1);
    const none = new RoadGraph({nodes: [], streets: []});
    assert.equal(
      simulateDrive({graph: none, from: city.depot, to, random: dice(1), departMs}).route.length,
      2,
    );
  });

  it('from where one stands already is over at once', () => {
    const [at] = city.addresses;
    const drive = simulateDrive({graph: city.graph, from: at!, to: at!, random: dice(1), departMs});
    assert.ok(drive.arriveMs - departMs < 2000);
  });
});

describe('a road graph', () => {
  it('is the same after it went through JSON', () => {
    const copy = RoadGraph.fromJSON(JSON.parse(JSON.stringify(city.graph)));
    assert.equal(copy.roads.length, city.graph.roads.length);
    const [from, to] = [city.addresses[3]!, city.addresses[90]!];
    const [here, there] = [city.graph.shortestPath(from, to)!, copy.shortestPath(from, to)!];
    assert.ok(Math.abs(here.durationSeconds - there.durationSeconds) < 0.5);
  });

  it('finds a way that hangs together, between any two houses', () => {
    for (const [i, from] of city.addresses.entries()) {
      const to = city.addresses[(i * 7 + 3) % city.addresses.length]!;
      const path = city.graph.shortestPath(from, to);
      assert.ok(path, `${from.line} to ${to.line}`);
      for (let leg = 1; leg < path.stretches.length; leg++)
        assert.equal(path.stretches[leg]!.road.from, path.stretches[leg - 1]!.road.to);
      assert.ok(Math.abs(lengthMeters(path.line) - path.lengthMeters) < 2);
    }
  });

  it('finds no quicker way through any third place', () => {
    const random = dice('third places');
    for (let i = 0; i < 60; i++) {
      const [from, to] = [oneOf(random, city.addresses), oneOf(random, city.addresses)];
      const via = city.graph.nodes[Math.floor(random() * city.graph.nodes.length)]!;
      const direct = city.graph.shortestPath(from, to)!.durationSeconds;
      const around =
        city.graph.shortestPath(from, via)!.durationSeconds +
        city.graph.shortestPath(via, to)!.durationSeconds;
      assert.ok(direct <= around + 12);
    }
  });

  it('crosses the river only by its bridges', () => {
    const north = city.addresses.filter(({lat}) => lat > 41.9 + 0.0185);
    const path = city.graph.shortestPath(city.depot, north[0]!)!;
    const bridges = path.stretches.filter(({road}) => {
      const rows = [road.from, road.to].map(node => Math.floor(node / 16));
      return rows.includes(8) && rows.includes(9);
    });
    assert.equal(bridges.length, 1);
    assert.ok(['Dogwood Ave', 'Maple Ave'].includes(bridges[0]!.road.name));
  });
});

describe('a simulated drive out of the ordinary', () => {
  const [from, to] = [city.addresses[3]!, city.addresses[170]!];
  const drive = (more: Partial<DriveOptions> = {}) =>
    simulateDrive({graph: city.graph, from, to, random: dice('odd', 1), departMs, ...more});
  const minutesOf = ({arriveMs}: SimulatedDrive) => (arriveMs - departMs) / 60_000;

  it('stands where it halts for as long as it is told', () => {
    const [plain, halting] = [drive(), drive({halts: [{share: 0.5, seconds: 300}]})];
    const longer = minutesOf(halting) - minutesOf(plain);
    assert.ok(longer > 4.8 && longer < 5.6, String(longer));
  });

  it('is not heard where it is silent, and is driven all the same', () => {
    const [plain, silent] = [drive(), drive({silences: [{from: 0.4, to: 0.6}]})];
    assert.equal(silent.arriveMs, plain.arriveMs);
    const shares = silent.fixes.map(fix => silent.positionAt(toMs(fix.at)).alongMeters / silent.lengthMeters);
    assert.ok(shares.every(share => share <= 0.4 || share >= 0.6));
    assert.ok(silent.fixes.length < plain.fixes.length);
  });

  it('goes through another place, and leaves the planned way for it', () => {
    const [plain, aside] = [drive(), drive({via: [city.addresses[80]!]})];
    assert.deepEqual(aside.route, plain.route);
    assert.ok(minutesOf(aside) > minutesOf(plain));
    assert.ok(aside.fixes.some(fix => nearestOnLine(aside.route, fix).distanceMeters > 100));
    assert.ok(aside.fixes.some(fix => distanceMeters(fix, city.addresses[80]!) < 60));
  });

  it('is slower in the rush hour of a town, in the large streets most, and each day a little different', () => {
    const timeZone = 'America/Chicago';
    const traffic = trafficOf('commuters', {seed: 4, timeZone, centre: city.depot});
    const at = (iso: string) => {
      const beginMs = Date.parse(iso);
      return (drive({departMs: beginMs, traffic}).arriveMs - beginMs) / 60_000;
    };
    const [rush, night, nextRush] = [
      at('2026-03-03T08:00:00-06:00'),
      at('2026-03-03T04:00:00-06:00'),
      at('2026-03-04T08:00:00-06:00'),
    ];
    assert.ok(rush > 1.25 * night, `${rush} ${night}`);
    assert.notEqual(rush, nextRush);
    const speedsAt = (metersPerSecond: number) =>
      traffic({place: city.depot, ms: Date.parse('2026-03-03T08:00:00-06:00'), metersPerSecond});
    assert.ok(speedsAt(13) < speedsAt(8));
  });
});
