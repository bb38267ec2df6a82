import type {Clock} from '../options.ts';

/** A clock whose speed can be changed while it runs. */
export type ScaledClock = Clock & {
  /** Runs so many times as fast as real time from now on. */
  setSpeed(speed: number): void;
  /** Goes on from a later moment. One that is not later changes nothing: a clock never goes back. */
  skipTo(milliseconds: number): void;
};

/**
 * A clock that begins at a moment and runs so many times as fast as real time. With speed 1 and no beginning it is the
 * machine's own clock.
 */
export function scaledClock(options: {speed?: number; startMs?: number} = {}): ScaledClock {
  let {speed = 1} = options;
  let isOwn = speed === 1 && options.startMs === undefined;
  let beganMs = performance.now();
  let firstMs = options.startMs ?? Date.now();
  const now = () => (isOwn ? Date.now() : Math.floor(firstMs + (performance.now() - beganMs) * speed));
  const beginAt = (milliseconds: number) => {
    [firstMs, beganMs, isOwn] = [milliseconds, performance.now(), false];
  };
  return {
    now,
    get timeScale() {
      return speed;
    },
    setSpeed(next) {
      if (!(next > 0)) throw new Error(`A clock cannot run ${next} times as fast.`);
      beginAt(now());
      speed = next;
    },
    skipTo(milliseconds) {
      if (milliseconds > now()) beginAt(milliseconds);
    },
  };
}
