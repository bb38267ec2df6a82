import {readForm} from './parse.ts';
import {phoneApps} from './phone-apps.ts';
import {takeText} from '../desk/take-text.ts';
import {noteDelivery} from '../notices/note-delivery.ts';
import type {Office} from '../office/office.ts';
import {Problem} from '../office/problem.ts';
import type {Delivery} from '../storage/correspondence-rows.ts';

/** Answers what providers send: forms that they signed, with fields of their own making. */
export type Inbound = (office: Office, request: Request) => Promise<Response>;

const mostBytes = 64 * 1024;

/** Reads a form that Twilio signed; any other one is refused before it is believed. */
async function signedForm(office: Office, request: Request): Promise<Record<string, string>> {
  const {textLine, publicUrl} = office;
  if (!textLine)
    throw new Problem(
      'not_allowed',
      'No Twilio account is set up here: set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM.',
    );
  const form = await readForm(request, mostBytes);
  const {pathname, search} = new URL(request.url);
  const signature = request.headers.get('x-twilio-signature') ?? '';
  const address = `${publicUrl}${pathname}${search}`;
  if (await textLine.verify(address, form, signature)) return form;
  throw new Problem(
    'not_allowed',
    `X-Twilio-Signature is not one of this account for ${address}. Give Twilio exactly this address, and the office its auth token.`,
  );
}

const states: Readonly<Record<string, Delivery['state']>> = {
  accepted: 'queued',
  scheduled: 'queued',
  queued: 'queued',
  sending: 'queued',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

async function twilioStatus(office: Office, request: Request): Promise<Response> {
  const form = await signedForm(office, request);
  const {searchParams} = new URL(request.url);
  const state = states[(form['MessageStatus'] ?? '').toLowerCase()];
  const [organizationId, noticeId] = [searchParams.get('organization'), searchParams.get('notice')];
  if (state && organizationId && noticeId)
    await noteDelivery(office, organizationId, noticeId, {
      state,
      providerId: form['MessageSid'] ?? null,
      error: form['ErrorCode'] ? `twilio_${form['ErrorCode']}` : null,
    });
  return new Response(null, {status: 204});
}

async function twilioMessage(office: Office, request: Request): Promise<Response> {
  const form = await signedForm(office, request);
  const text = (form['Body'] ?? '').trim() || (Number(form['NumMedia'] ?? 0) > 0 ? '🖼' : '');
  const reply =
    form['From'] && text
      ? await takeText(office, {
          phone: form['From'],
          text: text.slice(0, 2000).toWellFormed(),
          providerId: form['MessageSid'] ?? '',
          isAnswered: form['OptOutType'] !== undefined,
        })
      : undefined;
  const message = reply ? `<Message>${escaped(reply)}</Message>` : '';
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Response>${message}</Response>`;
  return new Response(xml, {headers: {'content-type': 'text/xml; charset=utf-8'}});
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What comes in forms that others made, by the row of the contract. */
export const inbound: Readonly<Record<string, Inbound>> = {
  ...phoneApps,
  'channels.twilioStatus': twilioStatus,
  'channels.twilioMessage': twilioMessage,
};
