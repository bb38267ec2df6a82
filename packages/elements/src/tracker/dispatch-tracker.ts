// First, so that the answer comes while the rest is made.
import '../base/begun-visit.ts';
import '../answers/dispatch-answers.ts';
import '../eta/dispatch-eta.ts';
import '../headline/dispatch-headline.ts';
import '../technician/dispatch-technician.ts';
import '../timeline/dispatch-timeline.ts';
import {webPlatform} from '@dispatch-kit/client';
import type {VisitSource} from '@dispatch-kit/client';
import type {TrackingView} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {classMap} from 'lit/directives/class-map.js';
import {afterPaint} from '../base/after-paint.ts';
import {answerCommands, customerAnswerer} from '../base/answer-commands.ts';
import {ConnectionNews} from '../base/connection-news.ts';
import {customElement} from '../base/custom-element.ts';
import {CustomStates} from '../base/custom-states.ts';
import {formStyles} from '../base/form.styles.ts';
import {formatAge, prepareTimes} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {Glide} from '../base/glide.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {adviceOn, isDevelopment} from '../base/refusal-advice.ts';
import {paintBrand} from '../base/theme.ts';
import {Ticker} from '../base/ticker.ts';
import {boneStyles} from '../base/bone.styles.ts';
import {tokens} from '../base/tokens.styles.ts';
import {VisitController} from '../base/visit-controller.ts';
import {hasMap, hasTime, phaseOf} from '../headline/headline.ts';
import type {TrackerPhase} from '../headline/headline.ts';
import type {CustomerWord} from '../locales/customer/en.ts';
import {stepOf} from '../timeline/step-of.ts';
import {bones, hasMain, renderBrand, renderFacts, renderOthers} from './card-sections.ts';
import {trackerStyles} from './dispatch-tracker.styles.ts';
import {MessageNews} from './message-news.ts';
import {Sheet} from './sheet.ts';
import {VisitChanges} from './visit-changes.ts';

const patienceMs = 300;

/**
 * The whole page of a customer's visit: when somebody comes, where he is, what the customer can do. The text stands
 * first and works alone; the map is loaded after it. On a phone, where the page has a height, the card is a sheet over the
 * map; on a wide page it stands beside it. What a person does is fired as `dispatch-command`; the element's own source or
 * the nearest provider does it, unless the page cancels the event.
 *
 * @summary A customer's visit, live.
 * @slot header - Above everything on the card.
 * @slot card - Blocks in an order of your own, instead of what the card shows.
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
 * @csspart handle - What the sheet is pulled by.
 * @csspart map - The map's place.
 * @cssprop --dispatch-color-accent - The one accent.
 * @cssstate live - Somebody is on the way.
 * @cssstate stale - No position comes.
 * @cssstate late - It will be later than promised.
 * @cssstate offline - The connection is lost.
 */
@customElement('dispatch-tracker')
export class DispatchTracker extends LitElement {
  static override styles = [tokens, boneStyles, formStyles, trackerStyles];

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
  @property({attribute: false}) words: OwnWords<CustomerWord> | undefined;

  @state() private isThreadOpen = false;

  /** An answer that comes at once shows no bones before it. */
  @state() private isPatient = true;

  @query('.base') private readonly base!: HTMLElement | null;

  readonly #localizer = new Localizer(this);
  readonly #visit = new VisitController(this, {provides: true});
  readonly #sheet = new Sheet(this, () => this.#showsMap || this.#keepsMapPlace);
  protected readonly glide = new Glide(
    this,
    '.card, .card > :not(slot), .card > slot > *, .glance > *, .head > *',
  );
  readonly #messages = new MessageNews();
  readonly #connectionNews = new ConnectionNews();
  readonly #changes = new VisitChanges(this);
  readonly #states = new CustomStates(this);
  protected readonly ticker = new Ticker(this, () => this.#visit.snapshot.status === 'offline' && 'second');
  #connection: AbortController | undefined;
  /** What stood as bones gives way in two steps: the time, which is what somebody came for, and with the next picture the rest. */
  #restWaits = false;
  #mapWanted = false;
  #surveyWanted = false;
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
    this.#connection.signal.addEventListener(
      'abort',
      webPlatform().after(patienceMs, () => (this.isPatient = false)),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.abort();
  }

  protected override willUpdate(): void {
    const {status, view} = this.#visit.snapshot;
    const phase = phaseOf(this.#visit.snapshot);
    if (phase === 'connecting') this.#restWaits = true;
    this.#states.set('live', phase === 'live' || phase === 'live_stale');
    this.#states.set('stale', phase === 'live_stale');
    this.#states.set('late', view?.visit.eta?.late ?? false);
    this.#states.set('offline', status === 'offline');
    this.#messages.take(view);
    if (status === 'live' || status === 'offline') this.#connectionNews.take(status === 'offline');
  }

  protected override async firstUpdated(): Promise<void> {
    await afterPaint();
    if (!this.#visit.snapshot.view) prepareTimes(this.#localizer.locale);
  }

  protected override updated(_changed: PropertyValues): void {
    const accent = this.#visit.snapshot.view?.organization?.accent;
    if (accent !== this.#accent) paintBrand(this.base!, (this.#accent = accent));
    this.#changes.tell(this.#visit.snapshot);
    this.#bring();
    if (this.#restWaits && this.#visit.snapshot.view) void this.#showRest();
  }

  async #showRest(): Promise<void> {
    await afterPaint();
    this.#restWaits = false;
    this.requestUpdate();
  }

  /** Brings what is only now to be shown. */
  #bring(): void {
    if (!this.#mapWanted && this.#showsMap) {
      this.#mapWanted = true;
      void this.#bringMap();
    }
    if (!this.#surveyWanted && this.#showsSurvey) {
      this.#surveyWanted = true;
      void import('../survey/dispatch-survey.ts').catch(() => (this.#surveyWanted = false));
    }
  }

  /** The words are read first: the map takes no time of theirs. */
  async #bringMap(): Promise<void> {
    await afterPaint();
    await import('../map/dispatch-map.ts').catch(() => {});
  }

  protected override render() {
    const {view, status} = this.#visit.snapshot;
    if (status === 'connecting' && !view && this.isPatient && !this.base) return nothing;
    const showsMap = this.#showsMap;
    const keepsPlace = this.#keepsMapPlace;
    return html`
      <div class="probe"></div>
      <div
        class=${classMap({base: true, branded: true, 'no-map': !showsMap && !keepsPlace, sheet: this.#sheet.isOn})}
        part="base"
        dir=${this.#localizer.direction}
        @scroll=${this.#sheet.onScroll}
        @scrollend=${this.#sheet.onScrollEnd}
      >
        <section class="card" part="card" id="card" aria-label=${this.#say('yourVisit')}>
          ${this.#sheet.isOn ? this.#renderHandle() : nothing}
          <slot name="header"></slot>
          ${showsMap ? nothing : renderBrand(view?.organization)}
          <slot name="card">${this.#renderCard(view)}</slot>
          <slot></slot>
        </section>
        ${showsMap ? this.#renderMap(view) : keepsPlace ? html`<div class="map"></div>` : nothing}
        <p class="visually-hidden" role="status">${this.#messages.announce(view, this.#say)}</p>
        <p class="visually-hidden" role="status">${this.#connectionNews.announce(this.#say)}</p>
      </div>
    `;
  }

  #renderHandle() {
    const {isUp, toggle, onKey, onGrab, onDrag, onDrop} = this.#sheet;
    return html`<button
      class="handle"
      part="handle"
      type="button"
      aria-expanded=${isUp}
      aria-controls="card"
      aria-label=${this.#say(isUp ? 'showLess' : 'showMore')}
      @click=${toggle}
      @keydown=${onKey}
      @pointerdown=${onGrab}
      @pointermove=${onDrag}
      @pointerup=${onDrop}
      @pointercancel=${onDrop}
    ></button>`;
  }

  #renderMap(view: TrackingView | undefined) {
    return html`<div class="map" part="map">
      <dispatch-map
        .mapStyle=${this.mapStyle}
        .mapStyleDark=${this.mapStyleDark}
        .workerUrl=${this.workerUrl}
        .words=${this.words}
      ></dispatch-map>
      ${renderBrand(view?.organization)}
    </div>`;
  }

  #renderCard(view: TrackingView | undefined) {
    const phase = phaseOf(this.#visit.snapshot);
    if (phase === 'connecting') return this.#renderConnecting();
    if (!view) return this.#renderEnd(phase);
    if (this.#restWaits && hasTime(phase, view)) {
      return html`<div class="glance">${this.#renderHead(phase, view)}</div>
        ${this.isPatient ? nothing : bones}`;
    }
    const {words} = this;
    const hasSteps = phase === view.visit.phase && stepOf(view) !== undefined;
    return html`<div class="glance">
        ${this.#renderOffline()} ${this.#renderHead(phase, view)}
        ${hasSteps ? html`<dispatch-timeline .words=${words}></dispatch-timeline>` : nothing}
        ${hasMain(view) ? html`<dispatch-answers show="main" .words=${words}></dispatch-answers>` : nothing}
      </div>
      ${this.#showsSurvey ? html`<dispatch-survey class=${phase === 'feedback' ? 'open' : ''} .words=${words}></dispatch-survey>` : nothing}
      ${this.#renderTechnician(view)}
      ${this.isThreadOpen ? html`<dispatch-thread .words=${words}></dispatch-thread>` : nothing}
      ${phase === 'feedback' || phase === 'unknown' ? nothing : renderFacts(view)}
      <dispatch-answers show="more" .words=${words}></dispatch-answers>
      ${renderOthers(view, this.#say, this.#format)}`;
  }

  #renderTechnician(view: TrackingView) {
    const {visit, actions, messages, organization} = view;
    const mayWrite = actions?.includes('message') || (messages?.length ?? 0) > 0;
    if (!visit.technician && !mayWrite && !actions?.includes('call')) return nothing;
    return html`<dispatch-technician .words=${this.words}
      >${mayWrite ? this.#renderThreadButton(view, organization?.name ?? '') : nothing}</dispatch-technician
    >`;
  }

  #renderThreadButton({messages = []}: TrackingView, organization: string) {
    const unread = messages.filter(message => message.unread).length;
    const label = [
      this.#say('writeTo', {organization}),
      ...(unread > 0 ? [this.#say('unread', {count: String(unread)})] : []),
    ];
    return html`<button
      type="button"
      class="round"
      id="open-thread"
      aria-expanded=${this.isThreadOpen}
      aria-label=${label.join('. ')}
      @click=${() => void this.#toggleThread()}
    >
      ${icon('message')}
      ${unread > 0 ? html`<span class="unread" aria-hidden="true">${unread}</span>` : nothing}
    </button>`;
  }

  /** There is no visit to be shown, and there will be none here. */
  #renderEnd(phase: TrackerPhase) {
    return html`<div class="rest">
      ${icon(phase === 'expired' ? 'link' : 'barred')} ${this.#renderHead(phase, undefined)}
      ${this.#renderAdvice()}
    </div>`;
  }

  #renderHead(phase: TrackerPhase, view: TrackingView | undefined) {
    return html`<header class="head">
      ${this.#renderBadge(phase, view)}
      ${hasTime(phase, view) ? html`<dispatch-eta .words=${this.words}></dispatch-eta>` : nothing}
      <dispatch-headline .words=${this.words}></dispatch-headline>
    </header>`;
  }

  #renderBadge(phase: TrackerPhase, view: TrackingView | undefined) {
    if (phase === 'live_stale') {
      return html`<p class="badge paused"><span class="dot"></span>${this.#say('paused')}</p>`;
    }
    const isLive = phase === 'live' && view?.visit.position && this.#visit.snapshot.status === 'live';
    return isLive ? html`<p class="badge"><span class="dot"></span>${this.#say('live')}</p>` : nothing;
  }

  #renderConnecting() {
    const isOffline = this.#visit.snapshot.status === 'offline';
    return html`<div class="head">
        <dispatch-headline .words=${this.words}></dispatch-headline>
        ${isOffline ? html`<p class="banner">${icon('offline')} ${this.#say('offlineEmpty')}</p>` : nothing}
        ${this.#renderAdvice()}
      </div>
      ${bones}`;
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

  /** Most links are opened before the visit: the map's place is kept free, so that nothing jumps when it is known. */
  get #keepsMapPlace(): boolean {
    return !this.noMap && phaseOf(this.#visit.snapshot) === 'connecting';
  }

  /** There is something to rate, or a rating to be shown. */
  get #showsSurvey(): boolean {
    const {snapshot} = this.#visit;
    const phase = phaseOf(snapshot);
    return phase === 'feedback' || (phase === 'closed' && snapshot.view?.rating !== undefined);
  }

  get #format(): Format {
    return {locale: this.#localizer.locale, timeZone: this.#visit.snapshot.view?.timeZone};
  }

  readonly #say: Localizer['say'] = (key, values) => this.#localizer.say(key, values);

  async #toggleThread(): Promise<void> {
    this.isThreadOpen = !this.isThreadOpen;
    if (!this.isThreadOpen) return;
    await import('../answers/dispatch-thread.ts').catch(() => (this.isThreadOpen = false));
    await this.updateComplete;
    // The element itself draws once more before it has a field to go on in.
    const thread = this.renderRoot.querySelector('dispatch-thread');
    await thread?.updateComplete;
    thread?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-tracker': DispatchTracker;
  }
}
