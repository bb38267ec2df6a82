import type {Customer, DomainEvent, Job, Member, Organization, TechnicianPosition} from '@dispatch-kit/core';
import type {DispatchError} from '../errors.ts';

/**
 * How a live picture stands:
 * - `connecting`: nothing is known yet;
 * - `live`: what is shown is up to date;
 * - `offline`: the connection is lost, what was known last is still there, and it is tried again;
 * - `refused`: the server will not have this token or this page.
 */
export type LiveStatus = 'connecting' | 'live' | 'offline' | 'refused';

/**
 * One consistent picture of the part of an office that one sees. A new object whenever anything in it changed; a job,
 * a person or a map that did not change is the same object as before.
 */
export interface OfficePicture {
  readonly status: LiveStatus;
  /** What went wrong, while offline or refused. */
  readonly error?: DispatchError;
  /** When the picture was known to be true, milliseconds since 1970 by the server. */
  readonly asOfMs?: number;
  /** The organization, its settings and terms; undefined before the first picture. */
  readonly organization?: Organization;
  /** Jobs with their visits, by id. */
  readonly jobs: ReadonlyMap<string, Job>;
  readonly customers: ReadonlyMap<string, Customer>;
  readonly members: ReadonlyMap<string, Member>;
  /** The newest place of each technician that one may know, by member id. */
  readonly positions: ReadonlyMap<string, TechnicianPosition>;
  /** All that happened to the job, oldest first. Only in the picture of a single visit. */
  readonly history?: readonly DomainEvent[];
}

/** Something that knows an office, or a part of it, and keeps it up to date. */
export interface OfficeSource {
  get(): OfficePicture;
  /**
   * Begins the work with the first listener and stops it with the last. Tells nothing before there is a whole picture,
   * or the reason why there is none.
   */
  subscribe(listener: () => void): () => void;
  /** The server's clock, milliseconds since 1970. */
  nowMs(): number;
  /** How long it takes here until the server's clock shows a time, milliseconds; a source without it runs in real time. */
  leftMs?(untilMs: number): number;
}
