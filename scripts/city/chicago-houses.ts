import type {Address, LatLng} from '@dispatch-kit/core';
import {distanceMeters, lengthMeters, pointAt} from '@dispatch-kit/core';
import type {RoadGraph} from '@dispatch-kit/testing/simulator';

/** State and Madison: house numbers count from here, 800 to the mile. */
const corner: LatLng = {lat: 41.88206, lng: -87.62784};
const metersPerNumber = 1609.344 / 800;
const kerbMeters = 12;
const searchStepMeters = 45;
const mostSteps = 60;
/** Nobody lives on an expressway. */
const largestMetersPerSecond = 13;
const metersPerDegree = 111_195;

/** The house nearest to a place, with the number that it would have by the city's grid. */
export function houseNear(graph: RoadGraph, near: LatLng): Address & LatLng {
  const house = houseAround(graph, near);
  if (!house) throw new Error(`There is no street with a name near ${near.lat}, ${near.lng}.`);
  return house;
}

function houseAround(graph: RoadGraph, near: LatLng): (Address & LatLng) | undefined {
  for (let step = 0; step < mostSteps; step++) {
    // Looks around in a growing spiral until a street has a name.
    const [turn, away] = [step * 2.4, searchStepMeters * Math.sqrt(step)];
    const snapped = graph.nearest(moved(near, away * Math.cos(turn), away * Math.sin(turn)));
    const name = snapped?.road.name ?? '';
    if (!snapped || !/^[NSEW] /.test(name) || snapped.road.speedMetersPerSecond > largestMetersPerSecond)
      continue;
    const {geometry} = snapped.road;
    const middle = pointAt(geometry, lengthMeters(geometry) * 0.45);
    const runsNorth = /^[NS] /.test(name);
    const place = runsNorth ? moved(middle, kerbMeters, 0) : moved(middle, 0, kerbMeters);
    const {lat, lng} = {lat: Number(place.lat.toFixed(6)), lng: Number(place.lng.toFixed(6))};
    return {line: `${numberAt({lat, lng}, runsNorth)} ${name}`, city: 'Chicago', lat, lng};
  }
  return undefined;
}

/** Houses all over the middle of the city, each in another street. */
export function housesAcross(graph: RoadGraph): (Address & LatLng)[] {
  const houses = new Map<string, Address & LatLng>();
  for (let north = -20; north <= 70; north += 10) {
    for (let east = -20; east <= 70; east += 10) {
      // In the lake there is none.
      const house = houseAround(graph, {lat: 41.9 + north / 1000, lng: -87.7 + east / 1000});
      if (house) houses.set(house.line.replace(/^\d+ /, ''), house);
    }
  }
  return [...houses.values()].sort((a, b) => a.line.localeCompare(b.line, 'en', {numeric: true}));
}

function numberAt(place: LatLng, runsNorth: boolean): number {
  const foot = runsNorth ? {lat: corner.lat, lng: place.lng} : {lat: place.lat, lng: corner.lng};
  const number = Math.round(distanceMeters(foot, place) / metersPerNumber);
  return number - (number % 2) + (runsNorth ? 1 : 0);
}

function moved({lat, lng}: LatLng, eastMeters: number, northMeters: number): LatLng {
  const shrink = Math.cos((lat * Math.PI) / 180);
  return {lat: lat + northMeters / metersPerDegree, lng: lng + eastMeters / (metersPerDegree * shrink)};
}
