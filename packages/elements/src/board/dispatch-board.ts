import type {BoardFilter, DispatchClient, OfficePicture} from '@dispatch-kit/client';
import {dayIn, dayRange, minuteMs} from '@dispatch-kit/core';
import type {TimeRange} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {guard} from 'lit/directives/guard.js';
import {answerCommands} from '../base/answer-commands.ts';
import {ClientController} from '../base/client-controller.ts';
import {customElement} from '../base/custom-element.ts';
import {CustomStates} from '../base/custom-states.ts';
import type {Format} from '../base/format.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {OfficeTrouble} from '../base/office-trouble.ts';
import {Ticker} from '../base/ticker.ts';
import {tokens} from '../base/tokens.styles.ts';
import {DispatchSelectEvent} from '../events.ts';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import type {Place} from '../order/new-order-form.ts';
import {Schedule} from '../order/schedule.ts';
import {officeAnswerer} from '../provider/office-answerer.ts';
import {statusColors} from '../status/dispatch-status.styles.ts';
import {boardKeyOf, boardKeys, renderKeys} from './board-actions.ts';
import type {BoardKey, RowAction} from './board-actions.ts';
import type {BoardEntry} from './board-entry.ts';
import {BoardHand} from './board-hand.ts';
import type {HandDesk} from './board-hand.ts';
import {BoardMarks} from './board-marks.ts';
import {
  renderBar,
  renderBones,
  renderEmpty,
  renderMarked,
  renderOffline,
  renderRefused,
} from './board-parts.ts';
import {renderGrid} from './board-row.ts';
import type {RowContext} from './board-row.ts';
import {noFilter, nothingKnown} from './board-source.ts';
import type {BoardSource} from './board-source.ts';
import type {BulkKind} from './bulk-wishes.ts';
import {boardStyles} from './dispatch-board.styles.ts';
import {ListView} from './list-view.ts';
import {SearchPreparation} from './search-preparation.ts';
import {hashOf, viewIn} from './view-in-hash.ts';

/** How a view stands that the page's address says nothing of. */
const usualView = {group: 'attention', sort: 'usual', descending: false} as const;

/** Rows that did not change are drawn again so often, since some say how late they are. */
const rowsEveryMs = 5_000;

/**
 * The jobs of an office, live: who is where, what waits for a hand, and what can be done about it. 10,000 of them are no
 * trouble. Each change says who will be told what before it is made, and can be taken back after.
 *
 * @summary The order board of an office.
 * @slot actions - Beside the search.
 * @fires dispatch-open - A job is to be seen whole.
 * @fires dispatch-select - A job was chosen.
 * @fires dispatch-command - Something is to be done with a visit or a job; cancelable.
 * @fires dispatch-error - Something went wrong.
 * @csspart base - The whole board.
 * @csspart bar - What stands above the list.
 * @csspart row - A job.
 * @cssprop --dispatch-color-accent - The one accent.
 * @cssprop --dispatch-board-row-height - The least height of a row.
 * @cssstate offline - The connection is lost.
 */
@customElement('dispatch-board')
export class DispatchBoard extends LitElement {
  static override styles = [tokens, statusColors, boardStyles];

  /** `today`, a day as `YYYY-MM-DD`, or empty for all jobs. */
  @property() day: string = 'today';

  /**
   * Keeps the view (list, grouping, filters, search) in the fragment of the page's address, so that it can be kept as a bookmark and
   * sent to somebody. What else stands in the fragment stays.
   */
  @property({type: Boolean, attribute: 'view-in-hash'}) viewInHash = false;

  /** A client of your own; without it, the nearest provider's. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** A source of your own, such as `client.board()`. */
  @property({attribute: false}) source: BoardSource | undefined;

  /** Addresses that you know, with where they are: offered for a new order. */
  @property({attribute: false}) places: readonly Place[] = [];

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<OfficeWord> | undefined;

  @state() private isOrdering = false;

  @query('.scroller') private readonly scroller!: HTMLElement | null;
  @query('#search') private readonly searchField!: HTMLInputElement;
  @query('dialog.keys') private readonly keysDialog!: HTMLDialogElement;

  readonly #localizer = new Localizer<OfficeWord>(this, officeBook);
  readonly #office = new ClientController<BoardSource>(this, client => {
    const own = this.client ?? client;
    return this.source ?? own?.board(this.day ? {day: this.day} : {});
  });
  readonly #list = new ListView(this, () => this.scroller);
  readonly #model = this.#list.model;
  readonly #search = new SearchPreparation(this, this.#model);
  readonly #states = new CustomStates(this);
  protected readonly trouble = new OfficeTrouble(this, () => this.#picture);
  readonly #marks = new BoardMarks();
  readonly #hand = new BoardHand(this, () => this.#desk);
  protected readonly ticker = new Ticker(this, () => {
    const counts = this.#hand.isCounting || this.#picture.status === 'offline';
    return counts ? 'second' : this.#picture.asOfMs !== undefined && 'minute';
  });
  #connection: AbortController | undefined;
  #filter: BoardFilter | undefined;
  /** Lines were drawn with this update. */
  #isDrawn = false;
  #today: {minute: number; timeZone: string; range: TimeRange} | undefined;
  #selectedId: string | undefined;
  /** The source that has taken its view from the page's address. */
  #read: BoardSource | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connection = new AbortController();
    const {signal} = this.#connection;
    answerCommands(
      this,
      officeAnswerer(() => this.client),
      signal,
    );
    addEventListener('hashchange', () => this.#readHash(), {signal});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.abort();
  }

  protected override willUpdate(): void {
    if (this.viewInHash && this.#office.store && this.#office.store !== this.#read) {
      this.#read = this.#office.store;
      if (hashOf(noFilter, location.hash) !== location.hash) this.#readHash();
    }
    const {filter} = this.#state;
    this.#list.remember();
    const view = this.#model.arrange(this.#picture, filter);
    this.#list.take(view, {isSameFilter: filter === this.#filter});
    this.#filter = filter;
    // What is not in the list is not acted upon.
    if (this.#marks.size > 0) this.#marks.keysIn(this.#model.keys());
    this.#followSelection();
    this.#states.set('offline', this.#picture.status === 'offline');
  }

  protected override updated(_changed: PropertyValues): void {
    this.#list.settle({isDrawn: this.#isDrawn});
    this.#isDrawn = false;
    this.#writeHash();
  }

  protected override render() {
    const parts = this.#parts;
    return html`<div class="base" part="base" dir=${this.#localizer.direction} @keydown=${this.#press}>
      ${guard(this.#barDependencies, () => renderBar(parts))}
      <slot name="actions"></slot>
      ${renderOffline(parts)} ${this.#renderBody()} ${renderMarked(this.#marks.size, parts)}
      ${this.#hand.render()} ${renderKeys(boardKeys, this.#say)} ${this.#renderDialogs()}
    </div>`;
  }

  #renderBody() {
    const {status, asOfMs} = this.#picture;
    const parts = this.#parts;
    if (status === 'refused') return renderRefused(parts);
    if (asOfMs === undefined) return renderBones(this.#say);
    const isEmpty = this.#model.view.found === 0;
    return html`${isEmpty ? renderEmpty(parts) : nothing}
      <div
        class="scroller"
        tabindex="-1"
        ?hidden=${isEmpty}
        @pointerover=${this.#point}
        @pointerleave=${this.#point}
      >
        ${isEmpty ? nothing : this.#renderGrid()}
      </div>
      <p class="visually-hidden" role="status">
        ${parts.filter.text ? this.#say('foundJobs', {count: String(this.#model.view.found)}) : nothing}
      </p>`;
  }

  /** Drawn again only when a line in sight, or what all lines depend on, is another: of 10,000 jobs most change out of sight. */
  #renderGrid() {
    const {indexes} = this.#list;
    const context = this.#rowContext;
    const {length} = this.#model.view.lines;
    const itemAt = (index: number) => this.#model.itemAt(index)!;
    const {currentKey, selectedId, menuOf, positions, dependencies} = context;
    const own = [length, indexes[0], this.#marks.version, currentKey, selectedId, menuOf, positions];
    return guard([...own, ...dependencies, ...indexes.map(itemAt)], () => {
      this.#isDrawn = true;
      return renderGrid({length, itemAt}, indexes, context);
    });
  }

  get #rowContext(): RowContext {
    const {locale, words} = this.#localizer;
    const {timeZone = 'UTC'} = this.#format;
    const consentPolicy = this.#picture.organization?.consentPolicy;
    const today = this.#todayIn(timeZone);
    const beat = Math.floor(this.#nowMs / rowsEveryMs);
    return {
      say: this.#say,
      sayIfKnown: key => this.#localizer.sayIfKnown(key),
      format: this.#format,
      nowMs: this.#nowMs,
      positions: this.#picture.positions,
      today,
      dependencies: [locale, timeZone, words, this.words, today.start, consentPolicy, beat],
      schedule: () => new Schedule(this.#picture),
      consentPolicy,
      currentKey: this.#list.tabKey,
      selectedId: this.#state.selection.jobId,
      menuOf: this.#hand.menuOf,
      marks: this.#marks,
      choose: row => this.#choose(row),
      mark: (row, isRange) => this.#mark(row, isRange),
      open: row => this.#hand.act('open', row),
      openMenu: (row, button) => void this.#hand.openMenu(row, button),
    };
  }

  /** The day that it is in the office. */
  #todayIn(timeZone: string): TimeRange {
    const minute = Math.floor(this.#nowMs / minuteMs);
    if (this.#today?.minute !== minute || this.#today.timeZone !== timeZone) {
      const range = dayRange(dayIn(timeZone, this.#nowMs), timeZone);
      this.#today = {minute, timeZone, range};
    }
    return this.#today.range;
  }

  get #barDependencies(): unknown[] {
    const {asOfMs, members} = this.#picture;
    const {locale, words} = this.#localizer;
    const {timeZone = 'UTC'} = this.#format;
    const own = [this.day, this.#state.filter, this.#model.view.counts, asOfMs === undefined, members];
    return [...own, locale, words, this.words, this.#todayIn(timeZone).start];
  }

  readonly #point = (event: PointerEvent): void =>
    this.#list.pointAt(event.type === 'pointerover' ? (event.target as Element) : undefined);

  #renderDialogs() {
    return html`${this.#hand.renderDialog()}
    ${
      this.isOrdering
        ? html`<dispatch-new-order
            open
            .day=${this.day}
            .client=${this.#client}
            .source=${this.#office.store}
            .places=${this.places}
            .words=${this.words}
            @close=${() => this.#endOrder()}
          ></dispatch-new-order>`
        : nothing
    }`;
  }

  get #desk(): HandDesk {
    return {
      picture: this.#picture,
      client: this.#client,
      nowMs: this.#nowMs,
      words: this.words,
      format: this.#format,
      localizer: this.#localizer,
      choose: row => this.#choose(row),
      focusList: () => this.#list.focusCurrent(),
      mark: row => this.#mark(row, false),
      leaveMarks: () => this.#leaveMarks(),
    };
  }

  get #client(): DispatchClient | undefined {
    return this.client ?? this.#office.client;
  }

  get #picture(): OfficePicture {
    return this.#office.store?.get() ?? nothingKnown;
  }

  get #state(): Pick<BoardSource, 'filter' | 'selection'> {
    return this.#office.store ?? {filter: noFilter, selection: {}};
  }

  get #nowMs(): number {
    return this.#office.store?.nowMs() ?? 0;
  }

  get #format(): Format {
    return {locale: this.#localizer.locale, timeZone: this.#picture.organization?.timeZone};
  }

  get #parts() {
    return {
      say: this.#say,
      localizer: this.#localizer,
      format: this.#format,
      nowMs: this.#nowMs,
      day: this.day,
      picture: this.#picture,
      filter: this.#state.filter,
      view: this.#model.view,
      prepareSearch: () => this.#search.begin(),
      setFilter: (patch: Partial<BoardFilter>) => this.#office.store?.setFilter(patch),
      newOrder: () => void this.#order(),
      showKeys: () => this.keysDialog.showModal(),
      actOnMarked: (kind: BulkKind) => this.#actOnMarked(kind),
      leaveMarks: () => {
        this.#leaveMarks();
        this.#list.focusCurrent();
      },
    };
  }

  readonly #say: Localizer<OfficeWord>['say'] = (key, values) => this.#localizer.say(key, values);

  #readHash(): void {
    if (this.viewInHash) this.#office.store?.setFilter({...usualView, ...viewIn(location.hash)});
  }

  #writeHash(): void {
    if (!this.viewInHash || !this.#read) return;
    const hash = hashOf(this.#state.filter, location.hash);
    if (hash !== location.hash)
      history.replaceState(history.state, '', hash || location.pathname + location.search);
  }

  /** A job chosen elsewhere, on the map perhaps, is brought in sight. */
  #followSelection(): void {
    const {jobId} = this.#state.selection;
    if (jobId === this.#selectedId) return;
    this.#selectedId = jobId;
    if (jobId && jobId !== this.#list.currentKey) this.#list.goTo(jobId);
  }

  #choose({job}: BoardEntry): void {
    this.#list.currentKey = job.id;
    if (this.#state.selection.jobId === job.id) return;
    this.#selectedId = job.id;
    this.#office.store?.select({jobId: job.id});
    this.dispatchEvent(new DispatchSelectEvent({jobId: job.id, memberId: undefined}));
  }

  #mark(row: BoardEntry, isRange: boolean): void {
    if (isRange) this.#marks.extend(row.key, [...this.#model.keys()]);
    else this.#marks.toggle(row.key);
    this.#list.currentKey = row.key;
    this.requestUpdate();
  }

  #leaveMarks(): void {
    this.#marks.clear();
    this.requestUpdate();
  }

  #actOnMarked(kind: BulkKind): void {
    const keys = this.#marks.keysIn(this.#model.keys());
    const rows = keys.map(key => this.#model.itemAt(this.#model.indexOf(key)));
    void this.#hand.actOnAll(
      kind,
      rows.filter(row => row?.kind === 'job'),
    );
  }

  /** While rows are chosen together, a key means all of them. */
  #bulkOf(action: RowAction): BulkKind | undefined {
    if (this.#marks.size === 0) return undefined;
    return ({assign: 'assign', cancel: 'cancel', status: 'complete'} as const)[action as 'assign'];
  }

  async #order(): Promise<void> {
    await import('../order/dispatch-new-order.ts');
    if (this.isConnected) this.isOrdering = true;
  }

  #endOrder(): void {
    this.isOrdering = false;
    this.#list.focusCurrent();
  }

  readonly #press = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0] as HTMLElement;
    if (target.closest('dialog, .menu') || target.getRootNode() !== this.renderRoot) return;
    if (target.matches('input, select, textarea')) {
      if (event.key === 'Escape' && target === this.searchField) this.#parts.setFilter({text: ''});
      if (event.key === 'ArrowDown' && target === this.searchField) this.#list.move(0);
      return;
    }
    const key = boardKeyOf(event);
    // Enter and arrows belong to a button that has the focus.
    const isOnButton = target.matches('button');
    if (!key || (isOnButton && (key.do === 'move' || event.key === 'Enter'))) return;
    event.preventDefault();
    this.#obey(key);
  };

  #obey(key: BoardKey): void {
    const row = this.#list.currentRow;
    if (key.do === 'move') this.#list.move(key.by);
    else if (key.do === 'first') this.#list.move(-Infinity);
    else if (key.do === 'last') this.#list.move(Infinity);
    else if (key.do === 'search') this.searchField.focus();
    else if (key.do === 'order') void this.#order();
    else if (key.do === 'keys') this.keysDialog.showModal();
    else if (key.do === 'unmark') this.#leaveMarks();
    else if (key.do === 'mark' && row) this.#mark(row, false);
    else if (key.do === 'markTo' && row) this.#mark(row, true);
    else if (key.do === 'act' && this.#bulkOf(key.action)) this.#actOnMarked(this.#bulkOf(key.action)!);
    else if (key.do === 'act' && row) this.#hand.act(key.action, row);
    else if (key.do === 'menu' && row) this.#list.buttonOf(row.key)?.click();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-board': DispatchBoard;
  }
}
