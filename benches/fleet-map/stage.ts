import * as maplibre from 'maplibre-gl';
import {middle} from './traffic.ts';

/** What the bench reads out of each page. */
export interface Stage {
  /** When each picture was drawn, milliseconds. */
  frames: number[];
  map?: maplibre.Map;
}

export const stage: Stage = {frames: []};
Object.assign(globalThis, {stage});

export const plainStyle: maplibre.StyleSpecification = {
  version: 8,
  sources: {},
  layers: [{id: 'ground', type: 'background', paint: {'background-color': '#eceef1'}}],
};

/** All technicians are in view of everybody's map. */
export const camera = {center: middle, zoom: 10.8};

/** The map that everybody draws on. */
export async function openMap(): Promise<maplibre.Map> {
  maplibre.setWorkerUrl('/maplibre-gl-worker.mjs');
  const container = document.querySelector<HTMLElement>('main')!;
  const map = new maplibre.Map({
    container,
    style: plainStyle,
    ...camera,
    attributionControl: false,
  });
  await map.once('load');
  watch(map);
  return map;
}

/** Notes each picture. */
export function watch(map: maplibre.Map): void {
  stage.map = map;
  map.on('render', () => stage.frames.push(performance.now()));
}
