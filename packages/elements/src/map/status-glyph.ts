import {render} from 'lit';
import {icon} from '../base/icons.ts';
import type {IconName} from '../base/icons.ts';

const iconPixels = 24;

/** An icon as an element of a drawing, in the colour of its text. */
export function iconElement(name: IconName): SVGSVGElement {
  const place = document.createElement('div');
  render(icon(name), place);
  return place.querySelector('svg')!;
}

/** An icon as a picture for the map, which knows no elements. */
export function statusGlyph(name: IconName, color: string, pixels: number, pixelRatio: number): ImageData {
  const size = Math.round(pixels * pixelRatio);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [size, size];
  const context = canvas.getContext('2d')!;
  context.scale(size / iconPixels, size / iconPixels);
  const line = {strokeStyle: color, fillStyle: color, lineCap: 'round', lineJoin: 'round'};
  Object.assign(context, line);
  for (const shape of iconElement(name).children) {
    const path = pathOf(shape);
    context.lineWidth = Number(shape.getAttribute('stroke-width') ?? 3);
    context.setLineDash(
      (shape.getAttribute('stroke-dasharray') ?? '').split(' ').filter(Boolean).map(Number),
    );
    if (shape.hasAttribute('fill')) context.fill(path);
    context.stroke(path);
  }
  return context.getImageData(0, 0, size, size);
}

function pathOf(shape: Element): Path2D {
  const number = (name: string) => Number(shape.getAttribute(name));
  if (shape.localName !== 'circle') return new Path2D(shape.getAttribute('d')!);
  const path = new Path2D();
  path.arc(number('cx'), number('cy'), number('r'), 0, 2 * Math.PI);
  return path;
}
