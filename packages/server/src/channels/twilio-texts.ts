import {NoticeRefused} from '../options.ts';
import type {Notifier, Receipt, TextLine} from '../options.ts';

export type TwilioOptions = {
  accountSid: string;
  authToken: string;
  /** A number of yours, `+13125550100`, or a messaging service, `MG…`. */
  from: string;
  /** How requests are sent: the platform's `fetch`. */
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Where Twilio answers; another one for tests. */
  apiUrl?: string;
  timeoutMs?: number;
};

/** Twilio takes at most so many characters in one message. */
const mostCharacters = 1600;
/** The number said STOP to this sender. */
const stoppedCode = 21610;

type TwilioReply = {sid?: string; status?: string; code?: number; message?: string};

/**
 * Sends text messages by Twilio's Messages resource, and knows what Twilio signed. A message that Twilio will never take
 * (no such number, a landline, a number that said STOP) is refused for good; anything else is tried again.
 */
export function twilioTexts(options: TwilioOptions): Notifier & TextLine {
  const {accountSid, authToken, from, apiUrl = 'https://api.twilio.com', timeoutMs = 10_000} = options;
  const sender: Record<string, string> = from.startsWith('MG') ? {MessagingServiceSid: from} : {From: from};
  return {
    sender: from,
    async send({to, text, statusUrl}) {
      const body = [...text].slice(0, mostCharacters).join('');
      const status = isReachable(statusUrl) || options.apiUrl ? {StatusCallback: statusUrl} : undefined;
      const response = await options.fetch(`${apiUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({To: to, Body: body, ...sender, ...status}).toString(),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const reply = (await response.json().catch(() => ({}))) as TwilioReply;
      return receiptOf(response.status, reply);
    },
    verify: (url, form, signature) => isSigned(authToken, url, form, signature),
  };
}

/** Twilio refuses addresses that it cannot reach. */
function isReachable(url: string): boolean {
  const {hostname} = new URL(url);
  return hostname !== 'localhost' && hostname !== '[::1]' && !hostname.startsWith('127.');
}

function receiptOf(httpStatus: number, {sid, status, code, message}: TwilioReply): Receipt {
  if (httpStatus < 300 && sid) return {providerId: sid, state: status === 'sent' ? 'sent' : 'queued'};
  const detail = `Twilio answered ${httpStatus}${code ? ` (${code})` : ''}: ${message ?? 'no reason given'}`;
  if (httpStatus === 400)
    throw new NoticeRefused(`twilio_${code ?? 400}`, detail, {stopped: code === stoppedCode});
  throw new Error(detail);
}

/** Twilio's signature: HMAC-SHA1 over the address and the sorted fields of the form, in base64. */
async function isSigned(
  authToken: string,
  url: string,
  form: Readonly<Record<string, string>>,
  signature: string,
): Promise<boolean> {
  const signed = Object.keys(form)
    .sort()
    .reduce((text, name) => text + name + form[name]!, url);
  const encode = (text: string) => new TextEncoder().encode(text);
  const algorithm = {name: 'HMAC', hash: 'SHA-1'};
  const key = await crypto.subtle.importKey('raw', encode(authToken), algorithm, false, ['sign']);
  const tag = btoa(
    String.fromCharCode(...new Uint8Array(await crypto.subtle.sign('HMAC', key, encode(signed)))),
  );
  let difference = tag.length ^ signature.length;
  for (let i = 0; i < tag.length; i++) difference |= tag.charCodeAt(i) ^ signature.charCodeAt(i);
  return difference === 0;
}
