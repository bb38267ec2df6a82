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
