import type {LatLng} from '@dispatch-kit/core';
import {fixedX, fixedY, placeAt, worldUnits} from './fixed-mercator.ts';
import {column, halfTurn, words} from './row-layout.ts';
import type {FleetRows} from './fleet-rows.ts';
import {fastestPace} from './motion-law.ts';
import {turnMs} from './technician-shader.ts';
import type {Area} from './unseen-reports.ts';

/** What is so near to the picture is drawn too: it may be moved so far before anybody is chosen anew, pixels. */
const marginPixels = 48;

/** A stretch of the fixed-point world: its middle, and how far it reaches each way. */
export interface View {
  x: number;
  y: number;
  reachX: number;
  reachY: number;
  /** Units of a pixel. */
  unit: number;
  /** Pixels. */
  width: number;
  height: number;
}

/** Which rows are drawn for a view, and for all that are not further from it than the margin. */
export interface ChosenRows {
  view: View;
  /** In the order in which they are drawn. */
  rows: Uint32Array;
  /** How many of them stand in the view itself. */
  inView: number;
  motion: Motion;
}

/** How much of a picture changes at most; moments are on the clock of the rows. */
export interface Motion {
  /** Until when somebody moves. */
  movesUntil: number;
  /** How fast the fastest is, units of the world a millisecond. */
  unitsPerMs: number;
  /** Until when somebody turns. */
  turnsUntil: number;
  radiansPerMs: number;
}

/** From where a map is seen. */
export interface Camera {
  center: LatLng;
  zoom: number;
  bearingDegrees: number;
  /** Flat on a flat world: neither tilted nor a globe. */
  isFlat: boolean;
  /** Pixels. */
  width: number;
  height: number;
}

/** What a camera shows; of a map that is not flat, the whole world. */
export function viewOf({center, zoom, bearingDegrees, isFlat, width, height}: Camera): View {
  const unit = worldUnits / (512 * 2 ** zoom);
  const place = {x: fixedX(center.lng), y: fixedY(center.lat), unit, width, height};
  if (!isFlat) return {...place, reachX: Infinity, reachY: Infinity};
  const bearing = (bearingDegrees * Math.PI) / 180;
  const [across, along] = [Math.abs(Math.cos(bearing)), Math.abs(Math.sin(bearing))];
  const reachX = ((width * across + height * along) / 2) * unit;
  const reachY = ((width * along + height * across) / 2) * unit;
  return {...place, reachX, reachY};
}

/** The part of the world that has to be right for a view: what is drawn for it, and somewhat more. */
export function areaOf({x, y, reachX, reachY, unit}: View): Area | undefined {
  const wide = {reachX: reachX + 2 * marginPixels * unit, reachY: reachY + 2 * marginPixels * unit};
  const isWhole = x - wide.reachX < 0 || x + wide.reachX >= worldUnits;
  // Across the date line, and of what is not flat, everything is looked at.
  if (isWhole || !Number.isFinite(reachX)) return undefined;
  const [first, last] = [
    placeAt(x - wide.reachX, Math.max(0, y - wide.reachY)),
    placeAt(x + wide.reachX, Math.min(worldUnits - 1, y + wide.reachY)),
  ];
  return {x, y, ...wide, west: first.lng, north: first.lat, east: last.lng, south: last.lat};
}

/** Whether those who were chosen for a view are all that another one needs. */
export function covers({x, y, reachX, reachY, unit}: View, other: View): boolean {
  const margin = marginPixels * unit;
  return (
    Math.abs((other.x - x) | 0) + other.reachX <= reachX + margin &&
    Math.abs((other.y - y) | 0) + other.reachY <= reachY + margin
  );
}

/** Chooses whoever is in a view, near it, or on a way that may lead through it. */
export function chooseRows(fleet: FleetRows, view: View, now: number): ChosenRows {
  const {x, y, reachX, reachY, unit} = view;
  const margin = marginPixels * unit;
  const ints = new Int32Array(fleet.bytes, 0, fleet.count * words);
  const floats = new Float32Array(fleet.bytes, 0, fleet.count * words);
  const rows = new Uint32Array(fleet.count);
  let [chosen, inView] = [0, 0];
  const motion = {movesUntil: 0, unitsPerMs: 0, turnsUntil: 0, radiansPerMs: 0};
  for (let row = 0, at = 0; row < fleet.count; row++, at += words) {
    const farX = Math.abs((ints[at]! - x) | 0);
    const farY = Math.abs((ints[at + 1]! - y) | 0);
    const [backX, backY] = [ints[at + column.back]!, ints[at + column.back + 1]!];
    if (farX - Math.abs(backX) > reachX + margin) continue;
    if (farY - Math.abs(backY) > reachY + margin) continue;
    rows[chosen] = row;
    chosen += 1;
    if (farX <= reachX && farY <= reachY) inView += 1;
    const [begin, duration] = [ints[at + column.begin]!, ints[at + column.duration]!];
    if (begin + duration > now) {
      const pace = fastestPace(floats[at + column.pace]!, floats[at + column.pace + 1]!);
      const unitsPerMs = (Math.sqrt(backX * backX + backY * backY) * pace) / duration;
      motion.movesUntil = Math.max(motion.movesUntil, begin + duration);
      motion.unitsPerMs = Math.max(motion.unitsPerMs, unitsPerMs);
    }
    if (begin + turnMs > now) {
      const radians = turnOf(ints[at + column.headings]!);
      if (radians > 0) motion.turnsUntil = Math.max(motion.turnsUntil, begin + turnMs);
      motion.radiansPerMs = Math.max(motion.radiansPerMs, radians / turnMs);
    }
  }
  return {view, rows: rows.subarray(0, chosen), inView, motion};
}

/** How far somebody turns, from a row's two headings. */
function turnOf(headings: number): number {
  const shares = ((headings >> 16) - ((headings << 16) >> 16)) / halfTurn;
  return Math.abs(shares - 2 * Math.round(shares / 2)) * Math.PI;
}

/**
 * After how many milliseconds the next picture is due: once somebody may have moved by so many pixels, or has come to his end. Undefined
 * if nothing moves.
 * @param unit of a pixel.
 * @param reach how far a marker reaches from its middle, pixels.
 */
export function nextPictureMs(
  {movesUntil, unitsPerMs, turnsUntil, radiansPerMs}: Motion,
  now: number,
  {unit, reach, pixels}: {unit: number; reach: number; pixels: number},
): number | undefined {
  const [isMoving, isTurning] = [now < movesUntil, now < turnsUntil];
  if (!isMoving && !isTurning) return undefined;
  const pixelsPerMs = (isMoving ? unitsPerMs / unit : 0) + (isTurning ? radiansPerMs * reach : 0);
  return Math.min(pixels / pixelsPerMs, (isTurning ? turnsUntil : movesUntil) - now);
}
