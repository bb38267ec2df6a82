import {lookup} from 'node:dns/promises';
import type {LookupAddress} from 'node:dns';
import {request as requestHttp} from 'node:http';
import type {IncomingMessage, RequestOptions} from 'node:http';
import {request as requestHttps} from 'node:https';
import {isIP} from 'node:net';
import {isPublicAddress} from './public-address.ts';
import type {WebhookMessage, WebhookSender} from '../options.ts';

export type WebhookSenderOptions = {
  /** For development: lets addresses be http, private or this machine itself. */
  allowPrivateTargets?: boolean;
  /** How long one attempt may take in all; default 10 seconds. */
  timeoutMs?: number;
  /** How much of a reply is read before the connection is closed; default 64 KiB. */
  mostReplyBytes?: number;
  /** Every address of a host name; default the system's resolver. */
  resolve?: (hostname: string) => Promise<LookupAddress[]>;
};

/**
 * Sends webhooks from Node. The host's name is resolved at each attempt and the connection goes to the very address that
 * was looked at, so that a name which changes in between cannot lead inside. Follows no redirect.
 */
export function nodeWebhookSender(options: WebhookSenderOptions = {}): WebhookSender {
  const {allowPrivateTargets = false, timeoutMs = 10_000, mostReplyBytes = 64 * 1024} = options;
  const resolve = options.resolve ?? (hostname => lookup(hostname, {all: true, verbatim: true}));
  const refusal = (url: string) => refusalOf(url, allowPrivateTargets);
  return {
    refusal,
    async send(message) {
      const refused = refusal(message.url);
      if (refused) throw new Error(refused);
      const signal = AbortSignal.timeout(timeoutMs);
      const url = new URL(message.url);
      const addresses = await before(signal, resolve(hostOf(url)), timeoutMs);
      const [target] = addresses;
      if (!target) throw new Error('Its name leads to no address.');
      if (!allowPrivateTargets && addresses.some(({address}) => !isPublicAddress(address)))
        throw new Error('Its name leads to an address that is not on the open internet.');
      return post(message, {signal, target, mostReplyBytes, timeoutMs});
    },
  };
}

const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '');

function refusalOf(text: string, allowPrivateTargets: boolean): string | undefined {
  const url = URL.parse(text);
  if (!url) return 'Give the full address, such as https://example.com/hooks.';
  if (url.username || url.password) return 'Leave name and password out of the address.';
  if (allowPrivateTargets) return undefined;
  if (url.protocol !== 'https:') return 'Give an https address.';
  const host = hostOf(url);
  const isLocal = /(^|\.)(localhost|local|internal)\.?$/i.test(host);
  if (isLocal || (isIP(host) !== 0 && !isPublicAddress(host))) return 'Give an address on the open internet.';
  return undefined;
}

/** A promise, for as long as there is time. */
function before<T>(signal: AbortSignal, work: Promise<T>, timeoutMs: number): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(late(timeoutMs)), {once: true}),
    ),
  ]);
}

const late = (timeoutMs: number) => new Error(`No answer within ${timeoutMs / 1000} seconds.`);

type Bounds = {signal: AbortSignal; target: LookupAddress; mostReplyBytes: number; timeoutMs: number};

function post(
  {url, headers, body}: WebhookMessage,
  {signal, target, mostReplyBytes, timeoutMs}: Bounds,
): Promise<{status: number}> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  const pinned: RequestOptions['lookup'] = (_host, {all}, done) =>
    all ? done(null, [target]) : done(null, target.address, target.family);
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(signal.aborted ? late(timeoutMs) : error);
    const sent = request(
      url,
      {
        method: 'POST',
        headers: {...headers, 'content-length': Buffer.byteLength(body)},
        lookup: pinned,
        signal,
        agent: false,
      },
      reply => {
        reply.on('error', fail);
        readSome(reply, mostReplyBytes, () => resolve({status: reply.statusCode ?? 0}));
      },
    );
    sent.on('error', fail);
    sent.end(body);
  });
}

function readSome(reply: IncomingMessage, mostBytes: number, done: () => void): void {
  let read = 0;
  reply.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read <= mostBytes) return;
    done();
    reply.destroy();
  });
  reply.on('end', done);
}
