import {wait, webPlatform} from '@dispatch-kit/client';
import type {Platform} from '@dispatch-kit/client';
import {dice} from './dice.ts';

/** How bad a network is. Shares are 0 to 1, and 0 unless given. */
export interface FaultyNetworkOptions {
  /** Where requests go in the end: a server in the same process, or the real network. */
  fetch: Platform['fetch'];
  /** The same seed makes the same faults for the same requests; default 1. */
  seed?: number;
  /** So many requests are lost before they reach the server. */
  lostShare?: number;
  /** So many answers are lost, although the server has done what it was asked. */
  unansweredShare?: number;
  /** So many requests arrive twice, as after a retry by something in between. */
  doubledShare?: number;
  /** Each request waits up to so long before it is sent. */
  mostDelayMs?: number;
  /** So many pieces of a stream are the last one. */
  cutShare?: number;
}

/** A network that fails, for a client to be tried on. */
export interface FaultyNetwork {
  /** Give it to a client as its `platform`. */
  readonly platform: Platform;
  /** Nothing gets through any more, open streams break, and the device knows it. */
  goOffline(): void;
  goOnline(): void;
  /** Breaks the open streams only, as a proxy does that has had enough. */
  cutStreams(): void;
  /** What has happened so far. */
  readonly faults: Readonly<Record<'lost' | 'unanswered' | 'doubled' | 'cut', number>>;
}

/** Puts a network between a client and a server that loses, delays, doubles and cuts, always in the same way. */
export function faultyNetwork(options: FaultyNetworkOptions): FaultyNetwork {
  const {lostShare = 0, unansweredShare = 0, doubledShare = 0, mostDelayMs = 0, cutShare = 0} = options;
  const random = dice('network', options.seed ?? 1);
  const faults = {lost: 0, unanswered: 0, doubled: 0, cut: 0};
  const web = webPlatform();
  const listeners = new Set<() => void>();
  const cuts = new Set<() => void>();
  let isOnline = true;

  const fail = (what: keyof typeof faults): never => {
    faults[what] += 1;
    throw new TypeError('Failed to fetch');
  };
  const deliver = async (request: Request): Promise<Response> => {
    const response = await options.fetch(request);
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response;
    return fragile(response, cuts, () => {
      const isCut = random() < cutShare;
      if (isCut) faults.cut += 1;
      return isCut;
    });
  };
  const send = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const [lost, unanswered, doubled, delay] = [random(), random(), random(), random()];
    if (mostDelayMs > 0) await wait(web, delay * mostDelayMs, request.signal);
    if (!isOnline || lost < lostShare) return fail('lost');
    if (doubled < doubledShare) {
      faults.doubled += 1;
      const twin = await options.fetch(request.clone());
      await twin.body?.cancel();
    }
    const response = await deliver(request);
    if (isOnline && unanswered >= unansweredShare) return response;
    await response.body?.cancel();
    return fail('unanswered');
  };
  const cutStreams = () => {
    for (const cut of cuts) cut();
  };
  return {
    platform: {
      ...web,
      fetch: send,
      isOnline: () => isOnline,
      onOnline(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    faults,
    cutStreams,
    goOffline() {
      isOnline = false;
      cutStreams();
    },
    goOnline() {
      isOnline = true;
      for (const listener of [...listeners]) listener();
    },
  };
}

/** A stream that breaks off when it is cut, or when the dice say so after a piece. */
function fragile(response: Response, cuts: Set<() => void>, isLast: () => boolean): Response {
  const reader = response.body!.getReader();
  let cut: () => void = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      cut = () => {
        cuts.delete(cut);
        controller.error(new TypeError('network error'));
        void reader.cancel().catch(() => undefined);
      };
      cuts.add(cut);
    },
    async pull(controller) {
      const {value, done} = await reader.read();
      if (!cuts.has(cut)) return;
      if (done) {
        cuts.delete(cut);
        controller.close();
        return;
      }
      controller.enqueue(value);
      if (isLast()) cut();
    },
    async cancel() {
      cuts.delete(cut);
      await reader.cancel();
    },
  });
  const {status, statusText, headers} = response;
  return new Response(body, {status, statusText, headers});
}
