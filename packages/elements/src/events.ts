import type {DispatchError, VisitActions} from '@dispatch-kit/client';
import type {TrackingEta, TrackingPhase} from '@dispatch-kit/core';

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

/** `dispatch-rated`: the customer's rating was taken. */
export class DispatchRatedEvent extends Event {
  /** 1 to 5. */
  readonly stars: number;

  constructor(init: {stars: number}) {
    super('dispatch-rated', upward);
    this.stars = init.stars;
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
 * `dispatch-command`: a person wishes something. Cancel it (`preventDefault()`) and do it yourself, or let the provider
 * or the element's own source do it.
 */
export class DispatchCommandEvent extends Event {
  /** The wish, as it is called on the wire: `confirm`, `request_cancel` … */
  readonly command: keyof VisitActions;
  /** What goes with it. */
  readonly input: VisitActions[keyof VisitActions];
  /** Settles when who took the wish has done it; undefined while nobody did. */
  answer: Promise<void> | undefined;

  constructor(init: {command: keyof VisitActions; input: VisitActions[keyof VisitActions]}) {
    super('dispatch-command', {...upward, cancelable: true});
    this.command = init.command;
    this.input = init.input;
  }
}

declare global {
  interface HTMLElementEventMap {
    'dispatch-phase': DispatchPhaseEvent;
    'dispatch-eta': DispatchEtaEvent;
    'dispatch-stale': DispatchStaleEvent;
    'dispatch-arrived': DispatchArrivedEvent;
    'dispatch-rated': DispatchRatedEvent;
    'dispatch-error': DispatchErrorEvent;
    'dispatch-command': DispatchCommandEvent;
  }
}
