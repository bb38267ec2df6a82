import type {LitElement, ReactiveController} from 'lit';

/** From this width on the card stands beside the map, as the styles say. */
const wideRem = 45;
/** While it lies low the card takes this share of the page, whatever is in it, so that nothing moves when that changes. */
const lowShare = 0.58;
/** Pulled up, it leaves so much of the map, pixels. */
const mapLeft = 64;

/**
 * Makes the card a sheet over the map where the page is narrow and as high as its host says: it lies low with what matters,
 * and is pulled up for the rest. The page itself scrolls, so that fingers, wheels, keys and screen readers move it as they
 * move any page; the handle besides is dragged with snapping, or pressed.
 */
export class Sheet implements ReactiveController {
  readonly #host: LitElement;
  readonly #hasMap: () => boolean;
  #resized: ResizeObserver | undefined;
  #drag: {y: number; top: number; lastY: number; lastMs: number; speed: number} | undefined;
  /** The page is narrow, and as high as its host says. */
  #fits = false;
  /** The card is pulled up. */
  isUp = false;

  /** @param hasMap there is a map, or a place kept for one. */
  constructor(host: LitElement, hasMap: () => boolean) {
    this.#host = host;
    this.#hasMap = hasMap;
    host.addController(this);
  }

  /** The card lies over the map. */
  get isOn(): boolean {
    return this.#fits && this.#hasMap();
  }

  hostConnected(): void {
    // While there is nothing in it to be laid out: to ask in the midst of drawing would lay it out twice.
    this.#fits = this.#measure();
    // It tells before a picture with the new size is seen.
    this.#resized = new ResizeObserver(() => {
      const fits = this.#measure();
      if (fits === this.#fits) return;
      this.#fits = fits;
      this.#host.requestUpdate();
    });
    this.#resized.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#resized?.disconnect();
    this.#resized = undefined;
  }

  /** Pulls the card up, or lets it down. */
  readonly toggle = (): void => this.#glideTo(this.isUp ? 0 : this.#upTop);

  readonly onScroll = (): void => {
    const upTop = this.#upTop;
    const isUp = upTop > 0 && this.#find('.base')!.scrollTop > upTop / 2;
    if (isUp === this.isUp) return;
    this.isUp = isUp;
    this.#host.requestUpdate();
  };

  /** Between low and up it goes on to the nearer place, unless somebody is at something in it. */
  readonly onScrollEnd = (): void => {
    const {scrollTop} = this.#find('.base')!;
    const active = this.#host.shadowRoot?.activeElement;
    const isAtWork = active && !active.matches('.handle');
    if (this.#drag || isAtWork || scrollTop >= this.#upTop) return;
    this.#glideTo(scrollTop > this.#upTop / 2 ? this.#upTop : 0);
  };

  readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.#glideTo(event.key === 'ArrowUp' ? this.#upTop : 0);
  };

  readonly onGrab = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    const {clientY, timeStamp} = event;
    const top = this.#find('.base')!.scrollTop;
    this.#drag = {y: clientY, top, lastY: clientY, lastMs: timeStamp, speed: 0};
  };

  readonly onDrag = ({clientY, timeStamp}: PointerEvent): void => {
    const drag = this.#drag;
    if (!drag) return;
    const base = this.#find('.base')!;
    base.classList.add('dragged');
    base.scrollTop = drag.top + drag.y - clientY;
    const passedMs = timeStamp - drag.lastMs;
    if (passedMs > 0) drag.speed = (drag.lastY - clientY) / passedMs;
    Object.assign(drag, {lastY: clientY, lastMs: timeStamp});
  };

  /** Lets go: a flick goes on the way it went, else the nearer place is taken. */
  readonly onDrop = (): void => {
    const drag = this.#drag;
    this.#drag = undefined;
    const base = this.#find('.base')!;
    if (!drag || !base.classList.contains('dragged')) return;
    base.classList.remove('dragged');
    const isFlick = Math.abs(drag.speed) > 0.4;
    const goesUp = isFlick ? drag.speed > 0 : base.scrollTop > this.#upTop / 2;
    if (base.scrollTop <= this.#upTop) this.#glideTo(goesUp ? this.#upTop : 0);
    this.#swallowClick();
  };

  /** What was dragged is not pressed too. */
  #swallowClick(): void {
    const handle = this.#find('.handle');
    const swallow = (event: Event) => event.stopImmediatePropagation();
    handle?.addEventListener('click', swallow, {capture: true, once: true});
    requestAnimationFrame(() => handle?.removeEventListener('click', swallow, {capture: true}));
  }

  /** How far the page is scrolled when the card is up: its top a little below the top, or all of it seen. */
  get #upTop(): number {
    const base = this.#find('.base')!;
    const up = base.clientHeight * (1 - lowShare) - mapLeft;
    return Math.max(0, Math.min(base.scrollHeight - base.clientHeight, up));
  }

  #glideTo(top: number): void {
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#find('.base')!.scrollTo({top, behavior: isCalm ? 'instant' : 'smooth'});
  }

  #measure(): boolean {
    const {clientHeight, clientWidth, renderRoot} = this.#host;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    if (clientHeight === 0 || clientWidth >= wideRem * rem) return false;
    const drawn = this.#find('.probe');
    const probe = drawn ?? renderRoot.appendChild(document.createElement('div'));
    probe.className = 'probe';
    const hasHeight = probe.offsetHeight > 0;
    if (!drawn) probe.remove();
    return hasHeight;
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot?.querySelector<HTMLElement>(selector) ?? null;
  }
}
