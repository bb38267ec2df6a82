import type {TileFeature, TilePoint} from './street-tiles.ts';

const cellUnits = 128;
/** A name belongs to a street that runs so near to it and in so much the same direction. */
const nearUnits = 14;
const leastAlike = 0.92;

interface Named {
  name: string;
  from: TilePoint;
  to: TilePoint;
}

/** Answers which name stands along a piece of street; empty where none does. */
export function streetNames(labels: readonly TileFeature[]): (from: TilePoint, to: TilePoint) => string {
  const cells = new Map<number, Named[]>();
  for (const {properties, parts} of labels) {
    const name = properties['name'];
    if (typeof name !== 'string') continue;
    for (const line of parts) for (let i = 1; i < line.length; i++) add(cells, name, line[i - 1]!, line[i]!);
  }
  return (from, to) => {
    const middle = {x: (from.x + to.x) / 2, y: (from.y + to.y) / 2};
    let best: {name: string; away: number} | undefined;
    for (const named of cells.get(cellOf(middle.x, middle.y)) ?? []) {
      const away = distance(middle, named);
      if (away > nearUnits || (best && away >= best.away) || alike(from, to, named) < leastAlike) continue;
      best = {name: named.name, away};
    }
    return best?.name ?? '';
  };
}

function add(cells: Map<number, Named[]>, name: string, from: TilePoint, to: TilePoint): void {
  const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / (cellUnits / 2)));
  const keys = new Set<number>();
  for (let step = 0; step <= steps; step++) {
    const x = from.x + ((to.x - from.x) * step) / steps;
    const y = from.y + ((to.y - from.y) * step) / steps;
    for (const dx of [-nearUnits, nearUnits])
      for (const dy of [-nearUnits, nearUnits]) keys.add(cellOf(x + dx, y + dy));
  }
  for (const key of keys) {
    const list = cells.get(key);
    if (list) list.push({name, from, to});
    else cells.set(key, [{name, from, to}]);
  }
}

function cellOf(x: number, y: number): number {
  return Math.floor(x / cellUnits) * 2 ** 24 + Math.floor(y / cellUnits);
}

function distance(point: TilePoint, {from, to}: Named): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / squared;
  const part = Math.min(1, Math.max(0, along));
  return Math.hypot(from.x + dx * part - point.x, from.y + dy * part - point.y);
}

/** 1 for the same direction, also the other way around; 0 at a right angle. */
function alike(from: TilePoint, to: TilePoint, named: Named): number {
  const [ax, ay] = [to.x - from.x, to.y - from.y];
  const [bx, by] = [named.to.x - named.from.x, named.to.y - named.from.y];
  return Math.abs((ax * bx + ay * by) / (Math.hypot(ax, ay) * Math.hypot(bx, by) || 1));
}
