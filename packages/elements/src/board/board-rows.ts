import type {BoardEntry} from './board-entry.ts';
import {BoardModel} from './board-model.ts';
import {LineSizes} from './line-sizes.ts';

/** The rows of a board, how tall they are drawn, and where somebody is among them. */
export class BoardRows {
  readonly sizes = new LineSizes();
  readonly model = new BoardModel(line => this.sizes.pxOf(line));
  /** The row that the keyboard is on. */
  currentKey: string | undefined;
  /** What the pointer is over. */
  pointedKey: string | undefined;
  /** What has the keyboard now. */
  focused: {readonly key: string; readonly isButton: boolean} | undefined;
  /** The row to be brought in sight, with the keyboard if that is wanted. */
  goesTo: {readonly key: string; readonly wantsFocus: boolean} | undefined;

  get current(): BoardEntry | undefined {
    return this.entryOf(this.currentKey);
  }

  entryOf(key: string | undefined): BoardEntry | undefined {
    const item = this.model.itemAt(this.model.indexOf(key));
    return item?.kind === 'job' ? item : undefined;
  }

  /** Brings a row in sight. */
  goTo(key: string, {wantsFocus}: {wantsFocus: boolean}): void {
    this.currentKey = key;
    this.goesTo = {key, wantsFocus: wantsFocus || this.goesTo?.wantsFocus === true};
  }

  /** The pointer is over something else now. */
  pointAt(target: Element | undefined): void {
    this.pointedKey = target?.closest('.row')?.id;
  }
}
