import type {LatLng} from '@dispatch-kit/core';
import type {FleetPin, FleetScene} from './fleet-scene.ts';
import type {MapEngineOptions} from './map-scene.ts';
import {iconElement} from './status-glyph.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';
/** Of a pin, pixels. */
export const pinRadius = {plain: 9, selected: 12};
/** What an icon takes of its pin, across. */
export const glyphShare = 1.35;

/** The jobs of a map of a fleet on plain ground: a disc each, with how it stands in it. */
export class DrawnPins {
  readonly element = document.createElementNS(svgNamespace, 'g');
  readonly #listeners: Pick<MapEngineOptions, 'onPressed' | 'onPointed'>;
  #pins: FleetScene['pins'] = new Map();

  constructor(listeners: Pick<MapEngineOptions, 'onPressed' | 'onPointed'>) {
    this.#listeners = listeners;
  }

  take(pins: FleetScene['pins']): void {
    if (pins === this.#pins) return;
    this.#pins = pins;
    this.element.replaceChildren(...[...pins.values()].map(pin => this.#draw(pin)));
  }

  paint(pixelOf: (place: LatLng) => {x: number; y: number}): void {
    const pins = this.#pins.values();
    for (const drawn of this.element.children) {
      const {x, y} = pixelOf(pins.next().value!.place);
      drawn.setAttribute('transform', `translate(${x} ${y})`);
    }
  }

  #draw({id, color, ink, icon, selected}: FleetPin): SVGGElement {
    const {onPressed, onPointed} = this.#listeners;
    const pin = document.createElementNS(svgNamespace, 'g');
    const radius = selected ? pinRadius.selected : pinRadius.plain;
    const disc = document.createElementNS(svgNamespace, 'circle');
    disc.setAttribute('r', String(radius));
    disc.setAttribute('fill', color);
    disc.classList.add('pin-dot');
    const glyph = iconElement(icon);
    const side = radius * glyphShare;
    const box = {x: -side / 2, y: -side / 2, width: side, height: side, color: ink};
    for (const [name, value] of Object.entries(box)) glyph.setAttribute(name, String(value));
    glyph.setAttribute('class', 'pin-glyph');
    pin.append(disc, glyph);
    pin.addEventListener('click', event => {
      event.stopPropagation();
      onPressed({jobId: id});
    });
    pin.addEventListener('mouseenter', () => onPointed({jobId: id}));
    pin.addEventListener('mouseleave', () => onPointed(undefined));
    return pin;
  }
}
