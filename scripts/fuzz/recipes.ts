import {createHmac} from 'node:crypto';
import type {BookingPage, Organization} from '@dispatch-kit/core';
import {expectOk} from '@dispatch-kit/testing';
import {browser, twilioToken} from './outside.ts';
import type {Stage} from './stage.ts';

/** A request that is right; undefined where it cannot be made just now, such as a code too many. */
type Recipe = {
  path: string;
  token: string;
  body?: object;
  form?: Record<string, string>;
  /** A body of another type, or credentials of another kind. */
  raw?: {text: string; headers: Record<string, string>};
};

const nobody = '';

/** Right requests where the document alone cannot tell them: they hold a code, a secret or a signature. */
export const recipes: Readonly<Record<string, (stage: Stage) => Promise<Recipe | undefined>>> = {
  async signInVerify(stage) {
    const proof = await codeOfMember(stage);
    return proof && {path: '/v1/sign-in/verify', token: nobody, body: proof};
  },
  signInSignOut: async stage => ({path: '/v1/sign-out', token: (await stage.technician()).token}),
  async membersRevokeSession(stage) {
    const {admin} = stage.company;
    const proof = await codeOfMember(stage);
    if (!proof) return undefined;
    const {memberId} = expectOk(
      await stage.company.as(nobody).post<{memberId: string}>('/v1/sign-in/verify', proof),
    );
    const {items} = expectOk(
      await admin.get<{items: {id: string; kind: string}[]}>(`/v1/members/${memberId}/sessions`),
    );
    const session = items.find(({kind}) => kind === 'member')!;
    return {path: `/v1/members/${memberId}/sessions/${session.id}`, token: admin.token};
  },
  async membersUnpairDevice(stage) {
    const {admin} = stage.company;
    const {id} = await stage.technician();
    const device = await admin.post<{id: string}>(`/v1/members/${id}/devices`, {
      name: 'Phone',
      app: 'owntracks',
    });
    return {path: `/v1/members/${id}/devices/${expectOk(device).id}`, token: admin.token};
  },
  async signInInvitation(stage) {
    const {company} = stage;
    const {id} = await stage.technician();
    expectOk(await company.admin.post(`/v1/members/${id}/invite`));
    await company.pass(63);
    const text = company.sent.findLast(({kind}) => kind === 'invited')?.text ?? '';
    const token = /[^\w-]([\w-]{22})(?![\w-])/.exec(text)?.[1];
    return token === undefined ? undefined : {path: '/v1/sign-in/invitation', token: nobody, body: {token}};
  },
  bookingPage: async stage => ({path: `/v1/book/${await bookableSlug(stage)}?days=7`, token: nobody}),
  async bookingRequest(stage) {
    const {path, body} = await booking(stage);
    return {path, token: nobody, body};
  },
  async bookingVerify(stage) {
    const {path, body} = await booking(stage);
    const asked = await stage.company.as(nobody).post<{bookingId: string}>(path, body);
    const code = asked.status === 202 ? await codeTo(stage, body.phone) : undefined;
    return code
      ? {path: `${path}/verify`, token: nobody, body: {bookingId: asked.body.bookingId, code}}
      : undefined;
  },
  async channelsSubscribe(stage) {
    const {token} = await stage.technician();
    return {path: '/v1/push-subscriptions', token, body: browser};
  },
  async roadOwntracks(stage) {
    const {id, secret} = await phone(stage, 'owntracks');
    const at = Math.floor(stage.company.clock.now() / 1000);
    const text = JSON.stringify({_type: 'location', lat: 41.95, lon: -87.66, tst: at, batt: 50});
    const headers = {authorization: `Basic ${btoa(`${id}:${secret}`)}`, 'content-type': 'application/json'};
    return {path: '/v1/ingest/owntracks', token: nobody, raw: {text, headers}};
  },
  async roadTraccar(stage) {
    const {secret} = await phone(stage, 'traccar');
    const body = [{id: secret, lat: 41.95, lon: -87.66, timestamp: stage.company.clock.now(), batt: 50}];
    return {path: '/v1/ingest/traccar', token: nobody, body};
  },
  async roadGpx(stage) {
    const at = new Date(stage.company.clock.now()).toISOString();
    const point = `<trkpt lat="41.95" lon="-87.66"><time>${at}</time></trkpt>`;
    const text = `<gpx version="1.1"><trk><trkseg>${point}</trkseg></trk></gpx>`;
    const {token} = await stage.technician();
    return {path: '/v1/ingest/gpx', token, raw: {text, headers: {'content-type': 'application/gpx+xml'}}};
  },
  trackPush: async stage => ({path: '/v1/track/push', token: (await stage.link()).token, body: browser}),
  channelsTwilioStatus: stage => {
    const query = `organization=${stage.company.organizationId}&notice=${stage.idOf('not_') ?? 'none'}`;
    const form = {MessageSid: 'SM1', MessageStatus: 'delivered'};
    return Promise.resolve({path: `/v1/inbound/twilio/status?${query}`, token: nobody, form});
  },
  channelsTwilioMessage: () => {
    const form = {MessageSid: 'SM2', From: '+13125550142', To: '+13125550100', Body: 'Thank you'};
    return Promise.resolve({path: '/v1/inbound/twilio/message', token: nobody, form});
  },
};

/** Makes the request of a recipe; a form is signed as Twilio signs. */
export function requestOf({path, token, body, form, raw}: Recipe, method: string, url: string): Request {
  const headers = new Headers({...(token && {authorization: `Bearer ${token}`}), ...raw?.headers});
  if (raw) return new Request(url + path, {method, headers, body: raw.text});
  if (!form) {
    if (body) headers.set('content-type', 'application/json');
    return new Request(url + path, {method, headers, ...(body && {body: JSON.stringify(body)})});
  }
  const fields = Object.keys(form)
    .sort()
    .map(name => name + form[name]!);
  const signature = createHmac('sha1', twilioToken).update(url + path + fields.join(''));
  headers.set('x-twilio-signature', signature.digest('base64'));
  return new Request(url + path, {method, headers, body: new URLSearchParams(form)});
}

/** A phone app of a technician who is under way. */
async function phone(stage: Stage, app: string): Promise<{id: string; secret: string}> {
  const {leadId} = await stage.visitIn('enroute');
  const paired = await stage.company.admin.post<{id: string; secret: string}>(
    `/v1/members/${leadId}/devices`,
    {app},
  );
  return expectOk(paired);
}

/** The digits that a phone was sent. */
async function codeTo(stage: Stage, phone: string): Promise<string | undefined> {
  await stage.company.pass(1);
  const notice = stage.company.sent.findLast(each => each.to === phone && each.kind === 'sign_in_code');
  return /\d{6}/.exec(notice?.text ?? '')?.[0];
}

async function codeOfMember(stage: Stage): Promise<{phone: string; code: string} | undefined> {
  const {phone} = await stage.company.hireTechnician();
  const asked = await stage.company.as(nobody).post('/v1/sign-in/code', {phone});
  const code = asked.status === 202 ? await codeTo(stage, phone!) : undefined;
  return code ? {phone: phone!, code} : undefined;
}

async function bookableSlug({company}: Stage): Promise<string> {
  const services = [{id: 'tap', name: 'Leaking tap', durationMinutes: 60}];
  const open = {services, booking: {open: true}};
  return expectOk(await company.admin.patch<Organization>('/v1/organization', open)).slug;
}

/** A request for a window that is free. */
export async function booking(stage: Stage) {
  const path = `/v1/book/${await bookableSlug(stage)}`;
  const page = expectOk(await stage.company.as(nobody).get<BookingPage>(`${path}?days=7`));
  const window = page.days.flatMap(({windows}) => windows)[0]!;
  const phone = `+1312556${String(stage.number()).padStart(4, '0')}`;
  const body = {serviceId: 'tap', window, name: 'Ada Lee', phone, address: {line: '1 W Lake St'}};
  return {path, body};
}
