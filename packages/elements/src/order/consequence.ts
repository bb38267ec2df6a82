import type {Appointment, CommandReply, DomainEvent, ToldNotice} from '@dispatch-kit/core';
import {isLive} from '@dispatch-kit/core';
import type {OfficeSay} from './office-words.ts';

/** One thing that follows from a command: a sentence, and the message as it will be read. */
export interface ConsequenceLine {
  readonly text: string;
  readonly message?: string;
}

/** What a dry run says; a new job's says the same without a visit. */
export type DryReply = {events?: readonly DomainEvent[]; notices?: readonly ToldNotice[]} & Pick<
  CommandReply,
  'appointment'
>;

/** What will happen, in words: who gets which message, and who does not. */
export function consequencesOf(
  reply: DryReply,
  before: Appointment | undefined,
  leadName: string | undefined,
  say: OfficeSay,
): ConsequenceLine[] {
  if (reply.events?.length === 0) return [{text: say('nothingChanges')}];
  const lines = (reply.notices ?? []).map(notice => lineOf(notice, say));
  if (before && isLive(before) && reply.appointment && !isLive(reply.appointment)) {
    lines.push({text: say('vanHidden', {name: leadName ?? say('somebody')})});
  }
  return lines.length > 0 ? lines : [{text: say('nobodyTold')}];
}

const gets = {sms: 'getsSms', email: 'getsEmail', push: 'getsPush'} as const;

function lineOf({to, channel, state, words}: ToldNotice, say: OfficeSay): ConsequenceLine {
  if (state === 'no_consent' || !channel) return {text: say('noConsent', {name: to})};
  if (state === 'dropped') return {text: say('tooLate', {name: to})};
  return {text: say(gets[channel], {name: to}), message: words};
}
