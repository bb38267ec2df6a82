import assert from 'node:assert/strict';
import {expectOk} from '../caller.ts';
import {expectRefused, openFirm} from './firm.ts';
import type {DeclareTest, Firm, OfficeUnderTest} from './firm.ts';
import {Listener} from './listener.ts';

type Made = {id: string; token: string; expiresAt: string};

/** Keys, sessions and links: what they open, and that they end. */
export function tokenScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  test('a tracking link that is not known is 401, one that has ended is 410, both without data', async () => {
    const firm = await openFirm(office);
    const {job} = await firm.visitIn('scheduled');
    const link = await firm.link(job.id);
    assert.equal(link.caller.token.length, 22);
    expectRefused(await firm.as('AAAAAAAAAAAAAAAAAAAAAA').get('/v1/track'), 'unauthenticated', 401);
    expectOk(await firm.admin.delete(`/v1/tracking-links/${link.id}`));
    for (const path of ['/v1/track', '/v1/track/events']) {
      const ended = await link.caller.get(path);
      expectRefused(ended, 'link_ended', 410);
      assert.ok(!JSON.stringify(ended.body).includes('Leaking'), 'nothing of the job is in it');
    }
    expectRefused(await link.caller.post('/v1/track/confirm'), 'link_ended', 410);
  });

  test('a link asked for again is the same; one that was ended is another, and the old one stays ended', async () => {
    const firm = await openFirm(office);
    const {job} = await firm.visitIn('scheduled');
    const first = await firm.link(job.id);
    assert.equal((await firm.link(job.id)).caller.token, first.caller.token);
    expectOk(await firm.admin.delete(`/v1/tracking-links/${first.id}`));
    const next = await firm.link(job.id);
    assert.notEqual(next.caller.token, first.caller.token);
    assert.equal((await next.view()).visit.phase, 'upcoming');
    expectRefused(await first.caller.get('/v1/track'), 'link_ended', 410);
  });

  test('a link ends fourteen days after the last visit', async () => {
    const firm = await openFirm(office);
    const window = {start: firm.inMinutes(-15 * 24 * 60), end: firm.inMinutes(-15 * 24 * 60 + 60)};
    const job = await firm.book({appointment: {window}});
    const link = await firm.link(job.id);
    expectRefused(await link.caller.get('/v1/track'), 'link_ended', 410);
    await firm.tap(job.appointments[0]!.id, 'reschedule', {window: firm.window(24)});
    assert.equal((await link.view()).visit.phase, 'upcoming', 'and goes on with a new window');
  });

  test('a link opens the customer’s view and nothing else, and nothing else opens that', async () => {
    const firm = await openFirm(office);
    const {job} = await firm.visitIn('scheduled');
    const link = await firm.link(job.id);
    for (const path of [
      '/v1/me',
      '/v1/jobs',
      `/v1/jobs/${job.id}`,
      '/v1/events',
      '/v1/snapshot?view=board',
    ]) {
      const answer = await link.caller.get(path);
      assert.ok(answer.status === 403 || path === '/v1/me', `${path}: ${answer.status}`);
    }
    expectRefused(await firm.admin.get('/v1/track'), 'not_allowed', 403);
  });

  test('a revoked key ends, and every session that it made', async () => {
    const firm = await openFirm(office);
    const key = expectOk(await firm.admin.post<{id: string; key: string}>('/v1/api-keys', {name: 'Second'}));
    const second = firm.as(key.key);
    const session = firm.as(
      expectOk(await second.post<Made>('/v1/embed-sessions', {roles: ['dispatcher']})).token,
    );
    assert.equal((await session.get('/v1/jobs')).status, 200);
    const listed = expectOk(await firm.admin.get('/v1/api-keys'));
    assert.ok(!JSON.stringify(listed).includes(key.key), 'a key is shown once');
    expectOk(await firm.admin.delete(`/v1/api-keys/${key.id}`));
    expectRefused(await second.get('/v1/jobs'), 'token_expired', 401);
    expectRefused(await session.get('/v1/jobs'), 'token_expired', 401);
  });

  test('a session is never more than who made it, and ends when it is revoked', async () => {
    const firm = await openFirm(office);
    const technician = await firm.technician();
    const dispatcher = await firm.dispatcher();
    const post = (caller: typeof firm.admin, body: object) => caller.post<Made>('/v1/embed-sessions', body);
    expectRefused(await post(dispatcher.caller, {roles: ['admin']}), 'not_allowed', 403);
    expectRefused(await post(technician.caller, {roles: ['dispatcher']}), 'not_allowed', 403);
    expectRefused(await post(technician.caller, {memberId: dispatcher.id}), 'not_allowed', 403);
    expectRefused(await post(firm.admin, {memberId: technician.id, roles: ['admin']}), 'invalid', 400);
    const long = await post(firm.admin, {roles: ['admin'], expiresInSeconds: 7200});
    expectRefused(long, 'invalid', 400);
    const made = expectOk(await post(firm.admin, {memberId: technician.id}));
    assert.ok(Date.parse(made.expiresAt) - Date.parse(firm.inMinutes(0)) <= 3_605_000);
    const session = firm.as(made.token);
    assert.equal((await session.get('/v1/me')).status, 200);
    expectOk(await firm.admin.delete(`/v1/embed-sessions/${made.id}`));
    expectRefused(await session.get('/v1/me'), 'token_expired', 401);
  });

  test('a source sees and plans the jobs that it offered, and no others', async () => {
    const firm = await openFirm(office);
    const made = await firm.admin.post<{key: string}>('/v1/api-keys', {
      name: 'Brand',
      kind: 'source',
      sourceId: 'brand-1',
    });
    const source = firm.as(expectOk(made).key);
    const own = await firm.book();
    const customer = await firm.customer();
    const body = {customerId: customer.id, title: 'Boiler', address: {line: '1 W Lake St'}};
    const offered = expectOk(await source.post<{id: string; status: string}>('/v1/offers', body));
    assert.equal(offered.status, 'offered');
    expectRefused(await source.get(`/v1/jobs/${own.id}`), 'not_found', 404);
    const jobs = expectOk(await source.get<{items: {id: string}[]}>('/v1/jobs')).items;
    assert.deepEqual(
      jobs.map(job => job.id),
      [offered.id],
    );
    expectRefused(await source.post(`/v1/jobs/${offered.id}/accept`), 'forbidden', 403);
    assert.equal((await firm.jobTap(offered.id, 'withdraw', {}, source)).job.status, 'declined');
    expectRefused(await source.get('/v1/members'), 'not_allowed', 403);
  });

  streamsEnd(office, test);
}

function streamsEnd(office: OfficeUnderTest, test: DeclareTest): void {
  const ends: Record<string, (firm: Firm) => Promise<{listener: Listener; end: () => Promise<unknown>}>> = {
    'its key is revoked': async firm => {
      const key = expectOk(
        await firm.admin.post<{id: string; key: string}>('/v1/api-keys', {name: 'Second'}),
      );
      const listener = await Listener.open(firm.as(key.key), '/v1/events');
      return {listener, end: () => firm.admin.delete(`/v1/api-keys/${key.id}`)};
    },
    'its session is revoked': async firm => {
      const made = expectOk(await firm.admin.post<Made>('/v1/embed-sessions', {roles: ['dispatcher']}));
      const listener = await Listener.open(firm.as(made.token), '/v1/events');
      return {listener, end: () => firm.admin.delete(`/v1/embed-sessions/${made.id}`)};
    },
    'its member is deactivated': async firm => {
      const technician = await firm.technician();
      const listener = await Listener.open(technician.caller, '/v1/events');
      return {listener, end: () => firm.admin.delete(`/v1/members/${technician.id}`)};
    },
    'its member has fewer roles': async firm => {
      const dispatcher = await firm.dispatcher();
      const listener = await Listener.open(dispatcher.caller, '/v1/events');
      return {listener, end: () => firm.admin.patch(`/v1/members/${dispatcher.id}`, {roles: ['technician']})};
    },
    'its link is ended': async firm => {
      const {job} = await firm.visitIn('scheduled');
      const link = await firm.link(job.id);
      const listener = await Listener.open(link.caller, '/v1/track/events');
      return {listener, end: () => firm.admin.delete(`/v1/tracking-links/${link.id}`)};
    },
    'its customer is erased': async firm => {
      const {job} = await firm.visitIn('scheduled');
      const link = await firm.link(job.id);
      const listener = await Listener.open(link.caller, '/v1/track/events');
      return {listener, end: () => firm.admin.delete(`/v1/customers/${job.customerId}`)};
    },
  };
  for (const [why, begin] of Object.entries(ends)) {
    test(`an open stream ends at once when ${why}`, async () => {
      const firm = await openFirm(office);
      const {listener, end} = await begin(firm);
      await listener.until('a first message', each => each.heard.length > 0);
      assert.equal(listener.ended, false);
      const answer = (await end()) as {status: number};
      assert.ok(answer.status < 300);
      // Within about a second; twice that leaves room for a busy machine.
      await listener.until('its end', each => each.ended, 2);
    });
  }

  test('an open stream ends when its session has run out', async () => {
    const firm = await openFirm(office);
    const {timeScale} = expectOk(await firm.admin.get<{timeScale: number}>('/v1/me'));
    if (timeScale < 10) return;
    const made = await firm.admin.post<Made>('/v1/embed-sessions', {
      roles: ['dispatcher'],
      expiresInSeconds: 30,
    });
    const listener = await Listener.open(firm.as(expectOk(made).token), '/v1/events');
    await listener.until('its end', each => each.ended, 30 / timeScale + 3);
  });
}
