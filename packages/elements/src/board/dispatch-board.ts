import type {BoardFilter, DispatchClient, DispatchError, OfficePicture} from '@dispatch-kit/client';
import {dayIn, dayRange} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {answerCommands} from '../base/answer-commands.ts';
import {ClientController} from '../base/client-controller.ts';
import {customElement} from '../base/custom-element.ts';
import {isLost, reasonOf, tellError} from '../base/failure.ts';
import type {Format} from '../base/format.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {Ticker} from '../base/ticker.ts';
import {tokens} from '../base/tokens.styles.ts';
import {DispatchCommandEvent, DispatchErrorEvent, DispatchOpenEvent, DispatchSelectEvent} from '../events.ts';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import type {Place} from '../order/new-order-form.ts';
import type {Planned} from '../order/plan-dialog.ts';
import type {PlanKind, Wish} from '../order/plan-wish.ts';
import {Schedule} from '../order/schedule.ts';
import {officeAnswerer} from '../provider/office-answerer.ts';
import {statusColors} from '../status/dispatch-status.styles.ts';
import {actionsOf, boardKeyOf, placeMenu, renderKeys, renderMenu} from './board-actions.ts';
import type {BoardKey, RowAction} from './board-actions.ts';
import type {BoardEntry} from './board-entry.ts';
import {BoardModel, emptyView} from './board-model.ts';
import {renderBar, renderBones, renderEmpty, renderOffline, renderRefused} from './board-parts.ts';
import {renderGrid} from './board-row.ts';
import {noFilter, nothingKnown} from './board-source.ts';
import type {BoardSource} from './board-source.ts';
import {renderToast, toastOf} from './board-toast.ts';
import type {Toast} from './board-toast.ts';
import {boardStyles} from './dispatch-board.styles.ts';
import {ListView} from './list-view.ts';
import {SearchPreparation} from './search-preparation.ts';

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

  @state() private menuRow: BoardEntry | undefined;
  @state() private plan: {kind: PlanKind; row: BoardEntry} | undefined;
  @state() private toast: Toast | undefined;
  @state() private isOrdering = false;

  @query('.scroller') private readonly scroller!: HTMLElement | null;
  @query('#search') private readonly searchField!: HTMLInputElement;
  @query('.menu') private readonly menu!: HTMLElement;
  @query('dialog.keys') private readonly keysDialog!: HTMLDialogElement;

  readonly #localizer = new Localizer<OfficeWord>(this, officeBook);
  readonly #office = new ClientController<BoardSource>(this, client => {
    const own = this.client ?? client;
    return this.source ?? own?.board(this.day ? {day: this.day} : {});
  });
  readonly #model = new BoardModel();
  protected readonly searchPreparation = new SearchPreparation(this, this.#model);
  readonly #list = new ListView(this, this.#model, () => this.scroller);
  readonly #internals = this.attachInternals();
  protected readonly ticker = new Ticker(this, () => {
    const counts = this.toast !== undefined || this.#picture.status === 'offline';
    return counts ? 'second' : this.#picture.asOfMs !== undefined && 'minute';
  });
  #connection: AbortController | undefined;
  #view = emptyView;
  #filter: BoardFilter | undefined;
  #selectedId: string | undefined;
  #toldError: DispatchError | undefined;
  #menuButton: HTMLElement | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connection = new AbortController();
    const {signal} = this.#connection;
    answerCommands(
      this,
      officeAnswerer(() => this.client),
      signal,
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.abort();
  }

  protected override willUpdate(): void {
    const {filter} = this.#state;
    this.#list.remember();
    this.#view = this.#model.arrange(this.#picture, filter);
    this.#list.take(this.#view, {isSameFilter: filter === this.#filter});
    this.#filter = filter;
    this.#followSelection();
    const {states} = this.#internals;
    if (this.#picture.status === 'offline') states.add('offline');
    else states.delete('offline');
  }

  protected override updated(_changed: PropertyValues): void {
    this.#list.settle();
    const {error, status} = this.#picture;
    if (error && error !== this.#toldError && status !== 'live') {
      this.dispatchEvent(new DispatchErrorEvent({error}));
    }
    this.#toldError = error;
  }

  protected override render() {
    const parts = this.#parts;
    return html`<div class="base" part="base" dir=${this.#localizer.direction} @keydown=${this.#press}>
      ${renderBar(parts)}
      <slot name="actions"></slot>
      ${renderOffline(parts)} ${this.#renderBody()}
      ${renderToast(this.toast, {
        say: this.#say,
        nowMs: this.#nowMs,
        undo: wish => void this.#undo(wish),
        close: () => (this.toast = undefined),
      })}
      ${renderMenu(this.menuRow, this.#say, {
        pick: action => this.#pick(action),
        close: () => this.#leaveMenu(),
      })}
      ${renderKeys(this.#say)} ${this.#renderDialogs()}
    </div>`;
  }

  #renderBody() {
    const {status, asOfMs} = this.#picture;
    const parts = this.#parts;
    if (status === 'refused') return renderRefused(parts);
    if (asOfMs === undefined) return renderBones(this.#say);
    const isEmpty = this.#view.found === 0;
    return html`${isEmpty ? renderEmpty(parts) : nothing}
      <div class="scroller" tabindex="-1" ?hidden=${isEmpty}>${isEmpty ? nothing : this.#renderGrid()}</div>
      <p class="visually-hidden" role="status">
        ${parts.filter.text ? this.#say('foundJobs', {count: String(this.#view.found)}) : nothing}
      </p>`;
  }

  #renderGrid() {
    const {items} = this.#view;
    const {locale, words} = this.#localizer;
    const {timeZone = 'UTC'} = this.#format;
    const own = [locale, timeZone, words, this.words];
    const consentPolicy = this.#picture.organization?.consentPolicy;
    const today = dayRange(dayIn(timeZone, this.#nowMs), timeZone);
    const context = {
      say: this.#say,
      sayIfKnown: (key: string) => this.#localizer.sayIfKnown(key),
      format: this.#format,
      nowMs: this.#nowMs,
      positions: this.#picture.positions,
      today,
      dependencies: [...own, today.start, consentPolicy, Math.floor(this.#nowMs / rowsEveryMs)],
      schedule: () => new Schedule(this.#picture),
      consentPolicy,
      currentKey: this.#list.tabKey,
      selectedId: this.#state.selection.jobId,
      menuOf: this.menuRow?.job.id,
      choose: (row: BoardEntry) => this.#choose(row),
      open: (row: BoardEntry) => this.#act('open', row),
      openMenu: (row: BoardEntry, button: HTMLElement) => void this.#openMenu(row, button),
    };
    return renderGrid(items, this.#list.indexes, context);
  }

  #renderDialogs() {
    const {plan} = this;
    const client = this.client ?? this.#office.client;
    return html`${
      plan
        ? html`<dispatch-plan-dialog
            .kind=${plan.kind}
            .row=${plan.row}
            .picture=${this.#picture}
            .client=${client}
            .nowMs=${this.#nowMs}
            .words=${this.words}
            .finish=${(planned: Planned | undefined) => this.#finish(planned)}
          ></dispatch-plan-dialog>`
        : nothing
    }
    ${
      this.isOrdering
        ? html`<dispatch-new-order
            open
            .day=${this.day}
            .client=${client}
            .source=${this.#office.store}
            .places=${this.places}
            .words=${this.words}
            @close=${() => this.#endOrder()}
          ></dispatch-new-order>`
        : nothing
    }`;
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
      view: this.#view,
      setFilter: (patch: Partial<BoardFilter>) => this.#office.store?.setFilter(patch),
      newOrder: () => void this.#order(),
      showKeys: () => this.keysDialog.showModal(),
    };
  }

  readonly #say: Localizer<OfficeWord>['say'] = (key, values) => this.#localizer.say(key, values);

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

  #act(action: RowAction, row: BoardEntry): void {
    if (!actionsOf(row).some(offered => offered.action === action)) return;
    this.#choose(row);
    if (action === 'open') {
      const visit = row.visit && {appointmentId: row.visit.id};
      this.dispatchEvent(new DispatchOpenEvent({jobId: row.job.id, ...visit}));
    } else if (action === 'link') void this.#copyLink(row);
    else void this.#openPlan(action, row);
  }

  async #openPlan(kind: PlanKind, row: BoardEntry): Promise<void> {
    await import('../order/plan-dialog.ts');
    if (this.isConnected) this.plan = {kind, row};
  }

  #finish(planned: Planned | undefined): void {
    this.plan = undefined;
    if (planned) this.toast = toastOf(planned, this.#picture, this.#localizer, this.#format);
    this.#list.focusCurrent();
  }

  async #order(): Promise<void> {
    await import('../order/dispatch-new-order.ts');
    if (this.isConnected) this.isOrdering = true;
  }

  #endOrder(): void {
    this.isOrdering = false;
    this.#list.focusCurrent();
  }

  async #openMenu(row: BoardEntry, button: HTMLElement): Promise<void> {
    this.menuRow = row;
    this.#menuButton = button;
    await this.updateComplete;
    if (!this.isConnected) return;
    const {menu} = this;
    menu.showPopover();
    placeMenu(menu, button, this.#localizer.direction);
    menu.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }

  #leaveMenu(): void {
    const button = this.#menuButton;
    this.menuRow = this.#menuButton = undefined;
    if (!this.plan && button?.isConnected) button.focus({preventScroll: true});
  }

  #pick(action: RowAction): void {
    const row = this.menuRow;
    this.menu.hidePopover();
    if (row) this.#act(action, row);
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
    else if (key.do === 'act' && row) this.#act(key.action, row);
    else if (key.do === 'menu' && row) this.#list.buttonOf(row.key)?.click();
  }

  async #undo(wish: Wish): Promise<void> {
    const {command, input, appointmentId, jobId} = wish;
    const asked = new DispatchCommandEvent({command, input, subject: {appointmentId, jobId}});
    const before = this.toast;
    this.toast = undefined;
    this.dispatchEvent(asked);
    try {
      await asked.answer;
      if (this.isConnected && before) this.toast = {text: this.#say('undone', {title: before.text})};
    } catch (error) {
      this.#fail(error);
      // Not reached, it can still be taken back.
      if (this.isConnected && before && isLost(error)) this.toast = {...before, problem: this.toast!.text};
    }
  }

  async #copyLink({job}: BoardEntry): Promise<void> {
    const client = this.client ?? this.#office.client;
    if (!client) return;
    try {
      const {url} = await client.office.createLink({jobId: job.id});
      const isCopied = await navigator.clipboard.writeText(url).then(
        () => true,
        () => false,
      );
      if (this.isConnected)
        this.toast = {text: isCopied ? this.#say('linkCopied') : this.#say('linkIs', {url})};
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (!this.isConnected) return;
    const reason = reasonOf(error, this.#say('noConnection'));
    this.toast = {text: this.#say('didNotWork', {reason})};
    tellError(this, error);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-board': DispatchBoard;
  }
}
