import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {BoardItem, BoardRow} from './board-model.ts';
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
  readonly #window: RowWindow;
  #items: readonly BoardItem[] = [];
  #places = new Map<string, number>();
  #rowPx = firstRowPx;
  #anchors: {key: string; section: string; topPx: number}[] = [];
  #focused: {key: string; isButton: boolean} | undefined;
  #isNew = false;
  #goesToTop = false;
  #goesTo: string | undefined;
  #wantsFocus = false;

  constructor(host: ReactiveControllerHost & HTMLElement, scroller: () => HTMLElement | null) {
    this.#host = host;
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
    const drawn = this.indexes.map(index => this.#items[index]!).filter(item => item.kind === 'job');
    return (drawn.find(item => item.key === this.currentKey) ?? drawn[0])?.key;
  }

  get currentRow(): BoardRow | undefined {
    const index = this.currentKey === undefined ? undefined : this.#places.get(this.currentKey);
    const item = index === undefined ? undefined : this.#items[index];
    return item?.kind === 'job' ? item : undefined;
  }

  /** Before a change: what somebody points at, is on with the keyboard, or sees first. */
  remember(items: readonly BoardItem[]): void {
    const scroller = this.#scroller();
    const root = this.#host.shadowRoot;
    const active = root?.activeElement;
    const row = active?.closest('.row');
    this.#focused = row ? {key: row.id, isButton: active !== row} : undefined;
    this.#anchors = [];
    if (!scroller || !root || items.length === 0) return;
    const pointed = root.querySelector('.row:hover')?.id;
    const seen = [this.#focused?.key, pointed, ...this.#keysInSight(scroller)];
    this.#anchors = seen.flatMap(key => {
      const index = key === undefined ? undefined : this.#places.get(key);
      const item = index === undefined ? undefined : items[index];
      if (item?.kind !== 'job') return [];
      return [{key: item.key, section: item.section, topPx: this.#window.offsetOf(index!)}];
    });
  }

  /** Takes the rows as they are now. */
  take(items: readonly BoardItem[], {isSameFilter}: {isSameFilter: boolean}): void {
    this.#isNew = items !== this.#items;
    if (!this.#isNew) return;
    this.#goesToTop = !isSameFilter;
    this.#items = items;
    this.#places = new Map(items.map((item, index) => [item.key, index]));
    this.#apply();
  }

  /** After the drawing: the gaps, the sizes, the place and the focus. */
  settle(): void {
    const root = this.#host.shadowRoot!;
    const rows = root.querySelector<HTMLElement>('.rows');
    const scroller = this.#scroller();
    if (!rows || !scroller) return;
    this.#measure(rows);
    const {before, after} = this.#window.gaps;
    rows.style.setProperty('padding-block', `${before}px ${after}px`);
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
    const jobs = this.#items.filter(item => item.kind === 'job');
    if (jobs.length === 0) return;
    const at = jobs.findIndex(item => item.key === (this.currentKey ?? this.tabKey));
    const to = Math.max(0, Math.min(jobs.length - 1, at + by));
    this.goTo(jobs[to]!.key);
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

  #apply(): void {
    const items = this.#items;
    this.#window.list = {
      count: items.length,
      keyOf: index => items[index]?.key ?? String(index),
      sizeOf: index => (items[index]?.kind === 'section' ? sectionPx : this.#rowPx),
    };
  }

  #keysInSight(scroller: HTMLElement): string[] {
    const from = scroller.scrollTop;
    return this.indexes
      .filter(index => this.#window.offsetOf(index) >= from)
      .map(index => this.#items[index]?.key ?? '');
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
    const stays = this.#anchors.find(({key, section}) => {
      const index = this.#places.get(key);
      const item = index === undefined ? undefined : this.#items[index];
      return item?.kind === 'job' && item.section === section;
    });
    if (!stays) return;
    const byPx = this.#window.offsetOf(this.#places.get(stays.key)!) - stays.topPx;
    if (byPx !== 0) scroller.scrollTop += byPx;
  }

  #arrive(key: string): void {
    const index = this.#places.get(key);
    const row = this.#rowOf(key);
    if (index === undefined) {
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
