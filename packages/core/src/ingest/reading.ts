import type {Fix} from '../place/fix.ts';

/**
 * Why something that a phone app sent is no position: `unreadable` (it cannot be told where or when), `no_place` (a sign of
 * life without one), `not_valid` (the app itself does not trust it), `encrypted`, `other_kind` (a message about something
 * else) or `other_device` (it came with those of another device).
 */
export type UnreadReason =
  'unreadable' | 'no_place' | 'not_valid' | 'encrypted' | 'other_kind' | 'other_device';

/** What was read of something sent: the fixes in it, and how much of it is none, by reason. */
export type Reading = {
  readonly fixes: readonly Fix[];
  readonly unread: Readonly<Partial<Record<UnreadReason, number>>>;
};

/** Puts together what each piece was read as. */
export function readingOf(pieces: readonly (Fix | UnreadReason)[]): Reading {
  const unread: Partial<Record<UnreadReason, number>> = {};
  const fixes: Fix[] = [];
  for (const piece of pieces)
    if (typeof piece === 'string') unread[piece] = (unread[piece] ?? 0) + 1;
    else fixes.push(piece);
  return {fixes, unread};
}
