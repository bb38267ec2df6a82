/** What the pages of the theatre tell each other. */
export type Cue =
  | {kind: 'look'; theme: string}
  /** The technician tapped, milliseconds since 1970. */
  | {kind: 'tap'; atMs: number}
  /** Another page shows something new since. */
  | {kind: 'shown'; where: 'customer' | 'office'; atMs: number}
  /** A job was chosen on the board. */
  | {kind: 'selected'; jobId: string};

const channel = new BroadcastChannel('dispatch-kit-theatre');

/** Tells the other pages something. */
export function tell(cue: Cue): void {
  channel.postMessage(cue);
}

/** Hears what the other pages tell. */
export function hear(listener: (cue: Cue) => void): void {
  channel.addEventListener('message', event => listener(event.data as Cue));
}

/** The moment by a clock that all pages of one browser share, milliseconds since 1970. */
export function sharedNowMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Takes the light or dark of the theatre, also when it changes. */
export function followLook(): void {
  const wear = (theme: string | null) => {
    if (theme) document.documentElement.dataset['theme'] = theme;
  };
  // A page by itself has no theatre that chose, and need not wait for the browser to look it up.
  const chosen = parent === window ? null : sessionStorage.getItem('theme');
  wear(chosen ?? new URLSearchParams(location.search).get('theme'));
  hear(cue => cue.kind === 'look' && wear(cue.theme));
}

/** Asks the demo for something; the plain office, which has no theatre, answers 404. */
export async function ask<T>(path: string, body?: object): Promise<T> {
  const init = body && {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(body),
  };
  const response = await fetch(path, init);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
}

/** A session for this page: the token in the address if there is one, else one that the demo gives. */
export function sessionAs(who: 'technician' | 'office'): () => Promise<string> {
  const given = location.hash.slice(1);
  if (given) return () => Promise.resolve(given);
  return async () => (await ask<{token: string}>(`/demo/session?as=${who}`)).token;
}
