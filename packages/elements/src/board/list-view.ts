import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {BoardEntry} from './board-entry.ts';
import {emptyView} from './board-model.ts';
import type {BoardItem, BoardModel, BoardView} from './board-model.ts';
import {RowWindow} from './row-window.ts';

const sectionPx = 41;
const firstRowPx = 53;

/**
 * Which rows are drawn, which has the keyboard, and where the list stands: what somebody points at or looks at stays
 * where it is while jobs come, go and change.
 */
export class ListView implements ReactiveController {
  /** The row that the keyboard is on. */
  currentKey: string | undefined;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #scroller: () => HTMLElement | null;
  readonly #model: BoardModel;
  readonly #window: RowWindow;
  #view = emptyView;
  #rowPx = firstRowPx;
  #anchors: {key: string; rank: number; topPx: number}[] = [];
  #focused: {key: string; isButton: boolean} | undefined;
  #isNew = false;
  #padded: HTMLElement | undefined;
  #padding = '';
  #goesToTop = false;
  #goesTo: string | undefined;
  #wantsFocus = false;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    model: BoardModel,
    scroller: () => HTMLElement | null,
  ) {
    this.#host = host;
    this.#model = model;
    this.#scroller = scroller;
    this.#window = new RowWindow(host, scroller);
    host.addController(this);
  }

  hostConnected(): void {}

  /** The places of the rows to draw. */
  get indexes(): number[] {
    return this.#window.indexes;
  }

  /** The row that Tab comes to: the current one while it is drawn, else the first. */
  get tabKey(): string | undefined {
    const drawn = this.indexes.map(index => this.#items[index]).filter(item => item?.kind === 'job');
    return (drawn.find(item => item?.key === this.currentKey) ?? drawn[0])?.key;
  }

  get currentRow(): BoardEntry | undefined {
    return this.#entryOf(this.currentKey);
  }

  /** Before a change: what somebody points at, is on with the keyboard, or sees first. */
  remember(): void {
    const scroller = this.#scroller();
    const root = this.#host.shadowRoot;
    const active = root?.activeElement;
    const row = active?.closest('.row');
    this.#focused = row ? {key: row.id, isButton: active !== row} : undefined;
    this.#anchors = [];
    if (!scroller || !root || this.#items.length === 0) return;
    const pointed = root.querySelector('.row:hover')?.id;
    const seen = [this.#focused?.key, pointed, ...this.#keysInSight(scroller)];
    this.#anchors = seen.flatMap(key => {
      const entry = this.#entryOf(key);
      if (!entry) return [];
      const topPx = this.#window.offsetOf(this.#model.indexOf(key));
      return [{key: entry.key, rank: entry.rank, topPx}];
    });
  }

  /** Takes the rows as the model has arranged them now. */
  take(view: BoardView, {isSameFilter}: {isSameFilter: boolean}): void {
    this.#isNew = view.order !== this.#view.order;
    this.#view = view;
    if (!this.#isNew) return;
    this.#goesToTop = !isSameFilter;
    this.#apply();
  }

  /** After the drawing: the gaps, the sizes, the place and the focus. */
  settle(): void {
    const root = this.#host.shadowRoot!;
    const rows = root.querySelector<HTMLElement>('.rows');
    const scroller = this.#scroller();
    if (!rows || !scroller) return;
    // The gaps are set before anything is measured: what is not touched after need not be laid out twice.
    this.#pad(rows);
    this.#measure(rows);
    this.#pad(rows);
    if (this.#isNew) this.#keepPlace(scroller);
    this.#isNew = false;
    if (this.#goesTo !== undefined) this.#arrive(this.#goesTo);
    else this.#keepFocus(scroller);
  }

  /** Brings a row in sight. */
  goTo(key: string): void {
    this.currentKey = key;
    this.#goesTo = key;
  }

  /** The keyboard goes some jobs on or back; ±Infinity to the ends. */
  move(by: number): void {
    const items = this.#items;
    const current = this.#model.indexOf(this.currentKey);
    let at = current >= 0 ? current : this.#model.indexOf(this.tabKey);
    const step = by < 0 ? -1 : 1;
    let left = Math.abs(by);
    for (let next = at + step; left > 0 && items[next]; next += step) {
      if (items[next]!.kind === 'section') continue;
      at = next;
      left -= 1;
    }
    const item = items[at];
    if (!item) return;
    this.goTo(item.key);
    this.#wantsFocus = true;
    this.#host.requestUpdate();
  }

  /** The keyboard comes back to the list. */
  focusCurrent(): void {
    if (this.currentKey === undefined) return;
    this.goTo(this.currentKey);
    this.#wantsFocus = true;
    this.#host.requestUpdate();
  }

  buttonOf(key: string): HTMLElement | undefined {
    return this.#rowOf(key)?.querySelector<HTMLElement>('.more button') ?? undefined;
  }

  #rowOf(key: string): HTMLElement | null {
    return this.#host.shadowRoot!.getElementById(key);
  }

  get #items(): readonly BoardItem[] {
    return this.#view.items;
  }

  #entryOf(key: string | undefined): BoardEntry | undefined {
    const item = this.#items[this.#model.indexOf(key)];
    return item?.kind === 'job' ? item : undefined;
  }

  #apply(): void {
    this.#window.list = {
      count: this.#items.length,
      keyOf: index => this.#items[index]?.key ?? String(index),
      sizeOf: index => (this.#items[index]?.kind === 'section' ? sectionPx : this.#rowPx),
    };
  }

  #keysInSight(scroller: HTMLElement): string[] {
    const from = scroller.scrollTop;
    return this.indexes
      .filter(index => this.#window.offsetOf(index) >= from)
      .map(index => this.#items[index]?.key ?? '');
  }

  #pad(rows: HTMLElement): void {
    const {before, after} = this.#window.gaps;
    const padding = `${before}px ${after}px`;
    if (rows === this.#padded && padding === this.#padding) return;
    rows.style.setProperty('padding-block', padding);
    this.#padded = rows;
    this.#padding = padding;
  }

  #measure(rows: HTMLElement): void {
    const first = rows.querySelector<HTMLElement>('.row');
    const px = first?.offsetHeight ?? this.#rowPx;
    // Narrow rows are taller: what is not drawn yet is reckoned like what is.
    if (Math.abs(px - this.#rowPx) > 12) {
      this.#rowPx = px;
      this.#apply();
      this.#window.forget();
    }
    this.#window.measure(rows.querySelectorAll<HTMLElement>('[data-index]'));
  }

  #keepPlace(scroller: HTMLElement): void {
    if (this.#goesToTop) {
      scroller.scrollTop = 0;
      return;
    }
    const stays = this.#anchors.find(({key, rank}) => this.#entryOf(key)?.rank === rank);
    if (!stays) return;
    const byPx = this.#window.offsetOf(this.#model.indexOf(stays.key)) - stays.topPx;
    if (byPx !== 0) scroller.scrollTop += byPx;
  }

  #arrive(key: string): void {
    const index = this.#model.indexOf(key);
    const row = this.#rowOf(key);
    if (index < 0) {
      this.#goesTo = undefined;
      return;
    }
    this.#window.reveal(index);
    // Not drawn yet: it is once the list has been scrolled there.
    if (!row) return;
    this.#goesTo = undefined;
    if (this.#wantsFocus) row.focus({preventScroll: true});
    this.#wantsFocus = false;
  }

  /** A row that was drawn anew keeps the focus; where it is not drawn any more, the list has it. */
  #keepFocus(scroller: HTMLElement): void {
    const focused = this.#focused;
    const {activeElement} = this.#host.shadowRoot!;
    if (!focused || activeElement) return;
    const row = this.#rowOf(focused.key);
    const target = row && focused.isButton ? this.buttonOf(focused.key) : row;
    (target ?? scroller).focus({preventScroll: true});
  }
}
