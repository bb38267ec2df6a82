import {changedKeys} from '@dispatch-kit/client';
import type {Theme} from '@dispatch-kit/core';
import * as maplibre from 'maplibre-gl';
import type {GeoJSONSource, Map as MapLibreMap, MapLayerMouseEvent, Marker} from 'maplibre-gl';
import {FleetMarkers} from './fleet-markers.ts';
import type {FleetPin, FleetScene} from './fleet-scene.ts';

const source = 'dispatch-pins';
const clusterRadiusPixels = 34;

type Chosen = {jobId?: string; memberId?: string};

/** An office's jobs as pins, gathered where they lie close, with its technicians above them. */
export class FleetLayer {
  readonly #map: MapLibreMap;
  readonly #technicians: FleetMarkers;
  readonly #markers = new Map<string, Marker>();
  #pins: FleetScene['pins'] = new Map();

  constructor(map: MapLibreMap, theme: Theme, hasStyle: boolean, onChosen: (chosen: Chosen) => void) {
    this.#map = map;
    this.#technicians = new FleetMarkers(memberId => onChosen({memberId}));
    if (hasStyle) this.addLayers(theme);
    map.on('click', 'dispatch-pin', (event: MapLayerMouseEvent) => {
      const jobId = event.features?.[0]?.properties['id'] as string | undefined;
      if (jobId) onChosen({jobId});
    });
    map.on('click', 'dispatch-cluster', event => void this.#open(event));
    for (const layer of ['dispatch-pin', 'dispatch-cluster']) {
      map.on('mouseenter', layer, () => (map.getCanvas().style.cursor = 'pointer'));
      map.on('mouseleave', layer, () => (map.getCanvas().style.cursor = ''));
    }
  }

  /** Puts the pins into a style that has just been loaded. */
  addLayers(theme: Theme): void {
    const map = this.#map;
    const edge = theme === 'dark' ? '#0f1216' : '#ffffff';
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
        'circle-radius': ['case', ['get', 'selected'], 11, 7],
        'circle-stroke-color': edge,
        'circle-stroke-width': ['case', ['get', 'selected'], 4, 2],
      },
    });
  }

  draw({technicians, pins}: FleetScene): void {
    this.#pin(pins);
    const gone = new Set(this.#technicians.keep(new Set(technicians.map(({id}) => id))));
    for (const [id, marker] of this.#markers) {
      if (!gone.has(marker.getElement())) continue;
      marker.remove();
      this.#markers.delete(id);
    }
    for (const technician of technicians) {
      const {element, isNew} = this.#technicians.show(technician);
      const marker = isNew ? new maplibre.Marker({element}) : this.#markers.get(technician.id)!;
      marker.setLngLat(technician.place);
      if (!isNew) continue;
      marker.addTo(this.#map);
      this.#markers.set(technician.id, marker);
    }
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

function featureOf({id, place, color, selected}: FleetPin) {
  return {
    type: 'Feature' as const,
    properties: {id, color, selected},
    geometry: {type: 'Point' as const, coordinates: [place.lng, place.lat]},
  };
}
