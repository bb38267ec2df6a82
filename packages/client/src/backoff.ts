const firstDelayMs = 500;
const longestDelayMs = 30_000;

/**
 * How long to wait before another try: doubles with each try without success; half of it by chance, so that a thousand
 * pages do not come back at once. Never shorter than the server asked for.
 *
 * @param attempt how many tries there have been without success before this one.
 * @param chance 0 ≤ x < 1.
 */
export function backoffMs(attempt: number, chance: number, retryAfterSeconds = 0): number {
  const full = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt, 10));
  return Math.max(full / 2 + (chance * full) / 2, retryAfterSeconds * 1000);
}
