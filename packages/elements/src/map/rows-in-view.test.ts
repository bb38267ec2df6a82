import {expect} from 'chai';
import fc from 'fast-check';
import {fixedX, fixedY} from './fixed-mercator.ts';
import {FleetRows} from './fleet-rows.ts';
import {fastestPace, shareDriven} from './motion-law.ts';
import {chooseRows, nextPictureMs, viewOf} from './rows-in-view.ts';

const middle = {lat: 41.9, lng: -87.6};
const pixels = 0.25;
const viewAt = (zoom: number) =>
  viewOf({center: middle, zoom, bearingDegrees: 0, isFlat: true, width: 800, height: 600});

/** Somebody who has just reported twice, so many seconds apart. */
function driving(to: {lat: number; lng: number}, gapMs: number): FleetRows {
  const rows = new FleetRows(0);
  const context = {elapsedMs: 0, nowMs: 0, timeScale: 1, still: false};
  rows.sight('mem_1', {...middle, atMs: 0, headingDegrees: 90}, context);
  rows.sight('mem_1', {...to, atMs: gapMs, headingDegrees: 90}, context);
  return rows;
}

describe('The next picture of a fleet', () => {
  it('is due before anybody has moved so far that it is seen, and not much sooner', () => {
    const drive = fc.record({
      lat: fc.double({min: -0.002, max: 0.002, noNaN: true}),
      lng: fc.double({min: -0.002, max: 0.002, noNaN: true}),
      gapMs: fc.integer({min: 1_000, max: 20_000}),
      passedMs: fc.integer({min: 600, max: 20_000}),
      zoom: fc.double({min: 8, max: 18, noNaN: true}),
    });
    fc.assert(
      fc.property(drive, ({lat, lng, gapMs, passedMs, zoom}) => {
        const rows = driving({lat: middle.lat + lat, lng: middle.lng + lng}, gapMs);
        const view = viewAt(zoom);
        const {motion} = chooseRows(rows, view, passedMs);
        const dueMs = nextPictureMs(motion, passedMs, {unit: view.unit, reach: 20, pixels});
        const isMoving = rows.at('mem_1', passedMs)!.isMoving;
        expect(dueMs !== undefined).to.equal(isMoving);
        if (dueMs === undefined) return;
        const [was, is] = [rows.pointAt(0, passedMs), rows.pointAt(0, passedMs + dueMs)];
        const moved = Math.hypot(is.x - was.x, is.y - was.y);
        // Places are whole units.
        expect(moved / view.unit).to.be.at.most(pixels + 2 / view.unit);
      }),
      {numRuns: 300},
    );
  });

  it('is the sooner, the nearer the map: a car in town every second over a city, in every frame in a street', () => {
    const rows = driving({lat: middle.lat, lng: middle.lng + 0.0012}, 10_000);
    const dueMs = (zoom: number) => {
      const view = viewAt(zoom);
      return nextPictureMs(chooseRows(rows, view, 1_000).motion, 1_000, {
        unit: view.unit,
        reach: 20,
        pixels,
      })!;
    };
    expect(dueMs(10)).to.be.within(900, 1_600);
    expect(dueMs(13)).to.be.closeTo(dueMs(10) / 8, 1);
    expect(dueMs(18)).to.be.lessThan(17);
  });

  it('is due sooner while somebody turns, as far as his point reaches', () => {
    const rows = new FleetRows(0);
    const context = {elapsedMs: 0, nowMs: 0, timeScale: 1, still: false};
    rows.sight('mem_1', {...middle, atMs: 0, headingDegrees: 350}, context);
    rows.sight('mem_1', {...middle, lng: middle.lng + 0.001, atMs: 10_000, headingDegrees: 10}, context);
    const view = viewAt(10);
    const {motion} = chooseRows(rows, view, 0);
    expect(motion.radiansPerMs * 500).to.be.closeTo(Math.PI / 9, 0.001);
    const dueMs = (now: number) => nextPictureMs(motion, now, {unit: view.unit, reach: 20, pixels})!;
    expect(dueMs(0)).to.be.lessThan(dueMs(500) / 10);
  });

  it('is not due while nobody in view moves, though somebody elsewhere does', () => {
    const rows = driving({lat: middle.lat, lng: middle.lng + 0.001}, 10_000);
    const view = {...viewAt(14), x: fixedX(2), y: fixedY(48)};
    const {motion} = chooseRows(rows, view, 0);
    expect(nextPictureMs(motion, 0, {unit: view.unit, reach: 20, pixels})).to.equal(undefined);
  });
});

describe('The fastest moment of a way', () => {
  it('is where the share that lies behind grows fastest', () => {
    const slope = fc.double({min: 0, max: 3, noNaN: true});
    fc.assert(
      fc.property(slope, slope, (enters, leaves) => {
        const step = 1e-4;
        let fastest = 0;
        for (let time = 0; time + step <= 1; time += step) {
          const share = shareDriven(enters, leaves, time + step) - shareDriven(enters, leaves, time);
          fastest = Math.max(fastest, share / step);
        }
        expect(fastestPace(enters, leaves)).to.be.closeTo(fastest, 0.01);
      }),
      {numRuns: 50},
    );
  });
});
