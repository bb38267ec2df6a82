const svgNamespace = 'http://www.w3.org/2000/svg';

/** The technician: a disc in the accent, with an arrow the way he drives. Both engines show the same. */
export function makeMarker(): {element: HTMLElement; turn(headingDegrees: number | undefined): void} {
  const element = document.createElement('div');
  element.className = 'marker';
  element.setAttribute('part', 'marker');
  element.setAttribute('role', 'img');
  const disc = document.createElement('div');
  disc.className = 'marker-disc';
  const arrow = drawing('M12 3 19 20l-7-4-7 4z');
  disc.append(arrow);
  element.append(disc);
  return {
    element,
    turn(headingDegrees) {
      element.classList.toggle('no-heading', headingDegrees === undefined);
      arrow.style.rotate = `${headingDegrees ?? 0}deg`;
    },
  };
}

/** The address. */
export function makePin(): HTMLElement {
  const element = document.createElement('div');
  element.className = 'pin';
  element.setAttribute('part', 'pin');
  element.setAttribute('role', 'img');
  return element;
}

function drawing(path: string): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS(svgNamespace, 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}
