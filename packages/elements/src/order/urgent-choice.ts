import type {NearestTechnician} from '@dispatch-kit/core';
import type {Wish} from './plan-wish.ts';

/** What is chosen about who goes. */
export interface UrgentChoice {
  /** Who takes over a visit, where that is another than was proposed; null: nobody yet. */
  readonly takers: ReadonlyMap<string, string | null>;
  readonly reasonCode: string;
  readonly note: string;
}

/** What stands there before anybody touched it. */
export const noChoice: UrgentChoice = {takers: new Map(), reasonCode: 'interrupted', note: ''};

/** True where work that has begun is left: that takes a reason. */
export function interruptsWork({standing, send}: NearestTechnician): boolean {
  return standing === 'at_work' && send.current?.first === 'leave';
}

/** The command that sends somebody as it was proposed and chosen. */
export function sendWish(appointmentId: string, technician: NearestTechnician, choice: UrgentChoice): Wish {
  const {send} = technician;
  const moves = send.moves.map(move => {
    const leadId = choice.takers.get(move.appointmentId);
    return leadId === undefined ? move : {...move, leadId};
  });
  const note = choice.note.trim();
  const interrupt = {code: choice.reasonCode, ...(note && {note})};
  return {
    command: 'send_now',
    input: {...send, moves, ...(interruptsWork(technician) && {interrupt})},
    appointmentId,
    jobId: undefined,
  };
}

/** What somebody's going costs, in numbers: visits that begin later with him, that others take over, whose window breaks. */
export function costOf({delays}: NearestTechnician): {later: number; given: number; broken: number} {
  const kept = delays.filter(({takenBy, delayMinutes}) => takenBy === null && delayMinutes > 0);
  return {
    later: kept.length,
    given: delays.filter(({takenBy}) => takenBy !== null).length,
    broken: kept.filter(({breaksWindow}) => breaksWindow).length,
  };
}
