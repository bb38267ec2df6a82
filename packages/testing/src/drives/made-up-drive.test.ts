import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  believe,
  detectArrivals,
  distanceMeters,
  lengthMeters,
  nearestOnLine,
  noFixes,
} from '@dispatch-kit/core';
import {lastStanding} from './last-standing.ts';
import {driveStartingAt, madeUpDrive} from './made-up-drive.ts';

const startAt = '2026-03-02T15:00:00.000Z';
const drive = madeUpDrive();
const {fixes} = driveStartingAt(drive, startAt);
const secondsIn = (instant: string) => (Date.parse(instant) - Date.parse(startAt)) / 1000;

test('the made-up drive is always the same', () => {
  assert.deepEqual(madeUpDrive(), drive);
});

test('it takes 12 to 15 minutes with a fix every 3 to 5 seconds', () => {
  console.log(
    `made-up drive: ${Math.round(lengthMeters(drive.route))} m, arrives after ${drive.arrivesAtSeconds} s, ${fixes.length} fixes`,
  );
  assert.ok(drive.durationSeconds >= 720 && drive.durationSeconds <= 900);
  const gaps = drive.fixes.slice(1).map((fix, i) => fix.seconds - drive.fixes[i]!.seconds);
  assert.ok(gaps.every(gap => gap > 2.9 && gap < 5.1));
});

test('every fix is believed and lies near the planned route', () => {
  let history = noFixes;
  for (const fix of fixes) {
    const belief = believe(history, fix, Date.parse(fix.at));
    assert.equal(belief.verdict, 'taken');
    history = belief.history;
    assert.ok(nearestOnLine(drive.route, fix).distanceMeters < 15);
  }
});

test('it turns, changes its speed and waits at lights far from the door', () => {
  const speeds = drive.fixes.map(fix => fix.speedMetersPerSecond!);
  assert.ok(Math.max(...speeds) > 11);
  const waiting = drive.fixes.filter(
    fix => fix.speedMetersPerSecond === 0 && fix.seconds < drive.arrivesAtSeconds,
  );
  assert.ok(waiting.length > 20);
  assert.ok(waiting.every(fix => distanceMeters(fix, drive.destination) > 500));
  const headings = new Set(
    drive.fixes.map(fix => fix.headingDegrees).filter(heading => heading !== undefined),
  );
  for (const heading of [0, 90, 270]) assert.ok(headings.has(heading), `${heading}°`);
});

test('it ends standing at the door, which the fence finds once', () => {
  const arrivals = detectArrivals(fixes, {destination: drive.destination});
  assert.equal(arrivals.length, 1);
  assert.ok(Math.abs(secondsIn(arrivals[0]!.arrivedAt) - drive.arrivesAtSeconds) < 15);
  const standing = lastStanding(fixes);
  assert.ok(standing && distanceMeters(standing.place, drive.destination) < 25);
  assert.ok(secondsIn(standing.until) - secondsIn(standing.since) >= 45);
});
