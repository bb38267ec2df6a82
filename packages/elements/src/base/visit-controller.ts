import {ServerClock, webPlatform} from '@dispatch-kit/client';
import type {VisitSnapshot, VisitSource} from '@dispatch-kit/client';
import type {TrackingView} from '@dispatch-kit/core';
import {ContextConsumer, ContextProvider} from '@lit/context';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {visitAt} from './begun-visit.ts';
import {visitContext} from './contexts.ts';

/** What an element may be fed with; the first of these that is set wins over the nearest provider. */
export interface VisitHost extends ReactiveControllerHost, HTMLElement {
  view?: TrackingView | undefined;
  source?: VisitSource | undefined;
  src?: string | undefined;
  token?: string | undefined;
}

const nothing: VisitSnapshot = {status: 'connecting'};

/** Gives an element the visit to draw: its own view, its own source, its own link, or that of the nearest provider. */
export class VisitController implements ReactiveController {
  readonly #host: VisitHost;
  readonly #context: ContextConsumer<typeof visitContext, VisitHost>;
  readonly #inner: ContextProvider<typeof visitContext, VisitHost> | undefined;
  #source: VisitSource | undefined;
  #stop: (() => void) | undefined;
  #given: {view: TrackingView; source: VisitSource} | undefined;
  #linked: {src: string; token: string; source: VisitSource} | undefined;

  /** @param provides gives the same visit to the elements inside. */
  constructor(host: VisitHost, {provides = false} = {}) {
    this.#host = host;
    host.addController(this);
    this.#context = new ContextConsumer(host, {context: visitContext, subscribe: true});
    if (provides) this.#inner = new ContextProvider(host, {context: visitContext});
  }

  /** The newest picture, of what the element is fed with now. */
  get snapshot(): VisitSnapshot {
    // An element asks before its update comes to its controllers, too.
    if (this.#host.isConnected) this.#follow();
    return this.#source?.get() ?? nothing;
  }

  /** Who makes the picture: the element's own source or the nearest provider's. */
  get source(): VisitSource | undefined {
    return this.#source;
  }

  /** Now by the clock of whoever made the view, milliseconds since 1970. */
  nowMs(): number {
    return (this.#source ?? clockOf(undefined)).nowMs();
  }

  /** The element's own source, which acts for it; undefined when the nearest provider does. */
  get ownSource(): VisitSource | undefined {
    return this.#host.source ?? this.#linked?.source;
  }

  hostConnected(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#source = undefined;
  }

  #follow(): void {
    const source = this.#choose();
    if (source === this.#source) return;
    this.#stop?.();
    this.#source = source;
    this.#inner?.setValue(source);
    this.#stop = source?.subscribe(() => this.#host.requestUpdate());
  }

  #choose(): VisitSource | undefined {
    const {view, source, src, token} = this.#host;
    if (view) return this.#sourceOf(view);
    if (source) return source;
    if (src && token) return this.#sourceAt(src, token);
    this.#linked = undefined;
    return this.#context.value;
  }

  #sourceAt(src: string, token: string): VisitSource {
    if (this.#linked?.src !== src || this.#linked.token !== token) {
      this.#linked = {src, token, source: visitAt(src, token)};
    }
    return this.#linked.source;
  }

  #sourceOf(view: TrackingView): VisitSource {
    if (this.#given?.view !== view) this.#given = {view, source: standingSource(view)};
    return this.#given.source;
  }
}

/** A view that a host drew up itself: as true as it is when it is given. */
function standingSource(view: TrackingView): VisitSource {
  const clock = clockOf(view);
  const snapshot: VisitSnapshot = {status: 'live', view, asOfMs: clock.nowMs()};
  return {get: () => snapshot, subscribe: () => () => {}, nowMs: () => clock.nowMs()};
}

function clockOf(view: TrackingView | undefined): ServerClock {
  const clock = new ServerClock(webPlatform());
  if (view?.serverTime) clock.follow({serverTime: view.serverTime, timeScale: view.timeScale ?? 1});
  return clock;
}
