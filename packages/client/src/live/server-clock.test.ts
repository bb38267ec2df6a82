import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ServerClock} from './server-clock.ts';

function clockAt() {
  const device = {elapsed: 0};
  const clock = new ServerClock({
    elapsedMs: () => device.elapsed,
    wallMs: () => Date.parse('2031-01-01T00:00Z'),
  });
  return {device, clock};
}
const noonMs = Date.parse('2026-03-01T12:00:00Z');
const noon = '2026-03-01T12:00:00Z';

test('a clock believes the device only until the server is heard', () => {
  const {clock} = clockAt();
  assert.equal(clock.nowMs(), Date.parse('2031-01-01T00:00Z'));
  clock.follow({serverTime: noon, timeScale: 1});
  assert.equal(clock.nowMs(), noonMs);
});

test('a clock runs as fast as the server’s', () => {
  const {clock, device} = clockAt();
  clock.follow({serverTime: noon, timeScale: 60});
  device.elapsed += 2_000;
  assert.equal(clock.nowMs(), noonMs + 120_000);
});

test('news that travelled a little do not set the clock back, a real change does', () => {
  const {clock, device} = clockAt();
  clock.follow({serverTime: noon, timeScale: 1});
  device.elapsed += 10_000;
  clock.follow({serverTime: '2026-03-01T12:00:08Z', timeScale: 1});
  assert.equal(clock.nowMs(), noonMs + 10_000);
  clock.follow({serverTime: '2026-03-01T11:00:00Z', timeScale: 1});
  assert.equal(clock.nowMs(), noonMs - 3_600_000);
});

test('a reading that makes no sense is not followed', () => {
  const {clock} = clockAt();
  clock.follow({serverTime: 'soon', timeScale: 1});
  clock.follow({serverTime: noon, timeScale: 0});
  assert.equal(clock.isSet, false);
});
