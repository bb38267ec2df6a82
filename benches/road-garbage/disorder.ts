import {dayMs, toInstant, toMs} from '@dispatch-kit/core';
import type {Fix} from '@dispatch-kit/core';
import {between} from '../../packages/testing/src/dice.ts';
import type {Dice} from '../../packages/testing/src/dice.ts';

/** A fix as it comes in. */
export interface Delivered {
  fix: Fix;
  receivedMs: number;
}

const second = 1_000;

/**
 * Sends fixes through a queue that drops, delays by 5 to 90 s, holds back and sends in bursts, doubles, and puts impossible
 * ones between: dates of 1970 and 2099, a longitude of 1555, 0,0, leaps of a clock, a first fix from another
 * continent. The end, a minute of it, is left in order: so that it can be compared.
 */
export function disorder(fixes: readonly Fix[], random: Dice): {delivered: Delivered[]; impossible: number} {
  const endMs = toMs(fixes.at(-1)!.at) - 60 * second;
  const delivered: Delivered[] = [];
  let [heldUntilMs, impossible] = [0, 0];
  const put = (fix: Fix, receivedMs: number) => {
    impossible += 1;
    delivered.push({fix, receivedMs});
  };
  const first = fixes[0]!;
  delivered.push({
    fix: {lat: 48.137, lng: 11.575, at: toInstant(toMs(first.at) - 9 * second)},
    receivedMs: toMs(first.at),
  });
  for (const {receivedAt: _received, ...fix} of fixes) {
    const atMs = toMs(fix.at);
    const isEnd = atMs > endMs;
    if (!isEnd && random() < 0.08) continue;
    if (!isEnd && atMs > heldUntilMs && random() < 0.02)
      heldUntilMs = Math.min(endMs, atMs + between(random, 10, 60) * second);
    const late = !isEnd && random() < 0.1 ? between(random, 5, 90) * second : second;
    const receivedMs = Math.min(Math.max(atMs + late, heldUntilMs), isEnd ? Infinity : endMs);
    delivered.push({fix, receivedMs});
    if (random() < 0.05) delivered.push({fix, receivedMs: receivedMs + between(random, 0, 20) * second});
    if (isEnd || random() > 0.06) continue;
    const lot = random();
    if (lot < 0.2) put({...fix, lng: 1555}, receivedMs);
    else if (lot < 0.4) put({...fix, at: toInstant(0)}, receivedMs);
    else if (lot < 0.6) put({...fix, at: toInstant(atMs + 70 * 365 * dayMs)}, receivedMs);
    else if (lot < 0.8) put({...fix, lat: 0, lng: 0}, receivedMs);
    else put({...fix, at: toInstant(receivedMs + between(random, 6, 300) * 60 * second)}, receivedMs);
  }
  return {delivered: delivered.toSorted((a, b) => a.receivedMs - b.receivedMs), impossible};
}
