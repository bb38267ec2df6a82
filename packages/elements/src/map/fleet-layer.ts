import {changedKeys, webPlatform} from '@dispatch-kit/client';
import type {StatusIcon} from '@dispatch-kit/core';
import type {GeoJSONSource, Map as MapLibreMap, MapLayerMouseEvent, MapMouseEvent} from 'maplibre-gl';
import {glyphShare, pinRadius} from './drawn-pins.ts';
import {fixedX, fixedY, worldUnits} from './fixed-mercator.ts';
import {FleetGrid} from './fleet-grid.ts';
import type {FleetRoute} from './fleet-route.ts';
import type {FleetRows} from './fleet-rows.ts';
import type {FleetPin, FleetScene} from './fleet-scene.ts';
import type {MapEngineOptions, MapLook, MapSubject} from './map-scene.ts';
import {removeSource} from './remove-source.ts';
import {RouteLayer} from './route-layer.ts';
import {statusGlyph} from './status-glyph.ts';
import {TechnicianLayer} from './technician-layer.ts';

const source = 'dispatch-pins';
const glyphPrefix = 'dispatch-glyph-';
const clusterRadiusPixels = 34;
/** A finger is not more exact than this. */
const touchPixels = 22;

/** What of its options a map of a fleet needs. */
type FleetListeners = Pick<MapEngineOptions, 'onPressed' | 'onPointed' | 'onFrame'>;

/** An office's jobs as pins, gathered where they lie close, with its technicians above them. */
export class FleetLayer {
  readonly #map: MapLibreMap;
  readonly #platform = webPlatform();
  readonly #technicians: TechnicianLayer;
  readonly #route: RouteLayer;
  #rows: FleetRows | undefined;
  #grid: FleetGrid | undefined;
  #pins: FleetScene['pins'] = new Map();

  constructor(map: MapLibreMap, look: MapLook, {onPressed, onPointed, onFrame}: FleetListeners) {
    this.#map = map;
    this.#technicians = new TechnicianLayer(map, look);
    this.#route = new RouteLayer(map, look);
    map.on('click', event => {
      const pressed = this.#at(event);
      if (pressed || !this.#featureAt(event, 'dispatch-cluster')) onPressed(pressed);
    });
    map.on('click', 'dispatch-cluster', event => {
      if (!this.#technicianAt(event)) void this.#open(event);
    });
    map.on('mousemove', event => {
      const pointed = this.#at(event);
      const isOver = pointed ?? this.#featureAt(event, 'dispatch-cluster');
      map.getCanvas().style.cursor = isOver ? 'pointer' : '';
      onPointed(pointed);
    });
    map.on('mouseout', () => onPointed(undefined));
    map.on('moveend', () => this.#technicians.watch());
    map.setMissingStyleImageResolver(id => {
      const image = this.#route.imageOf(id) ?? this.#glyphOf(id);
      if (image) map.addImage(id, image, {pixelRatio: map.getPixelRatio()});
    });
    map.on('render', onFrame);
  }

  /** Puts all of it into a style that has just been loaded. */
  addLayers(look: MapLook): void {
    const map = this.#map;
    const {theme} = look;
    const edge = theme === 'dark' ? '#0f1216' : '#ffffff';
    this.#route.addLines(look);
    removeSource(map, source);
    map.addSource(source, {
      type: 'geojson',
      data: {type: 'FeatureCollection', features: [...this.#pins.values()].map(featureOf)},
      promoteId: 'id',
      cluster: true,
      clusterRadius: clusterRadiusPixels,
      clusterMaxZoom: 15,
    });
    map.addLayer({
      id: 'dispatch-cluster',
      type: 'circle',
      source,
      filter: ['has', 'point_count'],
      paint: {
        'circle-color': theme === 'dark' ? '#c6ccd6' : '#3c4654',
        'circle-radius': ['step', ['get', 'point_count'], 12, 10, 15, 100, 19],
        'circle-stroke-color': edge,
        'circle-stroke-width': 2,
      },
    });
    map.addLayer({
      id: 'dispatch-cluster-count',
      type: 'symbol',
      source,
      filter: ['has', 'point_count'],
      layout: {'text-field': ['get', 'point_count_abbreviated'], 'text-size': 12, 'text-allow-overlap': true},
      paint: {'text-color': theme === 'dark' ? '#0f1216' : '#ffffff'},
    });
    map.addLayer({
      id: 'dispatch-pin',
      type: 'circle',
      source,
      filter: ['!', ['has', 'point_count']],
      paint: {
        'circle-color': ['get', 'color'],
        'circle-radius': ['case', ['get', 'selected'], pinRadius.selected, pinRadius.plain],
        'circle-stroke-color': edge,
        'circle-stroke-width': ['case', ['get', 'selected'], 4, 2],
      },
    });
    map.addLayer({
      id: 'dispatch-pin-glyph',
      type: 'symbol',
      source,
      filter: ['!', ['has', 'point_count']],
      layout: {
        'icon-image': ['concat', glyphPrefix, ['get', 'icon'], ' ', ['get', 'ink']],
        'icon-size': ['case', ['get', 'selected'], pinRadius.selected / pinRadius.plain, 1],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    });
    this.#route.addStops();
    this.#technicians.setLook(look);
    map.addLayer(this.#technicians);
  }

  draw({rows, pins}: FleetScene): void {
    this.#pin(pins);
    if (rows !== this.#rows) this.#grid = new FleetGrid(rows);
    this.#rows = rows;
    this.#technicians.draw(rows);
  }

  /** How large a technician is drawn, pixels. */
  get technicianRadius(): number {
    return this.#technicians.radius;
  }

  drawRoute(route: FleetRoute | undefined): void {
    this.#route.draw(route);
  }

  /** The picture of a status that the style asks for; undefined for any other. */
  #glyphOf(id: string): ImageData | undefined {
    if (!id.startsWith(glyphPrefix)) return undefined;
    const [name, ink] = id.slice(glyphPrefix.length).split(' ') as [StatusIcon, string];
    return statusGlyph(name, ink, pinRadius.plain * glyphShare, this.#map.getPixelRatio());
  }

  #at(event: MapMouseEvent): MapSubject | undefined {
    const memberId = this.#technicianAt(event);
    if (memberId) return {memberId};
    const jobId = this.#featureAt(event, 'dispatch-pin');
    return jobId ? {jobId} : undefined;
  }

  #technicianAt({lngLat, originalEvent}: MapMouseEvent): string | undefined {
    if (!this.#rows) return undefined;
    const isTouch = (originalEvent as Partial<PointerEvent>).pointerType === 'touch';
    const pixels = Math.max(this.#technicians.radius + 4, isTouch ? touchPixels : 0);
    const reach = (pixels / (512 * 2 ** this.#map.getZoom())) * worldUnits;
    const time = this.#rows.timeOf(this.#platform.elapsedMs());
    return this.#grid?.nearest(fixedX(lngLat.lng), fixedY(lngLat.lat), reach, time);
  }

  #featureAt({point}: MapMouseEvent, layer: string): string | undefined {
    if (!this.#map.getLayer(layer)) return undefined;
    const [feature] = this.#map.queryRenderedFeatures(point, {layers: [layer]});
    return feature && String(feature.properties['id'] ?? feature.id);
  }

  /** Tells the map's worker only of the pins that changed: to send it 10,000 takes longer than a frame. */
  #pin(pins: FleetScene['pins']): void {
    const ids = changedKeys(this.#pins, pins);
    const before = this.#pins;
    this.#pins = pins;
    if (ids.length === 0) return;
    void this.#map.getSource<GeoJSONSource>(source)?.updateData({
      remove: ids.filter(id => before.has(id)),
      add: ids.flatMap(id => pins.get(id) ?? []).map(featureOf),
    });
  }

  /** Goes as near to a cluster as it needs to fall apart. */
  async #open(event: MapLayerMouseEvent): Promise<void> {
    const [cluster] = event.features ?? [];
    const pins = this.#map.getSource<GeoJSONSource>(source);
    if (!cluster || !pins) return;
    const zoom = await pins.getClusterExpansionZoom(cluster.properties['cluster_id'] as number);
    this.#map.easeTo({center: event.lngLat, zoom});
  }
}

function featureOf({id, place, color, ink, icon, selected}: FleetPin) {
  return {
    type: 'Feature' as const,
    properties: {id, color, ink, icon, selected},
    geometry: {type: 'Point' as const, coordinates: [place.lng, place.lat]},
  };
}
