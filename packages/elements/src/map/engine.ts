import type {LatLng, Theme} from '@dispatch-kit/core';
// As a whole, since a bundler puts an empty module in its place where it is not installed.
import * as maplibre from 'maplibre-gl';
import type {GeoJSONSource, Map as MapLibreMap, StyleSpecification} from 'maplibre-gl';
import {scenePadding} from './map-scene.ts';
import type {MapEngine, MapEngineOptions, MapScene} from './map-scene.ts';
import type {FleetScene} from './fleet-scene.ts';
import {FleetLayer} from './fleet-layer.ts';
import {removeSource} from './remove-source.ts';
import {makeMarker, makePin} from './marker-element.ts';

const fleetPadding = {top: 36, bottom: 36, left: 36, right: 36};
const nearestZoom = 16;
/** The camera stays while everything is in view and not much smaller than it could be. */
const tolerableZoomDifference = 0.7;

/** Draws scenes on street tiles. Throws where there is no WebGL2. */
export function mapLibreMap(options: MapEngineOptions): MapEngine {
  const {container, title} = options;
  const workerUrl = options.workerUrl ?? besideBundle();
  if (workerUrl) maplibre.setWorkerUrl(trusted(workerUrl));
  let {theme, accent} = options;
  let hasStyle = false;
  let isPlain = false;
  const map = new maplibre.Map({
    container,
    style: options.style[theme] as string | StyleSpecification,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    center: [0, 20],
    zoom: 1,
    locale: {'Map.Title': title},
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  const marker = new MapMarker(map);
  const pin = new maplibre.Marker({element: makePin()});
  let scene: MapScene | undefined;
  let fleet: FleetLayer | undefined;
  let routesUnderWay = 0;

  const drawWay = async () => {
    const source = map.getSource<GeoJSONSource>('dispatch-route');
    const coordinates = scene?.route.map(({lat, lng}) => [lng, lat]) ?? [];
    routesUnderWay += 1;
    await source?.setData({type: 'Feature', properties: {}, geometry: {type: 'LineString', coordinates}});
    routesUnderWay -= 1;
  };
  map.on('style.load', () => {
    hasStyle = true;
    addRouteLayers(map, accent, theme);
    void drawWay();
    fleet?.addLayers({theme, accent});
  });
  map.on('sourcedata', () => options.onCredits(creditsOf(map)));
  map.on('idle', () => hasStyle && routesUnderWay === 0 && options.onDrawn(true));
  map.on('error', () => {
    // Without its style there would be no layer to draw the way on. Tiles that are missing leave plain ground.
    if (hasStyle || isPlain) return;
    isPlain = true;
    map.setStyle(plainStyle(theme), {diff: false});
  });
  for (const type of ['dragstart', 'zoomstart'] as const) {
    map.on(type, event => event.originalEvent && options.onMovedByPerson());
  }

  return {
    pin: pin.getElement(),
    draw(next) {
      scene = next;
      marker.draw(next.marker);
      if (next.destination) {
        pin.setLngLat(next.destination.place);
        // To be added again would take the focus from it.
        if (!pin.getElement().isConnected) pin.addTo(map);
        pin.getElement().setAttribute('aria-label', next.destination.label);
      } else pin.remove();
      void drawWay();
    },
    drawFleet(next: FleetScene) {
      if (!fleet) {
        fleet = new FleetLayer(map, {theme, accent}, options);
        if (hasStyle) fleet.addLayers({theme, accent});
      }
      fleet.draw(next);
    },
    drawRoute: route => fleet?.drawRoute(route),
    pixelOf: place => map.project(place),
    view() {
      const {width, height} = map.getCanvas();
      const ratio = map.getPixelRatio();
      const worldPixels = 512 * 2 ** map.getZoom();
      return {center: map.getCenter(), width: width / ratio, height: height / ratio, worldPixels};
    },
    technicianRadius: () => fleet?.technicianRadius ?? 0,
    fit: (places, {smooth}) => fit(map, places, smooth, fleet ? fleetPadding : scenePadding),
    setLook(next) {
      if (next.theme === theme && next.accent === accent) return;
      ({theme, accent} = next);
      hasStyle = isPlain = false;
      options.onDrawn(false);
      map.setStyle(options.style[theme] as string | StyleSpecification, {diff: false});
    },
    close: () => map.remove(),
  };
}

class MapMarker {
  readonly #map: MapLibreMap;
  readonly #drawing = makeMarker();
  readonly #marker = new maplibre.Marker({element: this.#drawing.element});

  constructor(map: MapLibreMap) {
    this.#map = map;
  }

  draw(marker: MapScene['marker']): void {
    if (!marker) {
      this.#marker.remove();
      return;
    }
    this.#marker.setLngLat(marker.place).addTo(this.#map);
    this.#drawing.turn(marker.headingDegrees);
    this.#drawing.element.classList.toggle('stale', marker.stale);
    this.#drawing.element.setAttribute('aria-label', marker.label);
  }
}

function fit(
  map: MapLibreMap,
  places: readonly LatLng[],
  smooth: boolean,
  padding: typeof fleetPadding,
): void {
  if (places.length === 0) return;
  // MapLibre takes note of a new size a moment later by itself; the camera is computed from it here.
  if (!smooth) map.resize();
  const bounds = places.reduce((all, place) => all.extend(place), new maplibre.LngLatBounds());
  const camera = map.cameraForBounds(bounds, {padding, maxZoom: nearestZoom});
  if (!camera) return;
  const isNear = Math.abs((camera.zoom ?? 0) - map.getZoom()) < tolerableZoomDifference;
  if (smooth && isNear && places.every(place => isInside(map, place, padding))) return;
  if (smooth) map.easeTo({...camera, duration: 1200});
  else map.jumpTo(camera);
}

function isInside(map: MapLibreMap, place: LatLng, padding: typeof fleetPadding): boolean {
  const {x, y} = map.project(place);
  const {clientWidth, clientHeight} = map.getContainer();
  const isAcross = x > padding.left / 2 && x < clientWidth - padding.right / 2;
  return isAcross && y > padding.top / 2 && y < clientHeight - padding.bottom / 2;
}

function addRouteLayers(map: MapLibreMap, accent: string, theme: Theme): void {
  const layout = {'line-cap': 'round', 'line-join': 'round'} as const;
  removeSource(map, 'dispatch-route');
  const empty = {type: 'FeatureCollection', features: []} as const;
  map.addSource('dispatch-route', {type: 'geojson', data: {...empty, features: []}});
  const layer = (id: string, color: string, width: number) =>
    map.addLayer({
      id,
      type: 'line',
      source: 'dispatch-route',
      layout,
      paint: {'line-color': color, 'line-width': width},
    });
  layer('dispatch-route-casing', theme === 'dark' ? '#0f1216' : '#ffffff', 9);
  layer('dispatch-route', accent, 5);
}

/** Ground without streets, for when the style cannot be had. */
function plainStyle(theme: Theme): StyleSpecification {
  const color = theme === 'dark' ? '#1b2027' : '#eceef1';
  return {
    version: 8,
    sources: {},
    layers: [{id: 'ground', type: 'background', paint: {'background-color': color}}],
  };
}

function creditsOf(map: MapLibreMap): string[] {
  const ids = Object.keys(map.getStyle()?.sources ?? {});
  const credits = ids.map(id => map.getSource(id)?.attribution).filter(credit => credit !== undefined);
  return [...new Set(credits)];
}

/**
 * In a bundle MapLibre's worker module lies beside this chunk. Undefined where this module is a file of its own: then
 * MapLibre knows its own folder better.
 */
function besideBundle(): string | undefined {
  const {protocol, pathname} = new URL(import.meta.url);
  if (!protocol.startsWith('http') || /\/map\/engine\.[jt]s$/.test(pathname)) return undefined;
  return new URL('./maplibre-gl-worker.mjs', import.meta.url).href;
}

interface Policies {
  createPolicy(
    name: string,
    rules: {createScriptURL(url: string): string},
  ): {createScriptURL(url: string): unknown};
}

/**
 * The worker's address, as pages that enforce Trusted Types want it. MapLibre looks at the end of the address as at
 * that of a string, so the trusted object is given the two methods it asks for.
 */
function trusted(url: string): string {
  const {trustedTypes} = globalThis as {trustedTypes?: Policies};
  if (!trustedTypes) return url;
  policy ??= trustedTypes.createPolicy('dispatch-kit', {createScriptURL: own => own});
  const object = policy.createScriptURL(url) as object;
  return Object.assign(object, {
    endsWith: (end: string) => url.endsWith(end),
    split: (by: RegExp) => url.split(by),
  }) as unknown as string;
}
let policy: ReturnType<Policies['createPolicy']> | undefined;
