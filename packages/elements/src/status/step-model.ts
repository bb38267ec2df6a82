import {appointmentMachine, minuteMs, reasonCodes, toMs} from '@dispatch-kit/core';
import type {AppointmentStatus, Organization, Outcome, Refusal} from '@dispatch-kit/core';
import type {Standing} from './standing.ts';

/** What somebody who does the work tells a visit by a tap, besides undo. */
const workSteps = [
  'depart',
  'arrive',
  'start',
  'complete',
  'stand_down',
  'running_late',
  'ask_to_move',
] as const;

export type WorkStep = (typeof workSteps)[number];

export interface Step {
  command: WorkStep;
  /** Why it cannot be taken now. */
  refusal: Refusal | undefined;
}

/** The step that the big button says, and the others: first those that can be taken. */
export function orderSteps({status, next: first, offers}: Pick<Standing, 'status' | 'next' | 'offers'>): {
  next: Step | undefined;
  others: Step[];
} {
  const steps = workSteps.flatMap((command): Step[] => {
    const offer = offers.find(each => each.command === command);
    const isSo = 'already' in appointmentMachine[status][command];
    return offer && !isSo ? [{command, refusal: offer.refusal ?? undefined}] : [];
  });
  const others = steps.filter(step => step.command !== first);
  return {
    next: steps.find(step => step.command === first),
    others: others.toSorted((a, b) => Number(a.refusal !== undefined) - Number(b.refusal !== undefined)),
  };
}

/**
 * Until when the newest tap on a visit can be taken back, milliseconds since 1970; undefined where there is none, or
 * the tap that waits is itself an undo.
 */
export function undoUntilMs(
  {visit, status, waiting}: Pick<Standing, 'visit' | 'status' | 'waiting'>,
  undoMinutes: number,
): number | undefined {
  const last = waiting.at(-1);
  if (last?.command === 'undo') return undefined;
  const stamps: Partial<Record<AppointmentStatus, string | null>> = {
    enroute: visit.departedAt,
    arrived: visit.arrivedAt,
    started: visit.startedAt,
    complete: visit.completedAt,
  };
  const at = status === visit.status ? stamps[status] : last?.at;
  return at ? toMs(at) + undoMinutes * minuteMs : undefined;
}

/** `4:07`: what is left, in minutes and seconds. */
export function leftUntil(untilMs: number, nowMs: number): string | undefined {
  const seconds = Math.ceil((untilMs - nowMs) / 1000);
  if (seconds <= 0) return undefined;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The two ways in which a visit ends, as a person in front of the door sees them. */
export type Ending = 'done' | 'not_done';

/** Whether a visit can be told to be done, or only that it could not be: that is so on the way. */
export function endingsOf(status: AppointmentStatus): readonly Ending[] {
  return status === 'enroute' ? ['not_done'] : ['done', 'not_done'];
}

/** What a visit that is not done came to, by where it stood and why. */
export function outcomeOf(status: AppointmentStatus, reasonCode: string): Outcome {
  if (status === 'started') return 'follow_up';
  if (reasonCode === 'customer_absent') return 'no_access';
  return status === 'enroute' ? 'interrupted' : 'follow_up';
}

/** Why something is not done: the organization's own list, else ours; a label where the organization gave one. */
export function reasonsOf(
  organization: Pick<Organization, 'reasons'> | undefined,
): readonly {code: string; label?: string}[] {
  const own = organization?.reasons ?? [];
  if (own.length > 0) return own;
  return reasonCodes.filter(code => code !== 'weather').map(code => ({code}));
}
