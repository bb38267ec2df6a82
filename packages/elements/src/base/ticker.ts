import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** How often something is drawn again: what counts seconds, and what is told to the minute. */
const tickEvery = {second: 1_000, minute: 10_000} as const;

type Ticks = keyof typeof tickEvery;

/**
 * Draws an element again and again while it shows how old or how far away something is. Its timer runs only while
 * something ages, and the page is seen.
 */
export class Ticker implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #wants: () => Ticks | false;
  #ticks: Ticks | false = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param wants what ages, if anything; asked after each update. */
  constructor(host: ReactiveControllerHost, wants: () => Ticks | false) {
    this.#host = host;
    this.#wants = wants;
    host.addController(this);
  }

  hostUpdated(): void {
    const ticks = this.#wants();
    if (ticks === this.#ticks) return;
    this.#ticks = ticks;
    this.#arrange();
  }

  hostDisconnected(): void {
    this.#ticks = false;
    this.#arrange();
  }

  #arrange(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    // A listener that is there already counts once.
    if (this.#ticks) document.addEventListener('visibilitychange', this.#onVisibility);
    else document.removeEventListener('visibilitychange', this.#onVisibility);
    if (!this.#ticks || document.visibilityState === 'hidden') return;
    this.#timer = setInterval(() => this.#host.requestUpdate(), tickEvery[this.#ticks]);
  }

  readonly #onVisibility = () => {
    if (document.visibilityState !== 'hidden') this.#host.requestUpdate();
    this.#arrange();
  };
}
