import type {ReactiveController, ReactiveControllerHost} from 'lit';

const everyMs = 1_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Draws an element again each second while it shows how old or how far away something is. One timer serves all. */
export class Ticker implements ReactiveController {
  readonly #tick: () => void;

  /** @param wants whether there is anything that ages. */
  constructor(host: ReactiveControllerHost, wants: () => boolean) {
    this.#tick = () => wants() && host.requestUpdate();
    host.addController(this);
  }

  hostConnected(): void {
    listeners.add(this.#tick);
    timer ??= setInterval(() => listeners.forEach(tick => tick()), everyMs);
  }

  hostDisconnected(): void {
    listeners.delete(this.#tick);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }
}
