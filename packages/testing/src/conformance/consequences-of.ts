import type {CommandReply} from '@dispatch-kit/core';

/** What of a dry run and the real one is to be the same: event types and whom they are about, states, who is told over what in which words. */
export function consequencesOf({events, appointment, job, notices, corrections}: CommandReply): unknown {
  return {
    events: events.map(({type, actor, basis, jobId, causedBy}) => ({
      type,
      actor,
      basis,
      jobId,
      caused: !!causedBy,
    })),
    appointment: appointment?.status,
    job: job.status,
    visits: job.appointments.map(({status, leadId, conflict, needsReschedule}) => ({
      status,
      leadId,
      conflict,
      needsReschedule,
    })),
    notices: notices.map(({words, ...notice}) => ({...notice, words: words.replace(/#\S+/, '#token')})),
    corrections: corrections ?? [],
  };
}
