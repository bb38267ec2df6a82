import {webPlatform} from '@dispatch-kit/client';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
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
  readonly source: HTMLElement;
  target: DropTarget | undefined;
  x: number;
  y: number;
}

/** Where the pointer went down: on what, and inside of which card or chip. */
interface Pressed {
  readonly source: HTMLElement;
  readonly pressed: HTMLElement;
  readonly x: number;
}

/** A mouse drags from so many pixels on; a finger after it has rested so long, since before that it scrolls. */
const slackPx = 5;
const restMs = 350;
/** So near to an edge the lines scroll under what is held, so many pixels a frame. */
const edgePx = 36;
const scrollPx = 12;

/** Moves cards by mouse, pen or finger. Nothing is changed here: letting go asks the schedule. */
export class CardDrag<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #deskNow: () => DragDesk<T> | undefined;
  readonly #platform = webPlatform();
  #press: AbortController | undefined;
  #held: Held<T> | undefined;
  #isScrolling = false;

  constructor(host: ReactiveControllerHost & HTMLElement, desk: () => DragDesk<T> | undefined) {
    this.#host = host;
    this.#deskNow = desk;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#end();
  }

  /** A pointer went down somewhere on the schedule. */
  readonly begin = (event: PointerEvent): void => {
    const pressed = event.composedPath()[0] as HTMLElement;
    const source = pressed.closest<HTMLElement>('.card, .chip');
    if (!source || event.button !== 0 || !event.isPrimary) return;
    this.#end();
    const press = (this.#press = new AbortController());
    const {signal} = press;
    const isTouch = event.pointerType === 'touch';
    const isFar = (now: PointerEvent) =>
      Math.hypot(now.clientX - event.clientX, now.clientY - event.clientY) > slackPx;
    const move = (now: PointerEvent) => {
      if (now.pointerId !== event.pointerId) return;
      if (this.#held) this.#follow(now);
      else if (isFar(now)) {
        // A finger that moves at once scrolls.
        if (isTouch) this.#end();
        else this.#take({source, pressed, x: event.clientX}, now);
      }
    };
    if (isTouch) {
      const take = () => this.#take({source, pressed, x: event.clientX}, event);
      signal.addEventListener('abort', this.#platform.after(restMs, take));
    }
    addEventListener('pointermove', move, {signal});
    addEventListener('pointerup', now => now.pointerId === event.pointerId && this.#letGo(), {signal});
    addEventListener('pointercancel', () => this.#end(), {signal});
    addEventListener('keydown', key => key.key === 'Escape' && this.#end(), {signal, capture: true});
    addEventListener('touchmove', touch => this.#held && touch.preventDefault(), {signal, passive: false});
  };

  get #root(): ShadowRoot {
    return this.#host.shadowRoot!;
  }

  #take({source, pressed, x}: Pressed, now: PointerEvent): void {
    const desk = this.#deskNow();
    const ghost = this.#root.querySelector<HTMLElement>('.ghost');
    const found = desk?.grab(pressed);
    if (!desk || !ghost || !found) return this.#end();
    const {grabbed} = found;
    const track = source.closest<HTMLElement>('.track');
    const heldAtMs = track ? this.#momentAt(track, x, desk) - grabbed.startMs : 0;
    this.#held = {...found, grabbed: {...grabbed, heldAtMs}, ghost, source, target: undefined, x: 0, y: 0};
    source.classList.add('held');
    desk.take(found.what);
    // What the pointer passes does not look pointed at.
    if (now.isTrusted) source.setPointerCapture(now.pointerId);
    this.#follow(now);
  }

  #momentAt(track: HTMLElement, x: number, {axis, direction}: DragDesk<T>): number {
    const {left, right, width} = track.getBoundingClientRect();
    return axis.momentAt((direction === 'rtl' ? right - x : x - left) / width);
  }

  #follow({clientX, clientY}: PointerEvent): void {
    const held = this.#held!;
    [held.x, held.y] = [clientX, clientY];
    this.#aim();
    if (!this.#isScrolling) this.#scrollOn();
  }

  /** Shows where it would come to. */
  #aim(): void {
    const held = this.#held!;
    const desk = this.#deskNow();
    const track = this.#trackAt(held);
    if (!desk || !track) {
      held.target = undefined;
      held.ghost.hidden = true;
      return;
    }
    const target = dropTargetOf(held.grabbed, this.#momentAt(track, held.x, desk), track.dataset['row']!);
    held.target = target;
    const drawn = trackOf(this.#root, target.rowKey) ?? track;
    drawGhost(held.ghost, target, drawn, desk, desk.describe(held.what, target));
  }

  /** The track of the line under a point; the line that stays on top covers those under it. */
  #trackAt({x, y}: {x: number; y: number}): HTMLElement | undefined {
    const scroller = this.#root.querySelector<HTMLElement>('.scroller')!.getBoundingClientRect();
    if (x < scroller.left || x > scroller.right || y > scroller.bottom) return undefined;
    return [...this.#root.querySelectorAll<HTMLElement>('.track')].find(track => {
      const {top, bottom} = track.getBoundingClientRect();
      return y >= top && y < bottom;
    });
  }

  /** Near an edge the lines scroll under what is held, frame by frame until it is moved away from there. */
  #scrollOn(): void {
    const held = this.#held;
    const scroller = this.#root.querySelector<HTMLElement>('.scroller');
    this.#isScrolling = false;
    if (!held || !scroller) return;
    const {left, right, top, bottom} = scroller.getBoundingClientRect();
    const push = (at: number, from: number, to: number) =>
      at < from + edgePx ? -scrollPx : at > to - edgePx ? scrollPx : 0;
    const [x, y] = [push(held.x, left, right), push(held.y, top, bottom)];
    if ((!x && !y) || held.y <= top) return;
    scroller.scrollBy(x, y);
    this.#aim();
    this.#isScrolling = true;
    requestAnimationFrame(() => this.#scrollOn());
  }

  #letGo(): void {
    const held = this.#held;
    const desk = this.#deskNow();
    this.#end();
    if (!held) return;
    // The click that follows is no click.
    const swallow = (event: Event) => event.stopPropagation();
    held.source.addEventListener('click', swallow, {capture: true, once: true});
    this.#platform.after(0, () => held.source.removeEventListener('click', swallow, {capture: true}));
    if (held.target && held.target.change !== 'nothing') desk?.drop(held.what, held.target);
  }

  #end(): void {
    this.#press?.abort();
    this.#press = undefined;
    const held = this.#held;
    this.#held = undefined;
    if (!held) return;
    held.ghost.hidden = true;
    held.source.classList.remove('held');
    this.#deskNow()?.leave();
  }
}
