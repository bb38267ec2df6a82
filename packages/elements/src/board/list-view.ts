import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {guard} from 'lit/directives/guard.js';
import {isHead} from './board-model.ts';
import type {BoardModel, BoardView} from './board-model.ts';
import {renderGrid} from './board-row.ts';
import type {RowContext} from './board-row.ts';
import type {BoardRows} from './board-rows.ts';
import {LineStack} from './line-stack.ts';
import type {LineRange} from './line-stack.ts';
import {ListWindow} from './list-window.ts';

/** Which lines are listed where. */
export interface ListPlace {
  scroller(): HTMLElement | null;
  /** What is left free below each row, pixels; 0 without it. */
  readonly gapPx?: number;
  /** Which lines of the board; without it, all. */
  rangeOf?(model: BoardModel): LineRange;
}

/**
 * Which rows are drawn, and where the list stands: what somebody points at or looks at stays where it is while jobs come,
 * go and change.
 */
export class ListView implements ReactiveController {
  readonly stack: LineStack;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #rows: BoardRows;
  readonly #scroller: () => HTMLElement | null;
  readonly #window: ListWindow;
  readonly #gapPx: number;
  #order: object | undefined;
  #anchors: {key: string; rank: number; topPx: number}[] = [];
  #padded: HTMLElement | undefined;
  #padding = '';
  /** Rows were drawn with this update. */
  #isDrawn = false;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    rows: BoardRows,
    {scroller, gapPx = 0, rangeOf}: ListPlace,
  ) {
    this.#host = host;
    this.#rows = rows;
    this.#scroller = scroller;
    this.#gapPx = gapPx;
    this.stack = new LineStack(rows.model, rangeOf);
    this.#window = new ListWindow(host, scroller, () => this.stack);
    host.addController(this);
  }

  hostConnected(): void {}

  /** The places of the rows to draw. */
  get indexes(): number[] {
    return this.#window.indexes;
  }

  /** The row that Tab comes to: the current one while it is drawn, else the first. */
  get tabKey(): string | undefined {
    const drawn = this.indexes.map(index => this.stack.itemAt(index)).filter(item => item?.kind === 'job');
    return (drawn.find(item => item?.key === this.#rows.currentKey) ?? drawn[0])?.key;
  }

  /** Before a change: what somebody points at, is on with the keyboard, or sees first. */
  remember(): void {
    const active = this.#host.shadowRoot?.activeElement;
    const row = active?.closest('.row');
    this.#rows.focused = row ? {key: row.id, isButton: active !== row} : undefined;
    const seen = this.#seen();
    const held = [this.#rows.focused?.key, this.#rows.pointedKey].flatMap(
      key => seen.find(each => each.key === key) ?? [],
    );
    this.#anchors = [...held, ...seen.filter(({topPx}) => topPx >= this.#window.topPx)];
  }

  /** Takes the rows as the model has arranged them now: what is held stays where it is, and all else goes around it. */
  take({order}: BoardView, {isSameFilter}: {isSameFilter: boolean}): void {
    if (order === this.#order) return;
    this.#order = order;
    if (!isSameFilter) return this.#window.expectAt(0);
    const stays = this.#anchors.find(
      ({key, rank}) => this.#rows.model.rankOf(key) === rank && this.stack.indexOf(key) >= 0,
    );
    if (!stays) return;
    const byPx = this.stack.pxBefore(this.stack.indexOf(stays.key)) - stays.topPx;
    if (byPx !== 0) this.#window.expectAt(this.#window.topPx + byPx);
  }

  /** The drawn jobs, with where they are. */
  #seen(): {key: string; rank: number; topPx: number}[] {
    const [first = 0] = this.indexes;
    let topPx = this.stack.pxBefore(first);
    return this.indexes.flatMap(index => {
      const line = this.stack.at(index)!;
      const at = topPx;
      topPx += this.#rows.sizes.pxOf(line);
      return isHead(line) ? [] : [{key: line.id, rank: this.#rows.model.rankOf(line.id)!, topPx: at}];
    });
  }

  /** The rows in sight; drawn again only when one of them, or what all depend on, is another: of 10,000 jobs most change out of sight. */
  render(context: RowContext, label?: string) {
    const {stack, indexes} = this;
    const {length} = stack;
    const itemAt = (index: number) => stack.itemAt(index)!;
    const {currentKey, selectedId, menuOf, heldKey, marks, positions, dependencies} = context;
    const own = [
      length,
      indexes[0],
      label,
      marks.version,
      currentKey,
      selectedId,
      menuOf,
      heldKey,
      positions,
    ];
    return guard([...own, ...dependencies, ...indexes.map(itemAt)], () => {
      this.#isDrawn = true;
      return renderGrid({length, itemAt, label}, indexes, context);
    });
  }

  /** After the drawing: the gaps, the sizes, the place and the focus. */
  settle(): void {
    const isDrawn = this.#isDrawn;
    this.#isDrawn = false;
    const scroller = this.#scroller();
    const rows = scroller?.querySelector<HTMLElement>('.rows');
    if (!rows || !scroller) return;
    // The gaps are set before anything is measured: what is not touched after need not be laid out twice.
    this.#pad(rows);
    this.#window.scroll();
    if (isDrawn && this.#measure(rows, scroller)) this.#pad(rows);
    if (this.#rows.goesTo) this.#arrive();
    else this.#keepFocus(scroller);
  }

  /** The keyboard goes some jobs on or back; ±Infinity to the ends. */
  move(by: number): void {
    const lines = this.stack;
    const current = lines.indexOf(this.#rows.currentKey);
    let at = current >= 0 ? current : lines.indexOf(this.tabKey);
    const isEnd = Math.abs(by) === Infinity;
    if (isEnd) at = by < 0 ? 0 : lines.length - 1;
    if (!lines.at(at)) return;
    // From the end of the list it is the other way to the nearest job.
    const step = by < 0 === isEnd ? 1 : -1;
    let left = isEnd ? Number(isHead(lines.at(at)!)) : Math.abs(by);
    for (let next = at + step; left > 0 && lines.at(next); next += step) {
      if (isHead(lines.at(next)!)) continue;
      at = next;
      left -= 1;
    }
    this.focusAt(at);
  }

  /** The keyboard comes to a job. */
  focusAt(index: number): void {
    const item = this.stack.itemAt(index);
    if (item?.kind !== 'job') return;
    this.#rows.goTo(item.key, {wantsFocus: true});
    this.#host.requestUpdate();
  }

  /** The keyboard comes to the job that is nearest to a height in the window, pixels. */
  focusNear(clientY: number): void {
    const top = this.#scroller()?.getBoundingClientRect().top ?? 0;
    this.focusAt(this.stack.indexAtPx(this.#window.topPx + Math.max(0, clientY - top)));
  }

  buttonOf(key: string): HTMLElement | undefined {
    return this.#rowOf(key)?.querySelector<HTMLElement>('.more button') ?? undefined;
  }

  #rowOf(key: string): HTMLElement | null {
    return this.#host.shadowRoot!.getElementById(key);
  }

  #pad(rows: HTMLElement): void {
    const {before, after} = this.#window.gaps;
    const padding = `${before}px ${after}px`;
    if (rows === this.#padded && padding === this.#padding) return;
    rows.style.setProperty('padding-block', padding);
    this.#padded = rows;
    this.#padding = padding;
  }

  /** Takes over how tall the drawn rows are; what grows above what is in sight does not push it down. True if any was another size. */
  #measure(rows: HTMLElement, scroller: HTMLElement): boolean {
    const drawn = [...rows.children] as HTMLElement[];
    const heights = drawn.map(row => row.getBoundingClientRect().height + this.#gapPx);
    const {stack} = this;
    const {sizes} = this.#rows;
    const first = heights[drawn.findIndex(row => row.classList.contains('row'))];
    if (first && sizes.takeUsual(first, scroller.clientWidth)) stack.resized();
    const topPx = scroller.scrollTop;
    let abovePx = 0;
    let isOther = false;
    drawn.forEach((row, at) => {
      const index = Number(row.dataset['index']);
      const [line, px] = [stack.at(index), heights[at]!];
      const known = line && sizes.pxOf(line);
      if (known === undefined || !sizes.take(line!, px)) return;
      if (stack.pxBefore(index) + known <= topPx) abovePx += px - known;
      stack.resized(index);
      isOther = true;
    });
    if (abovePx !== 0) this.#window.scrollTo(topPx + abovePx);
    return isOther;
  }

  #arrive(): void {
    const {key, wantsFocus} = this.#rows.goesTo!;
    const index = this.stack.indexOf(key);
    if (index < 0) {
      if (this.#rows.model.indexOf(key) < 0) this.#rows.goesTo = undefined;
      return;
    }
    this.#window.reveal(index);
    const row = this.#rowOf(key);
    // Not drawn yet: it is once the list has been scrolled there.
    if (!row) return;
    this.#rows.goesTo = undefined;
    if (wantsFocus) row.focus({preventScroll: true});
  }

  /** A row that was drawn anew keeps the focus; where it is not drawn any more, the list has it. */
  #keepFocus(scroller: HTMLElement): void {
    const {focused} = this.#rows;
    const {activeElement} = this.#host.shadowRoot!;
    if (!focused || activeElement) return;
    const row = this.#rowOf(focused.key);
    const target = row && focused.isButton ? this.buttonOf(focused.key) : row;
    (target ?? scroller).focus({preventScroll: true});
  }
}
