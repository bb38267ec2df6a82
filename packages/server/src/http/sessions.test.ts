import assert from 'node:assert/strict';
import {test} from 'node:test';
import {endpoints} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';

type Session = {id: string; token: string; expiresAt: string};

test('a session may do what its roles allow, and with capabilities named only those', async () => {
  const company = await createCompany();
  const nia = await company.hireDispatcher('Nia Cole');
  const reading = expectOk(
    await company.admin.post<Session>('/v1/embed-sessions', {memberId: nia.id, capabilities: ['jobs.read']}),
  );
  const caller = company.as(reading.token);
  assert.equal((await caller.get('/v1/jobs')).status, 200);
  assert.equal((await caller.post('/v1/customers', {name: 'Ada'})).problem?.code, 'not_allowed');
  assert.equal((await nia.caller.post('/v1/customers', {name: 'Ada'})).status, 201);
  await company.close();
});

test('a session makes no session with more rights than its own', async () => {
  const company = await createCompany();
  const nia = await company.hireDispatcher('Nia Cole');
  const other = await company.hireTechnician('Sam Ortiz');
  const ask = (body: object) => nia.caller.post<Session>('/v1/embed-sessions', body);
  assert.equal((await ask({memberId: nia.id})).status, 201);
  assert.equal((await ask({memberId: other.id})).problem?.code, 'not_allowed');
  assert.equal((await ask({roles: ['admin']})).problem?.code, 'not_allowed');
  assert.equal((await ask({memberId: nia.id, roles: ['admin']})).problem?.code, 'invalid');
  const reading = expectOk(await ask({memberId: nia.id, capabilities: ['jobs.read', 'plan']}));
  const more = await company
    .as(reading.token)
    .post('/v1/embed-sessions', {memberId: nia.id, capabilities: ['notices']});
  assert.equal(more.problem?.code, 'not_allowed');
  await company.close();
});

test('a session ends when its time is over, when it is revoked, when its key is, and when its member leaves', async () => {
  const company = await createCompany();
  const code = async (token: string) => (await company.as(token).get('/v1/me')).problem?.code;
  const make = async (by = company.admin) => {
    const member = await company.hireDispatcher();
    return {
      member,
      session: expectOk(
        await by.post<Session>('/v1/embed-sessions', {memberId: member.id, expiresInSeconds: 60}),
      ),
    };
  };
  const short = await make();
  assert.equal(await code(short.session.token), undefined);
  company.clock.advance(61_000);
  assert.equal(await code(short.session.token), 'token_expired');
  const revoked = await make();
  await company.admin.delete(`/v1/embed-sessions/${revoked.session.id}`);
  assert.equal(await code(revoked.session.token), 'token_expired');
  const key = expectOk(await company.admin.post<{id: string; key: string}>('/v1/api-keys', {name: 'Portal'}));
  const ofKey = await make(company.as(key.key));
  await company.admin.delete(`/v1/api-keys/${key.id}`);
  assert.equal(await code(ofKey.session.token), 'token_expired');
  assert.equal(await code(key.key), 'token_expired');
  const left = await make();
  await company.admin.delete(`/v1/members/${left.member.id}`);
  assert.equal(await code(left.session.token), 'token_expired');
  assert.equal(await code('nobody knows this'), 'unauthenticated');
  await company.close();
});

test('when its time is over, no operation takes a session or a link any more', async () => {
  const company = await createCompany();
  const session = expectOk(await company.admin.post<Session>('/v1/embed-sessions', {roles: ['admin']}));
  const job = await company.book({inHours: 2});
  const link = expectOk(await company.admin.post<Session>('/v1/tracking-links', {jobId: job.id}));
  company.clock.advance(15 * 86_400_000);
  const over = {
    link: {token: link.token, wanted: '410 link_ended'},
    session: {token: session.token, wanted: '401 token_expired'},
  };
  let tried = 0;
  for (const {name, endpoint} of endpoints) {
    const {access, method, path} = endpoint;
    if (access === 'public' || access === 'operator') continue;
    const {token, wanted} = over[access === 'link' ? 'link' : 'session'];
    const request = new Request(company.url + path.replace(/\{\w+\}/g, 'none'), {
      method,
      headers: {authorization: `Bearer ${token}`},
    });
    const answer = await company.server.fetch(request);
    const {code} = (await answer.json()) as {code: string};
    assert.equal(`${answer.status} ${code}`, wanted, name);
    tried += 1;
  }
  assert.ok(tried > 120, `only ${tried} operations`);
  await company.close();
});
