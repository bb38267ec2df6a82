import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {DispatchError} from '../errors.ts';
import {beginStream, stepStream} from './stream-machine.ts';
import type {StreamEvent, StreamState} from './stream-machine.ts';

const error = (retryable: boolean, retryAfterSeconds?: number) =>
  new DispatchError({
    kind: retryable ? 'connection' : 'refused',
    code: 'unreachable',
    message: '',
    retryable,
    retryAfterSeconds,
  });
const run = (...events: StreamEvent[]) => events.reduce<StreamState>(stepStream, beginStream('7'));
const lost = (chance = 0.5, retryAfterSeconds?: number): StreamEvent => ({
  type: 'lost',
  error: error(true, retryAfterSeconds),
  chance,
});
const retry: StreamEvent = {type: 'retry'};

const events: fc.Arbitrary<StreamEvent> = fc.oneof(
  fc.constant<StreamEvent>({type: 'opened'}),
  fc.option(fc.string(), {nil: undefined}).map(id => ({type: 'heard', id}) as const),
  fc
    .record({retryable: fc.boolean(), chance: fc.double({min: 0, max: 0.999, noNaN: true}), wait: fc.nat(90)})
    .map(({retryable, chance, wait}) => ({type: 'lost', error: error(retryable, wait), chance}) as const),
  fc.constant(retry),
  fc.constantFrom<StreamEvent>({type: 'hidden'}, {type: 'seen'}),
);

test('a stream resumes after the newest id it was given, whatever happens (S1)', () => {
  fc.assert(
    fc.property(fc.array(events), steps => {
      let state = beginStream('begin');
      let newest: string | undefined = 'begin';
      for (const event of steps) {
        if (state.name === 'open' && event.type === 'heard') newest = event.id ?? newest;
        state = stepStream(state, event);
        assert.equal(state.lastEventId, newest);
      }
    }),
  );
});

test('a wait is never shorter than the server asked for, nor longer than 30 s without being asked (S2)', () => {
  fc.assert(
    fc.property(fc.array(events), steps => {
      let state = beginStream();
      for (const event of steps) {
        state = stepStream(state, event);
        if (state.name !== 'waiting') continue;
        const asked = (state.error.retryAfterSeconds ?? 0) * 1000;
        assert.ok(state.delayMs >= asked && state.delayMs <= Math.max(asked, 30_000));
      }
    }),
  );
});

test('tries without success wait longer each time (S3)', () => {
  const delays = [0, 1, 2, 3].map(tries => {
    const again = Array.from({length: tries}, () => [lost(), retry]).flat();
    const state = run(...again, lost());
    return state.name === 'waiting' ? state.delayMs : NaN;
  });
  assert.deepEqual(
    delays,
    delays.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(delays).size, 4);
});

test('a connection that was accepted but never heard does not shorten the wait', () => {
  const silent = run(lost(), retry, {type: 'opened'}, lost());
  assert.equal(silent.attempt, 2);
  const heard = run(lost(), retry, {type: 'opened'}, {type: 'heard', id: undefined}, lost());
  assert.equal(heard.attempt, 1);
});

test('a refusal ends the stream at once and for good (S4)', () => {
  const refused = run({type: 'lost', error: error(false), chance: 0}, retry, {type: 'opened'});
  assert.equal(refused.name, 'ended');
});

test('a stream that rests tries nothing until the page is seen, whatever happens meanwhile (S5)', () => {
  fc.assert(
    fc.property(fc.array(events), steps => {
      let state = run({type: 'hidden'});
      for (const event of steps.filter(({type}) => type !== 'seen')) {
        state = stepStream(state, event);
        assert.equal(state.name, 'resting');
      }
      assert.equal(stepStream(state, {type: 'seen'}).name, 'connecting');
    }),
  );
});
