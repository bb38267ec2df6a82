import type {Platform} from '@dispatch-kit/client';
import type {MapSubject} from './map-scene.ts';

/** Who only passes over a marker wants no card. */
export const openMs = 150;
/** Long enough to come from a marker to its card. */
export const closeMs = 300;

/**
 * Decides of whom a map's card speaks: the one that is pointed at for a moment, has the keyboard, or was pressed. The card stays
 * while the pointer is on it or the keyboard in it, that of the one that was pressed until another is or the ground; it goes on
 * Escape, and does not come back by itself (WCAG 2.2, 1.4.13).
 */
export class CardIntent {
  readonly #platform: Pick<Platform, 'after'>;
  readonly #onChange: () => void;
  #shown: MapSubject | undefined;
  #pointed: MapSubject | undefined;
  /** Has the keyboard, in the list beside the map. */
  #focused: MapSubject | undefined;
  /** Was pressed: its card is there until the ground is. */
  #pressed: MapSubject | undefined;
  #dismissed: MapSubject | undefined;
  #isHeld = false;
  #callOff: (() => void) | undefined;

  constructor(platform: Pick<Platform, 'after'>, onChange: () => void) {
    this.#platform = platform;
    this.#onChange = onChange;
  }

  /** Of whom the card speaks now. */
  get shown(): MapSubject | undefined {
    return this.#shown;
  }

  /** Whether the pointer is on the card, or the keyboard in it. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** The pointer is on somebody, or on nobody. */
  point(subject: MapSubject | undefined): void {
    if (isSameSubject(subject, this.#pointed)) return;
    this.#pointed = subject;
    if (!isSameSubject(subject, this.#dismissed)) this.#dismissed = undefined;
    this.#settle();
  }

  /** The keyboard is on somebody in the list, or on nobody there. */
  focus(subject: MapSubject | undefined): void {
    this.#focused = subject;
    if (subject) this.#show(subject);
    else this.#settle();
  }

  /** Somebody was pressed, or with nobody the ground between them. */
  press(subject: MapSubject | undefined): void {
    this.#pressed = subject;
    if (subject) this.#show(subject);
    else this.#settle();
  }

  /** The pointer or the keyboard came into the card, or left it. */
  hold(isHeld: boolean): void {
    if (isHeld === this.#isHeld) return;
    this.#isHeld = isHeld;
    this.#settle();
  }

  /** Takes the card away, as on Escape; it stays away while the pointer stays where it is. */
  dismiss(): void {
    this.#callOff?.();
    this.#dismissed = this.#pointed;
    this.#pressed = this.#focused = undefined;
    this.#isHeld = false;
    this.#set(undefined);
  }

  close(): void {
    this.#callOff?.();
  }

  #show(subject: MapSubject): void {
    this.#callOff?.();
    this.#dismissed = undefined;
    this.#set(subject);
  }

  /** Comes to what is wished now, after a moment. */
  #settle(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    if (this.#isHeld) return;
    const pointed = isSameSubject(this.#pointed, this.#dismissed) ? undefined : this.#pointed;
    const wanted = pointed ?? this.#focused ?? this.#pressed;
    if (isSameSubject(wanted, this.#shown)) return;
    this.#callOff = this.#platform.after(wanted ? openMs : closeMs, () => this.#set(wanted));
  }

  #set(subject: MapSubject | undefined): void {
    this.#callOff = undefined;
    if (isSameSubject(subject, this.#shown)) return;
    this.#shown = subject;
    this.#onChange();
  }
}

export function isSameSubject(a: MapSubject | undefined, b: MapSubject | undefined): boolean {
  return a?.memberId === b?.memberId && a?.jobId === b?.jobId;
}
