import {detourFactor} from '../place/eta.ts';
import {distanceMeters} from '../place/great-circle.ts';
import {minuteMs} from '../time.ts';
import {piecesOf, drivenSpots} from './drive.ts';
import type {PastDrive, Piece} from './drive.ts';
import {wayOf} from './known-way.ts';
import type {DrivenWay} from './known-way.ts';
import {Pace, atPace} from './pace.ts';
import {PastError} from './past-error.ts';
import type {Foretold} from './past-error.ts';
import {RoadSpeeds} from './speeds.ts';

/** Only so many ways are remembered as ways; how fast their roads are is never forgotten. */
const mostWays = 300;
/** A drive is asked for its arrival so often while one learns how wrong the answers were. */
const askEverySeconds = 45;
const leastPieces = 5;
const leastAheadSeconds = 15;

/** What past drives taught: how fast roads are driven, which ways, and how wrong estimates were. */
export class LearnedRoad {
  readonly speeds: RoadSpeeds;
  readonly error = new PastError();
  readonly #detour = {meters: 30_000 * detourFactor, straight: 30_000};
  #ways: readonly DrivenWay[] = [];

  /** @param timeZone where days and hours begin and end: rush hours are local. */
  constructor({timeZone = 'UTC'}: {timeZone?: string} = {}) {
    this.speeds = new RoadSpeeds(hoursOf(timeZone));
  }

  /** How much longer drives were than the straight line. */
  get detour(): number {
    return Math.min(3, Math.max(1, this.#detour.meters / this.#detour.straight));
  }

  /** The ways that were driven, the latest last. */
  get ways(): readonly DrivenWay[] {
    return this.#ways;
  }

  /** Learns from one more drive. What it would have been told before it is learned from is how wrong one was. */
  add({fixes}: PastDrive): void {
    const pieces = piecesOf(drivenSpots(fixes));
    this.error.add(foretell(this.speeds, pieces));
    this.speeds.learn([pieces]);
    this.#remember(pieces);
  }

  /** Learns from many drives at once. What each would have been told is measured on all the others. */
  addAll(drives: readonly PastDrive[]): void {
    const learned = drives.map(({fixes}) => piecesOf(drivenSpots(fixes)));
    this.speeds.learn(learned);
    for (const pieces of learned) {
      this.error.add(this.speeds.without(pieces, () => foretell(this.speeds, pieces)));
      this.#remember(pieces);
    }
  }

  #remember(pieces: readonly Piece[]): void {
    const [first, last] = [pieces[0], pieces.at(-1)];
    if (!first || !last) return;
    this.#detour.meters += pieces.reduce((sum, piece) => sum + piece.meters, 0);
    this.#detour.straight += distanceMeters(first.from, last.to);
    this.#ways = [...this.#ways, wayOf(pieces)].slice(-mostWays);
  }
}

/** Learns from finished drives once, for many estimates. */
export function learnRoad(
  pastDrives: readonly PastDrive[],
  {timeZone = 'UTC'}: {timeZone?: string} = {},
): LearnedRoad {
  const road = new LearnedRoad({timeZone});
  road.addAll(pastDrives);
  return road;
}

/** What would have been foretold of a drive, time and again, beside what it took. */
function foretell(speeds: RoadSpeeds, pieces: readonly Piece[]): Foretold[] {
  const usual = pieces.map(({from, to}) => speeds.secondsBetween(from, to, from.atMs));
  const endMs = pieces.at(-1)?.to.atMs ?? 0;
  let rest = usual.reduce((sum, seconds) => sum + seconds, 0);
  const said: Foretold[] = [];
  const pace = new Pace();
  let askedMs = -Infinity;
  pieces.forEach(({to, seconds}, i) => {
    rest -= usual[i]!;
    pace.add(seconds, usual[i]!);
    if (to.atMs - askedMs < askEverySeconds * 1000 || i < leastPieces) return;
    askedMs = to.atMs;
    const aheadSeconds = atPace(rest, pace.share);
    if (aheadSeconds > leastAheadSeconds)
      said.push({aheadSeconds, share: (endMs - to.atMs) / 1000 / aheadSeconds});
  });
  return said;
}

/** The hour of the day a moment is in, those of weekends apart. */
function hoursOf(timeZone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
  });
  const slotMs = 15 * minuteMs;
  const known = new Map<number, number>();
  return atMs => {
    const slot = Math.floor(atMs / slotMs);
    const hour = known.get(slot);
    if (hour !== undefined) return hour;
    const parts = format.formatToParts(slot * slotMs);
    const part = (type: string) => parts.find(each => each.type === type)!.value;
    const isWeekend = part('weekday').startsWith('S');
    const answer = Number(part('hour')) + (isWeekend ? 24 : 0);
    known.set(slot, answer);
    return answer;
  };
}
