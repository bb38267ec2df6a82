import type {Notice} from '@dispatch-kit/core';

/** How a message stands, as the key of its word; undefined where nobody missed it, because another took its place. */
export function standingOf({state, reason, delivery}: Notice): string | undefined {
  if (state === 'sent') return delivery?.state === 'delivered' ? 'messageIs.delivered' : 'messageIs.sent';
  if (state === 'no_consent') return reason === 'stopped' ? 'messageIs.stopped' : 'messageIs.no_consent';
  if (state !== 'dropped') return `messageIs.${state}`;
  return reason === 'superseded' ? undefined : `messageIs.${reason ?? 'dropped'}`;
}

/** True for a message that its reader did not get, though it was meant for him. */
export function isMissed({state, reason}: Notice): boolean {
  return state === 'failed' || state === 'no_consent' || (state === 'dropped' && reason !== 'superseded');
}

/** When it went out; before, when it was written. */
export function timeOf({sentAt, at}: Notice): string {
  return sentAt ?? at;
}
