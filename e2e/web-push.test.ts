/** Web push: what a push service gets is signed by RFC 8292, and only the browser can read it by RFC 8291 and RFC 8188. */
import assert from 'node:assert/strict';
import {createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify} from 'node:crypto';
import {createServer} from 'node:http';
import type {IncomingHttpHeaders} from 'node:http';
import type {AddressInfo} from 'node:net';
import {after, test} from 'node:test';
import type {Member, Notice} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Notifier, OutgoingNotice} from '@dispatch-kit/server';
import {nodeWebhookSender} from '@dispatch-kit/server/node';
import {webPushMessages} from '@dispatch-kit/server/web-push';

type Got = {path: string; headers: IncomingHttpHeaders; body: Buffer};

async function pushService(): Promise<{url: string; got: Got[]; answer: {status: number}}> {
  const [got, answer] = [[] as Got[], {status: 201}];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      got.push({path: request.url!, headers: request.headers, body: Buffer.concat(chunks)});
      response.writeHead(answer.status).end();
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, got, answer};
}

/** A browser's half of RFC 8291: keys, and how it reads a record of RFC 8188. */
function browser() {
  const ecdh = createECDH('prime256v1');
  const publicKey = ecdh.generateKeys();
  const auth = randomBytes(16);
  const read = (body: Buffer): unknown => {
    const [salt, keyLength] = [body.subarray(0, 16), body[20]!];
    const serverKey = body.subarray(21, 21 + keyLength);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, serverKey]);
    const input = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(serverKey), auth, info, 32));
    const key = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: aes128gcm\0', 16));
    const nonce = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: nonce\0', 12));
    const sealed = body.subarray(21 + keyLength);
    const decipher = createDecipheriv('aes-128-gcm', key, nonce);
    decipher.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString());
  };
  const keys = {p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url')};
  return {keys, read};
}

function vapidKeys() {
  const ecdh = createECDH('prime256v1');
  const publicKey = ecdh.generateKeys();
  const privateKey = Buffer.concat([Buffer.alloc(32), ecdh.getPrivateKey()]).subarray(-32);
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: publicKey.subarray(1, 33).toString('base64url'),
    y: publicKey.subarray(33).toString('base64url'),
  };
  return {
    publicKey: publicKey.toString('base64url'),
    privateKey: privateKey.toString('base64url'),
    key: createPublicKey({key: jwk, format: 'jwk'}),
  };
}

async function open() {
  const service = await pushService();
  const {key, ...vapid} = vapidKeys();
  const sender = nodeWebhookSender({allowPrivateTargets: true});
  const texts: OutgoingNotice[] = [];
  const push = webPushMessages({...vapid, subject: 'mailto:office@example.com', sender});
  const notifier: Notifier = {
    send: notice =>
      notice.channel === 'push' ? push.send(notice) : Promise.resolve(void texts.push(notice)),
  };
  const company = await createCompany({notifier, pushKey: vapid.publicKey, webhooks: sender});
  return {company, key, vapid, texts, ...service};
}

test('a technician’s browser reads what only it can read; the push service sees who sent it', async () => {
  const {company, key, vapid, url, got} = await open();
  const sam = await company.hireTechnician();
  const phone = browser();
  const known = expectOk(await company.admin.get<{publicKey: string}>('/v1/push-subscriptions'));
  assert.equal(known.publicKey, vapid.publicKey);
  const subscription = {endpoint: `${url}/one`, expirationTime: null, keys: phone.keys};
  assert.equal((await sam.caller.post('/v1/push-subscriptions', subscription)).status, 204);
  const job = await company.book({leadId: sam.id});
  await company.pass(12);
  const [push] = got.filter(each => each.path === '/one');
  assert.equal(push!.headers['content-encoding'], 'aes128gcm');
  assert.ok(Number(push!.headers['ttl']) > 0);
  const told = phone.read(push!.body) as {kind: string; title: string; body: string};
  assert.deepEqual([told.kind, told.title], ['assigned', 'Northside Plumbing']);
  assert.match(told.body, /^New on your list: Leaking tap, kitchen/);
  assert.ok(!push!.body.includes('Leaking'));
  const [, jwt, publicKey] = /^vapid t=([^,]+), ?k=(.+)$/.exec(push!.headers.authorization!)!;
  const [head, claims, signature] = jwt!.split('.');
  const signed = Buffer.from(`${head}.${claims}`);
  const isSigned = verify(
    'sha256',
    signed,
    {key, dsaEncoding: 'ieee-p1363'},
    Buffer.from(signature!, 'base64url'),
  );
  assert.ok(isSigned);
  assert.equal(publicKey, vapid.publicKey);
  const {aud, sub} = JSON.parse(Buffer.from(claims!, 'base64url').toString()) as {aud: string; sub: string};
  assert.deepEqual([aud, sub], [url, 'mailto:office@example.com']);
  const {items} = expectOk(await company.admin.get<{items: Notice[]}>(`/v1/notices?jobId=${job.id}`));
  const assigned = items.find(each => each.kind === 'assigned')!;
  assert.deepEqual([assigned.channel, assigned.state], ['push', 'sent']);
  await company.close();
});

test('a subscription that has ended is forgotten, and the message goes by SMS instead, as does the next', async () => {
  const {company, url, got, texts, answer} = await open();
  const sam = await company.hireTechnician();
  expectOk(await sam.caller.post('/v1/push-subscriptions', {endpoint: `${url}/gone`, keys: browser().keys}));
  answer.status = 410;
  const job = await company.book({leadId: sam.id});
  await company.pass(12);
  assert.equal(got.length, 1);
  const noticesOf = async (id: string) =>
    expectOk(await company.admin.get<{items: Notice[]}>(`/v1/notices?jobId=${id}`)).items.find(
      each => each.memberId === sam.id,
    )!;
  const told = await noticesOf(job.id);
  assert.deepEqual([told.channel, told.state], ['sms', 'sent']);
  assert.ok(texts.some(({id, to}) => id === told.id && to === sam.phone));
  const next = await company.book({leadId: sam.id, inHours: 5});
  assert.equal((await noticesOf(next.id)).channel, 'sms');
  await company.close();
});

test('a customer agrees to push by link, and is reached where there is neither text nor mail', async () => {
  const {company, url, got} = await open();
  const customer = expectOk(await company.admin.post<{id: string}>('/v1/customers', {name: 'Ada'}));
  const startMs = company.clock.now() + 2 * 3_600_000;
  const window = {start: new Date(startMs).toISOString(), end: new Date(startMs + 3_600_000).toISOString()};
  const sam = await company.hireTechnician();
  const appointment = {window, durationMinutes: 60, leadId: sam.id};
  const job = expectOk(
    await company.admin.post<{id: string; appointments: {id: string}[]}>('/v1/jobs', {
      customerId: customer.id,
      title: 'Tap',
      address: {line: '1'},
      appointment,
    }),
  );
  const {token} = expectOk(await company.admin.post<{token: string}>('/v1/tracking-links', {jobId: job.id}));
  const page = browser();
  const subscription = {endpoint: `${url}/ada`, keys: page.keys};
  expectOk(await company.as(token).post('/v1/track/push', subscription));
  expectOk(await sam.caller.post(`/v1/appointments/${job.appointments[0]!.id}/depart`));
  await company.pass(12);
  const push = got.find(each => each.path === '/ada')!;
  const told = page.read(push.body) as {kind: string; url: string};
  assert.equal(told.kind, 'on_the_way');
  assert.ok(told.url.endsWith(token));
  assert.equal(push.headers['urgency'], 'high');
  await company.close();
});

test('a subscription that leads inside, or is none, is refused', async () => {
  const company = await createCompany({webhooks: nodeWebhookSender()});
  const member: Member & {caller: typeof company.admin} = await company.hireTechnician();
  const {keys} = browser();
  for (const endpoint of ['http://example.com/x', 'https://127.0.0.1/x', 'https://10.0.0.7/x', 'ftp://x', ''])
    assert.equal(
      (await member.caller.post('/v1/push-subscriptions', {endpoint, keys})).status,
      400,
      endpoint,
    );
  const short = {endpoint: 'https://example.com/x', keys: {...keys, auth: 'x'}};
  assert.equal((await member.caller.post('/v1/push-subscriptions', short)).status, 400);
  assert.equal(
    (await company.admin.post('/v1/push-subscriptions', {endpoint: 'https://example.com/x', keys})).status,
    403,
  );
  await company.close();
});
