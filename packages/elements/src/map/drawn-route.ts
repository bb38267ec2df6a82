import type {LatLng} from '@dispatch-kit/core';
import type {FleetRoute} from './fleet-route.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';
const kinds = ['rest', 'ahead'] as const;
/** Up and to the side of its pin. */
const offset = {x: 11, y: -11};

/** The rest of a technician's day on plain ground: its lines, and above the pins its stops. */
export class DrawnRoute {
  readonly element = document.createElementNS(svgNamespace, 'g');
  readonly stops = document.createElementNS(svgNamespace, 'g');
  readonly #lines = kinds.map(kind => ['day-casing', `day-${kind}`].map(name => this.#line(name)));
  #route: FleetRoute | undefined;

  take(route: FleetRoute | undefined): void {
    this.#route = route;
    this.stops.replaceChildren(...(route?.stops ?? []).map(({number}) => badgeOf(number)));
  }

  paint(pixelOf: (place: LatLng) => {x: number; y: number}): void {
    for (const [index, kind] of kinds.entries()) {
      const points = (this.#route?.[kind] ?? [])
        .map(pixelOf)
        .map(({x, y}) => `${x.toFixed(1)},${y.toFixed(1)}`)
        .join(' ');
      for (const line of this.#lines[index]!) line.setAttribute('points', points);
    }
    for (const [index, stop] of [...this.stops.children].entries()) {
      const {x, y} = pixelOf(this.#route!.stops[index]!.place);
      stop.setAttribute('transform', `translate(${x + offset.x} ${y + offset.y})`);
    }
  }

  #line(name: string): SVGPolylineElement {
    const line = document.createElementNS(svgNamespace, 'polyline');
    line.classList.add(name);
    this.element.append(line);
    return line;
  }
}

function badgeOf(number: number): SVGGElement {
  const badge = document.createElementNS(svgNamespace, 'g');
  badge.classList.add('day-stop');
  const disc = document.createElementNS(svgNamespace, 'circle');
  disc.setAttribute('r', '8.5');
  const text = document.createElementNS(svgNamespace, 'text');
  text.textContent = String(number);
  badge.append(disc, text);
  return badge;
}
