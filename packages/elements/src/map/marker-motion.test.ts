import {expect} from 'chai';
import {bearingDegrees, distanceMeters} from '@dispatch-kit/core';
import {markerAt, sight} from './marker-motion.ts';
import type {MarkerMotion, MotionContext} from './marker-motion.ts';

const start = {lat: 41.9, lng: -87.6};
const corner = {lat: 41.902, lng: -87.6};
const end = {lat: 41.902, lng: -87.597};
const beginMs = Date.UTC(2026, 2, 1, 12);
const context = (more: Partial<MotionContext> = {}): MotionContext => ({
  elapsedMs: 0,
  timeScale: 1,
  route: [],
  still: false,
  ...more,
});
const twoSightings = (more: Partial<MotionContext> = {}): MarkerMotion => {
  const first = sight(undefined, {place: start, atMs: beginMs}, context());
  return sight(first, {place: end, atMs: beginMs + 15_000}, context(more));
};

describe('a marker', () => {
  it('stands where it was first seen', () => {
    const motion = sight(undefined, {place: start, atMs: beginMs, headingDegrees: 90}, context());
    expect(markerAt(motion, 5_000)).to.include({isMoving: false, headingDegrees: 90});
    expect(markerAt(motion, 5_000).place).to.deep.equal(start);
  });

  it('takes as long from one report to the next as the technician did', () => {
    const motion = twoSightings();
    expect(markerAt(motion, 0).place).to.deep.equal(start);
    const halfway = distanceMeters(markerAt(motion, 7_500).place, start) / distanceMeters(start, end);
    expect(halfway).to.be.closeTo(0.5, 0.01);
    expect(markerAt(motion, 15_000).place).to.deep.equal(end);
  });

  it('is as much faster as the clock runs', () => {
    const motion = twoSightings({timeScale: 10});
    expect(markerAt(motion, 1_499).isMoving).to.equal(true);
    expect(markerAt(motion, 1_500).isMoving).to.equal(false);
  });

  it('follows the way that was told around the corner, and looks along it', () => {
    const motion = twoSightings({route: [start, corner, end]});
    const early = markerAt(motion, 1_000);
    expect(early.headingDegrees).to.be.closeTo(bearingDegrees(start, corner), 1);
    expect(markerAt(motion, 14_000).headingDegrees).to.be.closeTo(90, 1);
    expect(early.ahead).to.deep.include(corner);
  });

  it('never goes back for a report that is not newer', () => {
    const motion = twoSightings();
    expect(sight(motion, {place: start, atMs: beginMs + 15_000}, context())).to.equal(motion);
    expect(sight(motion, {place: start, atMs: beginMs + 1_000}, context())).to.equal(motion);
  });

  it('stands at the last report when no more come', () => {
    expect(markerAt(twoSightings(), 3_600_000)).to.include({isMoving: false});
    expect(markerAt(twoSightings(), 3_600_000).place).to.deep.equal(end);
  });

  it('goes on from where it is drawn when a report comes early', () => {
    const motion = twoSightings();
    const drawn = markerAt(motion, 5_000).place;
    const next = sight(motion, {place: corner, atMs: beginMs + 20_000}, context({elapsedMs: 5_000}));
    expect(distanceMeters(markerAt(next, 5_000).place, drawn)).to.be.lessThan(0.5);
  });

  it('does not act out a leap, a long silence, or anything for whoever wants no motion', () => {
    const far = {lat: 42.2, lng: -87.6};
    const first = sight(undefined, {place: start, atMs: beginMs}, context());
    const leap = sight(first, {place: far, atMs: beginMs + 15_000}, context());
    const silence = sight(first, {place: end, atMs: beginMs + 600_000}, context());
    const still = twoSightings({still: true});
    for (const motion of [leap, silence, still]) expect(markerAt(motion, 0).isMoving).to.equal(false);
  });

  it('does not tremble with the receiver', () => {
    const first = sight(undefined, {place: start, atMs: beginMs}, context());
    const near = {lat: start.lat + 0.00003, lng: start.lng};
    expect(markerAt(sight(first, {place: near, atMs: beginMs + 9_000}, context()), 0).isMoving).to.equal(
      false,
    );
  });

  const metersEast = (meters: number) => ({lat: start.lat, lng: start.lng + meters / 82_800});
  const drive = (steps: readonly number[], more: Partial<MotionContext> = {}): MarkerMotion => {
    const [first, ...rest] = steps.map((meters, i) => ({
      place: metersEast(meters),
      atMs: beginMs + i * 15_000,
    }));
    const begun = sight(undefined, first!, context());
    return rest.reduce(
      (motion, seen, i) => sight(motion, seen, context({elapsedMs: (i + 1) * 15_000, ...more})),
      begun,
    );
  };
  const drivenAt = (motion: MarkerMotion, from: number, seconds: number) =>
    distanceMeters(metersEast(from), markerAt(motion, motion.beginMs + seconds * 1000).place);

  it('sets off slowly who has stood, and brakes who comes to a halt', () => {
    const settingOff = drive([0, 100, 102, 202]);
    expect(drivenAt(settingOff, 102, 3)).to.be.lessThan(10);
    const braking = drive([0, 200, 300]);
    expect(drivenAt(braking, 200, 3)).to.be.greaterThan(30);
    expect(drivenAt(braking, 200, 14)).to.be.greaterThan(98);
  });

  it('comes to a halt in a few metres, and then does not tremble', () => {
    const halting = drive([0, 100, 104]);
    expect(markerAt(halting, halting.beginMs + 1_000).isMoving).to.equal(true);
    const standing = drive([0, 100, 104, 100, 103]);
    expect(markerAt(standing, 90_000).isMoving).to.equal(false);
    expect(distanceMeters(markerAt(standing, 90_000).place, metersEast(104))).to.be.lessThan(0.5);
  });

  it('stays where it is drawn when the receiver puts it a little behind on its way', () => {
    const route = [start, metersEast(1_000)];
    const behind = drive([0, 200, 190], {route});
    expect(distanceMeters(markerAt(behind, 60_000).place, metersEast(200))).to.be.lessThan(1);
  });

  it('turns with a corner, and is in the middle of the turn in the corner', () => {
    const motion = twoSightings({route: [start, corner, end]});
    const share =
      distanceMeters(start, corner) / (distanceMeters(start, corner) + distanceMeters(corner, end));
    expect(markerAt(motion, 15_000 * share).headingDegrees).to.be.closeTo(45, 5);
  });
});
