import type {Clock} from '../options.ts';

/**
 * A clock that begins at a moment and runs so many times as fast as real time. With speed 1 and no beginning it is the
 * machine's own clock.
 */
export function scaledClock(options: {speed?: number; startMs?: number} = {}): Clock {
  const {speed = 1, startMs} = options;
  if (speed === 1 && startMs === undefined) return {timeScale: 1, now: () => Date.now()};
  const beganMs = performance.now();
  const firstMs = startMs ?? Date.now();
  return {timeScale: speed, now: () => Math.floor(firstMs + (performance.now() - beganMs) * speed)};
}
