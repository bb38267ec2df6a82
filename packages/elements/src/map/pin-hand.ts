import type {LatLng} from '@dispatch-kit/core';
import {fixedX, fixedY, placeAt, worldUnits} from './fixed-mercator.ts';
import type {MapEngine} from './map-scene.ts';

/** How far an arrow key moves the pin, pixels; with Shift, so many times as far. */
const stepPixels = 3;
const strides = 8;
const arrows: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface PinOptions {
  engine: MapEngine;
  /** Read out when the pin has the focus: what it is, and how it is moved. */
  label: string;
  /** Where the pin is. */
  place(): LatLng | undefined;
  /** It is on its way. */
  move(place: LatLng): void;
  /** It was put down. */
  put(place: LatLng): void;
}

/** Lets somebody move the pin of a map: by pointer, or with the arrow keys. Escape puts it back where it was taken up. */
export class PinHand {
  readonly #options: PinOptions;
  readonly #connection = new AbortController();
  #held: {pointerId: number; from: LatLng; dx: number; dy: number} | undefined;

  constructor(options: PinOptions) {
    this.#options = options;
    const {pin} = options.engine;
    const {signal} = this.#connection;
    pin.classList.add('movable');
    pin.tabIndex = 0;
    pin.setAttribute('role', 'application');
    pin.setAttribute('aria-label', options.label);
    pin.addEventListener('pointerdown', event => this.#take(event), {signal});
    pin.addEventListener('pointermove', event => this.#carry(event), {signal});
    pin.addEventListener('pointerup', event => this.#drop(event), {signal});
    pin.addEventListener('pointercancel', () => this.#putBack(), {signal});
    pin.addEventListener('keydown', event => this.#step(event), {signal});
    // The map below is not dragged with it.
    for (const type of ['mousedown', 'touchstart'])
      pin.addEventListener(type, event => event.stopPropagation(), {signal, passive: true});
  }

  release(): void {
    const {pin} = this.#options.engine;
    this.#connection.abort();
    pin.classList.remove('movable', 'held');
    pin.removeAttribute('tabindex');
    pin.setAttribute('role', 'img');
  }

  #take(event: PointerEvent): void {
    const from = this.#options.place();
    if (!from || event.button !== 0) return;
    event.stopPropagation();
    const {engine} = this.#options;
    const {x, y} = engine.pixelOf(from);
    engine.pin.setPointerCapture(event.pointerId);
    engine.pin.classList.add('held');
    this.#held = {pointerId: event.pointerId, from, dx: x - event.clientX, dy: y - event.clientY};
  }

  #carry(event: PointerEvent): void {
    const held = this.#held;
    if (held?.pointerId !== event.pointerId) return;
    const from = this.#options.place()!;
    const {x, y} = this.#options.engine.pixelOf(from);
    this.#options.move(this.#moved(from, event.clientX + held.dx - x, event.clientY + held.dy - y));
  }

  #drop(event: PointerEvent): void {
    if (this.#held?.pointerId !== event.pointerId) return;
    this.#letGo();
    this.#options.put(this.#options.place()!);
  }

  #putBack(): void {
    const held = this.#held;
    if (!held) return;
    this.#letGo();
    this.#options.move(held.from);
  }

  #letGo(): void {
    this.#held = undefined;
    this.#options.engine.pin.classList.remove('held');
  }

  #step(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.#held) {
      event.stopPropagation();
      event.preventDefault();
      return this.#putBack();
    }
    const arrow = arrows[event.key];
    const from = this.#options.place();
    if (!arrow || !from || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const pixels = stepPixels * (event.shiftKey ? strides : 1);
    const place = this.#moved(from, arrow[0] * pixels, arrow[1] * pixels);
    this.#options.move(place);
    this.#options.put(place);
  }

  /** The place so many pixels to the right of another one and below it. */
  #moved(from: LatLng, right: number, below: number): LatLng {
    const perPixel = worldUnits / this.#options.engine.view().worldPixels;
    return placeAt(fixedX(from.lng) + right * perPixel, fixedY(from.lat) + below * perPixel);
  }
}
