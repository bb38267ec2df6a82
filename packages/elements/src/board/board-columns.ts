import type {BoardFilter, DispatchClient} from '@dispatch-kit/client';
import type {Organization} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import {property, query} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import type {PointerPlace} from '../base/drag-gesture.ts';
import {customElement} from '../base/custom-element.ts';
import {icon} from '../base/icons.ts';
import {tokens} from '../base/tokens.styles.ts';
import {formatAmount} from '../order/written.ts';
import {statusColors} from '../status/dispatch-status.styles.ts';
import {columnKeyOf} from './board-actions.ts';
import type {BoardKey} from './board-actions.ts';
import {columnStyles} from './board-columns.styles.ts';
import type {BoardEntry} from './board-entry.ts';
import {rankOfStatus} from './board-groups.ts';
import type {RowContext} from './board-row.ts';
import type {BoardRows} from './board-rows.ts';
import {columnsOf} from './column-list.ts';
import type {ColumnKey} from './column-list.ts';
import {ColumnMoves} from './column-moves.ts';
import type {ColumnMovesDesk} from './column-moves.ts';
import type {ColumnStep} from './column-steps.ts';
import {ListView} from './list-view.ts';

/** What the columns need of the board. */
export interface ColumnsDesk {
  readonly rows: BoardRows;
  readonly context: RowContext;
  readonly list: BoardFilter['list'];
  /** What is looked for is the same as at the last drawing. */
  readonly isSameFilter: boolean;
  readonly isLive: boolean;
  readonly client: DispatchClient | undefined;
  readonly settings: Pick<Organization, 'arrivalMode'> | undefined;
  readonly direction: 'ltr' | 'rtl';
  plan(row: BoardEntry, step: ColumnStep): void;
  tell(text: string): void;
  obey(key: BoardKey): void;
}

/**
 * The jobs of a board in columns, by how they stand. A block of the board; what is brought into another column is asked
 * about before it is done.
 */
@customElement('dispatch-board-columns')
export class DispatchBoardColumns extends LitElement {
  static override styles = [tokens, statusColors, columnStyles];

  /** The board as it is now. */
  @property({attribute: false}) desk: ColumnsDesk | undefined;

  @query('.columns') private readonly strip!: HTMLElement | null;
  @query('.ghost') private readonly ghost!: HTMLElement | null;

  readonly #views = new Map<ColumnKey, ListView>();
  readonly #moves = new ColumnMoves(this, () => this.#movesDesk);
  #columns: readonly ColumnKey[] = [];
  #ways: readonly ColumnKey[] = [];

  /** Before a change: where everything stands. */
  remember(): void {
    for (const view of this.#views.values()) view.remember();
  }

  /** The keyboard goes some jobs on or back in its column. */
  move(by: number): void {
    const column = this.#currentColumn;
    if (column) this.#viewOf(column).move(by);
  }

  buttonOf(key: string): HTMLElement | undefined {
    return this.#columns.map(column => this.#viewOf(column).buttonOf(key)).find(each => each !== undefined);
  }

  protected override willUpdate(): void {
    const {desk} = this;
    if (!desk) return;
    const {rows, list, isSameFilter} = desk;
    const found = columnsOf(list, column => this.#viewOf(column).stack.length > 0);
    [this.#columns, this.#ways] = [found.columns, found.ways];
    for (const column of this.#columns) this.#viewOf(column).take(rows.model.view, {isSameFilter});
    this.#moves.follow();
  }

  protected override updated(_changed: PropertyValues): void {
    const {goesTo, currentKey} = this.desk?.rows ?? {};
    for (const column of this.#columns) {
      this.#viewOf(column).settle();
    }
    if (goesTo && currentKey && this.#currentColumn) this.#reveal(this.#currentColumn);
    this.#placeGhost();
  }

  protected override render() {
    const {desk} = this;
    if (!desk) return undefined;
    const {direction} = desk;
    const context = this.#cardContext;
    return html`<div
      class="base"
      dir=${direction}
      @pointerdown=${this.#moves.begin}
      @pointerover=${this.#point}
      @pointerleave=${this.#point}
      @keydown=${this.#press}
      @focusout=${() => document.hasFocus() && this.#moves.leave()}
    >
      <div class="columns" part="columns" role="group" aria-label=${context.say('board')}>
        ${repeat(
          this.#columns,
          column => column,
          column => this.#renderColumn(column, context),
        )}
        ${
          this.#ways.length > 0
            ? html`<div class="ways">${this.#ways.map(column => this.#renderWay(column))}</div>`
            : nothing
        }
      </div>
      <div class="ghost" aria-hidden="true" hidden>
        <bdi>${this.#moves.held?.job.title}</bdi>
      </div>
      <p class="visually-hidden" role="status">${this.#moves.spoken}</p>
    </div>`;
  }

  #renderColumn(column: ColumnKey, context: RowContext) {
    const view = this.#viewOf(column);
    const {length} = view.stack;
    const title = this.#titleOf(column);
    return html`<section
      class="column ${this.#stateOf(column)}"
      data-column=${column}
      aria-label=${`${title}: ${formatAmount(context.format.locale, length)}`}
    >
      <h3 class=${colorsOf(column)}>
        <span class="dot"></span>${title}
        <span class="count">${formatAmount(context.format.locale, length)}</span>
      </h3>
      ${this.#renderHint(column)}
      <div class="scroller" tabindex="-1">${length > 0 ? view.render(context, title) : nothing}</div>
    </section>`;
  }

  /** A way out of the list: nothing is listed there. */
  #renderWay(column: ColumnKey) {
    return html`<section
      class="way ${this.#stateOf(column)} ${colorsOf(column)}"
      data-column=${column}
      aria-label=${this.#titleOf(column)}
    >
      <span class="dot"></span><span>${this.#titleOf(column)}</span> ${this.#renderHint(column)}
    </section>`;
  }

  #renderHint(column: ColumnKey) {
    const hint = this.#moves.hintFor(column);
    if (!hint) return nothing;
    return html`<p class="hint">${icon(hint.step ? 'tick' : 'barred')}<span>${hint.text}</span></p>`;
  }

  /** How a column looks while something is held. */
  #stateOf(column: ColumnKey): string {
    if (!this.#moves.held) return '';
    const hint = this.#moves.hintFor(column);
    const state = hint ? (hint.step ? 'open' : 'refused') : 'own';
    return column === this.#moves.target ? `${state} target` : state;
  }

  #titleOf(column: ColumnKey): string {
    const {say, sayIfKnown} = this.desk!.context;
    return sayIfKnown(column) ?? say('otherStatus');
  }

  get #cardContext(): RowContext {
    const {context} = this.desk!;
    const {currentKey} = this.desk!.rows;
    const tabKeys = this.#columns.map(column => this.#viewOf(column).tabKey);
    const tabKey = tabKeys.find(key => key === currentKey) ?? tabKeys.find(key => key !== undefined);
    return {...context, currentKey: tabKey, heldKey: this.#moves.held?.key};
  }

  #viewOf(column: ColumnKey): ListView {
    const known = this.#views.get(column);
    if (known) return known;
    const rank = rankOfStatus(column === 'other' ? undefined : column);
    const view = new ListView(this, this.desk!.rows, {
      scroller: () => this.#sectionOf(column)?.querySelector<HTMLElement>('.scroller') ?? null,
      gapPx: cardGapPx,
      rangeOf: model => model.rangeOf(rank),
    });
    this.#views.set(column, view);
    return view;
  }

  get #movesDesk(): ColumnMovesDesk {
    const {rows, context, isLive, client, settings, direction, plan, tell} = this.desk!;
    const {say, sayIfKnown, choose} = context;
    return {
      ...{rows, isLive, client, settings, direction, say, sayIfKnown, choose, plan, tell},
      columns: [...this.#columns, ...this.#ways],
      titleOf: column => this.#titleOf(column),
      columnAt: at => this.#columnAt(at),
      scrollersAt: at => {
        const column = this.#columnAt(at);
        return [this.strip, column && this.#sectionOf(column)?.querySelector<HTMLElement>('.scroller')];
      },
      reveal: column => this.#reveal(column),
      focus: key => {
        rows.goTo(key, {wantsFocus: true});
        this.requestUpdate();
      },
    };
  }

  #sectionOf(column: ColumnKey): HTMLElement | undefined {
    return this.#sections.find(each => each.dataset['column'] === column);
  }

  get #sections(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[data-column]')];
  }

  #columnAt({x, y}: PointerPlace): ColumnKey | undefined {
    const found = this.#sections.find(section => {
      const {left, right, top, bottom} = section.getBoundingClientRect();
      return x >= left && x < right && y >= top && y < bottom;
    });
    return found?.dataset['column'] as ColumnKey | undefined;
  }

  get #currentColumn(): ColumnKey | undefined {
    const {currentKey} = this.desk?.rows ?? {};
    const holds = (column: ColumnKey) => this.#viewOf(column).stack.length > 0;
    return (
      this.#columns.find(column => this.#viewOf(column).stack.indexOf(currentKey) >= 0) ??
      this.#columns.find(holds)
    );
  }

  /** Brings a column in sight, and moves nothing but the columns. */
  #reveal(column: ColumnKey): void {
    const [strip, section] = [this.strip, this.#sectionOf(column)];
    if (!strip || !section) return;
    const [seen, own] = [strip.getBoundingClientRect(), section.getBoundingClientRect()];
    if (own.left < seen.left) strip.scrollBy({left: own.left - seen.left - edgePx});
    else if (own.right > seen.right) strip.scrollBy({left: own.right - seen.right + edgePx});
  }

  #placeGhost(): void {
    const {ghost} = this;
    const {at} = this.#moves;
    if (!ghost) return;
    ghost.hidden = !at;
    if (!at) return;
    const {left, top} = ghost.parentElement!.getBoundingClientRect();
    ghost.style.setProperty('transform', `translate(${at.x - left}px, ${at.y - top}px)`);
  }

  readonly #point = (event: PointerEvent): void =>
    this.desk?.rows.pointAt(event.type === 'pointerover' ? (event.target as Element) : undefined);

  readonly #press = (event: KeyboardEvent): void => {
    const {desk} = this;
    const target = event.composedPath()[0] as HTMLElement;
    if (!desk || this.#moves.press(event) || target.matches('input')) return;
    const key = columnKeyOf(event, desk.direction);
    // Enter, Space and arrows belong to a button that has the focus.
    const isOnButton = target.matches('button') && [' ', 'Enter'].includes(event.key);
    if (!key || isOnButton) return;
    event.preventDefault();
    const {current} = desk.rows;
    if (key.do === 'move') this.move(key.by);
    else if (key.do === 'first') this.move(-Infinity);
    else if (key.do === 'last') this.move(Infinity);
    else if (key.do === 'across') this.#goAcross(key.by, target);
    else if (key.do === 'pickUp') this.#moves.pickUp(current);
    else if (key.do === 'menu' && current) this.buttonOf(current.key)?.click();
    else desk.obey(key);
  };

  /** The keyboard goes to the next column that has jobs, at the same height. */
  #goAcross(by: number, from: HTMLElement): void {
    const filled = this.#columns.filter(column => this.#viewOf(column).stack.length > 0);
    const current = this.#currentColumn;
    const next = current && filled[filled.indexOf(current) + by];
    if (next) this.#viewOf(next).focusNear(from.getBoundingClientRect().top);
  }
}

/** As the styles have it. */
const cardGapPx = 8;
/** So much is seen of what is beside a column that was brought in sight. */
const edgePx = 16;

/** The classes that give a column its colour. */
function colorsOf(column: ColumnKey): string {
  const [subject = '', status = ''] = column.split('.');
  return `jobs ${subject} ${status}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-board-columns': DispatchBoardColumns;
  }
}
