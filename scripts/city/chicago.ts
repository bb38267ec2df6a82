import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import type {Theme} from '@dispatch-kit/core';
import {RoadGraph} from '@dispatch-kit/testing/simulator';
import type {RoadGraphJson} from '@dispatch-kit/testing/simulator';
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

/**
 * Makes the map of the middle of Chicago out of real tiles.
 *
 * @param cacheDir where what was made is kept, to be read the next time; without it, it is made anew.
 */
export async function chicagoMap(cacheDir?: string): Promise<CityMap> {
  const {graph, streets} = (cacheDir && (await readMade(cacheDir))) || (await makeCity(cacheDir));
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

interface Made {
  graph: RoadGraph;
  /** GeoJSON, compressed. */
  streets: Uint8Array<ArrayBuffer>;
}

/** Raised whenever something else is made of the tiles. */
const madeVersion = 1;
const filesIn = (folder: string) => ({
  graph: join(folder, `chicago-graph-${madeVersion}.json`),
  streets: join(folder, `chicago-streets-${madeVersion}.json.gz`),
});

async function makeCity(cacheDir: string | undefined): Promise<Made> {
  const layers = await readStreetTiles();
  const graph = streetNetwork(layers);
  const streets = gzipSync(JSON.stringify(streetMap(layers)), {level: 6});
  if (cacheDir) {
    const files = filesIn(cacheDir);
    await mkdir(cacheDir, {recursive: true});
    await writeFile(files.streets, streets);
    await writeFile(files.graph, JSON.stringify(graph));
  }
  return {graph, streets};
}

/** What was kept; undefined if nothing was, or if it cannot be read. */
async function readMade(cacheDir: string): Promise<Made | undefined> {
  const files = filesIn(cacheDir);
  try {
    const [json, streets] = await Promise.all([readFile(files.graph, 'utf8'), readFile(files.streets)]);
    return {graph: RoadGraph.fromJSON(JSON.parse(json) as RoadGraphJson), streets};
  } catch {
    return undefined;
  }
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
