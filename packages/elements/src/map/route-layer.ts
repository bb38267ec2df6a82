import type {LatLng} from '@dispatch-kit/core';
import type {GeoJSONSource, Map as MapLibreMap} from 'maplibre-gl';
import type {FleetRoute} from './fleet-route.ts';
import type {MapLook} from './map-scene.ts';
import {removeSource} from './remove-source.ts';
import {stopBadge} from './stop-badge.ts';

const lines = 'dispatch-day';
const stops = 'dispatch-stops';
const badge = 'dispatch-stop-';
/** Up and to the side of its pin, which tells how the job stands. */
const badgeOffset: [number, number] = [11, -11];

/** The rest of a technician's day: along the roads as far as they are known, dashed where they are not, with its stops numbered. */
export class RouteLayer {
  readonly #map: MapLibreMap;
  #look: MapLook;
  #route: FleetRoute | undefined;

  constructor(map: MapLibreMap, look: MapLook) {
    this.#map = map;
    this.#look = look;
  }

  /** The picture of a stop that the style asks for; undefined for any other. */
  imageOf(id: string): ImageData | undefined {
    if (!id.startsWith(badge)) return undefined;
    const edge = this.#look.theme === 'dark' ? '#0f1216' : '#ffffff';
    const colors = {ground: this.#look.accent, ink: edge, edge};
    return stopBadge(id.slice(badge.length), colors, this.#map.getPixelRatio());
  }

  /** Puts the lines into a style that has just been loaded; what comes later lies above them. */
  addLines(look: MapLook): void {
    this.#look = look;
    const map = this.#map;
    removeSource(map, lines);
    map.addSource(lines, {type: 'geojson', data: this.#lines()});
    const casing = look.theme === 'dark' ? '#0f1216' : '#ffffff';
    map.addLayer({
      id: `${lines}-casing`,
      type: 'line',
      source: lines,
      layout: {'line-cap': 'round', 'line-join': 'round'},
      paint: {'line-color': casing, 'line-width': 7},
    });
    map.addLayer({
      id: `${lines}-ahead`,
      type: 'line',
      source: lines,
      filter: ['==', ['get', 'kind'], 'ahead'],
      layout: {'line-cap': 'round', 'line-join': 'round'},
      paint: {'line-color': look.accent, 'line-width': 4},
    });
    map.addLayer({
      id: `${lines}-rest`,
      type: 'line',
      source: lines,
      filter: ['==', ['get', 'kind'], 'rest'],
      layout: {'line-join': 'round'},
      paint: {'line-color': look.accent, 'line-width': 3, 'line-dasharray': [2, 1.5]},
    });
  }

  /** Puts the numbers above the pins. */
  addStops(): void {
    const map = this.#map;
    removeSource(map, stops);
    map.addSource(stops, {type: 'geojson', data: this.#stops()});
    map.addLayer({
      id: stops,
      type: 'symbol',
      source: stops,
      layout: {
        'icon-image': ['concat', badge, ['get', 'number']],
        'icon-offset': badgeOffset,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    });
  }

  draw(route: FleetRoute | undefined): void {
    const before = this.#route;
    this.#route = route;
    void this.#map.getSource<GeoJSONSource>(lines)?.setData(this.#lines());
    if (route?.stops.map(keyOf).join() === before?.stops.map(keyOf).join()) return;
    void this.#map.getSource<GeoJSONSource>(stops)?.setData(this.#stops());
  }

  #lines() {
    const {ahead = [], rest = []} = this.#route ?? {};
    const kinds = [
      ['rest', rest],
      ['ahead', ahead],
    ] as const;
    return {
      type: 'FeatureCollection' as const,
      features: kinds
        .filter(([, places]) => places.length > 1)
        .map(([kind, places]) => ({
          type: 'Feature' as const,
          properties: {kind},
          geometry: {type: 'LineString' as const, coordinates: places.map(coordinatesOf)},
        })),
    };
  }

  #stops() {
    return {
      type: 'FeatureCollection' as const,
      features: (this.#route?.stops ?? []).map(({number, place}) => ({
        type: 'Feature' as const,
        properties: {number: String(number)},
        geometry: {type: 'Point' as const, coordinates: coordinatesOf(place)},
      })),
    };
  }
}

const keyOf = ({number, place}: FleetRoute['stops'][number]) => `${number} ${place.lat} ${place.lng}`;
const coordinatesOf = ({lat, lng}: LatLng) => [lng, lat];
