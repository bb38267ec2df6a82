import {backoffMs} from '../backoff.ts';
import type {DispatchError} from '../errors.ts';

/**
 * Where a stream is. It ends for good only in `ended`: by an error that no retry helps. `lastEventId` is where the
 * next connection resumes; it survives every step.
 *
 * Invariants: S1 `lastEventId` is never lost or set back. S2 while `waiting`, the delay is at least what the server
 * asked for. S3 tries without success wait longer each time, up to the limit. S4 a refusal ends the stream at once.
 * S5 while `resting` there is no connection, and no try, until the page is seen.
 */
export type StreamState =
  | {readonly name: 'connecting'; readonly attempt: number; readonly lastEventId: string | undefined}
  | {readonly name: 'open'; readonly attempt: number; readonly lastEventId: string | undefined}
  | {
      readonly name: 'waiting';
      readonly attempt: number;
      readonly lastEventId: string | undefined;
      readonly delayMs: number;
      readonly error: DispatchError;
    }
  /** Nobody looks: there is no connection. */
  | {readonly name: 'resting'; readonly attempt: number; readonly lastEventId: string | undefined}
  | {
      readonly name: 'ended';
      readonly attempt: number;
      readonly lastEventId: string | undefined;
      readonly error: DispatchError;
    };

export type StreamEvent =
  /** The server has accepted the connection. */
  | {readonly type: 'opened'}
  /** Something came; with an id if it can be resumed from. */
  | {readonly type: 'heard'; readonly id: string | undefined}
  /** The connection failed, was cut, or was silent for too long. `chance`: 0 ≤ x < 1. */
  | {readonly type: 'lost'; readonly error: DispatchError; readonly chance: number}
  /** The wait is over, or the network is back. */
  | {readonly type: 'retry'}
  /** The page has been hidden for a while. */
  | {readonly type: 'hidden'}
  /** The page is seen again. */
  | {readonly type: 'seen'};

/** A stream that has not tried yet. */
export function beginStream(lastEventId?: string): StreamState {
  return {name: 'connecting', attempt: 0, lastEventId};
}

type Step<E extends StreamEvent> = (state: StreamState, event: E) => StreamState;
type Row = {readonly [T in StreamEvent['type']]: Step<Extract<StreamEvent, {type: T}>>};

const stay = (state: StreamState) => state;
const lose: Step<Extract<StreamEvent, {type: 'lost'}>> = ({attempt, lastEventId}, {error, chance}) =>
  error.retryable
    ? {
        name: 'waiting',
        attempt: attempt + 1,
        lastEventId,
        delayMs: backoffMs(attempt, chance, error.retryAfterSeconds),
        error,
      }
    : {name: 'ended', attempt, lastEventId, error};
const rest = ({attempt, lastEventId}: StreamState): StreamState => ({name: 'resting', attempt, lastEventId});
const connect = ({attempt, lastEventId}: StreamState): StreamState => ({
  name: 'connecting',
  attempt,
  lastEventId,
});

/** Every state answers every event. */
const table: Readonly<Record<StreamState['name'], Row>> = {
  connecting: {
    opened: ({attempt, lastEventId}) => ({name: 'open', attempt, lastEventId}),
    heard: stay,
    lost: lose,
    retry: stay,
    hidden: rest,
    seen: stay,
  },
  open: {
    opened: stay,
    // Only what was heard proves that a connection works: an accepting but broken proxy must not be hammered.
    heard: ({lastEventId}, {id}) => ({name: 'open', attempt: 0, lastEventId: id ?? lastEventId}),
    lost: lose,
    retry: stay,
    hidden: rest,
    seen: stay,
  },
  waiting: {
    opened: stay,
    heard: stay,
    lost: stay,
    retry: connect,
    hidden: rest,
    seen: stay,
  },
  resting: {opened: stay, heard: stay, lost: stay, retry: stay, hidden: stay, seen: connect},
  ended: {opened: stay, heard: stay, lost: stay, retry: stay, hidden: stay, seen: stay},
};

/** The next state of a stream. */
export function stepStream(state: StreamState, event: StreamEvent): StreamState {
  const step = table[state.name][event.type] as Step<StreamEvent>;
  return step(state, event);
}
