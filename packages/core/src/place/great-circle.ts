// Without schemas: a customer's page computes with places, and parses none.
import type {LatLng} from './lat-lng.ts';

/** Mean Earth radius R₁ of the International Union of Geodesy and Geophysics. */
const earthRadiusMeters = 6_371_008.8;
const radians = Math.PI / 180;

/**
 * Metres between two places over the sphere, right to about 0.5 %.
 *
 * Source: the haversine formula, R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984).
 */
export function distanceMeters(a: LatLng, b: LatLng): number {
  const sinLat = Math.sin(((b.lat - a.lat) * radians) / 2);
  const sinLng = Math.sin(((b.lng - a.lng) * radians) / 2);
  const h = sinLat ** 2 + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * sinLng ** 2;
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The direction from `a` to `b` when leaving `a`, in degrees clockwise from north, 0 ≤ x < 360; 0 for one place. */
export function bearingDegrees(a: LatLng, b: LatLng): number {
  const turn = (b.lng - a.lng) * radians;
  const east = Math.sin(turn) * Math.cos(b.lat * radians);
  const north =
    Math.cos(a.lat * radians) * Math.sin(b.lat * radians) -
    Math.sin(a.lat * radians) * Math.cos(b.lat * radians) * Math.cos(turn);
  return (Math.atan2(east, north) / radians + 360) % 360;
}

/** True for finite numbers in range that are not 0,0: what a device without a fix reports. */
export function isValidLatLng(place: {lat: number; lng: number}): boolean {
  const {lat, lng} = place;
  if (!Number.isFinite(lat) || !Number.isFinite(lng)) return false;
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 && !(lat === 0 && lng === 0);
}

/**
 * The place a fraction of the way from `a` (0) to `b` (1), the short way around the globe. Linear in degrees: good for
 * the lengths of a street, not of an ocean.
 */
export function movedToward(a: LatLng, b: LatLng, fraction: number): LatLng {
  const lng = a.lng + shortTurn(b.lng - a.lng) * fraction;
  return {lat: a.lat + (b.lat - a.lat) * fraction, lng: lng > 180 ? lng - 360 : lng < -180 ? lng + 360 : lng};
}

/** A difference of longitudes as the short way around: −180 to 180. */
export function shortTurn(degrees: number): number {
  return degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
}
