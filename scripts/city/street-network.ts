import type {LatLng} from '@dispatch-kit/core';
import {RoadGraph} from '@dispatch-kit/testing/simulator';
import type {Street} from '@dispatch-kit/testing/simulator';
import {clippedToTile, placeOf} from './street-tiles.ts';
import type {TileFeature, TilePoint} from './street-tiles.ts';
import {streetNames} from './street-names.ts';
import {largestRound} from './largest-round.ts';

/** What one drives on streets of each class; what is not here is not driven on. */
const metersPerSecond: Readonly<Record<string, number>> = {
  motorway: 24,
  trunk: 19,
  motorway_link: 13,
  link: 10,
  primary: 13,
  secondary: 12.5,
  tertiary: 11.5,
  street: 8.5,
  street_limited: 6,
};
/** A unit is about 0.9 m here: ends that lie so near to each other, or to a street, meet. */
const nearUnits = 3;
const cellUnits = 128;

interface Piece {
  points: readonly TilePoint[];
  speed: number;
  isOneWay: boolean;
  isExpressway: boolean;
  /** Bridges and tunnels cross other streets without meeting them. */
  level: number;
}

interface Segment {
  piece: Piece;
  index: number;
  from: TilePoint;
  to: TilePoint;
  /** Where others meet it, as parts of its length. */
  cuts: number[];
}

/**
 * Makes a graph to drive on out of the streets of a map. A map's streets are drawn, not joined: where two of one
 * level cross they are cut, where one ends at another they are tied, and at the tiles' edges they go on.
 */
export function streetNetwork(layers: ReadonlyMap<string, readonly TileFeature[]>): RoadGraph {
  const pieces = (layers.get('road') ?? []).flatMap(piecesOf);
  const segments = pieces.flatMap(piece =>
    piece.points
      .slice(1)
      .map((to, index): Segment => ({piece, index, from: piece.points[index]!, to, cuts: []})),
  );
  cutAtMeetings(segments);
  const nodes = new NodeBook();
  const nameOf = streetNames(layers.get('road_label') ?? []);
  const streets: Street[] = [];
  for (const {piece, from, to, index, cuts} of segments) {
    const {points, level, speed, isOneWay} = piece;
    const stops = [0, ...cuts.toSorted((a, b) => a - b), 1].map(part => pointOn(from, to, part));
    const ids = stops.map((point, i) => {
      const isEnd = (i === 0 && index === 0) || (i === stops.length - 1 && index === points.length - 2);
      return nodes.idOf(point, isEnd ? 0 : level);
    });
    for (let i = 1; i < ids.length; i++) {
      if (ids[i] === ids[i - 1]) continue;
      const name = nameOf(stops[i - 1]!, stops[i]!);
      streets.push({
        from: ids[i - 1]!,
        to: ids[i]!,
        name,
        speedMetersPerSecond: speed,
        ...(isOneWay && {oneWay: true}),
      });
    }
  }
  return new RoadGraph(largestRound(nodes.places(), joined(streets)));
}

function piecesOf({properties, kind, parts, corner}: TileFeature): Piece[] {
  const roadClass = String(properties['class']);
  const speed = metersPerSecond[roadClass];
  if (kind !== 'line' || speed === undefined) return [];
  const structure = properties['structure'];
  const isAbove = structure === 'bridge' || structure === 'tunnel';
  const level = isAbove ? Number(properties['layer'] ?? (structure === 'bridge' ? 1 : -1)) : 0;
  return parts
    .flatMap(line => clippedToTile(line, corner))
    .map(points => ({
      points,
      speed,
      level,
      isOneWay: String(properties['oneway']) === 'true',
      isExpressway: roadClass === 'motorway',
    }));
}

/** Finds every place where two streets of one level cross, or where one ends at another. */
function cutAtMeetings(segments: readonly Segment[]): void {
  const cells = new Map<number, Segment[]>();
  for (const segment of segments)
    for (const cell of cellsAround(segment)) {
      const list = cells.get(cell) ?? [];
      if (list.length === 0) cells.set(cell, list);
      for (const other of list) {
        if (other.piece === segment.piece && Math.abs(other.index - segment.index) < 2) continue;
        meet(segment, other);
      }
      list.push(segment);
    }
}

function meet(one: Segment, other: Segment): void {
  if (one.piece.level === other.piece.level && one.piece.isExpressway === other.piece.isExpressway)
    cross(one, other);
  for (const [ending, through] of [
    [one, other],
    [other, one],
  ] as const) {
    if (ending.index === 0) touch(ending.from, through);
    if (ending.index === ending.piece.points.length - 2) touch(ending.to, through);
  }
}

function cross(one: Segment, other: Segment): void {
  const [ax, ay] = [one.to.x - one.from.x, one.to.y - one.from.y];
  const [bx, by] = [other.to.x - other.from.x, other.to.y - other.from.y];
  const area = ax * by - ay * bx;
  if (area === 0) return;
  const [dx, dy] = [other.from.x - one.from.x, other.from.y - one.from.y];
  const onOne = (dx * by - dy * bx) / area;
  const onOther = (dx * ay - dy * ax) / area;
  if (onOne < 0 || onOne > 1 || onOther < 0 || onOther > 1) return;
  cut(one, onOne);
  cut(other, onOther);
}

function touch(end: TilePoint, {from, to, cuts}: Segment): void {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const part = ((end.x - from.x) * dx + (end.y - from.y) * dy) / (dx * dx + dy * dy);
  if (!(part > 0 && part < 1)) return;
  const away = Math.hypot(from.x + dx * part - end.x, from.y + dy * part - end.y);
  if (away <= nearUnits) cuts.push(part);
}

function cut(segment: Segment, part: number): void {
  if (part > 0 && part < 1) segment.cuts.push(part);
}

function pointOn(from: TilePoint, to: TilePoint, part: number): TilePoint {
  return {x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part};
}

function cellsAround({from, to}: Segment): number[] {
  const cells: number[] = [];
  const cell = (value: number) => Math.floor(value / cellUnits);
  const [left, right] = [Math.min(from.x, to.x) - nearUnits, Math.max(from.x, to.x) + nearUnits];
  const [top, bottom] = [Math.min(from.y, to.y) - nearUnits, Math.max(from.y, to.y) + nearUnits];
  for (let x = cell(left); x <= cell(right); x++)
    for (let y = cell(top); y <= cell(bottom); y++) if (passes(from, to, x, y)) cells.push(keyOf(x, y));
  return cells;
}

/** True unless the whole square lies on one side of the segment. */
function passes(from: TilePoint, to: TilePoint, x: number, y: number): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const middle = (x + 0.5) * cellUnits - from.x;
  const centre = (y + 0.5) * cellUnits - from.y;
  return Math.abs(dx * centre - dy * middle) <= (Math.abs(dx) + Math.abs(dy)) * (cellUnits / 2 + nearUnits);
}

/** One number for a square of a grid. */
function keyOf(column: number, row: number): number {
  return column * 2 ** 24 + row;
}

/** Gives points that lie close together one number. */
class NodeBook {
  readonly #levels = new Map<number, Map<number, {point: TilePoint; id: number}[]>>();
  readonly #points: TilePoint[] = [];

  idOf(point: TilePoint, level: number): number {
    const cells = this.#levels.get(level) ?? new Map<number, {point: TilePoint; id: number}[]>();
    this.#levels.set(level, cells);
    const size = 2 * nearUnits;
    const [column, row] = [Math.floor(point.x / size), Math.floor(point.y / size)];
    for (let x = column - 1; x <= column + 1; x++)
      for (let y = row - 1; y <= row + 1; y++)
        for (const known of cells.get(keyOf(x, y)) ?? [])
          if (Math.hypot(known.point.x - point.x, known.point.y - point.y) <= nearUnits) return known.id;
    const id = this.#points.push(point) - 1;
    const cell = cells.get(keyOf(column, row));
    if (cell) cell.push({point, id});
    else cells.set(keyOf(column, row), [{point, id}]);
    return id;
  }

  places(): LatLng[] {
    return this.#points.map(placeOf);
  }
}

/** Each street once, though two tiles or two drawn lines tell of it. */
function joined(streets: readonly Street[]): Street[] {
  const seen = new Set<number>();
  return streets.filter(({from, to, oneWay}) => {
    const key = oneWay || from < to ? keyOf(from, to) : keyOf(to, from);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
