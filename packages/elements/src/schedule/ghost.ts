import type {DropTarget} from './drop-target.ts';
import type {TimeAxis} from './time-axis.ts';

/** What is drawn of a place that something would come to. */
export interface GhostWords {
  readonly text: string;
  /** Something speaks against it. */
  readonly isBad: boolean;
}

const narrowestPx = 12;
const gapPx = 4;

/** Draws, over a track, where what is held would come to. */
export function drawGhost(
  ghost: HTMLElement,
  target: DropTarget,
  track: HTMLElement,
  {axis, direction}: {axis: TimeAxis; direction: 'ltr' | 'rtl'},
  {text, isBad}: GhostWords,
): void {
  const sheet = ghost.parentElement!.getBoundingClientRect();
  const box = track.getBoundingClientRect();
  const [from, to] = [axis.shareOf(target.startMs), axis.shareOf(target.endMs)];
  const beforePx = direction === 'rtl' ? sheet.right - box.right : box.left - sheet.left;
  const alongPx = (beforePx + from * box.width) * (direction === 'rtl' ? -1 : 1);
  const {style} = ghost;
  // Moved without being laid out or painted anew: a day has thousands of cards around it.
  style.setProperty('transform', `translate(${alongPx}px, ${box.top - sheet.top + gapPx}px)`);
  style.setProperty('inline-size', `${Math.max(narrowestPx, (to - from) * box.width)}px`);
  ghost.classList.toggle('bad', isBad);
  ghost.classList.toggle('late', from > 0.6);
  ghost.hidden = false;
  const words = ghost.firstElementChild!;
  if (words.textContent !== text) words.textContent = text;
}

/** The track of a line, where it is drawn now. */
export function trackOf(root: ParentNode, rowKey: string): HTMLElement | undefined {
  return [...root.querySelectorAll<HTMLElement>('.track')].find(each => each.dataset['row'] === rowKey);
}
