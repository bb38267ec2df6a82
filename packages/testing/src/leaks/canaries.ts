import type {LatLng} from '@dispatch-kit/core';
import {decodePolyline, distanceMeters} from '@dispatch-kit/core';

/** Three decimals tell which block: cut off or rounded, they are at most so far from the place. */
const nearDegrees = 0.0011;
const nearMeters = 150;

/**
 * Places that a customer must never learn, each with the secret it stands for. Told in any form that a program may write,
 * they are found: decimals, whole numbers of ten-millionths or millionths, polylines of precision 5 and 6.
 */
export class Canaries {
  readonly #places = new Map<string, LatLng>();

  /** Names a place that is secret from now on. */
  add(secret: string, place: LatLng): void {
    this.#places.set(secret, place);
  }

  /** The secrets that a text tells. */
  findIn(text: string): string[] {
    const numbers = numbersIn(text);
    const lines = linesIn(text);
    return [...this.#places].flatMap(([secret, place]) =>
      numbers.some(number => isNear(number, place)) ||
      lines.some(line => line.some(each => distanceMeters(each, place) < nearMeters))
        ? [secret]
        : [],
    );
  }
}

function isNear(number: number, {lat, lng}: LatLng): boolean {
  return [lat, lng].some(degrees => Math.abs(number - Math.abs(degrees)) < nearDegrees);
}

/**
 * What may be a latitude or a longitude, without its sign. The seconds of a time of day look like one, and digits in an id
 * can by chance: that ids depend on no place is what the two days prove that differ in places only.
 */
function numbersIn(written: string): number[] {
  const text = written.replaceAll(/\d\d:\d\d:\d\d\.\d+/g, '').replaceAll(/\b[a-z]{2,4}_[0-9a-z]{16,}\b/g, '');
  const decimals = [...text.matchAll(/\d{1,3}\.\d{3,}/g)].map(([number]) => Number(number));
  const whole = [...text.matchAll(/(?<![\d.])\d{8,10}(?!\d)/g)].map(([number]) => Number(number));
  return [...decimals, ...whole.flatMap(number => [number / 1e7, number / 1e6])];
}

/** What may be an encoded polyline, read as one of precision 5 and as one of precision 6. */
function linesIn(text: string): LatLng[][] {
  const words = text
    .replaceAll('\\\\', '\\')
    .split(/["\s,;:=]+/)
    .filter(word => /^[?-~]{8,}$/.test(word));
  return [...new Set(words)].flatMap(word => ([5, 6] as const).flatMap(precision => lineOf(word, precision)));
}

function lineOf(word: string, precision: 5 | 6): LatLng[][] {
  try {
    return [decodePolyline(word, precision)];
  } catch {
    return [];
  }
}
