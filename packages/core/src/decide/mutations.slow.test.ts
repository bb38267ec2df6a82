/** A hundred seeded mutations of the two machines, each of which the behaviour must tell from the shipped ones. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {behaviour} from './behaviour.test.ts';
import type {Machines} from './decide.ts';
import {appointmentCommandTypes} from '../appointment/appointment-command.ts';
import {AppointmentStatus} from '../appointment/appointment-facts.ts';
import type {Cell, RuleName} from '../appointment/appointment-machine.ts';
import {appointmentMachine} from '../appointment/appointment-machine.ts';
import type {RefusalCode} from '../appointment/refusal.ts';
import {refusals} from '../appointment/refusal.ts';
import {jobCommandTypes} from '../job/job-command.ts';
import {JobStatus} from '../job/job-facts.ts';
import type {JobCell, JobRuleName} from '../job/job-machine.ts';
import {jobMachine} from '../job/job-machine.ts';

const seed = Number(process.env['SEED'] ?? 20_260_302);
const mutations = 100;

type Dice = {roll(sides: number): number; pick<T>(of: readonly T[]): T};

/** Numbers by the mulberry32 generator, the same for the same seed. */
function diceOf(from: number): Dice {
  let state = from;
  const roll = (sides: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  };
  return {roll, pick: of => of[roll(of.length)]!};
}

type Mutation = {readonly says: string; readonly machines: Machines};
type AnyCell = Cell | JobCell;

/** Rules that refuse whatever is asked in the usual scene of any cell: adding one must be noticed everywhere. */
const bites: readonly RuleName[] = ['person_in_separate_mode', 'undo_is_possible'];
const jobBites: readonly JobRuleName[] = ['undo_is_possible'];
const codes = Object.keys(refusals) as RefusalCode[];

function mutate(
  cell: AnyCell,
  dice: Dice,
  rules: readonly string[],
): [says: string, cell: AnyCell] | undefined {
  if ('no' in cell) {
    if (dice.roll(2) === 0)
      return ['a refusal became a move', {to: dice.pick(AppointmentStatus.options), rules: []}];
    const other = dice.pick(codes.filter(code => code !== cell.no));
    return [`${cell.no} became ${other}`, {no: other}];
  }
  const change = dice.roll(5);
  if (change === 0) return ['it became a refusal', {no: dice.pick(codes)}];
  if (change === 1 && cell.rules.length > 0) {
    const gone = dice.pick(cell.rules as readonly string[]);
    return [`${gone} was dropped`, {...cell, rules: cell.rules.filter(name => name !== gone)} as AnyCell];
  }
  if (change === 2) {
    const more = dice.pick(rules.filter(name => !(cell.rules as readonly string[]).includes(name)));
    return more ? [`${more} was put first`, {...cell, rules: [more, ...cell.rules]} as AnyCell] : undefined;
  }
  if (change === 3 && 'to' in cell) {
    const other = dice.pick(AppointmentStatus.options.filter(status => ![cell.to].flat().includes(status)));
    return [`${String(cell.to)} became ${other}`, {...cell, to: other}];
  }
  if (change === 4)
    return 'already' in cell
      ? ['it does it again', {rules: cell.rules, stays: true} as AnyCell]
      : ['it is so already', {already: true, rules: cell.rules} as AnyCell];
  return undefined;
}

function mutationBy(dice: Dice): Mutation {
  for (;;) {
    const ofJob = dice.roll(4) === 0;
    const states: readonly string[] = ofJob ? JobStatus.options : AppointmentStatus.options;
    const commands: readonly string[] = ofJob ? jobCommandTypes : appointmentCommandTypes;
    const state = dice.pick(states);
    const command = dice.pick(commands);
    const table: Record<string, Record<string, AnyCell>> = ofJob ? jobMachine : appointmentMachine;
    const made = mutate(table[state]![command]!, dice, ofJob ? jobBites : bites);
    if (!made) continue;
    const mutant = {...table, [state]: {...table[state], [command]: made[1]}};
    const machines = {
      appointment: appointmentMachine,
      job: jobMachine,
      [ofJob ? 'job' : 'appointment']: mutant,
    };
    return {
      says: `${ofJob ? 'job' : 'visit'} ${state}.${command}: ${made[0]}`,
      machines: machines as Machines,
    };
  }
}

/** The first sentence that does not hold for these machines. */
function caughtBy(machines: Machines): string | undefined {
  return behaviour.find(({holds}) => {
    try {
      holds(machines);
      return false;
    } catch {
      return true;
    }
  })?.says;
}

test(`${mutations} seeded mutations of the machines are each caught`, t => {
  const dice = diceOf(seed);
  const made = new Map<string, Mutation>();
  while (made.size < mutations) {
    const mutation = mutationBy(dice);
    made.set(mutation.says, mutation);
  }
  const survivors: string[] = [];
  for (const {says, machines} of made.values()) {
    const sentence = caughtBy(machines);
    if (sentence === undefined) survivors.push(says);
    t.diagnostic(`${says} — caught by “${sentence ?? 'nobody'}”`);
  }
  assert.deepEqual(survivors, [], `seed ${seed}`);
  t.diagnostic(`seed ${seed}: ${made.size - survivors.length} of ${made.size} mutations caught`);
});
