import type {DispatchError, VisitSnapshot} from '@dispatch-kit/client';
import type {TrackingView} from '@dispatch-kit/core';
import {DispatchArrivedEvent, DispatchErrorEvent, DispatchPhaseEvent, DispatchStaleEvent} from '../events.ts';
import {phaseOf} from '../headline/headline.ts';
import type {TrackerPhase} from '../headline/headline.ts';

type Told = {phase: TrackerPhase | undefined; stale: boolean; error: DispatchError | undefined};

/** Fires each change of a visit once: its phase, that positions come or not, the arrival, what went wrong. */
export class VisitChanges {
  readonly #element: HTMLElement;
  #told: Told = {phase: undefined, stale: false, error: undefined};

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  tell(snapshot: VisitSnapshot): void {
    const {view, error, status} = snapshot;
    const phase = phaseOf(snapshot);
    const before = this.#told;
    const now = (this.#told = {phase, stale: phase === 'live_stale', error});
    if (error && error !== before.error && status !== 'ended') this.#fire(new DispatchErrorEvent({error}));
    if (phase === 'connecting' || phase === 'refused' || phase === 'unknown') return;
    if (phase !== before.phase) this.#tellPhase(phase, before.phase, view);
    if (now.stale !== before.stale) {
      this.#fire(new DispatchStaleEvent({stale: now.stale, since: view?.visit.staleSince}));
    }
  }

  #tellPhase(
    phase: DispatchPhaseEvent['phase'],
    before: TrackerPhase | undefined,
    view: TrackingView | undefined,
  ): void {
    const isPhase = before && !['connecting', 'refused', 'unknown'].includes(before);
    const previous = isPhase ? (before as DispatchPhaseEvent['phase']) : undefined;
    this.#fire(new DispatchPhaseEvent({phase, previous}));
    if (phase === 'onsite' && previous) {
      this.#fire(new DispatchArrivedEvent({at: view?.visit.arrivedAt ?? view?.visit.startedAt}));
    }
  }

  #fire(event: Event): void {
    this.#element.dispatchEvent(event);
  }
}
