/**
 * Every reason why a command may be refused, with the sentence a person reads. `{name}` is filled in from the
 * refusal's details.
 */
export const refusals = {
  not_scheduled: 'This visit is not scheduled yet: schedule it first.',
  already_scheduled: 'This visit is scheduled already: reschedule it to change its time.',
  on_the_way: 'The technician is on the way already.',
  under_way: 'The technician is under way on this visit: stand down or move the visit first.',
  not_under_way: 'Nobody is under way on this visit.',
  not_arrived: 'The technician has not arrived yet.',
  already_arrived: 'The technician has arrived already.',
  already_started: 'Work on this visit has started already.',
  already_complete: 'This visit is complete: reopen it, or plan another one.',
  not_complete: 'Only a completed visit can be reopened.',
  is_canceled: 'This visit was canceled: reinstate it first.',
  not_canceled: 'Only a canceled visit can be reinstated.',
  is_deleted: 'This visit was deleted.',
  use_request_reschedule: 'This visit is still planned: ask to move it instead.',
  unassigned: 'Nobody is assigned to this visit: assign a technician first.',
  technician_busy:
    'The technician is under way on another visit ({otherId}): complete or stand down that one first.',
  technician_booked:
    'The technician has another visit at that time ({otherId}): choose another time or person, or plan it anyway with override.',
  plan_changed: 'The plan has changed since it was looked at ({otherId}): look again who can go.',
  separate_mode_only:
    'In this organization the next step here is On my way or Start; arriving is told from under way.',
  skip_required: 'This visit was not started: complete it with skip, which leaves its times empty.',
  not_started:
    'The technician is still on the way: start first, or say that there was no access or an interruption.',
  skip_not_allowed: 'Only a dispatcher may complete a visit that was not started.',
  reason_required: 'Say why: give a reason.',
  finish_needs_done: 'A job can only be finished by a visit that is done.',
  open_visits: 'The job has other open visits ({otherIds}): finish or cancel them first.',
  visits_under_way: 'Somebody is under way on another visit of this job ({otherIds}): it must end first.',
  job_is_offered: 'This job is an offer that waits for an answer: accept it first.',
  job_is_declined: 'This job was declined: it can only be read.',
  job_is_canceled: 'This job was canceled: reinstate it first.',
  job_is_complete: 'This job is complete: reopen its last visit, or plan a new one.',
  job_is_open: 'This job is open already.',
  not_offered: 'This job does not wait for an answer.',
  not_canceled_job: 'Only a canceled job can be reinstated.',
  answer_the_offer: 'This job is an offer: decline or withdraw it.',
  later_visits_required:
    'The job has later visits ({otherIds}): say whether to keep or cancel them (laterVisits).',
  plan_a_visit: 'The job would stay paused: plan a visit instead.',
  reopen_too_late: 'A visit can be reopened within 24 hours; after that an admin can.',
  nothing_to_undo: 'There is nothing to undo here.',
  undo_too_late: 'This can no longer be undone: the time for it has passed.',
  undo_not_yours: 'Only the person who did it, or a dispatcher with a reason, can undo this.',
  superseded: 'Something was done after it ({eventType}, {eventId}): undo that first.',
  at_in_future: 'This time lies in the future: say when it happened, or leave it out.',
  at_too_old: 'This is more than 7 days ago: tell what happened within the last 7 days.',
  at_before_last:
    'Something happened on this visit after that time ({eventType} at {eventAt}): give a later time.',
  not_yours: 'This is somebody else’s visit.',
  forbidden: 'You may not do this: it takes {needed}.',
} as const;

export type RefusalCode = keyof typeof refusals;

/** A refused command: why, in a code and in words; `details` are what the sentence names (ids, a time). */
export type Refusal = {
  readonly refused: RefusalCode;
  readonly sentence: string;
  readonly details: Readonly<Record<string, string>>;
};

/** Makes a refusal, with its sentence filled in. */
export function refuse(code: RefusalCode, details: Record<string, string> = {}): Refusal {
  const sentence = refusals[code].replace(/\{(\w+)\}/g, (_, name: string) => details[name] ?? '…');
  return {refused: code, sentence, details};
}

/** True if a decision is a refusal. */
export function isRefusal(outcome: object): outcome is Refusal {
  return 'refused' in outcome;
}
