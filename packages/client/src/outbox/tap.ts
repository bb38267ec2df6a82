import type {DispatchError} from '../errors.ts';

/** What a technician may tell a visit without a network; everything else is done at once or not at all. */
export const workCommands = [
  'depart',
  'arrive',
  'start',
  'complete',
  'stand_down',
  'undo',
  'ask_to_move',
  'running_late',
] as const;
export type WorkCommand = (typeof workCommands)[number];

/** What was tapped on a visit. */
export interface TapInput {
  readonly appointmentId: string;
  readonly command: WorkCommand;
  /** What the command takes, as the methods of `client.appointments` do; `{}` unless given. */
  readonly input?: Readonly<Record<string, unknown>>;
}

/** What is known of anything that waits in an outbox. */
export interface Waiting {
  readonly id: string;
  /** Its place in this device's queue. */
  readonly sequence: number;
  /** When it was made: an instant by the server's clock, or by the device's where no server was heard yet. */
  readonly at: string;
  readonly state: 'waiting' | 'sending' | 'refused';
  /** Why the server would not have it. It stays until it is dismissed. */
  readonly refusal?: DispatchError;
}

/** A tap that the server does not have yet, or would not have. */
export interface Tap extends Required<TapInput>, Waiting {}
