import {DispatchError} from '@dispatch-kit/client';
import {beginStream, stepStream} from '../../packages/client/src/live/stream-machine.ts';
import type {StreamEvent, StreamState} from '../../packages/client/src/live/stream-machine.ts';
import {table} from './table.ts';

const failure = (retryable: boolean) =>
  new DispatchError({kind: 'connection', code: 'stream_cut', retryable, message: ''});

const events: Readonly<Record<string, StreamEvent>> = {
  opened: {type: 'opened'},
  heard: {type: 'heard', id: undefined},
  'lost, may come back': {type: 'lost', error: failure(true), chance: 0},
  'lost for good': {type: 'lost', error: failure(false), chance: 0},
  retry: {type: 'retry'},
};

/** The stream machine's table, made by stepping it: from each state by each event. */
export function generate(id: string): string {
  if (id !== 'stream') throw new Error(`there is no live/${id}`);
  const connecting = beginStream();
  const states: StreamState[] = [
    connecting,
    stepStream(connecting, events['opened']!),
    stepStream(connecting, events['lost, may come back']!),
    stepStream(connecting, events['lost for good']!),
  ];
  const rows = states.map(state => [
    `\`${state.name}\``,
    ...Object.values(events).map(event => {
      const {name} = stepStream(state, event);
      return name === state.name ? '' : `\`${name}\``;
    }),
  ]);
  return table(['', ...Object.keys(events)], rows);
}
