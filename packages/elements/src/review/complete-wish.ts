import type {Appointment} from '@dispatch-kit/core';
import type {Wish} from '../order/plan-wish.ts';

/** What completes a visit as done, wherever it stands. */
export function completeWish(visit: Appointment): Wish {
  const wasSkipped = visit.status === 'scheduled' || visit.status === 'enroute';
  return {
    command: 'complete',
    input: {outcome: 'done', ...(wasSkipped && {skip: true})},
    appointmentId: visit.id,
    jobId: undefined,
  };
}
