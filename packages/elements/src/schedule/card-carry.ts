import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {carriedBy} from './carry-steps.ts';
import type {CarryStep} from './carry-steps.ts';
import {targetAt} from './drop-target.ts';
import type {DropTarget, Grabbed, Place} from './drop-target.ts';
import type {DropWords} from './drop-words.ts';
import {drawGhost, trackOf} from './ghost.ts';
import type {TimeAxis} from './time-axis.ts';

/** What is picked up: what it is, and where it is. */
export interface Carried<T> {
  readonly what: T;
  readonly title: string;
  readonly grabbed: Omit<Grabbed, 'heldAtMs' | 'mode'>;
  /** Where it is shown at first, if it is nowhere yet. */
  readonly begin: Place;
}

/** What carrying needs of the schedule. */
export interface CarryDesk<T> {
  readonly axis: TimeAxis;
  readonly direction: 'ltr' | 'rtl';
  /** The lines, in their order. */
  readonly rowKeys: readonly string[];
  /** Places that are suggested, the best first. */
  readonly suggested: readonly Place[];
  describe(what: T, target: DropTarget): DropWords;
  say(
    key: 'carried' | 'putBack' | 'placeIs' | 'cannotRetime' | 'noTimesFound',
    values?: Record<string, string>,
  ): string;
  /** Brings a line in sight. */
  reveal(rowKey: string): void;
  drop(what: T, target: DropTarget): void;
  /** It is held no more. */
  release(): void;
  /** It is put back: the keyboard goes back to where it was. */
  leave(what: T): void;
}

interface Holding<T> extends Carried<T> {
  place: Place;
  suggestion: number;
}

/** Moves cards by keyboard: one is picked up, carried by the arrows, put down or back. Each place is spoken. */
export class CardCarry<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #deskNow: () => CarryDesk<T> | undefined;
  #held: Holding<T> | undefined;
  #spoken = '';

  constructor(host: ReactiveControllerHost & HTMLElement, desk: () => CarryDesk<T> | undefined) {
    this.#host = host;
    this.#deskNow = desk;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#held = undefined;
  }

  /** Drawn after the schedule, whose lines may be others now. */
  hostUpdated(): void {
    this.#draw();
  }

  /** What is carried now. */
  get what(): T | undefined {
    return this.#held?.what;
  }

  /** What is to be heard. */
  get spoken(): string {
    return this.#spoken;
  }

  pickUp(carried: Carried<T>): void {
    const desk = this.#deskNow();
    const ghost = this.#ghost;
    if (!desk || !ghost) return;
    this.#held = {...carried, place: carried.begin, suggestion: -1};
    ghost.setAttribute('role', 'application');
    ghost.setAttribute('aria-label', carried.title);
    ghost.removeAttribute('aria-hidden');
    ghost.tabIndex = -1;
    ghost.hidden = false;
    ghost.focus({preventScroll: true});
    ghost.addEventListener('blur', this.#blur);
    this.#show(desk.say('carried', {title: carried.title}));
  }

  /** Takes a key press while something is carried; false where nothing is. */
  press(event: KeyboardEvent): boolean {
    if (!this.#held) return false;
    const {key, shiftKey, ctrlKey, altKey, metaKey} = event;
    if (ctrlKey || altKey || metaKey || key === 'Tab') return true;
    event.preventDefault();
    event.stopPropagation();
    const desk = this.#deskNow();
    if (!desk || key === 'Escape') this.#putBack();
    else if (key === 'Enter' || key === ' ' || key === 'm') this.#putDown(desk);
    else if (key.toLowerCase() === 's') this.#suggest(desk, shiftKey ? -1 : 1);
    else {
      const step = stepOf(key, shiftKey, desk.direction);
      if (step) this.#step(step, desk);
    }
    return true;
  }

  get #ghost(): HTMLElement | null | undefined {
    return this.#host.shadowRoot?.querySelector<HTMLElement>('.ghost');
  }

  #step(step: CarryStep, desk: CarryDesk<T>): void {
    const held = this.#held!;
    const isAlong = step !== 'up' && step !== 'down';
    if (isAlong && !held.grabbed.canMove) return this.#show(desk.say('cannotRetime'));
    held.place = carriedBy(step, held.place, desk.axis, desk.rowKeys);
    this.#show();
  }

  #suggest(desk: CarryDesk<T>, by: number): void {
    const held = this.#held!;
    const {length} = desk.suggested;
    if (length === 0) return this.#show(desk.say('noTimesFound'));
    held.suggestion = (held.suggestion + by + length) % length;
    held.place = desk.suggested[held.suggestion]!;
    this.#show();
  }

  /** Says where it is now, after what comes before. */
  #show(before = ''): void {
    const desk = this.#deskNow();
    const held = this.#held;
    if (!desk || !held) return;
    const {spoken} = desk.describe(held.what, targetAt(held.grabbed, held.place));
    this.#spoken = before ? desk.say('placeIs', {before, place: spoken}) : spoken;
    desk.reveal(held.place.rowKey);
    this.#host.requestUpdate();
  }

  #draw(): void {
    const held = this.#held;
    const desk = this.#deskNow();
    const [ghost, root] = [this.#ghost, this.#host.shadowRoot];
    if (!held || !desk || !ghost || !root) return;
    const track = trackOf(root, held.place.rowKey);
    if (!track) return;
    const target = targetAt(held.grabbed, held.place);
    drawGhost(ghost, target, track, desk, desk.describe(held.what, target));
    ghost.scrollIntoView({block: 'nearest', inline: 'nearest'});
  }

  #putDown(desk: CarryDesk<T>): void {
    const {what, grabbed, place} = this.#held!;
    const target = targetAt(grabbed, place);
    if (target.change === 'nothing') return this.#putBack();
    this.#end();
    desk.drop(what, target);
  }

  #putBack(): void {
    const held = this.#held;
    const desk = this.#deskNow();
    this.#end();
    if (!held || !desk) return;
    this.#spoken = desk.say('putBack', {title: held.title});
    desk.leave(held.what);
  }

  /** Who goes elsewhere on the page lets go. */
  readonly #blur = (): void => {
    if (this.#held && document.hasFocus()) this.#end();
  };

  #end(): void {
    this.#held = undefined;
    this.#spoken = '';
    this.#deskNow()?.release();
    const ghost = this.#ghost;
    if (ghost) {
      ghost.removeEventListener('blur', this.#blur);
      ghost.removeAttribute('role');
      ghost.removeAttribute('aria-label');
      ghost.setAttribute('aria-hidden', 'true');
      ghost.hidden = true;
    }
    this.#host.requestUpdate();
  }
}

function stepOf(key: string, isShifted: boolean, direction: 'ltr' | 'rtl'): CarryStep | undefined {
  if (key === 'ArrowUp') return 'up';
  if (key === 'ArrowDown') return 'down';
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
  const isOn = (key === 'ArrowRight') === (direction === 'ltr');
  if (isShifted) return isOn ? 'longer' : 'shorter';
  return isOn ? 'later' : 'earlier';
}
