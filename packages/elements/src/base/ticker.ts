import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** How often something is drawn again: what counts seconds, and what is told to the minute. */
const tickEvery = {second: 1_000, minute: 10_000} as const;

/** The longest that a timer of a browser waits. */
const longestMs = 2 ** 31 - 1;

/** `second` and `minute`, or in how many milliseconds the next change is due. */
type Ticks = keyof typeof tickEvery | number;

/**
 * Draws an element again and again while it shows how old or how far away something is, or once when the next change is
 * due that nobody tells. Its timer runs only while something ages, and the page is seen.
 */
export class Ticker implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #wants: () => Ticks | false;
  #ticks: Ticks | false = false;
  #callOff: (() => void) | undefined;

  /** @param wants what ages, if anything; asked after each update. */
  constructor(host: ReactiveControllerHost, wants: () => Ticks | false) {
    this.#host = host;
    this.#wants = wants;
    host.addController(this);
  }

  hostUpdated(): void {
    const ticks = this.#wants();
    // What is due once is due sooner with each update.
    if (ticks === this.#ticks && typeof ticks !== 'number') return;
    this.#ticks = ticks;
    this.#arrange();
  }

  hostDisconnected(): void {
    this.#ticks = false;
    this.#arrange();
  }

  #arrange(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    const ticks = this.#ticks;
    // A listener that is there already counts once.
    if (ticks === false) document.removeEventListener('visibilitychange', this.#onVisibility);
    else document.addEventListener('visibilitychange', this.#onVisibility);
    if (ticks === false || document.visibilityState === 'hidden') return;
    const draw = () => this.#host.requestUpdate();
    if (typeof ticks === 'number') {
      const timer = setTimeout(draw, Math.min(ticks, longestMs));
      this.#callOff = () => clearTimeout(timer);
    } else {
      const timer = setInterval(draw, tickEvery[ticks]);
      this.#callOff = () => clearInterval(timer);
    }
  }

  readonly #onVisibility = () => {
    if (document.visibilityState !== 'hidden') this.#host.requestUpdate();
    this.#arrange();
  };
}
