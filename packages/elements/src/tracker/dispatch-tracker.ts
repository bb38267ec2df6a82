import '../eta/dispatch-eta.ts';
import '../timeline/dispatch-timeline.ts';
import type {DispatchError, VisitActions, VisitSource} from '@dispatch-kit/client';
import type {TrackingView} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {classMap} from 'lit/directives/class-map.js';
import {answerCommands, customerAnswerer} from '../base/answer-commands.ts';
import {customElement} from '../base/custom-element.ts';
import {reasonOf, tellError} from '../base/failure.ts';
import {formatAge} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {paintBrand} from '../base/theme.ts';
import {Ticker} from '../base/ticker.ts';
import {tokens} from '../base/tokens.styles.ts';
import {VisitController} from '../base/visit-controller.ts';
import {
  DispatchArrivedEvent,
  DispatchCommandEvent,
  DispatchErrorEvent,
  DispatchPhaseEvent,
  DispatchRatedEvent,
  DispatchStaleEvent,
} from '../events.ts';
import {trackerStyles} from './dispatch-tracker.styles.ts';
import {trackerFormStyles} from './tracker-forms.styles.ts';
import {renderRating, renderRatingForm} from './rating-form.ts';
import {adviceOn, isDevelopment} from '../base/refusal-advice.ts';
import {stepOf} from '../timeline/step-of.ts';
import {hasMap, headlineOf, phaseOf} from './tracker-model.ts';
import {renderBrand, renderFacts, renderOthers, renderPerson, renderRequested} from './card-sections.ts';
import type {TrackerPhase} from './tracker-model.ts';
import {renderActions, renderMainAction} from './visit-actions.ts';
import type {OpenForm} from './visit-actions.ts';

type Report = {kind: 'sent'} | {kind: 'failed'; reason: string};

/**
 * The whole page of a customer's visit: when somebody comes, where he is, what the customer can do. The text stands
 * first and works alone; the map is loaded after it. What a person does is fired as `dispatch-command`; the element's
 * own source or the nearest provider does it, unless the page cancels the event.
 *
 * @summary A customer's visit, live.
 * @slot header - Above everything on the card.
 * @slot - Below everything on the card.
 * @fires dispatch-command - A person wishes something; cancelable.
 * @fires dispatch-phase - The visit came into another phase.
 * @fires dispatch-eta - The expected arrival was told, or has changed.
 * @fires dispatch-stale - No position comes, or they come again.
 * @fires dispatch-arrived - The technician is there.
 * @fires dispatch-rated - The rating was taken.
 * @fires dispatch-error - Something went wrong.
 * @csspart base - The whole page.
 * @csspart card - The card with the text.
 * @csspart map - The map's place.
 * @cssprop --dispatch-color-accent - The one accent.
 * @cssstate live - Somebody is on the way.
 * @cssstate stale - No position comes.
 * @cssstate late - It will be later than promised.
 * @cssstate offline - The connection is lost.
 */
@customElement('dispatch-tracker')
export class DispatchTracker extends LitElement {
  static override styles = [tokens, trackerStyles, trackerFormStyles];

  /** The address of the server; with `token`, the tracker follows the link by itself. */
  @property() src: string | undefined;

  /** The token of the tracking link. */
  @property() token: string | undefined;

  /** Takes the token from the fragment of the page's address (`…/t#TOKEN`): then the page needs no script of its own. */
  @property({type: Boolean, attribute: 'token-in-fragment'}) tokenInFragment = false;

  /** A view of your own making; it beats everything else. */
  @property({attribute: false}) view: TrackingView | undefined;

  /** A source of your own, such as `polling(fetchView)`. */
  @property({attribute: false}) source: VisitSource | undefined;

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** The address of a MapLibre style, or (as a property) the style itself. */
  @property({attribute: 'map-style'}) mapStyle: string | object | undefined;

  /** The style in the dark; without it, `map-style`. */
  @property({attribute: 'map-style-dark'}) mapStyleDark: string | object | undefined;

  /** Where `maplibre-gl-worker.mjs` is, if not beside the module that loads it. */
  @property({attribute: 'worker-url'}) workerUrl: string | undefined;

  /** Shows no map. */
  @property({type: Boolean, attribute: 'no-map'}) noMap = false;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords | undefined;

  @state() private openForm: OpenForm | undefined;
  @state() private busyWith: keyof VisitActions | undefined;
  @state() private report: Report | undefined;
  @state() private lacksStars = false;
  @state() private announcement = '';

  @query('.base') private readonly base!: HTMLElement;

  readonly #localizer = new Localizer(this);
  readonly #visit = new VisitController(this, {provides: true});
  readonly #internals = this.attachInternals();
  protected readonly ticker = new Ticker(this, () => this.#visit.snapshot.status === 'offline' && 'second');
  #connection: AbortController | undefined;
  #told: {phase: TrackerPhase | undefined; stale: boolean; error: DispatchError | undefined} = {
    phase: undefined,
    stale: false,
    error: undefined,
  };
  #mapWanted = false;
  #accent: string | undefined;

  override connectedCallback(): void {
    this.#connection = new AbortController();
    const takeToken = () => {
      if (this.tokenInFragment) this.token = location.hash.slice(1);
    };
    takeToken();
    addEventListener('hashchange', takeToken, {signal: this.#connection.signal});
    super.connectedCallback();
    const answerer = customerAnswerer(() => this.#visit.ownSource);
    answerCommands(this, answerer, this.#connection.signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.abort();
  }

  protected override willUpdate(): void {
    const {status, view} = this.#visit.snapshot;
    const phase = phaseOf(this.#visit.snapshot);
    this.#setState('live', phase === 'live' || phase === 'live_stale');
    this.#setState('stale', phase === 'live_stale');
    this.#setState('late', view?.visit.eta?.late ?? false);
    this.#setState('offline', status === 'offline');
    if (phase === this.#told.phase) return;
    if (this.#told.phase && this.#told.phase !== 'connecting') {
      this.announcement = headlineOf(phase, view, this.#say, this.#format).title;
    }
    // What somebody is writing stays, as long as it can still be sent.
    if (this.openForm && !view?.actions?.includes(this.openForm)) this.openForm = undefined;
    this.report = undefined;
  }

  protected override updated(_changed: PropertyValues): void {
    const accent = this.#visit.snapshot.view?.organization?.accent;
    if (accent !== this.#accent) paintBrand(this.base, (this.#accent = accent));
    this.#tell();
    if (!this.#mapWanted && this.#showsMap) {
      this.#mapWanted = true;
      void import('../map/dispatch-map.ts').catch(() => {});
    }
  }

  protected override render() {
    const {view} = this.#visit.snapshot;
    const showsMap = this.#showsMap;
    // Most links are opened before the visit: its place is kept free, so that nothing jumps when it is known.
    const keepsPlace = !this.noMap && phaseOf(this.#visit.snapshot) === 'connecting';
    return html`
      <div
        class=${classMap({base: true, branded: true, 'no-map': !showsMap && !keepsPlace})}
        part="base"
        dir=${this.#localizer.direction}
      >
        <section class="card" part="card" aria-label=${this.#say('yourVisit')}>
          <slot name="header"></slot>
          ${showsMap ? nothing : renderBrand(view?.organization)} ${this.#renderCard(view)}
          <slot></slot>
        </section>
        ${
          showsMap
            ? html`<div class="map" part="map">
                <dispatch-map
                  .mapStyle=${this.mapStyle}
                  .mapStyleDark=${this.mapStyleDark}
                  .workerUrl=${this.workerUrl}
                  .words=${this.words}
                ></dispatch-map>
                ${renderBrand(view?.organization)}
              </div>`
            : keepsPlace
              ? html`<div class="map"></div>`
              : nothing
        }
        <p class="visually-hidden" role="status">${this.announcement}</p>
      </div>
    `;
  }

  #renderCard(view: TrackingView | undefined) {
    const phase = phaseOf(this.#visit.snapshot);
    if (phase === 'connecting') return this.#renderConnecting();
    if (!view) return this.#renderRest(phase);
    const actions = {
      view,
      localizer: this.#localizer,
      open: this.openForm,
      isBusy: this.busyWith !== undefined,
      toggle: (form: OpenForm | undefined) => void this.#toggle(form),
      wish: <A extends keyof VisitActions>(action: A, input: VisitActions[A]) =>
        void this.#wish(action, input),
    };
    const hasSteps = phase === view.visit.phase && stepOf(view) !== undefined;
    return [
      this.#renderOffline(),
      this.#renderHead(phase, view),
      hasSteps ? html`<dispatch-timeline .words=${this.words}></dispatch-timeline>` : nothing,
      renderRequested(view, this.#say),
      renderMainAction(actions),
      phase === 'feedback' ? this.#renderRating() : nothing,
      phase === 'closed' && view.rating ? renderRating(view.rating.stars, this.#localizer) : nothing,
      renderPerson(view, this.#say),
      !hasSteps || phase === 'feedback' ? nothing : renderFacts(view),
      this.#renderReport(),
      renderActions(actions),
      renderOthers(view, this.#say, this.#format),
    ];
  }

  /** There is no visit to be shown, and there will be none here. */
  #renderRest(phase: TrackerPhase) {
    return html`<div class="rest">
      ${icon(phase === 'expired' ? 'link' : 'barred')} ${this.#renderHead(phase, undefined)}
      ${this.#renderAdvice()}
    </div>`;
  }

  #renderHead(phase: TrackerPhase, view: TrackingView | undefined) {
    const {title, text} = headlineOf(phase, view, this.#say, this.#format);
    const hasTime = this.#hasTime(phase, view);
    return html`<header class="head">
      ${this.#renderBadge(phase, view)}
      ${hasTime ? html`<dispatch-eta .words=${this.words}></dispatch-eta>` : nothing}
      <h2 class=${classMap({title: true, big: !hasTime})}>${title}</h2>
      ${text ? html`<p class="text">${text}</p>` : nothing}
      ${
        phase === 'upcoming' && view?.visit.confirmed
          ? html`<p class="confirmed">${icon('tick')} ${this.#say('confirmed')}</p>`
          : nothing
      }
    </header>`;
  }

  #hasTime(phase: TrackerPhase, view: TrackingView | undefined): boolean {
    const {eta, window, needsReschedule} = view?.visit ?? {};
    if (phase === 'live' || phase === 'live_stale') return (eta ?? window) !== undefined;
    return (phase === 'upcoming' || phase === 'suspended') && window !== undefined && !needsReschedule;
  }

  #renderBadge(phase: TrackerPhase, view: TrackingView | undefined) {
    if (phase === 'live_stale') {
      return html`<p class="badge paused"><span class="dot"></span>${this.#say('paused')}</p>`;
    }
    const isLive = phase === 'live' && view?.visit.position && this.#visit.snapshot.status === 'live';
    return isLive ? html`<p class="badge"><span class="dot"></span>${this.#say('live')}</p>` : nothing;
  }

  #renderRating() {
    return renderRatingForm({
      localizer: this.#localizer,
      isBusy: this.busyWith !== undefined,
      lacksStars: this.lacksStars,
      rate: rating => void this.#rate(rating),
      miss: () => (this.lacksStars = true),
    });
  }

  #renderReport() {
    const {report} = this;
    return html`<div class="report" role="status">
      ${report?.kind === 'sent' ? html`<p class="banner good">${this.#say('sent')}</p>` : nothing}
      ${
        report?.kind === 'failed'
          ? html`<p class="banner bad">${this.#say('didNotWork', {reason: report.reason})}</p>`
          : nothing
      }
    </div>`;
  }

  #renderConnecting() {
    const isOffline = this.#visit.snapshot.status === 'offline';
    return html`<div class="head">
        <h2 class="visually-hidden">${this.#say('loading')}</h2>
        ${isOffline ? html`<p class="banner">${icon('offline')} ${this.#say('offlineEmpty')}</p>` : nothing}
        ${this.#renderAdvice()}
      </div>
      <div class="bone short"></div>
      <div class="bone long"></div>
      <div class="bone line"></div>
      <div class="bone short"></div>`;
  }

  #renderOffline() {
    const {status, asOfMs} = this.#visit.snapshot;
    if (status !== 'offline' || asOfMs === undefined) return nothing;
    const age = formatAge(this.#format, this.#visit.nowMs() - asOfMs);
    return html`<p class="banner">${icon('offline')} ${this.#say('offline', {age})}</p>`;
  }

  #renderAdvice() {
    const {error, status} = this.#visit.snapshot;
    if (!error || status === 'live' || !isDevelopment(location)) return nothing;
    return html`<p class="problem">${adviceOn(error, {src: this.src, origin: location.origin})}</p>`;
  }

  get #showsMap(): boolean {
    const {snapshot} = this.#visit;
    return !this.noMap && hasMap(phaseOf(snapshot), snapshot.view);
  }

  get #format(): Format {
    return {locale: this.#localizer.locale, timeZone: this.#visit.snapshot.view?.timeZone};
  }

  readonly #say: Localizer['say'] = (key, values) => this.#localizer.say(key, values);

  async #toggle(form: OpenForm | undefined): Promise<void> {
    const closed = this.openForm;
    this.openForm = form;
    this.report = undefined;
    await this.updateComplete;
    if (!this.isConnected) return;
    const root = this.renderRoot;
    // Whoever opens it goes on inside it; whoever closes it comes back to where he was.
    const target = form
      ? root.querySelector<HTMLElement>('form textarea, form [type=submit]')
      : root.querySelector<HTMLElement>(`#open-${closed}`);
    target?.focus();
    // What sends it comes into view with what is asked.
    if (form) target?.closest('form')?.scrollIntoView({block: 'nearest'});
  }

  async #rate(rating: VisitActions['rate']): Promise<void> {
    this.lacksStars = false;
    if (await this.#wish('rate', rating)) this.dispatchEvent(new DispatchRatedEvent({stars: rating.stars}));
  }

  /** Says what a person wishes, and shows what became of it. True when it was done by our side. */
  async #wish<A extends keyof VisitActions>(command: A, input: VisitActions[A]): Promise<boolean> {
    const event = new DispatchCommandEvent({command, input});
    this.busyWith = command;
    this.report = undefined;
    this.dispatchEvent(event);
    try {
      await event.answer;
    } catch (error) {
      if (this.isConnected) this.#fail(error);
      return false;
    } finally {
      this.busyWith = undefined;
    }
    if (!this.isConnected) return false;
    const isQuiet = event.defaultPrevented || !event.answer;
    if (this.openForm === command) await this.#toggle(undefined);
    if (!isQuiet && (command === 'note' || command === 'not_home')) this.report = {kind: 'sent'};
    return !isQuiet;
  }

  #fail(error: unknown): void {
    const reason = reasonOf(error, this.#say('noConnection'));
    this.report = {kind: 'failed', reason};
    tellError(this, error);
  }

  /** Fires what changed since the last drawing. */
  #tell(): void {
    const {view, error, status} = this.#visit.snapshot;
    const phase = phaseOf(this.#visit.snapshot);
    const before = this.#told;
    this.#told = {phase, stale: phase === 'live_stale', error};
    if (error && error !== before.error && status !== 'ended')
      this.dispatchEvent(new DispatchErrorEvent({error}));
    if (phase === 'connecting' || phase === 'refused' || phase === 'unknown') return;
    if (phase !== before.phase) this.#tellPhase(phase, before.phase, view);
    if (this.#told.stale !== before.stale) {
      this.dispatchEvent(new DispatchStaleEvent({stale: this.#told.stale, since: view?.visit.staleSince}));
    }
  }

  #tellPhase(
    phase: DispatchPhaseEvent['phase'],
    before: TrackerPhase | undefined,
    view: TrackingView | undefined,
  ): void {
    const isPhase = before && !['connecting', 'refused', 'unknown'].includes(before);
    const previous = isPhase ? (before as DispatchPhaseEvent['phase']) : undefined;
    this.dispatchEvent(new DispatchPhaseEvent({phase, previous}));
    if (phase === 'onsite' && previous) {
      this.dispatchEvent(new DispatchArrivedEvent({at: view?.visit.arrivedAt ?? view?.visit.startedAt}));
    }
  }

  #setState(name: string, isOn: boolean): void {
    if (isOn) this.#internals.states.add(name);
    else this.#internals.states.delete(name);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-tracker': DispatchTracker;
  }
}
