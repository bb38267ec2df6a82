import type {TrackingView} from '@dispatch-kit/core';
import type {DispatchError} from '../errors.ts';

/**
 * How a source of views stands:
 * - `connecting`: nothing is known yet;
 * - `live`: what is shown is up to date;
 * - `offline`: the connection is lost, what was known last is still there, and it is tried again;
 * - `ended`: the link has ended, for good;
 * - `refused`: the server will not have this token or this page.
 */
export type VisitStatus = 'connecting' | 'live' | 'offline' | 'ended' | 'refused';

/** One consistent picture; a new object whenever anything in it changed. */
export interface VisitSnapshot {
  readonly status: VisitStatus;
  /** The newest view; kept while offline. */
  readonly view?: TrackingView;
  /** When the view was known to be true, milliseconds since 1970 by the server. */
  readonly asOfMs?: number;
  /** What went wrong, while offline, ended or refused. */
  readonly error?: DispatchError;
}

/**
 * What a customer can do from the page, with what it takes: as named in `view.actions`, and besides `read_messages` with
 * a message that is unread, `opt_out` and `opt_in` with a channel of `view.consents`.
 */
export interface VisitActions {
  confirm: Record<string, never>;
  rate: {stars: number; comment?: string; reasons?: string[]};
  note: {text: string};
  request_reschedule: {windows?: {start: string; end: string}[]};
  request_cancel: {reason?: string};
  rebook: {windows?: {start: string; end: string}[]};
  not_home: Record<string, never>;
  message: {text: string};
  read_messages: Record<string, never>;
  opt_out: {channel: 'sms' | 'email'};
  opt_in: {channel: 'sms' | 'email'};
}

/** Windows that a visit could be moved to, in their order, and the zone they are meant in. */
export interface VisitWindows {
  timeZone: string;
  items: {start: string; end: string}[];
}

/** Something that knows a visit, keeps it up to date, and perhaps can act on it: what a tracker is fed with. */
export interface VisitSource {
  get(): VisitSnapshot;
  /**
   * Begins the work with the first listener and stops it with the last. Tells nothing before there is something to
   * tell: a view, or that none can be had.
   */
  subscribe(listener: () => void): () => void;
  /** The server's clock, milliseconds since 1970. */
  nowMs(): number;
  /** Absent where nothing can be done from the page. Rejects with a DispatchError. */
  act?<A extends keyof VisitActions>(action: A, input: VisitActions[A]): Promise<void>;
  /** The windows a visit may be moved to; absent where none are offered. Rejects with a DispatchError. */
  windows?(): Promise<VisitWindows>;
}
