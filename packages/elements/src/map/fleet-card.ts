import {webPlatform} from '@dispatch-kit/client';
import type {LatLng} from '@dispatch-kit/core';
import {html, nothing, render} from 'lit';
import type {TemplateResult} from 'lit';
import '../status/dispatch-status.ts';
import {CardIntent} from './card-intent.ts';
import {placeCard} from './card-place.ts';
import type {CardSide, Room} from './card-place.ts';
import type {MapEngine, MapSubject} from './map-scene.ts';

/** From the middle of a marker to its card, pixels. */
const gap = 22;
const margin = 8;
/** Whose map it is stays to be read below a card. */
const creditPixels = 22;
/** A map that is not this wide has its card at the lower edge, pixels. */
const narrowPixels = 480;
/** So often the age of a report is told anew. */
const agesMs = 1_000;

export interface FleetCardOptions {
  /** What lies over the map; the card is one of its children. */
  panel: HTMLElement;
  engine: MapEngine;
  /** Where somebody is drawn now; undefined where he is not on the map any more. */
  placeOf(subject: MapSubject): LatLng | undefined;
  /** What there is to say of somebody who is on the map. */
  contentOf(subject: MapSubject): {name: string; content: TemplateResult} | undefined;
  /** The list that the card does not hide. */
  list(): HTMLElement | null;
  /** It speaks of somebody else now, or of nobody. */
  onChange(): void;
}

/** The card beside a marker of a map. It follows its marker, but never away from under the pointer. */
export class FleetCard {
  readonly #options: FleetCardOptions;
  readonly #platform = webPlatform();
  readonly #intent = new CardIntent(this.#platform, () => this.#change());
  readonly #place = document.createElement('div');
  readonly #connection = new AbortController();
  #escapes: AbortController | undefined;
  #side: CardSide | undefined;
  #callOff: (() => void) | undefined;
  #drawnAt = '';
  #size = {width: 0, height: 0};

  constructor(options: FleetCardOptions) {
    this.#options = options;
    const place = this.#place;
    place.className = 'fleet-card-place';
    const {signal} = this.#connection;
    place.addEventListener('pointerenter', () => this.#intent.hold(true), {signal});
    place.addEventListener('pointerleave', () => this.#intent.hold(place.matches(':focus-within')), {signal});
    place.addEventListener('focusin', () => this.#intent.hold(true), {signal});
    place.addEventListener('focusout', () => this.#intent.hold(place.matches(':hover')), {signal});
    options.panel.append(place);
  }

  /** Of whom it speaks. */
  get shown(): MapSubject | undefined {
    return this.#intent.shown;
  }

  point(subject: MapSubject | undefined): void {
    this.#intent.point(subject);
  }

  focus(subject: MapSubject | undefined): void {
    this.#intent.focus(subject);
  }

  press(subject: MapSubject | undefined): void {
    this.#intent.press(subject);
  }

  dismiss(): void {
    this.#intent.dismiss();
  }

  close(): void {
    this.#intent.close();
    this.#callOff?.();
    this.#connection.abort();
    render(null, this.#place);
    this.#place.remove();
  }

  /** Says anew what is so now. */
  update(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    const {shown} = this.#intent;
    const place = shown && this.#options.placeOf(shown);
    const told = place && this.#options.contentOf(shown);
    render(told ? template(told) : nothing, this.#place);
    this.#place.hidden = !told;
    if (!told) {
      if (shown) this.#intent.dismiss();
      return;
    }
    this.#callOff = this.#platform.after(agesMs, () => this.update());
    const {offsetWidth: width, offsetHeight: height} = this.#place;
    this.#size = {width, height};
    this.#put(place);
  }

  /** Follows its marker into the picture that has just been drawn. */
  frame(): void {
    const {shown} = this.#intent;
    if (!shown || this.#intent.isHeld) return;
    const place = this.#options.placeOf(shown);
    if (place) this.#put(place);
  }

  #change(): void {
    this.#side = undefined;
    this.#drawnAt = '';
    this.#escapes?.abort();
    if (this.#intent.shown) this.#listenForEscape();
    this.update();
    this.#options.onChange();
  }

  /** Wherever the keyboard is: a card that was only pointed at has to go too. */
  #listenForEscape(): void {
    this.#escapes = new AbortController();
    const signal = AbortSignal.any([this.#escapes.signal, this.#connection.signal]);
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      this.dismiss();
    };
    // Before others, who would close what lies below the card.
    document.addEventListener('keydown', press, {signal, capture: true});
  }

  #put(place: LatLng): void {
    const {panel, engine} = this.#options;
    const {clientWidth: width, clientHeight: height} = panel;
    const isNarrow = width < narrowPixels;
    panel.classList.toggle('docked', isNarrow);
    if (isNarrow) {
      this.#place.style.translate = this.#drawnAt = '';
      return;
    }
    const room = {left: margin, top: margin, right: width - margin, bottom: height - margin - creditPixels};
    const point = engine.pixelOf(place);
    const placed = placeCard(point, this.#size, this.#besideList(room), {gap, side: this.#side});
    this.#side = placed.side;
    const at = `${Math.round(placed.x)}px ${Math.round(placed.y)}px`;
    if (at === this.#drawnAt) return;
    this.#drawnAt = at;
    this.#place.style.translate = at;
  }

  #besideList(room: Room): Room {
    const list = this.#options.list();
    if (!list) return room;
    const width = list.offsetWidth + 2 * margin;
    return this.#options.panel.dir === 'rtl'
      ? {...room, right: room.right - width}
      : {...room, left: room.left + width};
  }
}

function template({name, content}: {name: string; content: TemplateResult}) {
  return html`<div class="fleet-card" part="card" id="fleet-card" role="group" aria-label=${name}>
    ${content}
  </div>`;
}
