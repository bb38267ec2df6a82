import {Problem} from '../office/problem.ts';

type Bucket = {tokens: number; atMs: number};

/** What is left for a caller in this minute. */
export type Allowance = {limit: number; remaining: number; resetSeconds: number};

/** Token buckets, one a caller, refilled evenly over a minute of real time; idle ones are forgotten. */
export class RateLimit {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(perMinute: number, now: () => number) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Takes one request of a caller, or refuses it with when to come again. */
  take(caller: string): Allowance {
    const nowMs = this.#now();
    const rate = this.#perMinute / 60_000;
    const bucket = this.#buckets.get(caller) ?? {tokens: this.#perMinute, atMs: nowMs};
    const tokens = Math.min(this.#perMinute, bucket.tokens + Math.max(0, nowMs - bucket.atMs) * rate);
    if (tokens < 1) {
      const retryAfterSeconds = Math.max(1, Math.ceil((1 - tokens) / rate / 1000));
      throw new Problem(
        'rate_limited',
        `At most ${this.#perMinute} requests a minute; try again in ${retryAfterSeconds} s.`,
        {retryAfterSeconds},
      );
    }
    this.#buckets.set(caller, {tokens: tokens - 1, atMs: nowMs});
    if (this.#buckets.size > 10_000) this.#forgetIdle(nowMs);
    return {
      limit: this.#perMinute,
      remaining: Math.floor(tokens - 1),
      resetSeconds: Math.ceil((this.#perMinute - tokens + 1) / rate / 1000),
    };
  }

  #forgetIdle(nowMs: number): void {
    for (const [caller, bucket] of this.#buckets)
      if (nowMs - bucket.atMs > 60_000) this.#buckets.delete(caller);
  }
}
