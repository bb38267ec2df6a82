import {staleAfterMs} from '@dispatch-kit/core';
import type {LatLng, TechnicianPosition} from '@dispatch-kit/core';
import {fixedX, fixedY, fixedYOf, metersPerUnitOf, placeAt, sinOf} from './fixed-mercator.ts';
import {durationMsOf, isActedOut, isTrembling, paceBetween, shareDriven, speedBetween} from './motion-law.ts';
import {ReadReport} from './read-report.ts';
import type {Report} from './read-report.ts';
import {column, flag, halfTurn, rowBytes, rowsPerLine, words} from './row-layout.ts';
import {UnseenReports} from './unseen-reports.ts';
import type {Area} from './unseen-reports.ts';

/** Ranges that are so near to each other are sent to the GPU as one. */
const gapRows = 32;

export interface RowContext {
  /** Of a clock that never jumps. */
  elapsedMs: number;
  /** Of the clock of the reports. */
  nowMs: number;
  timeScale: number;
  /** Go there at once: the person wants no motion. */
  still: boolean;
}

/** A drop on the way, square at a door, hollow without a visit. */
export type MarkerShape = 'enroute' | 'on_site' | 'free';

const shapeFlags: Readonly<Record<MarkerShape, number>> = {enroute: 0, on_site: flag.onSite, free: flag.free};

/** How a technician's row looks. */
export interface RowLook {
  /** `#rrggbb`. */
  color: string;
  initials: string;
  selected: boolean;
  shape: MarkerShape;
}

/**
 * A fleet as the GPU draws it: one row of numbers for each technician, with the two places that he is drawn between, one report
 * late. Who draws in another way asks where everybody is. The law of the motion is that of every other marker.
 */
export class FleetRows {
  /** When its clock began: times in rows are whole milliseconds since then. */
  readonly epochMs: number;
  /** The rows; what is past `count` is empty. Another object once there are more than it holds. */
  bytes = new ArrayBuffer(rowsPerLine * rowBytes);
  count = 0;
  /** Another number whenever somebody's place or row is another one. */
  version = 0;
  #ints = new Int32Array(this.bytes);
  #floats = new Float32Array(this.bytes);
  #shorts = new Int16Array(this.bytes);
  readonly #ids: string[] = [];
  readonly #rows = new Map<string, number>();
  /** The row that was taken up last. */
  #taken = -1;
  /** What a row is made from, which the GPU need not know: when he was seen (NaN before the first time), how fast he came. */
  #seenAtMs = new Float64Array(rowsPerLine);
  #speeds = new Float32Array(rowsPerLine);
  #isChanged = new Uint8Array(rowsPerLine);
  #hasChanges = false;
  #nextStale = Infinity;
  readonly #unseen = new UnseenReports();
  readonly #reader = new ReadReport();
  readonly #labels = new Map<string, number>();
  readonly #colors = new Map<string, number>();
  /** What each label says, by the number in the rows. */
  readonly labels: string[] = [];

  constructor(elapsedMs: number) {
    this.epochMs = Math.floor(elapsedMs);
  }

  /** The time of the rows. */
  timeOf(elapsedMs: number): number {
    return Math.round(elapsedMs - this.epochMs);
  }

  idOf(row: number): string {
    return this.#ids[row]!;
  }

  rowOf(id: string): number | undefined {
    return this.#rows.get(id);
  }

  /** Takes up what an office tells of somebody, at once if anybody looks there. */
  take(id: string, position: TechnicianPosition, context: RowContext): void {
    // They come in the order in which they came before, as a rule.
    const next = this.#taken + 1;
    const row = this.#ids[next] === id ? next : (this.#rows.get(id) ?? this.#add(id));
    this.#taken = row;
    if (this.#unseen.keep(row, position, context)) return;
    // What had been put off of him came before.
    if (this.#unseen.waits(row)) this.#settle(row);
    if (this.#sightRow(row, this.#reader.read(position), context)) this.#unseen.note(row, position);
  }

  /** Only this part of the world is looked at now; undefined for all of it. Who is there, or comes there, is where he should be. */
  attend(area: Area | undefined): void {
    this.#unseen.area = area;
    const ints = this.#ints;
    for (let row = 0, at = 0; row < this.count; row++, at += words) {
      if (!this.#unseen.waits(row)) continue;
      const isThere =
        !area ||
        (Math.abs((ints[at]! - area.x) | 0) <= area.reachX &&
          Math.abs((ints[at + 1]! - area.y) | 0) <= area.reachY);
      if (isThere || this.#unseen.isDue(row)) this.#settle(row);
    }
  }

  /** Takes up what waited of somebody, as if it had been when it came. */
  #settle(row: number): void {
    const waiting = this.#unseen.take(row);
    for (const [i, {position, context}] of waiting.entries()) {
      const report = this.#reader.read(position);
      if (i < waiting.length - 1) this.#stand(row, report, NaN, context);
      else if (report.atMs > this.#seenAtMs[row]!) this.#move(row, report, context);
    }
  }

  /** Takes up a report. One that is not newer than the newest changes nothing: nobody goes back. */
  sight(id: string, report: Report, context: RowContext): void {
    this.#sightRow(this.#rows.get(id) ?? this.#add(id), report, context);
  }

  /** Answers whether it is the newest of the row. */
  #sightRow(row: number, report: Report, context: RowContext): boolean {
    const seenAtMs = this.#seenAtMs[row]!;
    const isFirst = Number.isNaN(seenAtMs);
    const isNewer = report.atMs > seenAtMs;
    if (isFirst) this.#stand(row, report, NaN, context);
    else if (isNewer) this.#move(row, report, context);
    return isFirst || isNewer;
  }

  /** All technicians of a fleet may report at once: what runs here runs ten thousand times. */
  #move(row: number, report: Report, context: RowContext): void {
    const ints = this.#ints;
    const at = row * words;
    const time = this.timeOf(context.elapsedMs);
    const share = this.#shareLeft(at, time);
    const toX = fixedX(report.lng);
    const sin = sinOf(report.lat);
    const toY = fixedYOf(sin);
    const perUnit = metersPerUnitOf(sin);
    const stepX = (ints[at]! - toX) | 0;
    const stepY = (ints[at + 1]! - toY) | 0;
    const backX = (stepX + Math.round(ints[at + 2]! * share)) | 0;
    const backY = (stepY + Math.round(ints[at + 3]! * share)) | 0;
    const pathMeters = Math.sqrt(backX * backX + backY * backY) * perUnit;
    const gapMs = report.atMs - this.#seenAtMs[row]!;
    const before = this.#speedOf(row);
    if (isTrembling(pathMeters, before)) return this.#keepStanding(row, report.atMs, share, context);
    const heading = report.headingDegrees ?? (Math.atan2(-backX, backY) * 180) / Math.PI;
    if (context.still || !isActedOut(pathMeters, gapMs)) return this.#stand(row, report, heading, context);
    const pace = paceBetween(before, (1000 * pathMeters) / gapMs);
    ints[at] = toX;
    ints[at + 1] = toY;
    ints[at + 2] = backX;
    ints[at + 3] = backY;
    ints[at + 4] = time;
    ints[at + 5] = Math.max(1, Math.round(durationMsOf(gapMs, context.timeScale)));
    this.#floats[at + 6] = pace.enters;
    this.#floats[at + 7] = pace.leaves;
    this.#turn(row, heading);
    const meters = Math.sqrt(stepX * stepX + stepY * stepY) * perUnit;
    this.#speeds[row] = speedBetween(meters, gapMs) ?? NaN;
    this.#see(row, report.atMs, context);
  }

  look(id: string, {color, initials, selected, shape}: RowLook): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    const at = row * words;
    const flags = (this.#flagsOf(row) & flag.heading) | shapeFlags[shape] | (selected ? flag.selected : 0);
    const look = this.#colorOf(color) | (flags << 24);
    const label = this.#labelOf(initials);
    if (this.#ints[at + column.look] === look && this.#ints[at + column.label] === label) return;
    this.#ints[at + column.look] = look;
    this.#ints[at + column.label] = label;
    this.#change(row);
  }

  /** Takes somebody away. */
  remove(id: string): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    this.#swap(row, this.count - 1);
    this.count -= 1;
    this.version += 1;
    this.#unseen.drop(this.count);
    this.#ids.length = this.count;
    this.#rows.delete(id);
  }

  /** Puts somebody above all others. */
  raise(id: string): void {
    const row = this.#rows.get(id);
    if (row !== undefined) this.#swap(row, this.count - 1);
  }

  /** Where somebody is drawn, in the units of a fixed-point world. */
  pointAt(row: number, time: number): {x: number; y: number} {
    const at = row * words;
    const share = this.#shareLeft(at, time);
    const ints = this.#ints;
    const x = (ints[at]! + Math.round(ints[at + 2]! * share)) >>> 0;
    return {x, y: (ints[at + 1]! + Math.round(ints[at + 3]! * share)) >>> 0};
  }

  /** Where somebody is drawn, whether he will move on by himself, and whether nothing was heard of him for long; undefined for a stranger. */
  at(id: string, elapsedMs: number): {place: LatLng; isMoving: boolean; stale: boolean} | undefined {
    const row = this.#rows.get(id);
    if (row === undefined) return undefined;
    this.#settle(row);
    const time = this.timeOf(elapsedMs);
    const {x, y} = this.pointAt(row, time);
    const [ints, at] = [this.#ints, row * words];
    return {
      place: placeAt(x, y),
      isMoving: time < ints[at + column.begin]! + ints[at + column.duration]!,
      stale: ints[at + column.staleAt]! <= time,
    };
  }

  /** Whose newest report is in a stretch of the world, so many units around a place each way; undefined for more than `most`. */
  idsAround(middle: LatLng, reach: {x: number; y: number}, most: number): string[] | undefined {
    const [x, y] = [fixedX(middle.lng), fixedY(middle.lat)];
    const ids: string[] = [];
    for (let row = 0, at = 0; row < this.count; row++, at += words) {
      if (Math.abs((this.#ints[at]! - x) | 0) > reach.x || Math.abs((this.#ints[at + 1]! - y) | 0) > reach.y)
        continue;
      if (ids.length === most) return undefined;
      ids.push(this.#ids[row]!);
    }
    return ids;
  }

  /**
   * Before when nobody else is without news for too long, of the clock that never jumps; undefined if nobody will be. Who has reported
   * since may make it too soon, once: all rows are looked at when that time has come.
   */
  nextStaleMs(elapsedMs: number): number | undefined {
    const time = this.timeOf(elapsedMs);
    if (this.#nextStale <= time) {
      this.#nextStale = Infinity;
      for (let at = column.staleAt; at < this.count * words; at += words) {
        const staleAt = this.#ints[at]!;
        if (staleAt > time && staleAt < this.#nextStale) this.#nextStale = staleAt;
      }
    }
    return this.#nextStale === Infinity ? undefined : this.#nextStale + this.epochMs;
  }

  /** The rows that changed since this was asked last, as few ranges as are worth it: first row, and the one past the last. */
  takeChanges(): {from: number; to: number}[] {
    const ranges: {from: number; to: number}[] = [];
    if (!this.#hasChanges) return ranges;
    this.#hasChanges = false;
    let last: {from: number; to: number} | undefined;
    for (let row = 0; row < this.count; row++) {
      if (this.#isChanged[row] === 0) continue;
      if (last && row - last.to <= gapRows) last.to = row + 1;
      else ranges.push((last = {from: row, to: row + 1}));
    }
    this.#isChanged.fill(0);
    return ranges;
  }

  #add(id: string): number {
    const row = this.count;
    if ((row + 1) * rowBytes > this.bytes.byteLength) this.#grow();
    this.count += 1;
    this.#ids.push(id);
    this.#rows.set(id, row);
    this.#ints.fill(0, row * words, (row + 1) * words);
    this.#seenAtMs[row] = NaN;
    return row;
  }

  #grow(): void {
    const before = this.bytes;
    this.bytes = new ArrayBuffer(before.byteLength * 2);
    new Uint8Array(this.bytes).set(new Uint8Array(before));
    this.#ints = new Int32Array(this.bytes);
    this.#floats = new Float32Array(this.bytes);
    this.#shorts = new Int16Array(this.bytes);
    const rows = this.bytes.byteLength / rowBytes;
    this.#seenAtMs = copied(this.#seenAtMs, new Float64Array(rows));
    this.#speeds = copied(this.#speeds, new Float32Array(rows));
    this.#isChanged = copied(this.#isChanged, new Uint8Array(rows));
  }

  #swap(a: number, b: number): void {
    if (a === b) return;
    const ints = this.#ints;
    for (let word = 0; word < words; word++) {
      const at = a * words + word;
      const other = b * words + word;
      [ints[at], ints[other]] = [ints[other]!, ints[at]!];
    }
    const [ids, seen, speeds] = [this.#ids, this.#seenAtMs, this.#speeds];
    [ids[a], ids[b]] = [ids[b]!, ids[a]!];
    [seen[a], seen[b]] = [seen[b]!, seen[a]!];
    [speeds[a], speeds[b]] = [speeds[b]!, speeds[a]!];
    this.#unseen.swap(a, b);
    this.version += 1;
    this.#rows.set(this.#ids[a]!, a);
    this.#rows.set(this.#ids[b]!, b);
    this.#change(a);
    this.#change(b);
  }

  #stand(row: number, {lat, lng, atMs, headingDegrees}: Report, heading: number, context: RowContext): void {
    const at = row * words;
    this.#ints[at] = fixedX(lng);
    this.#ints[at + 1] = fixedY(lat);
    this.#ints[at + 2] = this.#ints[at + 3] = 0;
    this.#ints[at + 4] = this.timeOf(context.elapsedMs);
    this.#ints[at + 5] = 0;
    this.#speeds[row] = NaN;
    this.#turn(row, headingDegrees ?? heading);
    this.#see(row, atMs, context);
  }

  /** He trembles on the spot: he ends his way, and is known to stand. */
  #keepStanding(row: number, atMs: number, shareLeft: number, context: RowContext): void {
    if (shareLeft === 0) this.#speeds[row] = 0;
    this.#see(row, atMs, context);
  }

  #see(row: number, atMs: number, {elapsedMs, nowMs, timeScale}: RowContext): void {
    this.#seenAtMs[row] = atMs;
    this.version += 1;
    const leftMs = (atMs + staleAfterMs - nowMs) / timeScale;
    const staleAt = this.timeOf(elapsedMs + leftMs);
    this.#ints[row * words + column.staleAt] = staleAt;
    if (staleAt < this.#nextStale) this.#nextStale = staleAt;
    this.#change(row);
  }

  /** He looks from where he looked to where he looks now. */
  #turn(row: number, degrees: number): void {
    const at = (row * words + column.headings) * 2;
    if (Number.isNaN(degrees)) return;
    const isKnown = (this.#flagsOf(row) & flag.heading) !== 0;
    const turn = Math.round((degrees > 180 ? degrees - 360 : degrees) * (halfTurn / 180));
    this.#shorts[at] = isKnown ? this.#shorts[at + 1]! : turn;
    this.#shorts[at + 1] = turn;
    this.#ints[row * words + column.look]! |= flag.heading << 24;
  }

  #shareLeft(at: number, time: number): number {
    const duration = this.#ints[at + column.duration]!;
    const passed = time - this.#ints[at + column.begin]!;
    if (passed >= duration) return 0;
    return 1 - shareDriven(this.#floats[at + 6]!, this.#floats[at + 7]!, Math.max(0, passed / duration));
  }

  #speedOf(row: number): number | undefined {
    const speed = this.#speeds[row]!;
    return Number.isNaN(speed) ? undefined : speed;
  }

  #change(row: number): void {
    this.#isChanged[row] = 1;
    this.#hasChanges = true;
  }

  #flagsOf(row: number): number {
    return this.#ints[row * words + column.look]! >>> 24;
  }

  /** Red, green and blue in the order of their bytes. */
  #colorOf(color: string): number {
    const known = this.#colors.get(color);
    if (known !== undefined) return known;
    const rgb = parseInt(color.slice(1), 16);
    const turned = ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >>> 16);
    this.#colors.set(color, turned);
    return turned;
  }

  #labelOf(initials: string): number {
    const known = this.#labels.get(initials);
    if (known !== undefined) return known;
    this.#labels.set(initials, this.labels.length);
    return this.labels.push(initials) - 1;
  }
}

function copied<T extends Float64Array | Float32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
