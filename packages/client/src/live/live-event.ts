import type {DomainEvent, TechnicianPosition} from '@dispatch-kit/core';
import type {ClockReading, ServerClock} from './server-clock.ts';
import type {StreamMessage} from './stream.ts';

/** What a live stream of an organization brings. After `reset` the picture is no longer whole: load a snapshot. */
export type LiveEvent =
  | {readonly type: 'event'; readonly cursor: string; readonly event: DomainEvent}
  | {readonly type: 'position'; readonly position: TechnicianPosition}
  | {readonly type: 'reset'};

/** What a message of the stream says; a heartbeat says only the time, which the clock follows. */
export function readLiveEvent({type, id, data}: StreamMessage, clock: ServerClock): LiveEvent | undefined {
  if (type === 'heartbeat') clock.follow(JSON.parse(data) as ClockReading);
  if (type === 'heartbeat') return undefined;
  if (type === 'reset') return {type: 'reset'};
  if (type === 'position') return {type: 'position', position: JSON.parse(data) as TechnicianPosition};
  return id === undefined ? undefined : {type: 'event', cursor: id, event: JSON.parse(data) as DomainEvent};
}
