import type {LitElement, ReactiveController} from 'lit';

const glideMs = 220;
const easing = 'cubic-bezier(0.2, 0, 0, 1)';

interface Place {
  x: number;
  y: number;
}

/**
 * Lets what stands in an element move over to its new place when something above it comes, goes or grows, so that nothing
 * jumps away under an eye or a finger. Scrolling moves nothing by itself, and who asked for less motion gets none.
 */
export class Glide implements ReactiveController {
  readonly #host: LitElement;
  readonly #selector: string;
  #resized: ResizeObserver | undefined;
  /** Where each stands in what it is laid out in: neither scrolled nor moved. */
  #places = new Map<HTMLElement, Place>();
  readonly #running = new Map<HTMLElement, Animation>();

  /** @param selector what moves as a whole; one in another moves with it, and beside that by itself. */
  constructor(host: LitElement, selector: string) {
    this.#host = host;
    this.#selector = selector;
    host.addController(this);
  }

  hostConnected(): void {
    // It tells before the picture with the new sizes is seen.
    this.#resized = new ResizeObserver(() => this.#settle());
  }

  hostDisconnected(): void {
    this.#resized?.disconnect();
    this.#places.clear();
  }

  hostUpdated(): void {
    void this.#settleSoon();
  }

  /** When what is inside is drawn too, and nothing of it has been seen. */
  async #settleSoon(): Promise<void> {
    await this.#host.updateComplete;
    for (const each of this.#all()) await (each as Partial<LitElement>).updateComplete;
    this.#settle();
  }

  #all(): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>(this.#selector)];
  }

  #settle(): void {
    if (!this.#host.isConnected) return;
    const before = this.#places;
    this.#places = new Map();
    for (const each of this.#all()) {
      if (!before.has(each)) this.#resized!.observe(each);
      if (each.offsetHeight > 0) this.#places.set(each, {x: each.offsetLeft, y: each.offsetTop});
    }
    for (const each of before.keys()) if (!this.#places.has(each)) this.#resized!.unobserve(each);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const ways = new Map<HTMLElement, Place>();
    for (const [each, {x, y}] of this.#places) {
      const was = before.get(each);
      if (was) ways.set(each, {x: was.x - x, y: was.y - y});
    }
    for (const [each, {x, y}] of ways) {
      const carried = this.#carried(each, ways);
      if (Math.hypot(x - carried.x, y - carried.y) >= 1) this.#move(each, x - carried.x, y - carried.y);
    }
  }

  /** What moves one already because it stands in another that moves. */
  #carried({parentElement, offsetParent}: HTMLElement, ways: ReadonlyMap<HTMLElement, Place>): Place {
    for (let above = parentElement; above && above !== offsetParent; above = above.parentElement) {
      const way = ways.get(above);
      if (way) return way;
    }
    return {x: 0, y: 0};
  }

  #move(each: HTMLElement, x: number, y: number): void {
    const running = this.#running.get(each);
    // It goes on from where it is seen.
    const {m41, m42} = running ? new DOMMatrix(getComputedStyle(each).transform) : {m41: 0, m42: 0};
    running?.cancel();
    const from = `translate(${x + m41}px, ${y + m42}px)`;
    const animation = each.animate([{transform: from}, {transform: 'none'}], {duration: glideMs, easing});
    this.#running.set(each, animation);
    animation.onfinish = () => this.#running.delete(each);
  }
}
