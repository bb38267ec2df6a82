import {placeOf} from './street-tiles.ts';
import {clippedToTile, coveredBounds} from './street-tiles.ts';
import type {TileFeature, TilePoint} from './street-tiles.ts';

type Position = [number, number];
type Geometry =
  | {type: 'MultiLineString'; coordinates: Position[][]}
  | {type: 'MultiPolygon'; coordinates: Position[][][]}
  | {type: 'Point'; coordinates: Position};
interface MapFeature {
  type: 'Feature';
  properties: {kind: string; name?: string; rank?: number};
  geometry: Geometry;
}

/** What a style draws, by `kind`; one document for all zooms. */
export interface StreetMap {
  type: 'FeatureCollection';
  features: MapFeature[];
}

/** The kinds of area, by their classes in the tiles; what is not here stays ground. */
const areaKinds: Readonly<Record<string, string>> = {
  park: 'park',
  wood: 'park',
  grass: 'park',
  cemetery: 'park',
  golf: 'park',
  pitch: 'pitch',
  sand: 'sand',
  hospital: 'campus',
  school: 'campus',
};

/** The kinds of way, by their classes in the tiles. */
const wayKinds: Readonly<Record<string, string>> = {
  motorway: 'motorway',
  trunk: 'trunk',
  motorway_link: 'ramp',
  link: 'street',
  primary: 'primary',
  secondary: 'secondary',
  tertiary: 'tertiary',
  street: 'street',
  street_limited: 'street',
  service: 'service',
  major_rail: 'rail',
};

/** Draws the tiles up as one GeoJSON document: areas, ways and names. */
export function streetMap(layers: ReadonlyMap<string, readonly TileFeature[]>): StreetMap {
  const layer = (name: string) => layers.get(name) ?? [];
  const areas = new ByTile<Position[][]>();
  const addArea = (kind: string | undefined, {kind: shape, parts, corner}: TileFeature) => {
    if (!kind || shape !== 'area') return;
    for (const polygon of polygonsOf(parts))
      areas.add(
        kind,
        corner,
        polygon.map(ring => ring.map(position)),
      );
  };
  for (const feature of layer('landuse')) addArea(areaKinds[String(feature.properties['class'])], feature);
  for (const feature of layer('water')) addArea('water', feature);
  for (const feature of layer('aeroway')) addArea('runway', feature);
  areas.add('water', {x: 0, y: 0}, lakeBeyondTheEdge());
  return {
    type: 'FeatureCollection',
    features: [
      ...areas.map((kind, coordinates) => feature({kind}, {type: 'MultiPolygon', coordinates})),
      ...ways(layer('road'), layer('waterway'), layer('aeroway')),
      ...wayNames(layer('road_label')),
      ...placeNames(layer('place_label')),
    ],
  };
}

/** Gathers what is of one kind in one tile: few features, and none so large that every part of the map is made of it. */
class ByTile<T> {
  readonly #lists = new Map<string, {kind: string; items: T[]}>();

  add(kind: string, {x, y}: TilePoint, item: T): void {
    const list = this.#lists.get(`${kind} ${x} ${y}`);
    if (list) list.items.push(item);
    else this.#lists.set(`${kind} ${x} ${y}`, {kind, items: [item]});
  }

  map<R>(make: (kind: string, items: T[]) => R): R[] {
    return [...this.#lists.values()].map(({kind, items}) => make(kind, items));
  }
}

function feature(properties: MapFeature['properties'], geometry: Geometry): MapFeature {
  return {type: 'Feature', properties, geometry};
}

function position(point: TilePoint): Position {
  const {lat, lng} = placeOf(point);
  return [Number(lng.toFixed(5)), Number(lat.toFixed(5))];
}

function ways(...layers: (readonly TileFeature[])[]): MapFeature[] {
  const lines = new ByTile<Position[]>();
  const [roads, rivers, runways] = layers;
  const add = (kind: string | undefined, {parts, corner, kind: shape}: TileFeature) => {
    if (!kind || shape !== 'line') return;
    for (const part of parts)
      for (const line of clippedToTile(part, corner)) lines.add(kind, corner, line.map(position));
  };
  for (const road of roads ?? []) add(wayKindOf(road), road);
  for (const river of rivers ?? []) add('river', river);
  for (const runway of runways ?? []) add('runway_line', runway);
  return lines.map((kind, coordinates) => feature({kind}, {type: 'MultiLineString', coordinates}));
}

function wayKindOf({properties}: TileFeature): string | undefined {
  const kind = wayKinds[String(properties['class'])];
  const isBelow = properties['structure'] === 'tunnel' && (kind === 'rail' || kind === 'service');
  return isBelow || properties['type'] === 'subway' ? undefined : kind;
}

/** The lines along which a street's name is written, all of one name and rank together. */
function wayNames(labels: readonly TileFeature[]): MapFeature[] {
  const streets = new Map<string, {name: string; rank: number; lines: Position[][]}>();
  for (const {properties, parts, corner, kind} of labels) {
    const {name, class: roadClass} = properties;
    if (kind !== 'line' || typeof name !== 'string' || name === 'Express Lanes') continue;
    const rank = rankOf(String(roadClass));
    const street = streets.get(`${rank} ${name}`) ?? {name, rank, lines: []};
    streets.set(`${rank} ${name}`, street);
    for (const part of parts)
      for (const line of clippedToTile(part, corner)) street.lines.push(line.map(position));
  }
  return [...streets.values()].map(({name, rank, lines: coordinates}) =>
    feature({kind: 'street_name', name, rank}, {type: 'MultiLineString', coordinates}),
  );
}

/** 1 for the largest streets, 3 for the smallest. */
function rankOf(roadClass: string): number {
  if (['motorway', 'trunk', 'primary'].includes(roadClass)) return 1;
  return ['secondary', 'tertiary'].includes(roadClass) ? 2 : 3;
}

function placeNames(labels: readonly TileFeature[]): MapFeature[] {
  const names = new Map<string, MapFeature>();
  for (const {properties, parts} of labels) {
    const {name, type, localrank} = properties;
    const point = parts[0]?.[0];
    if (typeof name !== 'string' || !point) continue;
    const kind = type === 'city' ? 'city' : type === 'neighbourhood' ? 'quarter' : 'town';
    const geometry = {type: 'Point' as const, coordinates: position(point)};
    if (!names.has(name)) names.set(name, feature({kind, name, rank: Number(localrank ?? 20)}, geometry));
  }
  return [...names.values()];
}

/** Rings of a tile as polygons: one that turns as an outer ring does begins a new one, the others are its holes. */
function polygonsOf(rings: readonly TilePoint[][]): TilePoint[][][] {
  const polygons: TilePoint[][][] = [];
  for (const ring of rings) {
    if (areaOf(ring) > 0 || polygons.length === 0) polygons.push([ring]);
    else polygons.at(-1)!.push(ring);
  }
  return polygons;
}

function areaOf(ring: readonly TilePoint[]): number {
  return ring.reduce((sum, {x, y}, i) => {
    const next = ring[(i + 1) % ring.length]!;
    return sum + x * next.y - next.x * y;
  }, 0);
}

/** The tiles end in the lake; it does not. */
function lakeBeyondTheEdge(): Position[][] {
  const [, south, east, north] = coveredBounds();
  const [far, shoreInTheNorth] = [east + 0.8, -87.632];
  const shore: Position = [east, south + 0.004];
  return [
    [
      shore,
      [far, south - 0.25],
      [far, north + 0.4],
      [shoreInTheNorth - 0.07, north + 0.4],
      [shoreInTheNorth, north],
      [east, north],
      shore,
    ],
  ];
}
