import {webPlatform} from '@dispatch-kit/client';
import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Where the pointer went down: on what, and inside of which thing that can be dragged. */
export interface Pressed {
  readonly source: HTMLElement;
  readonly pressed: HTMLElement;
  readonly x: number;
  readonly y: number;
}

/** Where the pointer is in the window, pixels. */
export interface PointerPlace {
  readonly x: number;
  readonly y: number;
}

/** What a drag asks of the element in which something is dragged. */
export interface DragHandlers {
  /** The thing that a pressed element is part of; undefined or null for what cannot be dragged. */
  sourceOf(pressed: HTMLElement): HTMLElement | null | undefined;
  /** It is to be taken: false where it cannot be. */
  take(pressed: Pressed): boolean;
  /** What is held is over a place, also because that place has been scrolled under it. */
  follow(at: PointerPlace): void;
  /** What scrolls when something is held near its edges. */
  scrollers(at: PointerPlace): readonly (HTMLElement | null | undefined)[];
  /** It is let go of where it is; `leave` follows. */
  drop(): void;
  /** Nothing is held any more. */
  leave(): void;
}

/** A mouse drags from so many pixels on; a finger after it has rested so long, since before that it scrolls. */
const slackPx = 5;
const restMs = 350;
/** So near to an edge a place scrolls under what is held, so many pixels a frame. */
const edgePx = 36;
const scrollPx = 12;

/** Drags by mouse, pen or finger: when something is taken, follows the pointer, is let go of or left. */
export class DragGesture implements ReactiveController {
  readonly #handlers: DragHandlers;
  readonly #platform = webPlatform();
  #press: AbortController | undefined;
  #held: {readonly source: HTMLElement; at: PointerPlace} | undefined;
  #isScrolling = false;

  constructor(host: ReactiveControllerHost, handlers: DragHandlers) {
    this.#handlers = handlers;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#end();
  }

  /** A pointer went down. */
  readonly begin = (event: PointerEvent): void => {
    const pressed = event.composedPath()[0] as HTMLElement;
    const source = this.#handlers.sourceOf(pressed);
    if (!source || event.button !== 0 || !event.isPrimary) return;
    this.#end();
    const press = (this.#press = new AbortController());
    const {signal} = press;
    const begun = {source, pressed, x: event.clientX, y: event.clientY};
    const isTouch = event.pointerType === 'touch';
    const move = (now: PointerEvent) => {
      if (now.pointerId !== event.pointerId) return;
      if (this.#held) this.#follow(now);
      else if (Math.hypot(now.clientX - begun.x, now.clientY - begun.y) > slackPx) {
        // A finger that moves at once scrolls.
        if (isTouch) this.#end();
        else this.#take(begun, now);
      }
    };
    if (isTouch)
      signal.addEventListener(
        'abort',
        this.#platform.after(restMs, () => this.#take(begun, event)),
      );
    addEventListener('pointermove', move, {signal});
    addEventListener('pointerup', now => now.pointerId === event.pointerId && this.#letGo(), {signal});
    addEventListener('pointercancel', () => this.#end(), {signal});
    addEventListener('keydown', key => key.key === 'Escape' && this.#end(), {signal, capture: true});
    addEventListener('touchmove', touch => this.#held && touch.preventDefault(), {signal, passive: false});
  };

  #take(begun: Pressed, now: PointerEvent): void {
    const {source} = begun;
    if (!this.#handlers.take(begun)) return this.#end();
    this.#held = {source, at: {x: now.clientX, y: now.clientY}};
    source.classList.add('held');
    // What the pointer passes does not look pointed at.
    if (now.isTrusted) source.setPointerCapture(now.pointerId);
    this.#follow(now);
  }

  #follow({clientX: x, clientY: y}: PointerEvent): void {
    this.#held!.at = {x, y};
    this.#handlers.follow({x, y});
    if (!this.#isScrolling) this.#scrollOn();
  }

  /** Near an edge what is there scrolls under what is held, frame by frame until it is moved away. */
  #scrollOn(): void {
    this.#isScrolling = false;
    const held = this.#held;
    if (!held) return;
    const scrolled = this.#handlers.scrollers(held.at).filter(each => each && scrollNear(each, held.at));
    if (scrolled.length === 0) return;
    this.#handlers.follow(held.at);
    this.#isScrolling = true;
    requestAnimationFrame(() => this.#scrollOn());
  }

  #letGo(): void {
    const held = this.#held;
    if (!held) return this.#end();
    // The click that follows is no click.
    const swallow = (event: Event) => event.stopPropagation();
    held.source.addEventListener('click', swallow, {capture: true, once: true});
    this.#platform.after(0, () => held.source.removeEventListener('click', swallow, {capture: true}));
    this.#handlers.drop();
    this.#end();
  }

  #end(): void {
    this.#press?.abort();
    this.#press = undefined;
    const held = this.#held;
    this.#held = undefined;
    if (!held) return;
    held.source.classList.remove('held');
    this.#handlers.leave();
  }
}

/** Scrolls something near whose edge the pointer is; false where it is not. */
function scrollNear(scroller: HTMLElement, {x, y}: PointerPlace): boolean {
  const {left, right, top, bottom} = scroller.getBoundingClientRect();
  const push = (at: number, from: number, to: number) =>
    at < from + edgePx ? -scrollPx : at > to - edgePx ? scrollPx : 0;
  const [acrossPx, downPx] = [push(x, left, right), push(y, top, bottom)];
  if ((!acrossPx && !downPx) || y <= top) return false;
  scroller.scrollBy(acrossPx, downPx);
  return true;
}
