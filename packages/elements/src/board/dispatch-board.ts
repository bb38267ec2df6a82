import type {BoardFilter, DispatchClient, OfficePicture} from '@dispatch-kit/client';
import {LitElement, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import {property, query} from 'lit/decorators.js';
import {guard} from 'lit/directives/guard.js';
import {CommandAnswers} from '../base/answer-commands.ts';
import {ClientController} from '../base/client-controller.ts';
import {customElement} from '../base/custom-element.ts';
import {CustomStates} from '../base/custom-states.ts';
import type {Format} from '../base/format.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {OfficeTrouble} from '../base/office-trouble.ts';
import {Ticker} from '../base/ticker.ts';
import {tokens} from '../base/tokens.styles.ts';
import {WhoController} from '../base/who-controller.ts';
import {DispatchSelectEvent} from '../events.ts';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import type {OrderMap} from '../order/address-place.ts';
import type {Place} from '../order/new-order-form.ts';
import {Schedule} from '../order/schedule.ts';
import {officeAnswerer} from '../provider/office-answerer.ts';
import {statusColors} from '../status/dispatch-status.styles.ts';
import {boardKeys, columnsKeys, renderKeys} from './board-actions.ts';
import type {ColumnsDesk, DispatchBoardColumns} from './board-columns.ts';
import {BoardDialogs} from './board-dialogs.ts';
import type {BoardEntry} from './board-entry.ts';
import {BoardHand} from './board-hand.ts';
import type {HandDesk} from './board-hand.ts';
import {BoardKeyboard} from './board-keyboard.ts';
import type {KeyboardDesk} from './board-keyboard.ts';
import {BoardLayout} from './board-layout.ts';
import {BoardMarks} from './board-marks.ts';
import {
  renderBar,
  renderBones,
  renderEmpty,
  renderMarked,
  renderOffline,
  renderRefused,
} from './board-parts.ts';
import type {RowContext} from './board-row.ts';
import {BoardRows} from './board-rows.ts';
import {noFilter, nothingKnown} from './board-source.ts';
import type {BoardSource} from './board-source.ts';
import type {BulkKind} from './bulk-wishes.ts';
import {boardStyles} from './dispatch-board.styles.ts';
import {HashView} from './hash-view.ts';
import {ListView} from './list-view.ts';
import {OfficeDay} from './office-day.ts';
import {SearchPreparation} from './search-preparation.ts';

/** Rows that did not change are drawn again so often, since some say how late they are. */
const rowsEveryMs = 5_000;

/**
 * The jobs of an office, live: who is where, what waits for a hand, and what can be done about it. 10,000 of them are no
 * trouble. Each change says who will be told what before it is made, and can be taken back after.
 *
 * @summary The order board of an office.
 * @slot actions - Beside *New order*.
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

  /** `list`, or `columns` by status; somebody may choose the other. */
  @property() layout: 'list' | 'columns' = 'list';

  /**
   * Keeps the view (layout, list, grouping, filters, search) in the fragment of the page's address, so that it can be kept as a bookmark and
   * sent to somebody. What else stands in the fragment stays.
   */
  @property({type: Boolean, attribute: 'view-in-hash'}) viewInHash = false;

  /** A client of your own; without it, the nearest provider's. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** A source of your own, such as `client.board()`. */
  @property({attribute: false}) source: BoardSource | undefined;

  /** Addresses that you know, with where they are: offered for a new order. */
  @property({attribute: false}) places: readonly Place[] = [];

  /** Shows the address of a new order on a map, with a pin that can be moved; as on `<dispatch-new-order>`. */
  @property({attribute: false}) map: OrderMap | undefined;

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<OfficeWord> | undefined;

  @query('.scroller') private readonly scroller!: HTMLElement | null;
  @query('dispatch-board-columns') private readonly columns!: DispatchBoardColumns | null;
  @query('#search') private readonly searchField!: HTMLInputElement;
  @query('dialog.keys') private readonly keysDialog!: HTMLDialogElement;

  readonly #localizer = new Localizer<OfficeWord>(this, officeBook);
  readonly #office = new ClientController<BoardSource>(this, client => {
    const own = this.client ?? client;
    return this.source ?? own?.board(this.day ? {day: this.day} : {});
  });
  readonly #rows = new BoardRows();
  readonly #list = new ListView(this, this.#rows, {scroller: () => this.scroller});
  readonly #model = this.#rows.model;
  readonly #search = new SearchPreparation(this, this.#model);
  readonly #states = new CustomStates(this);
  protected readonly trouble = new OfficeTrouble(this, () => this.#picture);
  readonly #who = new WhoController(this, () => (this.#picture.status === 'live' ? this.#client : undefined));
  readonly #marks = new BoardMarks();
  readonly #hand = new BoardHand(this, () => this.#desk);
  protected readonly ticker = new Ticker(this, () => {
    const counts = this.#hand.isCounting || this.#picture.status === 'offline';
    return counts ? 'second' : this.#picture.asOfMs !== undefined && 'minute';
  });
  protected readonly answers = new CommandAnswers(
    this,
    officeAnswerer(() => this.client),
  );
  readonly #dialogs = new BoardDialogs(this, () => ({
    client: this.#client,
    source: this.#office.store,
    day: this.day,
    places: this.places,
    map: this.map,
    words: this.words,
    sent: this.#hand.tellSent,
    focusList: () => this.#focusCurrent(),
  }));
  readonly #hash = new HashView(this);
  readonly #keyboard = new BoardKeyboard(() => this.#keyDesk);
  readonly #layout = new BoardLayout(this.#rows);
  #filter: BoardFilter | undefined;
  #isSameFilter = false;
  readonly #today = new OfficeDay();
  #selectedId: string | undefined;

  protected override willUpdate(): void {
    this.#hash.follow(this.#office.store, this.viewInHash);
    const filter = this.#layout.take(this.#state.filter, this.layout);
    if (this.#layout.isColumns) void import('./board-columns.ts');
    this.#view?.remember?.();
    const view = this.#model.arrange(this.#picture, filter, this.#nowMs);
    this.#isSameFilter = filter === this.#filter;
    this.#filter = filter;
    if (!this.#layout.isColumns) this.#list.take(view, {isSameFilter: this.#isSameFilter});
    // What is not in the list is not acted upon.
    if (this.#marks.size > 0) this.#marks.keysIn(this.#model.keys());
    this.#followSelection();
    this.#states.set('offline', this.#picture.status === 'offline');
  }

  protected override updated(_changed: PropertyValues): void {
    if (!this.#layout.isColumns) this.#list.settle();
  }

  protected override render() {
    const parts = this.#parts;
    return html`<div
      class="base"
      part="base"
      dir=${this.#localizer.direction}
      @keydown=${this.#keyboard.press}
    >
      ${guard(this.#barDependencies, () => renderBar(parts))} ${renderOffline(parts)} ${this.#renderBody()}
      ${renderMarked(this.#marks.size, parts)} ${this.#hand.render()}
      ${renderKeys(this.#layout.isColumns ? columnsKeys : boardKeys, this.#say)} ${this.#hand.renderDialog()}
      ${this.#dialogs.render()}
    </div>`;
  }

  #renderBody() {
    const {status, asOfMs} = this.#picture;
    const parts = this.#parts;
    if (status === 'refused') return renderRefused(parts);
    if (asOfMs === undefined) return renderBones(this.#say);
    const isEmpty = this.#model.view.found === 0;
    return html`${isEmpty ? renderEmpty(parts) : nothing} ${this.#renderJobs(isEmpty)}
      <p class="visually-hidden" role="status">
        ${parts.filter.text ? this.#say('foundJobs', {count: String(this.#model.view.found)}) : nothing}
      </p>`;
  }

  #renderJobs(isEmpty: boolean) {
    if (this.#layout.isColumns)
      return isEmpty
        ? nothing
        : html`<dispatch-board-columns
            exportparts="row, columns"
            .desk=${this.#columnsDesk}
          ></dispatch-board-columns>`;
    return html`<div
      class="scroller"
      tabindex="-1"
      ?hidden=${isEmpty}
      @pointerover=${this.#point}
      @pointerleave=${this.#point}
    >
      ${isEmpty ? nothing : this.#list.render(this.#rowContext)}
    </div>`;
  }

  get #columnsDesk(): ColumnsDesk {
    return {
      rows: this.#rows,
      context: this.#rowContext,
      list: this.#state.filter.list,
      isSameFilter: this.#isSameFilter,
      isLive: this.#picture.status === 'live',
      client: this.#client,
      settings: this.#picture.organization,
      direction: this.#localizer.direction,
      plan: (row, {kind, begin}) => void this.#hand.plan(kind, row, begin),
      tell: text => this.#hand.tell(text),
      obey: key => this.#keyboard.obey(key),
    };
  }

  /** What shows the jobs, once it is loaded. */
  get #view(): Partial<Pick<ListView, 'remember' | 'move' | 'buttonOf'>> | null {
    return this.#layout.isColumns ? this.columns : this.#list;
  }

  get #rowContext(): RowContext {
    const {locale, words} = this.#localizer;
    const {timeZone = 'UTC'} = this.#format;
    const consentPolicy = this.#picture.organization?.consentPolicy;
    const today = this.#today.at(this.#nowMs, timeZone);
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

  get #barDependencies(): unknown[] {
    const {asOfMs, members} = this.#picture;
    const {locale, words} = this.#localizer;
    const {timeZone = 'UTC'} = this.#format;
    const own = [this.day, this.#filter, this.#model.view.counts, asOfMs === undefined, members];
    return [
      ...own,
      this.layout,
      this.#who.me,
      locale,
      words,
      this.words,
      this.#today.at(this.#nowMs, timeZone).start,
    ];
  }

  readonly #point = (event: PointerEvent): void =>
    this.#rows.pointAt(event.type === 'pointerover' ? (event.target as Element) : undefined);

  get #desk(): HandDesk {
    return {
      picture: this.#picture,
      client: this.#client,
      nowMs: this.#nowMs,
      words: this.words,
      format: this.#format,
      localizer: this.#localizer,
      choose: row => this.#choose(row),
      focusList: () => this.#focusCurrent(),
      mark: row => this.#mark(row, false),
      leaveMarks: () => this.#leaveMarks(),
    };
  }

  get #keyDesk(): KeyboardDesk {
    return {
      ...this.#parts,
      root: this.renderRoot,
      current: this.#rows.current,
      isMarking: this.#marks.size > 0,
      view: this.#view,
      search: this.searchField,
      mark: (row, isRange) => this.#mark(row, isRange),
      act: (action, row) => this.#hand.act(action, row),
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
      layout: this.#layout.of(this.#state.filter, this.layout),
      view: this.#model.view,
      prepareSearch: () => this.#search.begin(),
      setFilter: (patch: Partial<BoardFilter>) => this.#office.store?.setFilter(patch),
      setLayout: (layout: 'list' | 'columns') =>
        this.#office.store?.setFilter({layout: layout === this.layout ? undefined : layout}),
      newOrder: () => void this.#dialogs.open('order'),
      importOrders:
        this.#who.me?.capabilities['settings'] === 'all'
          ? () => void this.#dialogs.open('import')
          : undefined,
      showKeys: () => this.keysDialog.showModal(),
      actOnMarked: (kind: BulkKind) => this.#actOnMarked(kind),
      leaveMarks: () => {
        this.#leaveMarks();
        this.#focusCurrent();
      },
    };
  }

  readonly #say: Localizer<OfficeWord>['say'] = (key, values) => this.#localizer.say(key, values);

  /** A job chosen elsewhere, on the map perhaps, is brought in sight. */
  #followSelection(): void {
    const {jobId} = this.#state.selection;
    if (jobId === this.#selectedId) return;
    this.#selectedId = jobId;
    if (jobId && jobId !== this.#rows.currentKey) this.#rows.goTo(jobId, {wantsFocus: false});
  }

  /** The keyboard comes back to the jobs. */
  #focusCurrent(): void {
    const {currentKey} = this.#rows;
    if (currentKey === undefined) return;
    this.#rows.goTo(currentKey, {wantsFocus: true});
    this.requestUpdate();
  }

  #choose({job}: BoardEntry): void {
    this.#rows.currentKey = job.id;
    if (this.#state.selection.jobId === job.id) return;
    this.#selectedId = job.id;
    this.#office.store?.select({jobId: job.id});
    this.dispatchEvent(new DispatchSelectEvent({jobId: job.id, memberId: undefined}));
  }

  #mark(row: BoardEntry, isRange: boolean): void {
    if (isRange) this.#marks.extend(row.key, [...this.#model.keys()]);
    else this.#marks.toggle(row.key);
    this.#rows.currentKey = row.key;
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
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-board': DispatchBoard;
  }
}
