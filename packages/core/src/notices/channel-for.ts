import type {Channel} from './notice-kind.ts';

/** Somebody who may be written to, with what was agreed. */
type Reachable = {
  readonly id: string;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly consent: {readonly [channel in Channel]?: {readonly granted: boolean} | undefined};
};

/** The contacts that a job's messages go to: its own, else the customer's first. */
export function contactsFor<T extends Reachable>(contactIds: readonly string[], contacts: readonly T[]): T[] {
  const own = contacts.filter(contact => contactIds.includes(contact.id));
  return own.length > 0 ? own : contacts.slice(0, 1);
}

/**
 * The channel a contact is written to over, or null where he did not agree to any that would reach him.
 *
 * @param hasBrowser whether a browser of his takes push messages.
 */
export function channelFor(
  contact: Reachable,
  policy: 'ask' | 'transactional',
  hasBrowser: boolean,
): Channel | null {
  const agreed = agreedChannels(contact, policy);
  if (agreed.sms) return 'sms';
  if (agreed.email) return 'email';
  return hasBrowser && contact.consent.push?.granted ? 'push' : null;
}

/** Over which channels a contact is written to; one that would not reach him is absent. */
export function agreedChannels(
  contact: Reachable,
  policy: 'ask' | 'transactional',
): {sms?: boolean; email?: boolean} {
  const agreed = (channel: 'sms' | 'email') =>
    contact.consent[channel]?.granted ?? policy === 'transactional';
  return {
    ...(contact.phone && {sms: agreed('sms')}),
    ...(contact.email && {email: agreed('email')}),
  };
}
