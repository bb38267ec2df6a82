import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TrackingView} from '@dispatch-kit/core';
import {errorOfAnswer} from '../errors.ts';
import {isNews, takeVisitNews, unknownVisit} from './visit-state.ts';
import type {VisitNews} from './visit-state.ts';

const view = (second: number): TrackingView => ({
  version: 1,
  serverTime: new Date(Date.UTC(2026, 2, 1, 12, 0, second)).toISOString(),
  visit: {phase: 'live'},
});
const seen = (second: number): VisitNews => ({type: 'view', view: view(second), atMs: second});
const problem = (code: string, retryable: boolean) => ({code, retryable, detail: code});
const failed = (status: number, code: string, retryable: boolean): VisitNews => ({
  type: 'failed',
  error: errorOfAnswer(status, problem(code, retryable)),
});
const run = (...news: VisitNews[]) => news.reduce(takeVisitNews, unknownVisit);

test('a view is live, and stays to be seen while offline', () => {
  assert.equal(run(seen(1)).status, 'live');
  const offline = run(seen(1), failed(503, 'unavailable', true));
  assert.equal(offline.status, 'offline');
  assert.deepEqual(offline.view, view(1));
  assert.equal(run(seen(1), failed(503, 'unavailable', true), seen(2)).status, 'live');
});

test('an older view does not replace a newer one', () => {
  assert.deepEqual(run(seen(5), seen(3)).view, view(5));
});

test('an ended link shows nothing any more, whatever comes after it', () => {
  const ended = run(seen(1), failed(410, 'link_ended', false), seen(2), failed(503, 'unavailable', true));
  assert.equal(ended.status, 'ended');
  assert.equal(ended.view, undefined);
});

test('a refused token or page is refused, with its reason', () => {
  const refused = run(failed(403, 'origin_not_allowed', false));
  assert.equal(refused.status, 'refused');
  assert.equal(refused.error?.code, 'origin_not_allowed');
});

test('a heartbeat is not worth telling, a failure is told once', () => {
  const live = run(seen(1));
  assert.equal(isNews(live, takeVisitNews(live, {type: 'beat', atMs: 9})), false);
  const offline = takeVisitNews(live, failed(503, 'unavailable', true));
  assert.equal(isNews(live, offline), true);
  assert.equal(isNews(offline, takeVisitNews(offline, failed(503, 'unavailable', true))), false);
});
