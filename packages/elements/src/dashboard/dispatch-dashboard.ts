import type {BoardStore, DispatchClient, OfficePicture} from '@dispatch-kit/client';
import {toInstant} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import type {PropertyValues, TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {cache} from 'lit/directives/cache.js';
import {CommandAnswers} from '../base/answer-commands.ts';
import {ClientController} from '../base/client-controller.ts';
import {customElement} from '../base/custom-element.ts';
import {CustomStates} from '../base/custom-states.ts';
import {formatDay} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {Ticker} from '../base/ticker.ts';
import {tokens} from '../base/tokens.styles.ts';
import {WhoController} from '../base/who-controller.ts';
import {nothingKnown} from '../board/board-source.ts';
import type {DispatchOpenEvent} from '../events.ts';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import type {OrderMap} from '../order/address-place.ts';
import type {Place} from '../order/new-order-form.ts';
import {formatAmount} from '../order/written.ts';
import {officeAnswerer} from '../provider/office-answerer.ts';
import {statusColors} from '../status/dispatch-status.styles.ts';
import {DayCounts} from './day-counts.ts';
import {renderCounts} from './count-strip.ts';
import {deskViews, hashNaming, viewNamed, viewsFor} from './desk-views.ts';
import type {DeskView} from './desk-views.ts';
import {placeFor} from './map-place.ts';
import type {MapPlace} from './map-place.ts';
import {dashboardStyles} from './dispatch-dashboard.styles.ts';

/**
 * The desk of an office: what the day counts, and one at a time the jobs, the schedule, offers, the end of the day and the
 * team, beside a map of who is where. A job that is opened stands beside them, or over them where there is no room. All of it
 * shares one live store, so a filter and a choice in one are seen in the others.
 *
 * @summary The whole desk of an office.
 * @slot header - At the beginning of the bar: a name, a logo.
 * @slot actions - At the end of the bar.
 * @fires dispatch-open - A job is to be seen whole; it is shown beside the list, unless that is canceled.
 * @fires dispatch-select - A job or a technician was chosen.
 * @fires dispatch-command - Something is to be done with a visit or a job; cancelable.
 * @fires dispatch-error - Something went wrong.
 * @csspart base - The whole desk.
 * @csspart bar - Day and views.
 * @csspart counts - What the day counts.
 * @csspart main - The view that is shown.
 * @csspart side - The map, and the job that is open.
 * @cssprop --dispatch-color-accent - The one accent.
 * @cssstate wide - There is room for a map beside the list.
 */
@customElement('dispatch-dashboard')
export class DispatchDashboard extends LitElement {
  static override styles = [tokens, statusColors, dashboardStyles];

  /** `today`, a day as `YYYY-MM-DD`, or empty for all jobs. */
  @property() day: string = 'today';

  /** What is shown: `board`, `schedule`, `map`, `offers`, `review` or `team`. */
  @property({reflect: true}) view: DeskView = 'board';

  /** Keeps what is shown, and how, in the fragment of the page's address. What else stands in the fragment stays. */
  @property({type: Boolean, attribute: 'view-in-hash'}) viewInHash = false;

  /** A client of your own; without it, the nearest provider's. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** Addresses that you know, with where they are: offered for a new order. */
  @property({attribute: false}) places: readonly Place[] = [];

  /** The address of a MapLibre style, or (as a property) the style itself. */
  @property({attribute: 'map-style'}) mapStyle: string | object | undefined;

  /** The style in the dark; without it, `map-style`. */
  @property({attribute: 'map-style-dark'}) mapStyleDark: string | object | undefined;

  /** Where `maplibre-gl-worker.mjs` is, if not beside the module that loads it. */
  @property({attribute: 'worker-url'}) workerUrl: string | undefined;

  /** Shows no map. */
  @property({type: Boolean, attribute: 'no-map'}) noMap = false;

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<OfficeWord> | undefined;

  @state() private mapPlace: MapPlace = 'own';
  @state() private opened: {jobId: string; appointmentId: string | undefined} | undefined;

  @query('.side .close') private readonly closeButton!: HTMLElement | null;
  @query('.views [aria-current]') private readonly currentTab!: HTMLElement | null;

  readonly #localizer = new Localizer<OfficeWord>(this, officeBook);
  readonly #office = new ClientController<BoardStore>(this, client =>
    (this.client ?? client)?.board(this.day ? {day: this.day} : {}),
  );
  readonly #who = new WhoController(this, () => (this.#picture.status === 'live' ? this.#client : undefined));
  readonly #counts = new DayCounts();
  readonly #states = new CustomStates(this);
  protected readonly ticker = new Ticker(this, () => this.#picture.asOfMs !== undefined && 'minute');
  protected readonly answers = new CommandAnswers(
    this,
    officeAnswerer(() => this.client),
  );
  #connection: AbortController | undefined;
  /** Counts what was asked to be shown: a job that comes late is not wanted any more. */
  #turn = 0;
  /** What had the keyboard before a job was opened. */
  #opener: HTMLElement | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connection = new AbortController();
    const {signal} = this.#connection;
    addEventListener('hashchange', () => this.#readHash(), {signal});
    this.#readHash();
    const measure = () => (this.mapPlace = placeFor(this.clientWidth, this.clientHeight));
    measure();
    const sized = new ResizeObserver(measure);
    sized.observe(this);
    signal.addEventListener('abort', () => sized.disconnect());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.abort();
  }

  protected override willUpdate(): void {
    void deskViews.find(({view}) => view === this.#shown)?.load();
    if (this.#isMapped) void import('../map/dispatch-map.ts');
    this.#states.set('wide', this.#isWide);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('view') && changed.get('view') !== undefined) this.#writeHash();
  }

  protected override render() {
    const hasSide = this.#isMapped || this.opened !== undefined;
    const layout = this.#isWide ? 'sided' : this.#isMapped ? 'mapped' : '';
    return html`<div
      class="base ${hasSide ? layout : ''}"
      part="base"
      dir=${this.#localizer.direction}
      @dispatch-open=${this.#hearOpen}
      @keydown=${this.#press}
    >
      ${this.#renderBar()}
      ${renderCounts(this.#counts.take(this.#picture.jobs, this.#nowMs), {
        say: this.#say,
        isKnown: this.#picture.asOfMs !== undefined,
        locale: this.#localizer.locale,
        filter: this.#shown === 'board' ? this.#office.store?.filter : undefined,
        show: (view, filter) => this.#show(view, filter),
      })}
      <div class="main" part="main" ?inert=${!this.#isWide && this.opened !== undefined}>
        ${cache(this.#renderView())}
      </div>
      ${hasSide ? this.#renderSide() : nothing}
    </div>`;
  }

  #renderBar() {
    const {organization} = this.#picture;
    const name = organization?.brand?.name ?? organization?.name;
    return html`<div class="bar" part="bar">
      <slot name="header">
        <p class="who">
          ${name ? html`<b><bdi>${name}</bdi></b>` : nothing} <span class="quiet">${this.#dayWords}</span>
        </p>
      </slot>
      <nav class="views" aria-label=${this.#say('views')}>
        ${this.#views.map(each => this.#renderTab(each))}
      </nav>
      <slot name="actions"></slot>
    </div>`;
  }

  #renderTab({view, word, icon: name}: (typeof deskViews)[number]) {
    const {offers} = this.#counts.last;
    const badge = view === 'offers' && offers > 0 ? formatAmount(this.#localizer.locale, offers) : undefined;
    return html`<button
      type="button"
      aria-current=${view === this.#shown ? 'page' : nothing}
      @click=${() => this.#show(view)}
    >
      ${icon(name)}<span>${this.#say(word)}</span>${badge ? html`<span class="badge">${badge}</span>` : nothing}
    </button>`;
  }

  #renderView(): TemplateResult {
    const {client, words} = this;
    const {store} = this.#office;
    switch (this.#shown) {
      case 'schedule':
        return html`<dispatch-schedule
          .day=${this.day || 'today'}
          .client=${client}
          .words=${words}
        ></dispatch-schedule>`;
      case 'map':
        return this.#renderMap();
      case 'offers':
        return html`<div class="page" tabindex="-1">
          <dispatch-offers .client=${client} .source=${store} .words=${words}></dispatch-offers>
        </div>`;
      case 'review':
        return html`<div class="page" tabindex="-1">
          <dispatch-day-review
            .day=${this.day || 'today'}
            .client=${client}
            .words=${words}
          ></dispatch-day-review>
        </div>`;
      case 'team':
        return html`<div class="page" tabindex="-1">
          <dispatch-team .client=${client} .words=${words}></dispatch-team>
        </div>`;
      default:
        return html`<dispatch-board
          .day=${this.day}
          .client=${client}
          .source=${store}
          .places=${this.places}
          .map=${this.#orderMap}
          .words=${words}
          ?view-in-hash=${this.viewInHash}
        ></dispatch-board>`;
    }
  }

  get #orderMap(): OrderMap {
    return {style: this.mapStyle, styleDark: this.mapStyleDark, workerUrl: this.workerUrl};
  }

  #renderMap() {
    return html`<dispatch-map
      fleet
      .day=${this.day}
      .board=${this.#office.store}
      .mapStyle=${this.mapStyle}
      .mapStyleDark=${this.mapStyleDark}
      .workerUrl=${this.workerUrl}
    ></dispatch-map>`;
  }

  #renderSide() {
    const {opened} = this;
    return html`<aside
      class="side ${opened ? 'opened' : ''}"
      part="side"
      aria-label=${this.#say(opened ? 'openJob' : 'map')}
    >
      ${this.#isMapped ? this.#renderMap() : nothing}
      ${
        opened
          ? html`<dispatch-job
              job=${opened.jobId}
              appointment=${opened.appointmentId ?? nothing}
              .source=${this.#picture.jobs.has(opened.jobId) ? this.#office.store : undefined}
              .mapStyle=${this.mapStyle}
              .mapStyleDark=${this.mapStyleDark}
              .workerUrl=${this.workerUrl}
              no-map
            >
              <button
                slot="header"
                class="close"
                type="button"
                aria-label=${this.#say('close')}
                @click=${() => this.#closeJob()}
              >
                ${icon('cross')}
              </button>
            </dispatch-job>`
          : nothing
      }
    </aside>`;
  }

  get #dayWords(): string {
    const {timeZone} = this.#format;
    if (this.day === '' || !timeZone) return '';
    const at = this.day === 'today' ? toInstant(this.#nowMs) : `${this.day}T12:00:00Z`;
    return formatDay({...this.#format, timeZone: this.day === 'today' ? timeZone : 'UTC'}, at);
  }

  get #views() {
    return viewsFor(this.#who.me, {hasMap: !this.noMap && this.mapPlace === 'own'});
  }

  /** What can be shown of what is wished. */
  get #shown(): DeskView {
    return this.#views.some(({view}) => view === this.view) ? this.view : 'board';
  }

  /** The map is seen all the time. */
  get #isMapped(): boolean {
    return this.mapPlace !== 'own' && !this.noMap;
  }

  /** A job stands beside the list, not over it. */
  get #isWide(): boolean {
    return this.mapPlace === 'beside';
  }

  get #client(): DispatchClient | undefined {
    return this.client ?? this.#office.client;
  }

  get #picture(): OfficePicture {
    return this.#office.store?.get() ?? nothingKnown;
  }

  get #nowMs(): number {
    return this.#office.store?.nowMs() ?? 0;
  }

  get #format(): Format {
    return {locale: this.#localizer.locale, timeZone: this.#picture.organization?.timeZone};
  }

  readonly #say: Localizer<OfficeWord>['say'] = (key, values) => this.#localizer.say(key, values);

  #show(view: DeskView, filter?: Parameters<BoardStore['setFilter']>[0]): void {
    if (filter) this.#office.store?.setFilter(filter);
    this.view = view;
    if (this.#isWide) return;
    this.#turn += 1;
    this.opened = undefined;
  }

  #readHash(): void {
    if (this.viewInHash) this.view = viewNamed(location.hash) ?? 'board';
  }

  #writeHash(): void {
    if (!this.viewInHash) return;
    const hash = hashNaming(this.view, location.hash);
    if (hash !== location.hash)
      history.replaceState(history.state, '', hash || location.pathname + location.search);
  }

  /** Once the page has heard of it too, and has not canceled it. */
  readonly #hearOpen = (event: DispatchOpenEvent): void => {
    const {jobId, appointmentId} = event;
    if (!jobId) return;
    queueMicrotask(() => {
      if (!event.defaultPrevented) void this.#openJob(jobId, appointmentId);
    });
  };

  async #openJob(jobId: string, appointmentId: string | undefined): Promise<void> {
    const turn = ++this.#turn;
    await import('../job/dispatch-job.ts');
    if (!this.isConnected || turn !== this.#turn) return;
    this.#opener ??= focusedIn(this.renderRoot as ShadowRoot);
    this.opened = {jobId, appointmentId};
    this.#office.store?.select({jobId});
    await this.updateComplete;
    this.closeButton?.focus();
  }

  #closeJob(): void {
    const opener = this.#opener;
    this.#opener = this.opened = undefined;
    void this.updateComplete.then(() => (opener?.isConnected ? opener : this.currentTab)?.focus());
  }

  readonly #press = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0] as HTMLElement;
    const isInSide = event.composedPath().some(each => each instanceof HTMLElement && each.matches('.side'));
    if (event.key !== 'Escape' || !isInSide || event.defaultPrevented) return;
    if (target.closest('dialog, [popover]') || target.matches('textarea, input')) return;
    event.preventDefault();
    this.#closeJob();
  };
}

/** What has the keyboard, in whichever shadow root it is. */
function focusedIn(root: ShadowRoot): HTMLElement | undefined {
  const focused = root.activeElement as HTMLElement | null;
  return (focused?.shadowRoot && focusedIn(focused.shadowRoot)) ?? focused ?? undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-dashboard': DispatchDashboard;
  }
}
