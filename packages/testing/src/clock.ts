/** A clock that stands still until it is moved. */
export type VirtualClock = {
  now(): number;
  readonly timeScale: number;
  /** Moves it on; `set` to any moment, back as well. */
  advance(milliseconds: number): void;
  set(instant: string): void;
};

/** Makes a clock that stands at an instant. */
export function virtualClock(start: string): VirtualClock {
  let ms = Date.parse(start);
  return {
    timeScale: 1,
    now: () => ms,
    advance(milliseconds) {
      ms += milliseconds;
    },
    set(instant) {
      ms = Date.parse(instant);
    },
  };
}

/** A clock that stands until it is started, and then runs so many times as fast as real time. */
export type StartableClock = {now(): number; readonly timeScale: number; start(): void};

/** Makes a clock that waits at an instant: what is prepared meanwhile takes no time. */
export function startableClock(start: string, speed = 1): StartableClock {
  const startMs = Date.parse(start);
  let beganMs: number | undefined;
  return {
    timeScale: speed,
    now: () =>
      beganMs === undefined ? startMs : Math.floor(startMs + (performance.now() - beganMs) * speed),
    start() {
      beganMs ??= performance.now();
    },
  };
}
