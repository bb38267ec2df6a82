/** What this package needs of the world it runs in. `webPlatform()` is the one of browsers, Node, Deno and Bun. */
export interface Platform {
  /** Milliseconds of a clock that never jumps: for durations. */
  elapsedMs(): number;
  /** Milliseconds since 1970 by this device, which may be wrong. */
  wallMs(): number;
  /** Calls back once after a while; the returned function calls that off. */
  after(delayMs: number, callback: () => void): () => void;
  /** 0 ≤ x < 1. */
  random(): number;
  /** A key that no other call will ever use. */
  newKey(): string;
  /** False only when the device knows that it has no network. */
  isOnline(): boolean;
  /** Tells when the network may be back; the returned function stops that. */
  onOnline(listener: () => void): () => void;
  /** Whether nobody sees the page, such as in a tab behind another; never on a server. */
  isHidden(): boolean;
  /** Tells when `isHidden` changes; the returned function stops that. */
  onVisibility(listener: () => void): () => void;
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
}

/** The platform that the global objects of browsers and servers make up. */
export function webPlatform(): Platform {
  return {
    elapsedMs: () => performance.now(),
    wallMs: () => Date.now(),
    after(delayMs, callback) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
    newKey,
    isOnline: () => globalThis.navigator?.onLine !== false,
    onOnline(listener) {
      if (typeof globalThis.addEventListener !== 'function') return () => {};
      globalThis.addEventListener('online', listener);
      return () => globalThis.removeEventListener('online', listener);
    },
    isHidden: () => globalThis.document?.visibilityState === 'hidden',
    onVisibility(listener) {
      const {document} = globalThis;
      document?.addEventListener('visibilitychange', listener);
      return () => document?.removeEventListener('visibilitychange', listener);
    },
    fetch: (input, init) => globalThis.fetch(input, init),
  };
}

/** 128 random bits; `randomUUID` is missing on plain http pages. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Waits, or rejects with the signal's reason as soon as it is aborted. */
export async function wait(platform: Platform, delayMs: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const {promise, resolve, reject} = Promise.withResolvers<void>();
  const abort = () => {
    callOff();
    reject(signal.reason as Error);
  };
  const callOff = platform.after(delayMs, () => {
    signal.removeEventListener('abort', abort);
    resolve();
  });
  signal.addEventListener('abort', abort, {once: true});
  return promise;
}

/** Waits until the page is seen; no longer than until the signal is aborted. */
export async function untilSeen(platform: Platform, signal: AbortSignal): Promise<void> {
  if (!platform.isHidden() || signal.aborted) return;
  const {promise, resolve} = Promise.withResolvers<void>();
  const stop = platform.onVisibility(() => !platform.isHidden() && resolve());
  signal.addEventListener('abort', () => resolve(), {once: true});
  await promise;
  stop();
}
