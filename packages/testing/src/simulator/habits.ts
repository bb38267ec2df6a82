import {minuteMs} from '@dispatch-kit/core';
import {between, dice} from '../dice.ts';
import type {Dice} from '../dice.ts';

/** How somebody plays one visit: known from the start, and the same whenever it is asked. */
export interface Habits {
  /** So much before or (negative) after the right moment one leaves. */
  leavesEarlyMs: number;
  traffic: number;
  /** From the kerb to the tap. */
  tapsAfterMs: number;
  /** What the work takes, of what was planned. */
  workShare: number;
  ending: 'done' | 'follow_up' | 'no_access';
  /** How long one rings before one goes. */
  ringsMs: number;
  /** Between the end of this visit and the way to the next. */
  restsMs: number;
  /** What the drive is rolled with. */
  driveDice: Dice;
}

const followUpShare = 0.08;
const noAccessShare = 0.04;

/** Rolls how a visit goes. What names it must be the same in every run: no id that an office makes up. */
export function habitsFor(seed: number, technician: string, visit: string): Habits {
  const random = dice(seed, technician, visit);
  const end = random();
  return {
    leavesEarlyMs: between(random, -3, 5) * minuteMs,
    traffic: between(random, 0.85, 1.05),
    tapsAfterMs: between(random, 15, 60) * 1000,
    workShare: between(random, 0.7, 1.1),
    ending: end < noAccessShare ? 'no_access' : end < noAccessShare + followUpShare ? 'follow_up' : 'done',
    ringsMs: between(random, 6, 10) * minuteMs,
    restsMs: between(random, 1, 4) * minuteMs,
    driveDice: dice(seed, technician, visit, 'drive'),
  };
}
