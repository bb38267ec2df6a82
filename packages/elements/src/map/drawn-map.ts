import {webPlatform} from '@dispatch-kit/client';
import type {LatLng} from '@dispatch-kit/core';
import {scenePadding} from './map-scene.ts';
import type {MapEngine, MapEngineOptions, MapScene} from './map-scene.ts';
import {FleetMarkers} from './fleet-markers.ts';
import {placeAt, worldUnits} from './fixed-mercator.ts';
import type {FleetScene} from './fleet-scene.ts';
import {DrawnPins} from './drawn-pins.ts';
import {DrawnRoute} from './drawn-route.ts';
import {makeMarker, makePin} from './marker-element.ts';

/** Across, as the style sheet has it. */
const discPixels = 32;
const svgNamespace = 'http://www.w3.org/2000/svg';

interface Camera {
  center: {x: number; y: number};
  pixelsPerUnit: number;
}

/** Draws marker, way and address on plain ground, to scale: for browsers without WebGL2, or pages without MapLibre. */
export function drawnMap(options: MapEngineOptions): MapEngine {
  const {container, onPressed, onFrame, onDrawn} = options;
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.classList.add('drawn');
  svg.setAttribute('aria-hidden', 'true');
  const [casing, line] = ['route-casing', 'route'].map(name => {
    const path = document.createElementNS(svgNamespace, 'polyline');
    path.classList.add(name);
    svg.append(path);
    return path;
  }) as [SVGPolylineElement, SVGPolylineElement];
  const dayLines = new DrawnRoute();
  svg.append(dayLines.element);
  const marker = makeMarker();
  const pin = makePin();
  container.replaceChildren(svg, pin, marker.element);
  let camera: Camera = {center: {x: 0.5, y: 0.5}, pixelsPerUnit: 1};
  let scene: MapScene = {marker: undefined, destination: undefined, route: []};
  let places: readonly LatLng[] = [];
  let fleet: FleetScene | undefined;
  let frame = 0;
  const platform = webPlatform();
  const technicians = new FleetMarkers(options);
  const pins = new DrawnPins(options);
  svg.append(pins.element, dayLines.stops);

  const pixelOf = (place: LatLng) => {
    const {x, y} = mercator(place);
    return {
      x: (x - camera.center.x) * camera.pixelsPerUnit + container.clientWidth / 2,
      y: (y - camera.center.y) * camera.pixelsPerUnit + container.clientHeight / 2,
    };
  };
  const put = (element: HTMLElement, place: LatLng | undefined) => {
    element.hidden = place === undefined;
    if (!place) return;
    const {x, y} = pixelOf(place);
    element.style.translate = `calc(${x}px - 50%) calc(${y}px - 50%)`;
  };
  const paint = () => {
    const points = scene.route
      .map(pixelOf)
      .map(({x, y}) => `${x.toFixed(1)},${y.toFixed(1)}`)
      .join(' ');
    for (const path of [casing, line]) path.setAttribute('points', points);
    put(pin, scene.destination?.place);
    put(marker.element, scene.marker?.place);
    if (fleet) paintFleet(fleet);
  };
  /** Draws each technician where he is now, again and again while one of them moves. */
  const paintFleet = (scene: FleetScene) => {
    cancelAnimationFrame(frame);
    dayLines.paint(pixelOf);
    const elapsedMs = platform.elapsedMs();
    let isMoving = false;
    for (const technician of scene.technicians.values()) {
      const at = scene.rows.at(technician.id, elapsedMs)!;
      const {element, isNew} = technicians.show(technician, at.stale);
      if (isNew) container.append(element);
      put(element, at.place);
      isMoving ||= at.isMoving;
    }
    pins.paint(pixelOf);
    if (isMoving) frame = requestAnimationFrame(() => paintFleet(scene));
    onFrame();
  };
  const aim = () => {
    camera = cameraFor(places, container) ?? camera;
    paint();
  };
  svg.addEventListener('click', () => fleet && onPressed(undefined));
  const resized = new ResizeObserver(aim);
  resized.observe(container);

  return {
    pin,
    draw(next) {
      scene = next;
      pin.setAttribute('aria-label', next.destination?.label ?? '');
      marker.element.setAttribute('aria-label', next.marker?.label ?? '');
      marker.element.classList.toggle('stale', next.marker?.stale ?? false);
      marker.turn(next.marker?.headingDegrees);
      paint();
    },
    drawFleet(next) {
      pins.take(next.pins);
      fleet = next;
      for (const element of technicians.keep(next.technicians)) element.remove();
      paintFleet(next);
    },
    drawRoute(route) {
      dayLines.take(route);
      dayLines.paint(pixelOf);
    },
    fit(next) {
      places = next;
      aim();
      onDrawn(true);
    },
    pixelOf,
    view: () => ({
      center: placeAt(camera.center.x * worldUnits, camera.center.y * worldUnits),
      width: container.clientWidth,
      height: container.clientHeight,
      worldPixels: camera.pixelsPerUnit,
    }),
    technicianRadius: () => discPixels / 2,
    // Its colours are those of the style sheet.
    setLook() {},
    close() {
      cancelAnimationFrame(frame);
      resized.disconnect();
      container.replaceChildren();
    },
  };
}

/** About 1 m a pixel. */
const nearest = 40_000_000;

/** The camera that shows all places with a margin; undefined while there is nothing to show, or no room. */
function cameraFor(places: readonly LatLng[], {clientWidth, clientHeight}: HTMLElement): Camera | undefined {
  if (places.length === 0 || clientWidth === 0) return undefined;
  const points = places.map(mercator);
  const [xs, ys] = [points.map(point => point.x), points.map(point => point.y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const {top: above, bottom: below, left: before, right: behind} = scenePadding;
  const across = Math.max(40, clientWidth - before - behind);
  const upright = Math.max(40, clientHeight - above - below);
  const pixelsPerUnit = Math.min(nearest, across / (right - left), upright / (bottom - top));
  return {
    center: {
      x: (left + right - (before - behind) / pixelsPerUnit) / 2,
      y: (top + bottom - (above - below) / pixelsPerUnit) / 2,
    },
    pixelsPerUnit,
  };
}

/** Web Mercator, the whole world from 0 to 1. */
function mercator({lat, lng}: LatLng): {x: number; y: number} {
  const sin = Math.sin((lat * Math.PI) / 180);
  return {x: lng / 360 + 0.5, y: 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)};
}
