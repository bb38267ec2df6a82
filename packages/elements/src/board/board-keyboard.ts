import {boardKeyOf, bulkOf} from './board-actions.ts';
import type {BoardKey, RowAction} from './board-actions.ts';
import type {BoardEntry} from './board-entry.ts';
import type {BulkKind} from './bulk-wishes.ts';

/** What the keyboard needs of the board. */
export interface KeyboardDesk {
  readonly root: Node;
  /** The job that the keyboard is on. */
  readonly current: BoardEntry | undefined;
  /** Jobs are chosen together. */
  readonly isMarking: boolean;
  /** What shows the jobs, once it is loaded. */
  readonly view: {move?(by: number): void; buttonOf?(key: string): HTMLElement | undefined} | null;
  readonly search: HTMLInputElement;
  setFilter(patch: {text: string}): void;
  newOrder(): void;
  showKeys(): void;
  mark(row: BoardEntry, isRange: boolean): void;
  leaveMarks(): void;
  act(action: RowAction, row: BoardEntry): void;
  actOnMarked(kind: BulkKind): void;
}

/** Does what keys ask of a board. */
export class BoardKeyboard {
  readonly #desk: () => KeyboardDesk;

  constructor(desk: () => KeyboardDesk) {
    this.#desk = desk;
  }

  /** A key was pressed somewhere on the board. */
  readonly press = (event: KeyboardEvent): void => {
    const {root, search, setFilter, view} = this.#desk();
    const target = event.composedPath()[0] as HTMLElement;
    if (target.closest('dialog, .menu') || target.getRootNode() !== root) return;
    if (target.matches('input, select, textarea')) {
      if (event.key === 'Escape' && target === search) setFilter({text: ''});
      if (event.key === 'ArrowDown' && target === search) view?.move?.(0);
      return;
    }
    const key = boardKeyOf(event);
    // Enter and arrows belong to a button that has the focus.
    const isOnButton = target.matches('button');
    if (!key || (isOnButton && (key.do === 'move' || event.key === 'Enter'))) return;
    event.preventDefault();
    this.obey(key);
  };

  obey(key: BoardKey): void {
    const desk = this.#desk();
    const {current: row, view} = desk;
    // While rows are chosen together, a key means all of them.
    const bulk = desk.isMarking && key.do === 'act' && bulkOf(key.action);
    if (key.do === 'move') view?.move?.(key.by);
    else if (key.do === 'first') view?.move?.(-Infinity);
    else if (key.do === 'last') view?.move?.(Infinity);
    else if (key.do === 'search') desk.search.focus();
    else if (key.do === 'order') desk.newOrder();
    else if (key.do === 'keys') desk.showKeys();
    else if (key.do === 'unmark') desk.leaveMarks();
    else if (key.do === 'mark' && row) desk.mark(row, false);
    else if (key.do === 'markTo' && row) desk.mark(row, true);
    else if (key.do === 'act' && bulk) desk.actOnMarked(bulk);
    else if (key.do === 'act' && row) desk.act(key.action, row);
    else if (key.do === 'menu' && row) view?.buttonOf?.(row.key)?.click();
  }
}
