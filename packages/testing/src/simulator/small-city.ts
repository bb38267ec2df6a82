import type {Address, LatLng} from '@dispatch-kit/core';
import {between, dice, oneOf} from '../dice.ts';
import {moved} from './gps-receiver.ts';
import {lineOf} from './measured-line.ts';
import {RoadGraph} from './road-graph.ts';
import type {Street} from './road-graph.ts';

/** A town that is nowhere, to drive in. */
export interface SmallCity {
  graph: RoadGraph;
  /** Houses along its streets, each a few metres beside the street. */
  addresses: (Address & LatLng)[];
  /** Where the vans stand in the morning. */
  depot: LatLng;
}

const southWest: LatLng = {lat: 41.9, lng: -87.69};
const blockMeters = 220;
const size = 16;
/** The river runs between these two rows of blocks; only two streets cross it. */
const riverRow = 8;
const bridges = [3, 11];
const largeEvery = 4;
const sideMetersPerSecond = 8.5;
const largeMetersPerSecond = 13;
const addressCount = 240;

const across =
  'Mill Church Station Market River Garden School Spring King Queen Castle Bridge Park Hill Lake South';
const along = 'Ash Birch Cedar Dogwood Elm Fir Gum Hazel Ironwood Juniper Larch Maple Nutmeg Oak Pine Rowan';

/**
 * Makes a town of about 3½ km across: a grid with two diagonals, a river with two bridges, side streets and large
 * ones, some of them one-way. Always the same for the same seed.
 */
export function smallCity(seed = 1): SmallCity {
  const random = dice('small city', seed);
  const nodes: LatLng[] = [];
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      nodes.push(moved(southWest, column * blockMeters + wiggle(random), row * blockMeters + wiggle(random)));
  const graph = new RoadGraph({nodes, streets: [...grid(), ...diagonals()]});
  const addresses = Array.from({length: addressCount}, () => house(graph, random));
  return {graph, addresses, depot: nodes[nodeAt(2, 2)]!};
}

const wiggle = (random: () => number) => between(random, -18, 18);
const nodeAt = (column: number, row: number) => row * size + column;

function grid(): Street[] {
  const streets: Street[] = [];
  const street = (name: string, from: number, to: number, line: number, oneWay: boolean) => {
    const isLarge = line % largeEvery === 3;
    const speedMetersPerSecond = isLarge ? largeMetersPerSecond : sideMetersPerSecond;
    streets.push({from, to, name, speedMetersPerSecond, ...(oneWay && !isLarge && {oneWay})});
  };
  for (let line = 0; line < size; line++) {
    for (let block = 0; block < size - 1; block++) {
      const east = [nodeAt(block, line), nodeAt(block + 1, line)] as const;
      const north = [nodeAt(line, block), nodeAt(line, block + 1)] as const;
      const isEdge = line === 0 || line === size - 1;
      const oneWay = line % 5 === 1 && !isEdge;
      street(`${across.split(' ')[line]} St`, ...turned(east, line % 2 === 0), line, oneWay);
      if (block !== riverRow || bridges.includes(line))
        street(`${along.split(' ')[line]} Ave`, ...turned(north, line % 2 === 0), line, oneWay);
    }
  }
  return streets;
}

function turned([from, to]: readonly [number, number], isTurned: boolean): [number, number] {
  return isTurned ? [to, from] : [from, to];
}

function diagonals(): Street[] {
  const speedMetersPerSecond = 11.5;
  const steps = Array.from({length: 7}, (_, i) => i);
  return [
    ...steps.map(i => ({
      from: nodeAt(i + 1, i + 1),
      to: nodeAt(i + 2, i + 2),
      name: 'Old Post Rd',
      speedMetersPerSecond,
    })),
    ...steps.slice(0, 5).map(i => ({
      from: nodeAt(14 - i, 9 + i),
      to: nodeAt(13 - i, 10 + i),
      name: 'Quarry Rd',
      speedMetersPerSecond,
    })),
  ];
}

function house(graph: RoadGraph, random: () => number): Address & LatLng {
  const road = oneOf(random, graph.roads);
  const alongMeters = between(random, 0.15, 0.85) * road.lengthMeters;
  const side = random() < 0.5 ? -1 : 1;
  const heading = ((lineOf(road).headingDegreesAt(alongMeters) + 90 * side) * Math.PI) / 180;
  const place = moved(lineOf(road).at(alongMeters), 14 * Math.sin(heading), 14 * Math.cos(heading));
  const number = 100 * (Math.min(road.from, road.to) % size) + 2 * Math.round(alongMeters / 5) + 100;
  const {lat, lng} = place;
  return {
    line: `${number} ${road.name}`,
    city: 'Milltown',
    lat: Number(lat.toFixed(6)),
    lng: Number(lng.toFixed(6)),
  };
}
