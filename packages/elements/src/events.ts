import type {DispatchClient, DispatchError, VisitActions} from '@dispatch-kit/client';
import type {
  AppointmentCommandType,
  JobCommandType,
  LatLng,
  TimeRange,
  TrackingEta,
  TrackingPhase,
} from '@dispatch-kit/core';

const upward = {bubbles: true, composed: true};

/** `dispatch-phase`: the visit in view came into another phase. */
export class DispatchPhaseEvent extends Event {
  readonly phase: TrackingPhase | 'expired';
  /** Undefined for the first one. */
  readonly previous: TrackingPhase | 'expired' | undefined;

  constructor(init: {phase: TrackingPhase | 'expired'; previous: TrackingPhase | 'expired' | undefined}) {
    super('dispatch-phase', upward);
    this.phase = init.phase;
    this.previous = init.previous;
  }
}

/** `dispatch-eta`: the expected arrival was told or has changed. */
export class DispatchEtaEvent extends Event {
  readonly eta: TrackingEta;

  constructor(init: {eta: TrackingEta}) {
    super('dispatch-eta', upward);
    this.eta = init.eta;
  }
}

/** `dispatch-stale`: for a while no position has come (`stale`), or they come again. */
export class DispatchStaleEvent extends Event {
  readonly stale: boolean;
  /** When the last position was taken, ISO 8601. */
  readonly since: string | undefined;

  constructor(init: {stale: boolean; since: string | undefined}) {
    super('dispatch-stale', upward);
    this.stale = init.stale;
    this.since = init.since;
  }
}

/** `dispatch-arrived`: the technician is there. */
export class DispatchArrivedEvent extends Event {
  /** ISO 8601; undefined where nobody tapped and the place alone tells. */
  readonly at: string | undefined;

  constructor(init: {at: string | undefined}) {
    super('dispatch-arrived', upward);
    this.at = init.at;
  }
}

/** `dispatch-pin`: somebody has put the pin of a map elsewhere. */
export class DispatchPinEvent extends Event {
  readonly place: LatLng;

  constructor(init: {place: LatLng}) {
    super('dispatch-pin', upward);
    this.place = init.place;
  }
}

/** `dispatch-rated`: the customer's rating was taken. */
export class DispatchRatedEvent extends Event {
  /** 1 to 5. */
  readonly stars: number;

  constructor(init: {stars: number}) {
    super('dispatch-rated', upward);
    this.stars = init.stars;
  }
}

/** `dispatch-booked`: the office has the request for a visit. */
export class DispatchBookedEvent extends Event {
  readonly serviceId: string;
  /** What was asked for. */
  readonly window: TimeRange;

  constructor(init: {serviceId: string; window: TimeRange}) {
    super('dispatch-booked', upward);
    this.serviceId = init.serviceId;
    this.window = init.window;
  }
}

/** `dispatch-error`: something went wrong. It is shown in place too; nothing is thrown into the page. */
export class DispatchErrorEvent extends Event {
  readonly error: DispatchError;

  constructor(init: {error: DispatchError}) {
    super('dispatch-error', upward);
    this.error = init.error;
  }
}

/**
 * `dispatch-open`: somebody wants to see a job, a visit or a person whole. Cancel it (`preventDefault()`) where a dashboard
 * should not show it, because a page of your own does.
 */
export class DispatchOpenEvent extends Event {
  readonly jobId: string | undefined;
  readonly appointmentId: string | undefined;
  readonly memberId: string | undefined;

  constructor(init: {jobId?: string; appointmentId?: string; memberId?: string}) {
    super('dispatch-open', {...upward, cancelable: true});
    this.jobId = init.jobId;
    this.appointmentId = init.appointmentId;
    this.memberId = init.memberId;
  }
}

/** `dispatch-select`: a job or a person was chosen on a board or a map; both undefined when the choice was taken back. */
export class DispatchSelectEvent extends Event {
  readonly jobId: string | undefined;
  readonly memberId: string | undefined;

  constructor(init: {jobId: string | undefined; memberId: string | undefined}) {
    super('dispatch-select', upward);
    this.jobId = init.jobId;
    this.memberId = init.memberId;
  }
}

/** A member's session, as the office gave it. */
export type SignedIn = Awaited<ReturnType<DispatchClient['signIn']['verify']>>;

/** `dispatch-signed-in`: a member came in by a code. Keep the token where only this page reads it. */
export class DispatchSignedInEvent extends Event {
  readonly session: SignedIn;

  constructor(init: {session: SignedIn}) {
    super('dispatch-signed-in', upward);
    this.session = init.session;
  }
}

/** A wish, as it is called on the wire. */
export type WishedCommand = keyof VisitActions | AppointmentCommandType | JobCommandType;

/** What a wish is about: a visit or a job of an office; neither for the visit that a customer looks at. */
export interface WishSubject {
  appointmentId?: string | undefined;
  jobId?: string | undefined;
}

/**
 * `dispatch-command`: a person wishes something. Cancel it (`preventDefault()`) and do it yourself, or let the provider
 * or the element's own source do it.
 */
export class DispatchCommandEvent extends Event {
  /** The wish, as it is called on the wire: `confirm`, `depart`, `request_cancel` … */
  readonly command: WishedCommand;
  /** What goes with it: the body of the command. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The visit it is about, where it is an office's. */
  readonly appointmentId: string | undefined;
  /** The job it is about, where it is an office's. */
  readonly jobId: string | undefined;
  /**
   * Settles when who took the wish has done it, with the reply of the server if there is one; undefined while nobody
   * took it. Rejects with a `DispatchError`.
   */
  answer: Promise<unknown> | undefined;

  constructor(init: {command: WishedCommand; input: object; subject?: WishSubject}) {
    super('dispatch-command', {...upward, cancelable: true});
    this.command = init.command;
    this.input = init.input as Readonly<Record<string, unknown>>;
    this.appointmentId = init.subject?.appointmentId;
    this.jobId = init.subject?.jobId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'dispatch-phase': DispatchPhaseEvent;
    'dispatch-eta': DispatchEtaEvent;
    'dispatch-stale': DispatchStaleEvent;
    'dispatch-arrived': DispatchArrivedEvent;
    'dispatch-rated': DispatchRatedEvent;
    'dispatch-booked': DispatchBookedEvent;
    'dispatch-error': DispatchErrorEvent;
    'dispatch-open': DispatchOpenEvent;
    'dispatch-select': DispatchSelectEvent;
    'dispatch-signed-in': DispatchSignedInEvent;
    'dispatch-command': DispatchCommandEvent;
  }
}
