/** How people of the team come in, and that they can be shut out. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Member, MemberSession} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Answer, Company} from '@dispatch-kit/testing';

type SignedIn = {token: string; memberId: string; roles: string[]; organization: {slug: string}};
type Paired = {id: string; secret: string; url: string; setUpLink: string};

const stranger = (company: Company) => company.as('');
const send = (company: Company, phone: string) => stranger(company).post('/v1/sign-in/code', {phone});
const verify = (company: Company, phone: string, code: string, more: object = {}) =>
  stranger(company).post<SignedIn>('/v1/sign-in/verify', {phone, code, ...more});

/** The digits of the newest message that has some. */
async function codeTo(company: Company, phone: string): Promise<string> {
  await company.pass(1);
  const notice = company.sent.findLast(each => each.to === phone && each.kind === 'sign_in_code');
  return /\d{6}/.exec(notice!.text)![0];
}

function refused(answer: Answer<unknown>, code: string, status: number): void {
  assert.equal(answer.problem?.code, code, JSON.stringify(answer.body));
  assert.equal(answer.status, status);
}

const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

test('a member signs in with a code to the phone, and acts as what he is at the time', async () => {
  const company = await createCompany();
  const {id, phone} = await company.hireTechnician();
  expectOk(await send(company, phone!));
  const code = await codeTo(company, phone!);
  const session = expectOk(await verify(company, phone!, code, {deviceName: 'Sam’s phone'}));
  assert.equal(session.memberId, id);
  assert.match(session.token, /^ms_/);
  const caller = company.as(session.token);
  const kindOf = async () => expectOk(await caller.get<{actor: {kind: string}}>('/v1/me')).actor.kind;
  assert.equal(await kindOf(), 'technician');
  expectOk(await company.admin.patch(`/v1/members/${id}`, {roles: ['technician', 'dispatcher']}));
  assert.equal(await kindOf(), 'dispatcher');
  refused(await verify(company, phone!, code), 'code_wrong', 403);
  const listed = expectOk(await caller.get<{items: MemberSession[]}>(`/v1/members/${id}/sessions`)).items;
  assert.deepEqual(
    listed.filter(each => each.kind === 'member').map(each => each.deviceName),
    ['Sam’s phone'],
  );
  await company.close();
});

test('a number that nobody has is answered as one that somebody has, and gets no message', async () => {
  const company = await createCompany();
  const {phone} = await company.hireTechnician();
  const [known, unknown] = [await send(company, phone!), await send(company, '+13125559999')];
  assert.deepEqual([unknown.status, unknown.body], [known.status, known.body]);
  await company.pass(2);
  assert.deepEqual(
    company.sent.map(notice => notice.to),
    [phone],
  );
  const wrong = [await verify(company, phone!, '000000'), await verify(company, '+13125559999', '000000')];
  assert.deepEqual(
    wrong.map(({status, problem}) => [status, problem!.code, problem!.detail]),
    [
      [403, 'code_wrong', wrong[0]!.problem!.detail],
      [403, 'code_wrong', wrong[0]!.problem!.detail],
    ],
  );
  for (const number of [phone!, '+13125559999']) {
    await send(company, number);
    await send(company, number);
    const fourth = await send(company, number);
    refused(fourth, 'rate_limited', 429);
    assert.ok(Number(fourth.headers.get('retry-after')) > 800);
  }
  company.clock.advance(15 * 60_000);
  assert.equal((await send(company, phone!)).status, 202);
  await company.close();
});

test('five wrong codes void a code; a newer one takes its place; ten minutes end it', async () => {
  const company = await createCompany();
  const {phone} = await company.hireTechnician();
  await send(company, phone!);
  const first = await codeTo(company, phone!);
  for (let tries = 0; tries < 5; tries++)
    refused(await verify(company, phone!, wrongOf(first)), 'code_wrong', 403);
  refused(await verify(company, phone!, first), 'code_wrong', 403);
  await send(company, phone!);
  const second = await codeTo(company, phone!);
  for (let tries = 0; tries < 4; tries++) await verify(company, phone!, wrongOf(second));
  await send(company, phone!);
  const third = await codeTo(company, phone!);
  refused(await verify(company, phone!, second), 'code_wrong', 403);
  company.clock.advance(600_000);
  refused(await verify(company, phone!, third), 'code_wrong', 403);
  await company.close();
});

test('who works for two organizations of a server says for which', async () => {
  const company = await createCompany();
  const {phone} = await company.hireTechnician();
  const other = await company.server.createOrganization({
    name: 'Other',
    timeZone: 'Europe/Dublin',
    slug: 'other',
  });
  const roles = ['dispatcher'];
  expectOk(await company.as(other.apiKey).post('/v1/members', {name: 'Sam', phone, roles}));
  await send(company, phone!);
  const code = await codeTo(company, phone!);
  const unsaid = await verify(company, phone!, code);
  refused(unsaid, 'invalid', 400);
  assert.equal(unsaid.problem!.fields![0]!.path, 'organizationSlug');
  const {organization, roles: held} = expectOk(
    await verify(company, phone!, code, {organizationSlug: 'other'}),
  );
  assert.deepEqual([organization.slug, held], ['other', ['dispatcher']]);
  await company.close();
});

test('signing out ends the session, and the customer follows no more', async () => {
  const company = await createCompany();
  const {id, phone} = await company.hireTechnician();
  await send(company, phone!);
  const caller = company.as(expectOk(await verify(company, phone!, await codeTo(company, phone!))).token);
  const job = await company.book({leadId: id});
  const path = `/v1/appointments/${job.appointments[0]!.id}`;
  expectOk(await caller.post(`${path}/depart`));
  assert.equal((await caller.post('/v1/sign-out')).status, 204);
  refused(await caller.get('/v1/me'), 'token_expired', 401);
  const {leg} = expectOk(await company.admin.get<{leg: {liveEnd: string}}>(path));
  assert.equal(leg.liveEnd, 'signed_out');
  refused(await company.admin.post('/v1/sign-out'), 'not_allowed', 403);
  await company.close();
});

test('an invitation is announced, names who invites, and shows how far it came', async () => {
  const company = await createCompany({
    settings: {webUrls: {technician: 'https://app.example.com/join?c={token}'}},
  });
  const dana = await company.hireDispatcher('Dana Cole');
  expectOk(await company.admin.patch(`/v1/members/${dana.id}`, {roles: ['admin']}));
  const boss = company.as(
    expectOk(await company.admin.post<{token: string}>('/v1/embed-sessions', {memberId: dana.id})).token,
  );
  const sam = await company.hireTechnician();
  const invite = async () => expectOk(await boss.post<Member>(`/v1/members/${sam.id}/invite`));
  const present = async () => expectOk(await boss.get<Member>(`/v1/members/${sam.id}`)).invitation!;
  assert.equal((await invite()).invitation!.delivery, 'waiting');
  await invite();
  assert.equal((await present()).count, 1, 'clicked twice it is one');
  await company.pass(2);
  assert.deepEqual(
    company.sent.map(notice => notice.kind),
    ['heads_up'],
  );
  assert.match(company.sent[0]!.text, /^Northside Plumbing \(Dana Cole\)/);
  await company.pass(61);
  const [, invited] = company.sent;
  assert.match(invited!.text, /^Northside Plumbing \(Dana Cole\): you are invited/);
  const token = /https:\/\/app\.example\.com\/join\?c=([\w-]{22})/.exec(invited!.text)![1]!;
  assert.deepEqual([(await present()).delivery, (await present()).openedAt], ['sent', null]);
  const listed = expectOk(await boss.get<{items: Member[]}>('/v1/members')).items;
  assert.equal(listed.find(({id}) => id === sam.id)!.invitation!.delivery, 'sent', 'the list shows it too');
  const open = (which: string) => stranger(company).post('/v1/sign-in/invitation', {token: which});
  const opened = expectOk(await open(token));
  assert.deepEqual(
    [opened['invitedBy'], opened['name'], opened['phoneEnd']],
    ['Dana Cole', 'Sam Ortiz', sam.phone!.slice(-4)],
  );
  assert.ok((await present()).openedAt);
  await invite();
  await company.pass(2);
  assert.equal(company.sent.at(-1)!.kind, 'reinvited');
  refused(await open(token), 'link_ended', 410);
  refused(await open('nothing'), 'link_ended', 410);
  await send(company, sam.phone!);
  expectOk(await verify(company, sam.phone!, await codeTo(company, sam.phone!)));
  assert.ok((await present()).acceptedAt);
  await company.close();
});

test('a paired device has a secret of its own, shown once with the link that sets the app up', async () => {
  const company = await createCompany();
  const sam = await company.hireTechnician();
  const kim = await company.hireTechnician('Kim Park');
  const path = `/v1/members/${sam.id}/devices`;
  const pair = async (app: string) => expectOk(await sam.caller.post<Paired>(path, {app}));
  const [owntracks, traccar] = [await pair('owntracks'), await pair('traccar')];
  const inline = new URL(owntracks.setUpLink).searchParams.get('inline')!;
  const configuration = JSON.parse(atob(inline)) as Record<string, unknown>;
  assert.equal(configuration['password'], owntracks.secret);
  assert.equal(configuration['url'], 'https://office.test/v1/ingest/owntracks');
  const {searchParams} = new URL(traccar.setUpLink);
  assert.deepEqual(Object.fromEntries(searchParams), {
    url: 'https://office.test/v1/ingest/traccar',
    id: traccar.secret,
    interval: '10',
    distance: '0',
    accuracy: 'highest',
  });
  const listed = expectOk(await company.admin.get<{items: {id: string}[]}>(path));
  assert.deepEqual(
    listed.items.map(each => each.id),
    [owntracks.id, traccar.id],
  );
  assert.ok(!JSON.stringify(listed).includes(owntracks.secret));
  refused(await company.as(owntracks.secret).get('/v1/me'), 'unauthenticated', 401);
  refused(await kim.caller.get(path), 'not_found', 404);
  assert.equal((await sam.caller.delete(`${path}/${owntracks.id}`)).status, 204);
  refused(await sam.caller.delete(`/v1/members/${sam.id}/devices/dev_00000000`), 'not_found', 404);
  assert.equal(expectOk(await company.admin.get<{items: unknown[]}>(path)).items.length, 1);
  expectOk(await company.admin.delete(`/v1/members/${sam.id}`));
  assert.equal(expectOk(await company.admin.get<{items: unknown[]}>(path)).items.length, 0);
  const dana = await company.hireDispatcher();
  const body = {app: 'traccar'};
  refused(await company.admin.post(`/v1/members/${dana.id}/devices`, body), 'invalid', 400);
  await company.close();
});

test('an erased member is gone from rows and messages, and cannot come in', async () => {
  const company = await createCompany();
  const sam = await company.hireTechnician('Augusta Zzyzx');
  const job = await company.book({leadId: sam.id});
  const path = `/v1/appointments/${job.appointments[0]!.id}`;
  expectOk(await sam.caller.post(`${path}/depart`));
  const at = new Date(company.clock.now()).toISOString();
  expectOk(
    await sam.caller.post('/v1/positions', {fixes: [{lat: 41.95, lng: -87.66, at, accuracyMeters: 9}]}),
  );
  expectOk(await company.admin.post(`/v1/members/${sam.id}/invite`));
  await company.pass(70);
  assert.equal((await company.admin.post(`/v1/members/${sam.id}/erase`)).status, 204);
  for (const read of [
    '/v1/members',
    '/v1/positions',
    '/v1/notices',
    '/v1/events',
    '/v1/snapshot?view=board',
  ]) {
    const text = JSON.stringify((await company.admin.get(read)).body);
    assert.ok(!/Augusta|Zzyzx/.test(text) && !text.includes(sam.phone!) && !text.includes('41.95'), read);
  }
  const visit = expectOk(await company.admin.get<{status: string; leadId: string | null}>(path));
  assert.deepEqual([visit.status, visit.leadId], ['scheduled', null]);
  refused(await sam.caller.get('/v1/me'), 'token_expired', 401);
  const sent = company.sent.length;
  await send(company, sam.phone!);
  await company.pass(2);
  assert.equal(company.sent.length, sent);
  assert.equal((await company.admin.post(`/v1/members/${sam.id}/erase`)).status, 204);
  await company.close();
});
