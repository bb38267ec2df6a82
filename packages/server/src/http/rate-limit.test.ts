import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createCompany} from '@dispatch-kit/testing';
import {RateLimit} from './rate-limit.ts';

test('a caller may spend a minute’s requests at once, is then refused, and is let in again as time passes', () => {
  let nowMs = 0;
  const limit = new RateLimit(60, () => nowMs);
  for (let i = 0; i < 60; i++) limit.take('a');
  assert.throws(() => limit.take('a'), {code: 'rate_limited', retryAfterSeconds: 1});
  assert.equal(limit.take('b').remaining, 59, 'another caller is not touched');
  nowMs = 2500;
  assert.equal(limit.take('a').remaining, 1);
});

test('who tries out tokens is stopped by his address, though each token is another', async () => {
  const company = await createCompany({limits: {anonymousPerMinute: 10}});
  const codes = [];
  for (let i = 0; i < 12; i++) codes.push((await company.as(`guess-${i}`).get('/v1/track')).problem?.code);
  assert.deepEqual(codes.slice(0, 10), Array<string>(10).fill('unauthenticated'));
  assert.deepEqual(codes.slice(10), ['rate_limited', 'rate_limited']);
  assert.equal((await company.admin.get('/v1/me')).status, 200, 'a known token from there still works');
  await company.close();
});
