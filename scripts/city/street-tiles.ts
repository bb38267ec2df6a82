import {readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {VectorTile} from '@mapbox/vector-tile';
import type {VectorTileFeature} from '@mapbox/vector-tile';
import {PbfReader} from 'pbf';
import type {LatLng} from '@dispatch-kit/core';

/** A point in units of the tiles, 4096 to a tile, from the north-west corner of the world. */
export interface TilePoint {
  x: number;
  y: number;
}

/** What one tile holds of one thing: its lines, rings or points. It reaches a little over the tile's edge. */
export interface TileFeature {
  properties: Readonly<Record<string, string | number | boolean>>;
  kind: 'point' | 'line' | 'area';
  parts: TilePoint[][];
  /** The tile's corner in the north-west; it is `tileSize` wide and high. */
  corner: TilePoint;
}

export const tileSize = 4096;
/** The part of Chicago that the fixtures cover. */
const tiles = {zoom: 13, left: 2098, right: 2102, top: 3042, bottom: 3047};
const worldSize = 2 ** tiles.zoom * tileSize;
const kinds = ['point', 'point', 'line', 'area'] as const;

/** The square that is covered: west, south, east, north. */
export function coveredBounds(): [number, number, number, number] {
  const northWest = placeOf({x: tiles.left * tileSize, y: tiles.top * tileSize});
  const southEast = placeOf({x: (tiles.right + 1) * tileSize, y: (tiles.bottom + 1) * tileSize});
  return [northWest.lng, southEast.lat, southEast.lng, northWest.lat];
}

/** Web Mercator back to degrees. */
export function placeOf({x, y}: TilePoint): LatLng {
  const n = Math.PI - (2 * Math.PI * y) / worldSize;
  return {lat: (Math.atan(Math.sinh(n)) * 180) / Math.PI, lng: (x / worldSize) * 360 - 180};
}

/** Reads the thirty tiles; the features of each layer by its name. */
export async function readStreetTiles(): Promise<ReadonlyMap<string, TileFeature[]>> {
  const manifest = createRequire(import.meta.url).resolve('@mapbox/mvt-fixtures/package.json');
  const folder = join(dirname(manifest), 'real-world/chicago');
  const names: {x: number; y: number}[] = [];
  for (let x = tiles.left; x <= tiles.right; x++)
    for (let y = tiles.top; y <= tiles.bottom; y++) names.push({x, y});
  const files = await Promise.all(
    names.map(({x, y}) => readFile(join(folder, `${tiles.zoom}-${x}-${y}.mvt`))),
  );
  const layers = new Map<string, TileFeature[]>();
  files.forEach((file, i) => {
    const corner = {x: names[i]!.x * tileSize, y: names[i]!.y * tileSize};
    for (const layer of Object.values(new VectorTile(new PbfReader(file)).layers)) {
      const list = layers.get(layer.name) ?? [];
      layers.set(layer.name, list);
      for (let each = 0; each < layer.length; each++) list.push(featureOf(layer.feature(each), corner));
    }
  });
  return layers;
}

function featureOf(feature: VectorTileFeature, corner: TilePoint): TileFeature {
  const parts = feature
    .loadGeometry()
    .map(part => part.map(({x, y}) => ({x: corner.x + x, y: corner.y + y})));
  return {properties: feature.properties, kind: kinds[feature.type]!, parts, corner};
}

/** The pieces of a line that lie in its own tile, so that neighbours do not tell the same twice. */
export function clippedToTile(line: readonly TilePoint[], corner: TilePoint): TilePoint[][] {
  const pieces: TilePoint[][] = [];
  let piece: TilePoint[] = [];
  const end = () => {
    if (piece.length > 1) pieces.push(piece);
    piece = [];
  };
  for (let i = 1; i < line.length; i++) {
    const [from, to] = [line[i - 1]!, line[i]!];
    const inside = insidePart(from, to, corner);
    if (!inside) {
      end();
      continue;
    }
    if (piece.length === 0) piece.push(between(from, to, inside[0]));
    piece.push(between(from, to, inside[1]));
    if (inside[1] < 1) end();
  }
  end();
  return pieces;
}

function between(from: TilePoint, to: TilePoint, part: number): TilePoint {
  return {x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part};
}

/** From where to where (0 to 1) a segment is inside the tile: Liang and Barsky's clipping. */
function insidePart(from: TilePoint, to: TilePoint, corner: TilePoint): [number, number] | undefined {
  let [first, last] = [0, 1];
  for (const axis of ['x', 'y'] as const) {
    const delta = to[axis] - from[axis];
    const [low, high] = [corner[axis] - from[axis], corner[axis] + tileSize - from[axis]];
    if (delta === 0) {
      if (low > 0 || high < 0) return undefined;
      continue;
    }
    const [enter, leave] = delta > 0 ? [low / delta, high / delta] : [high / delta, low / delta];
    first = Math.max(first, enter);
    last = Math.min(last, leave);
  }
  return first < last ? [first, last] : undefined;
}
