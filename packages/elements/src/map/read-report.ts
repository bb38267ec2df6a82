import type {LatLng, TechnicianPosition} from '@dispatch-kit/core';

/** A report of a technician. */
export interface Report extends LatLng {
  /** When, milliseconds since 1970. */
  atMs: number;
  headingDegrees?: number | undefined;
}

/** Of `2026-03-01T12:00:07.250Z`, what reports of one minute have in common. */
const minuteLetters = 17;
const wholeLetters = 24;
const zero = 48;

/** One position after the other as a report, without making anything: a fleet's come by the ten thousand, most of them of one minute. */
export class ReadReport implements Report {
  lat = 0;
  lng = 0;
  atMs = 0;
  headingDegrees: number | undefined;
  #minute = '';
  #minuteMs = 0;

  read({lat, lng, at, headingDegrees}: TechnicianPosition): this {
    this.lat = lat;
    this.lng = lng;
    this.headingDegrees = headingDegrees;
    this.atMs = this.#msOf(at);
    return this;
  }

  #msOf(at: string): number {
    if (at.length !== wholeLetters || !at.endsWith('Z')) return Date.parse(at);
    if (this.#minute === '' || !at.startsWith(this.#minute)) {
      this.#minute = at.slice(0, minuteLetters);
      this.#minuteMs = Date.parse(`${this.#minute}00.000Z`);
    }
    const digit = (letter: number) => at.charCodeAt(letter) - zero;
    const seconds = digit(17) * 10 + digit(18);
    return this.#minuteMs + seconds * 1000 + digit(20) * 100 + digit(21) * 10 + digit(22);
  }
}
