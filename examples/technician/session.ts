import type {DispatchSignedInEvent} from '@dispatch-kit/elements';

/** Who is signed in on this phone. */
export type Session = Pick<DispatchSignedInEvent['session'], 'token' | 'memberId'>;

const key = 'session';

export function keptSession(): Session | undefined {
  const kept = localStorage.getItem(key);
  return kept ? (JSON.parse(kept) as Session) : undefined;
}

/** Keeps who is signed in, or forgets it. */
export function keepSession(session: Session | undefined): void {
  if (!session) return localStorage.removeItem(key);
  const {token, memberId} = session;
  localStorage.setItem(key, JSON.stringify({token, memberId}));
}
