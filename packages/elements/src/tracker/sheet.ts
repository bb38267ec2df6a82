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
  #resized: ResizeObserver | undefined;
  #drag: {y: number; top: number; lastY: number; lastMs: number; speed: number} | undefined;
  #hasMap = false;
  /** The card lies over the map. */
  isOn = false;
  /** The card is pulled up. */
  isUp = false;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#resized = new ResizeObserver(() => this.#measure());
    this.#resized.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#resized?.disconnect();
    this.#resized = undefined;
  }

  hostUpdated(): void {
    // Its size is told by itself; to ask for it with each update would lay the page out once more.
    const hasMap = this.#find('.map') !== null;
    if (hasMap === this.#hasMap) return;
    this.#hasMap = hasMap;
    this.#measure();
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

  #measure(): void {
    const base = this.#find('.base');
    if (!base) return;
    const {clientHeight, clientWidth} = this.#host;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const hasHeight = (this.#find('.probe')?.offsetHeight ?? 0) > 0;
    const isOn = hasHeight && clientHeight > 0 && clientWidth < wideRem * rem && this.#find('.map') !== null;
    base.classList.toggle('sheet', isOn);
    if (isOn === this.isOn) return;
    this.isOn = isOn;
    this.#host.requestUpdate();
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot?.querySelector<HTMLElement>(selector) ?? null;
  }
}
