import type {OfficePicture, Platform} from '@dispatch-kit/client';

/** What there was to draw at a moment. */
export interface Arrived {
  picture: OfficePicture;
  /** What else it is drawn by. */
  drawnAs: readonly unknown[];
  nowMs: number;
  elapsedMs: number;
}

export interface FleetArrivalsOptions {
  platform: Pick<Platform, 'after' | 'elapsedMs'>;
  /** How long nobody can tell by the picture that a report was not taken up. */
  unseenMs(): number;
  /** Draws what has arrived; `before` it, if given, came another one that nobody has seen. */
  take(arrived: Arrived, before?: Arrived): void;
}

/**
 * A fleet may report oftener than its map shows: what is nothing but places is taken up once it can be seen, everything else at once. Of what
 * waits, the last two are known: should the map come nearer, everybody is where he would be had each been taken up as it came.
 */
export class FleetArrivals {
  readonly #options: FleetArrivalsOptions;
  #taken: Arrived | undefined;
  #waiting: Arrived[] = [];
  #callOff: (() => void) | undefined;

  constructor(options: FleetArrivalsOptions) {
    this.#options = options;
  }

  close(): void {
    this.#callOff?.();
  }

  arrive(arrived: Arrived): void {
    const taken = this.#taken;
    if (!taken || !isApartByPlaces(taken, arrived) || this.#leftMs(taken) <= 0) return this.#take(arrived);
    if (arrived.picture !== this.#waiting.at(-1)?.picture)
      this.#waiting = [...this.#waiting.slice(-1), arrived];
    const newest = this.#waiting.at(-1)!;
    this.#callOff?.();
    this.#callOff = this.#options.platform.after(this.#leftMs(taken), () => this.#take(newest));
  }

  /** The map may have come nearer: takes up what waits if that is seen now. */
  follow(): void {
    const newest = this.#waiting.at(-1);
    if (newest && this.#leftMs(this.#taken!) <= 0) this.#take(newest, this.#waiting.at(-2));
  }

  #take(arrived: Arrived, before?: Arrived): void {
    this.#callOff?.();
    this.#waiting = [];
    this.#taken = arrived;
    this.#options.take(arrived, before);
  }

  #leftMs(taken: Arrived): number {
    const {platform, unseenMs} = this.#options;
    return taken.elapsedMs + unseenMs() - platform.elapsedMs();
  }
}

/** Whether two differ in nothing but where the same people are. */
function isApartByPlaces(before: Arrived, after: Arrived): boolean {
  const [was, is] = [before.picture, after.picture];
  const names = new Set(Object.keys({...was, ...is}) as (keyof OfficePicture)[]);
  for (const name of ['positions', 'asOfMs'] as const) names.delete(name);
  return (
    was !== is &&
    was.positions.size === is.positions.size &&
    [...names].every(name => was[name] === is[name]) &&
    before.drawnAs.every((each, i) => each === after.drawnAs[i])
  );
}
