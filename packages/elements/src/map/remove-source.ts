import type {Map as MapLibreMap} from 'maplibre-gl';

/**
 * Takes away a source with what is drawn from it. MapLibre keeps both over the loss of the graphics card, but not over another
 * style: whoever adds them to a style that was loaded begins anew in either case.
 */
export function removeSource(map: MapLibreMap, id: string): void {
  if (!map.getSource(id)) return;
  for (const layer of map.getStyle().layers)
    if ('source' in layer && layer.source === id) map.removeLayer(layer.id);
  map.removeSource(id);
}
