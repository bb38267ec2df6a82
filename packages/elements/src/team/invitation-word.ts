import type {Member} from '@dispatch-kit/core';
import type {OfficeWord} from '../locales/office/en.ts';

/** How far a member has come on the way in: the word for it, when that was, and whether a hand is needed. */
export interface InvitationStanding {
  readonly word: OfficeWord;
  /** ISO 8601. */
  readonly at: string | undefined;
  readonly needsHand: boolean;
}

/** Says how far a member's invitation has come. */
export function invitationStanding({invitation}: Pick<Member, 'invitation'>): InvitationStanding {
  if (!invitation) return {word: 'invite.none', at: undefined, needsHand: true};
  const {acceptedAt, openedAt, sentAt, delivery} = invitation;
  if (acceptedAt) return {word: 'invite.accepted', at: acceptedAt, needsHand: false};
  if (openedAt) return {word: 'invite.opened', at: openedAt, needsHand: false};
  if (delivery === 'delivered') return {word: 'invite.delivered', at: sentAt, needsHand: false};
  if (delivery === 'failed' || delivery === 'dropped' || delivery === 'no_consent')
    return {word: 'invite.failed', at: sentAt, needsHand: true};
  return {word: 'invite.sent', at: sentAt, needsHand: false};
}
