import type {Waiting} from './tap.ts';

/** A note on a job, as `client.jobs.addNote` takes it. */
export interface NoteInput {
  readonly jobId: string;
  readonly text: string;
  /** `team` unless given. */
  readonly visibility?: 'team' | 'customer';
  /** The visit that it is about. */
  readonly appointmentId?: string;
}

/** A note that the server does not have yet, or would not have. */
export interface WaitingNote extends NoteInput, Waiting {}
