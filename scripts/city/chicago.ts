import {gzipSync} from 'node:zlib';
import type {Theme} from '@dispatch-kit/core';
import type {RoadGraph} from '@dispatch-kit/testing/simulator';
import {streetMap} from './street-map.ts';
import {streetNetwork} from './street-network.ts';
import {streetStyle} from './street-style.ts';
import {coveredBounds, readStreetTiles} from './street-tiles.ts';

/** A street map that needs no network, with its streets to drive on. */
export interface CityMap {
  /** A MapLibre style; `base` is the origin that `handle` answers for, nothing for the page's own. */
  style(theme: Theme, base?: string): object;
  graph: RoadGraph;
  /** What is covered: west, south, east, north. */
  bounds: [number, number, number, number];
  /** Answers `/map/light.json`, `/map/dark.json` and the data they draw; undefined for everything else. */
  handle(request: Request): Response | undefined;
}

const dataPath = '/map/streets.json';

/** Makes the map of the middle of Chicago out of real tiles. */
export async function chicagoMap(): Promise<CityMap> {
  const layers = await readStreetTiles();
  const graph = streetNetwork(layers);
  const streets = gzipSync(JSON.stringify(streetMap(layers)), {level: 6});
  const style = (theme: Theme, base = '') => streetStyle(theme, base + dataPath);
  return {
    style,
    graph,
    bounds: coveredBounds(),
    handle(request) {
      const {pathname, origin} = new URL(request.url);
      if (pathname === dataPath) return answer(streets, {'content-encoding': 'gzip'});
      const theme = /^\/map\/(light|dark)\.json$/.exec(pathname)?.[1] as Theme | undefined;
      return theme && answer(JSON.stringify(style(theme, origin)), {});
    },
  };
}

function answer(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>): Response {
  return new Response(body, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'max-age=3600',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
  });
}
