/** Numbers 0 ≤ x < 1. */
export type Dice = () => number;

/**
 * Dice that fall the same for the same seed; several words make one seed, so that what happens to one thing does not
 * hang on how often the dice were rolled for another.
 *
 * Source: Mulberry32, by T. Ettinger; words are mixed in by FNV-1a.
 */
export function dice(...seed: readonly (string | number)[]): Dice {
  let state = seed.length === 1 && typeof seed[0] === 'number' ? seed[0] : hashOf(seed.join('\n'));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A number between two others, evenly. */
export function between(random: Dice, least: number, most: number): number {
  return least + (most - least) * random();
}

/** One of a list, each as likely as another. */
export function oneOf<T>(random: Dice, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
