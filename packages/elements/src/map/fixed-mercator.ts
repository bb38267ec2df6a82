import type {LatLng} from '@dispatch-kit/core';

/**
 * Web Mercator in whole numbers: the world is 2³² wide and high, so one is 9 mm at the equator, and a difference taken in
 * 32 bits is right across the date line. A GPU subtracts them exactly, where its 32-bit fractions of a world are off by metres.
 */
export const worldUnits = 2 ** 32;

/** Where the projection ends: there it is as high as it is wide. */
const lastLatitude = 85.05112877980659;
const earthMeters = 2 * Math.PI * 6_371_008.8;

/** West to east, 0 to 2³² − 1. */
export function fixedX(lng: number): number {
  return Math.round((lng / 360 + 0.5) * worldUnits) >>> 0;
}

/** North to south, 0 to 2³² − 1. */
export function fixedY(lat: number): number {
  return fixedYOf(sinOf(lat));
}

/** The sine of a latitude that the projection has: of it, all else that is asked of the latitude is a step. */
export function sinOf(lat: number): number {
  return Math.sin((Math.min(lastLatitude, Math.max(-lastLatitude, lat)) * Math.PI) / 180);
}

/** `fixedY`, of a sine. */
export function fixedYOf(sin: number): number {
  const share = 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
  return Math.min(worldUnits - 1, Math.max(0, Math.round(share * worldUnits)));
}

/** The place of a point, which may lie past the edges of the world. */
export function placeAt(x: number, y: number): LatLng {
  const lng = ((x >>> 0) / worldUnits) * 360 - 180;
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / worldUnits))) * 180) / Math.PI;
  return {lat, lng};
}

/** How long one unit is on the ground at a latitude. */
export function metersPerUnit(lat: number): number {
  return metersPerUnitOf(sinOf(lat));
}

/** `metersPerUnit`, of a sine. */
export function metersPerUnitOf(sin: number): number {
  return (earthMeters * Math.sqrt(1 - sin * sin)) / worldUnits;
}
