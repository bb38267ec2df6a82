import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {BoardEntry} from './board-entry.ts';
import {BoardModel, isHead} from './board-model.ts';
import type {BoardLine, BoardView} from './board-model.ts';
import {ListWindow} from './list-window.ts';

const sectionPx = 41;
const firstRowPx = 53;

/**
 * Which rows are drawn, which has the keyboard, and where the list stands: what somebody points at or looks at stays
 * where it is while jobs come, go and change.
 */
export class ListView implements ReactiveController {
  /** The row that the keyboard is on. */
  currentKey: string | undefined;
  readonly model = new BoardModel(line => this.#pxOf(line));
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #scroller: () => HTMLElement | null;
  readonly #window: ListWindow;
  #order: object | undefined;
  #rowPx = firstRowPx;
  /** How tall lines are that are not as tall as the others, by their keys. */
  readonly #tall = new Map<string, number>();
  #widthPx = 0;
  #anchors: {key: string; rank: number; topPx: number}[] = [];
  #focused: {key: string; isButton: boolean} | undefined;
  #pointed: string | undefined;
  #padded: HTMLElement | undefined;
  #padding = '';
  #goesTo: string | undefined;
  #wantsFocus = false;

  constructor(host: ReactiveControllerHost & HTMLElement, scroller: () => HTMLElement | null) {
    this.#host = host;
    this.#scroller = scroller;
    this.#window = new ListWindow(host, scroller, () => this.model.view.lines);
    host.addController(this);
  }

  hostConnected(): void {}

  /** The places of the rows to draw. */
  get indexes(): number[] {
    return this.#window.indexes;
  }

  /** The row that Tab comes to: the current one while it is drawn, else the first. */
  get tabKey(): string | undefined {
    const drawn = this.indexes.map(index => this.model.itemAt(index)).filter(item => item?.kind === 'job');
    return (drawn.find(item => item?.key === this.currentKey) ?? drawn[0])?.key;
  }

  get currentRow(): BoardEntry | undefined {
    return this.#entryOf(this.currentKey);
  }

  /** Before a change: what somebody points at, is on with the keyboard, or sees first. */
  remember(): void {
    const active = this.#host.shadowRoot?.activeElement;
    const row = active?.closest('.row');
    this.#focused = row ? {key: row.id, isButton: active !== row} : undefined;
    const seen = this.#seen();
    const held = [this.#focused?.key, this.#pointed].flatMap(
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
      ({key, rank}) => this.model.rankOf(key) === rank && this.model.indexOf(key) >= 0,
    );
    if (!stays) return;
    const byPx = this.#lines.pxBefore(this.model.indexOf(stays.key)) - stays.topPx;
    if (byPx !== 0) this.#window.expectAt(this.#window.topPx + byPx);
  }

  /** The drawn jobs, with where they are. */
  #seen(): {key: string; rank: number; topPx: number}[] {
    const [first = 0] = this.indexes;
    let topPx = this.#lines.pxBefore(first);
    return this.indexes.flatMap(index => {
      const line = this.#lines.at(index)!;
      const at = topPx;
      topPx += this.#pxOf(line);
      return isHead(line) ? [] : [{key: line.id, rank: this.model.rankOf(line.id)!, topPx: at}];
    });
  }

  /** After the drawing: the gaps, the sizes, the place and the focus. */
  settle({isDrawn}: {isDrawn: boolean}): void {
    const root = this.#host.shadowRoot!;
    const rows = root.querySelector<HTMLElement>('.rows');
    const scroller = this.#scroller();
    if (!rows || !scroller) return;
    // The gaps are set before anything is measured: what is not touched after need not be laid out twice.
    this.#pad(rows);
    this.#window.scroll();
    if (isDrawn && this.#measure(rows, scroller)) this.#pad(rows);
    if (this.#goesTo !== undefined) this.#arrive(this.#goesTo);
    else this.#keepFocus(scroller);
  }

  /** What the pointer is over now. */
  pointAt(target: Element | undefined): void {
    this.#pointed = target?.closest('.row')?.id;
  }

  /** Brings a row in sight. */
  goTo(key: string): void {
    this.currentKey = key;
    this.#goesTo = key;
  }

  /** The keyboard goes some jobs on or back; ±Infinity to the ends. */
  move(by: number): void {
    const lines = this.#lines;
    const current = this.model.indexOf(this.currentKey);
    let at = current >= 0 ? current : this.model.indexOf(this.tabKey);
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
    const item = this.model.itemAt(at);
    if (item?.kind !== 'job') return;
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

  get #lines() {
    return this.model.view.lines;
  }

  #entryOf(key: string | undefined): BoardEntry | undefined {
    const item = this.model.itemAt(this.model.indexOf(key));
    return item?.kind === 'job' ? item : undefined;
  }

  #pxOf(line: BoardLine): number {
    const isSection = isHead(line);
    return this.#tall.get(isSection ? line.key : line.id) ?? (isSection ? sectionPx : this.#rowPx);
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
    const heights = drawn.map(row => row.getBoundingClientRect().height);
    this.#takeUsual(drawn, heights, scroller.clientWidth);
    const lines = this.#lines;
    const topPx = scroller.scrollTop;
    let abovePx = 0;
    let isOther = false;
    drawn.forEach((row, at) => {
      const index = Number(row.dataset['index']);
      const [line, px] = [lines.at(index), heights[at]!];
      const known = line && this.#pxOf(line);
      if (known === undefined || px === 0 || Math.abs(px - known) < 0.5) return;
      if (lines.pxBefore(index) + known <= topPx) abovePx += px - known;
      this.#tall.set(isHead(line!) ? line!.key : line!.id, px);
      lines.resized(index);
      isOther = true;
    });
    if (abovePx !== 0) this.#window.scrollTo(topPx + abovePx);
    return isOther;
  }

  /** What is not drawn yet is reckoned like what is: in another width, all may be taller. */
  #takeUsual(drawn: readonly HTMLElement[], heights: readonly number[], widthPx: number): void {
    const first = heights[drawn.findIndex(row => row.classList.contains('row'))];
    if (!first || (widthPx === this.#widthPx && this.#widthPx > 0)) return;
    this.#widthPx = widthPx;
    this.#rowPx = first;
    this.#tall.clear();
    this.#lines.resized();
  }

  #arrive(key: string): void {
    const index = this.model.indexOf(key);
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
