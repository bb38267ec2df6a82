import type {ReactiveControllerHost} from 'lit';
import {DragGesture} from '../base/drag-gesture.ts';
import type {PointerPlace, Pressed} from '../base/drag-gesture.ts';
import {dropTargetOf} from './drop-target.ts';
import type {DropTarget, Grabbed} from './drop-target.ts';
import {drawGhost, trackOf} from './ghost.ts';
import type {GhostWords} from './ghost.ts';
import type {TimeAxis} from './time-axis.ts';

/** What the drag needs of the schedule. */
export interface DragDesk<T> {
  readonly axis: TimeAxis;
  readonly direction: 'ltr' | 'rtl';
  /** What a pressed element stands for; undefined for one that cannot be dragged. */
  grab(pressed: HTMLElement): {readonly what: T; readonly grabbed: Omit<Grabbed, 'heldAtMs'>} | undefined;
  /** It was taken, or let go of. */
  take(what: T): void;
  leave(): void;
  /** What the place under it means, in words. */
  describe(what: T, target: DropTarget): GhostWords;
  drop(what: T, target: DropTarget): void;
}

interface Held<T> {
  readonly what: T;
  readonly grabbed: Grabbed;
  readonly ghost: HTMLElement;
}

/** Moves cards by mouse, pen or finger. Nothing is changed here: letting go asks the schedule. */
export class CardDrag<T> {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #deskNow: () => DragDesk<T> | undefined;
  readonly #gesture: DragGesture;
  #held: Held<T> | undefined;
  #target: DropTarget | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, desk: () => DragDesk<T> | undefined) {
    this.#host = host;
    this.#deskNow = desk;
    this.#gesture = new DragGesture(host, {
      sourceOf: pressed => pressed.closest<HTMLElement>('.card, .chip'),
      take: pressed => this.#take(pressed),
      follow: at => this.#aim(at),
      scrollers: () => [this.#root.querySelector<HTMLElement>('.scroller')],
      drop: () => this.#drop(),
      leave: () => this.#leave(),
    });
  }

  /** A pointer went down somewhere on the schedule. */
  get begin(): (event: PointerEvent) => void {
    return this.#gesture.begin;
  }

  get #root(): ShadowRoot {
    return this.#host.shadowRoot!;
  }

  #take({source, pressed, x}: Pressed): boolean {
    const desk = this.#deskNow();
    const ghost = this.#root.querySelector<HTMLElement>('.ghost');
    const found = desk?.grab(pressed);
    if (!desk || !ghost || !found) return false;
    const {grabbed} = found;
    const track = source.closest<HTMLElement>('.track');
    const heldAtMs = track ? this.#momentAt(track, x, desk) - grabbed.startMs : 0;
    this.#held = {what: found.what, grabbed: {...grabbed, heldAtMs}, ghost};
    this.#target = undefined;
    desk.take(found.what);
    return true;
  }

  #momentAt(track: HTMLElement, x: number, {axis, direction}: DragDesk<T>): number {
    const {left, right, width} = track.getBoundingClientRect();
    return axis.momentAt((direction === 'rtl' ? right - x : x - left) / width);
  }

  /** Shows where it would come to. */
  #aim(at: PointerPlace): void {
    const held = this.#held!;
    const desk = this.#deskNow();
    const track = this.#trackAt(at);
    if (!desk || !track) {
      this.#target = undefined;
      held.ghost.hidden = true;
      return;
    }
    const target = dropTargetOf(held.grabbed, this.#momentAt(track, at.x, desk), track.dataset['row']!);
    this.#target = target;
    const drawn = trackOf(this.#root, target.rowKey) ?? track;
    drawGhost(held.ghost, target, drawn, desk, desk.describe(held.what, target));
  }

  /** The track of the line under a point; the line that stays on top covers those under it. */
  #trackAt({x, y}: PointerPlace): HTMLElement | undefined {
    const scroller = this.#root.querySelector<HTMLElement>('.scroller')!.getBoundingClientRect();
    if (x < scroller.left || x > scroller.right || y > scroller.bottom) return undefined;
    return [...this.#root.querySelectorAll<HTMLElement>('.track')].find(track => {
      const {top, bottom} = track.getBoundingClientRect();
      return y >= top && y < bottom;
    });
  }

  #leave(): void {
    this.#held!.ghost.hidden = true;
    this.#deskNow()?.leave();
  }

  #drop(): void {
    const target = this.#target;
    if (target && target.change !== 'nothing') this.#deskNow()?.drop(this.#held!.what, target);
  }
}
