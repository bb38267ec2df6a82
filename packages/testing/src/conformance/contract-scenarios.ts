import assert from 'node:assert/strict';
import type {Appointment, Customer, Job, Member} from '@dispatch-kit/core';
import {endpoints} from '@dispatch-kit/core';
import {callerOf, expectOk} from '../caller.ts';
import {expectRefused, openFirm, openOwnFirm} from './firm.ts';
import type {DeclareTest, Firm, OfficeUnderTest} from './firm.ts';

type Page<T> = {items: T[]; nextCursor?: string};

/** What holds on every endpoint: versions, external ids, strict reading, pages, origins, limits. */
export function contractScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  const send = (path: string, init: RequestInit) =>
    (office.fetch ?? fetch)(new Request(office.url + path, init));

  versions(office, test);
  strictness(office, test);
  pages(office, test);

  test('an externalId is unique in its organization and kind, and finds its resource', async () => {
    const firm = await openFirm(office);
    const externalId = 'crm-17';
    const customer = await firm.customer({externalId});
    const job = await firm.book({
      customerId: customer.id,
      job: {externalId},
      appointment: {externalId},
    });
    const member = await firm.technician('Sam Ortiz', {externalId});
    const others: [string, object][] = [
      ['/v1/customers', {name: 'Bo', externalId}],
      ['/v1/members', {name: 'Bo', phone: '+13125550177', roles: ['technician'], externalId}],
      ['/v1/jobs', {customerId: customer.id, title: 'B', address: {line: '1'}, externalId}],
      [`/v1/jobs/${job.id}/appointments`, {window: firm.window(9), durationMinutes: 60, externalId}],
    ];
    for (const [path, body] of others) {
      const answer = await firm.admin.post(path, body);
      expectRefused(answer, 'external_id_taken', 409);
    }
    const found: [string, string][] = [
      ['customers', customer.id],
      ['jobs', job.id],
      ['appointments', job.appointments[0]!.id],
      ['members', member.id],
    ];
    for (const [kind, id] of found) {
      const page = expectOk(await firm.admin.get<Page<{id: string}>>(`/v1/${kind}?externalId=${externalId}`));
      assert.deepEqual(
        page.items.map(each => each.id),
        [id],
        kind,
      );
      assert.deepEqual(expectOk(await firm.admin.get<Page<object>>(`/v1/${kind}?externalId=none`)).items, []);
    }
    const second = await firm.customer({externalId: 'crm-18'});
    const taken = await firm.admin.patch(`/v1/customers/${second.id}`, {externalId});
    expectRefused(taken, 'external_id_taken', 409);
    const kept = expectOk(await firm.admin.get<Job>(`/v1/jobs/${job.id}`));
    assert.deepEqual([kept.externalId, kept.appointments[0]!.externalId], [externalId, externalId]);
  });

  test('metadata is kept as it was given: up to 50 pairs of strings', async () => {
    const firm = await openFirm(office);
    const metadata = {crm: 'x-1', __proto__x: 'y'};
    const customer = await firm.customer({metadata});
    assert.deepEqual(customer.metadata, metadata);
    const many = Object.fromEntries(Array.from({length: 51}, (_, n) => [`k${n}`, 'v']));
    expectRefused(await firm.admin.patch(`/v1/customers/${customer.id}`, {metadata: many}), 'invalid', 400);
  });

  test('what is part of the contract and not built yet says so', async () => {
    const firm = await openFirm(office);
    const {id, job, technician} = await firm.visitIn('scheduled');
    const link = await firm.link(job.id);
    for (const {endpoint} of endpoints.filter(row => row.endpoint.later)) {
      if (endpoint.access === 'operator') continue;
      const path = endpoint.path
        .replace('{id}', endpoint.path.includes('appointments') ? id : job.id)
        .replace(/\{\w+\}/, 'x');
      const ownOnly = endpoint.access.includes('positions.write') ? technician.caller : firm.admin;
      const caller = endpoint.access === 'link' ? link.caller : ownOnly;
      const answer =
        endpoint.method === 'GET'
          ? await caller.get(path)
          : endpoint.method === 'DELETE'
            ? await caller.delete(path)
            : await caller.post(path, {});
      assert.equal(
        answer.status,
        501,
        `${endpoint.method} ${path}: ${answer.status} ${answer.problem?.detail}`,
      );
      assert.ok(['coming_later', 'no_geocoder'].includes(answer.problem!.code));
      assert.ok(answer.problem!.detail.length > 20);
    }
  });

  test('a preflight is answered for any origin, without credentials', async () => {
    const response = await send('/v1/jobs', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://anywhere.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization, content-type, idempotency-key, if-match',
      },
    });
    assert.ok(response.status === 204 || response.status === 200);
    const {headers} = response;
    assert.ok(['*', 'https://anywhere.example'].includes(headers.get('access-control-allow-origin')!));
    assert.equal(headers.get('access-control-allow-credentials'), null);
    for (const method of ['GET', 'POST', 'PATCH', 'DELETE'])
      assert.match(headers.get('access-control-allow-methods')!, new RegExp(method));
    for (const name of ['authorization', 'content-type', 'idempotency-key', 'if-match', 'last-event-id'])
      assert.match(headers.get('access-control-allow-headers')!.toLowerCase(), new RegExp(name));
  });

  test('a page whose origin is not listed is refused; one that is listed reads what is exposed', async () => {
    const firm = await openFirm(office, {origins: ['https://portal.example']});
    const {job} = await firm.visitIn('scheduled');
    const link = await firm.link(job.id);
    const from = (origin: string) => ({origin});
    expectRefused(await firm.admin.get('/v1/me', from('https://evil.example')), 'origin_not_allowed', 403);
    expectRefused(
      await link.caller.get('/v1/track', from('https://evil.example')),
      'origin_not_allowed',
      403,
    );
    const allowed = await link.caller.get('/v1/track', from('https://portal.example'));
    assert.equal(allowed.status, 200);
    assert.ok(['*', 'https://portal.example'].includes(allowed.headers.get('access-control-allow-origin')!));
    for (const name of [
      'ETag',
      'Retry-After',
      'RateLimit-Limit',
      'RateLimit-Remaining',
      'RateLimit-Reset',
      'Idempotent-Replayed',
    ])
      assert.match(allowed.headers.get('access-control-expose-headers')!, new RegExp(name, 'i'));
    type Session = {token: string};
    const own = {roles: ['dispatcher'], origins: ['https://other.example']};
    const session = firm.as(expectOk(await firm.admin.post<Session>('/v1/embed-sessions', own)).token);
    assert.equal((await session.get('/v1/me', from('https://other.example'))).status, 200);
    expectRefused(await session.get('/v1/me', from('https://portal.example')), 'origin_not_allowed', 403);
    assert.equal((await session.get('/v1/me')).status, 200, 'a server sends no origin');
    const refused = await firm.admin.get('/v1/me', from('https://evil.example'));
    assert.ok(refused.headers.get('access-control-allow-origin'), 'a page can read why it was refused');
  });

  test('a reply says how much of the rate limit is left, and is not kept by caches', async () => {
    const firm = await openFirm(office);
    const {headers} = await firm.admin.get('/v1/me');
    const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map(name =>
      headers.get(`ratelimit-${name}`),
    );
    assert.ok(
      Number(limit) > 0 && Number(remaining) < Number(limit) && Number(reset) >= 0,
      `${limit} ${remaining} ${reset}`,
    );
    assert.match(headers.get('cache-control')!, /no-store/);
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
  });

  test('a body that is too large, not JSON, or of another type is refused', async () => {
    const firm = await openFirm(office);
    const headers = {authorization: `Bearer ${firm.admin.token}`, 'content-type': 'application/json'};
    const post = (body: string, more: Record<string, string> = {}) =>
      send('/v1/customers', {method: 'POST', headers: {...headers, ...more}, body});
    const large = await post(JSON.stringify({name: 'x'.repeat(1_100_000)}));
    assert.equal(large.status, 413);
    assert.equal(((await large.json()) as {code: string}).code, 'too_large');
    assert.equal((await post('{"name":')).status, 400);
    assert.equal((await post('{"name":"A"}', {'content-type': 'text/plain'})).status, 415);
    assert.equal((await post('["name"]')).status, 400);
    assert.equal((await post('null')).status, 400);
  });

  test('an unknown address, and a method an address does not take, are refused as problems too', async () => {
    const firm = await openFirm(office);
    expectRefused(await firm.admin.get('/v1/nothing-here'), 'no_route', 404);
    const wrong = await firm.admin.delete('/v1/jobs');
    expectRefused(wrong, 'method_not_allowed', 405);
    assert.match(wrong.headers.get('allow') ?? '', /GET/);
    assert.match(wrong.headers.get('content-type')!, /^application\/problem\+json/);
    assert.ok(wrong.problem!.requestId);
  });

  test('the office says that it runs, that its storage answers, and what its contract is', async () => {
    const stranger = callerOf(office.fetch ?? fetch, office.url, '');
    assert.equal((await stranger.get('/healthz')).status, 200);
    assert.equal((await stranger.get('/readyz')).status, 200);
    const contract = expectOk(await stranger.get<{openapi: string; paths: object}>('/openapi.json'));
    assert.match(contract.openapi, /^3\.1/);
    const paths = new Set(endpoints.map(({endpoint}) => endpoint.path));
    assert.deepEqual(Object.keys(contract.paths).toSorted(), [...paths].toSorted());
  });
}

function versions(office: OfficeUnderTest, test: DeclareTest): void {
  test('If-Match with another version is refused, with the present state', async () => {
    const firm = await openFirm(office);
    const {id, job, technician} = await firm.visitIn('scheduled');
    const stale = {'if-match': '"1"'};
    await firm.admin.patch(`/v1/jobs/${job.id}`, {title: 'Another title'});
    await firm.tap(id, 'reschedule', {window: firm.window(20)});
    await firm.admin.patch(`/v1/customers/${job.customerId}`, {name: 'Ada Lee-Ray'});
    await firm.admin.patch(`/v1/members/${technician.id}`, {vehicle: 'Blue van'});
    const tries = [
      () => firm.admin.patch(`/v1/jobs/${job.id}`, {title: 'Mine'}, stale),
      () => firm.admin.patch(`/v1/customers/${job.customerId}`, {name: 'Mine'}, stale),
      () => firm.admin.patch(`/v1/members/${technician.id}`, {vehicle: 'Mine'}, stale),
      () => firm.admin.patch(`/v1/appointments/${id}`, {instructions: 'Mine'}, stale),
      () => firm.admin.patch('/v1/organization', {graceSeconds: 3}, stale),
      () => firm.admin.post(`/v1/appointments/${id}/reschedule`, {window: firm.window(40)}, stale),
      () => firm.admin.post(`/v1/appointments/${id}/cancel`, {reason: 'Mine'}, stale),
      () => firm.admin.post(`/v1/jobs/${job.id}/cancel`, {reason: 'Mine'}, stale),
    ];
    for (const attempt of tries) {
      const answer = await attempt();
      expectRefused(answer, 'version_conflict', 412);
      const current = answer.problem!.current as {version: number} | undefined;
      assert.ok(current && current.version > 1, 'the present state comes with it');
    }
    assert.equal((await firm.job(job.id)).title, 'Another title');
  });

  test('If-Match with the present version goes through, and the reply carries the next one', async () => {
    const firm = await openFirm(office);
    const customer = await firm.customer();
    const read = await firm.admin.get<Customer>(`/v1/customers/${customer.id}`);
    const etag = read.headers.get('etag')!;
    assert.equal(etag, `"${read.body.version}"`);
    const edited = await firm.admin.patch<Customer>(
      `/v1/customers/${customer.id}`,
      {name: 'Bo'},
      {'if-match': etag},
    );
    assert.deepEqual([edited.status, edited.body.version], [200, read.body.version + 1]);
    assert.equal(edited.headers.get('etag'), `"${edited.body.version}"`);
    expectRefused(
      await firm.admin.patch(`/v1/customers/${customer.id}`, {name: 'Cy'}, {'if-match': 'soon'}),
      'invalid',
      400,
    );
  });

  test('work taps are guarded by the state of the visit', async () => {
    const firm = await openFirm(office);
    const {id} = await firm.visitIn('scheduled');
    const visit = expectOk(await firm.admin.get<Appointment>(`/v1/appointments/${id}`));
    assert.equal((await firm.tap(id, 'depart')).appointment!.version, visit.version + 1);
    expectRefused(
      await firm.admin.post(`/v1/appointments/${id}/hand-over`, {leadId: visit.leadId}),
      'not_arrived',
    );
  });
}

function strictness(office: OfficeUnderTest, test: DeclareTest): void {
  test('unknown fields and parameters are named', async () => {
    const firm = await openFirm(office);
    const {job, id} = await firm.visitIn('scheduled');
    const deep = await firm.admin.post('/v1/customers', {
      name: 'A',
      nickname: 'B',
      addresses: [{line: '1', planet: 'Mars'}],
    });
    expectRefused(deep, 'invalid', 400);
    const paths = deep.problem!.fields!.map(({path, code}) => `${path} ${code}`).toSorted();
    assert.deepEqual(paths, ['addresses.0.planet unknown_field', 'nickname unknown_field']);
    const query = await firm.admin.get('/v1/jobs?colour=red&limit=3');
    expectRefused(query, 'invalid', 400);
    assert.deepEqual(
      query.problem!.fields!.map(({path, code}) => [path, code]),
      [['colour', 'unknown_parameter']],
    );
    const command = await firm.admin.post(`/v1/appointments/${id}/depart`, {speed: 'fast'});
    assert.deepEqual(
      command.problem!.fields!.map(field => field.path),
      ['speed'],
    );
    const none = await firm.admin.get(`/v1/jobs/${job.id}?verbose=1`);
    assert.deepEqual(
      none.problem!.fields!.map(field => field.path),
      ['verbose'],
    );
    const twice = await firm.admin.get('/v1/jobs?limit=3&limit=4');
    expectRefused(twice, 'invalid', 400);
  });

  test('what is missing or not as it should be is named with its place and a remedy', async () => {
    const firm = await openFirm(office);
    const wrong: [string, object, string[]][] = [
      ['/v1/customers', {}, ['name']],
      ['/v1/customers', {name: '   ', phone: '312 555'}, ['name', 'phone']],
      ['/v1/members', {name: 'A', phone: '+13125550100', roles: ['king']}, ['roles.0']],
      ['/v1/jobs', {title: 'A', address: {line: '1', lat: 91}}, ['address.lat', 'customerId']],
      [
        '/v1/jobs',
        {
          customerId: (await firm.customer()).id,
          title: 'A',
          address: {line: '1'},
          appointment: {
            window: {start: '2026-01-01T10:00:00Z', end: '2026-01-01T09:00:00Z'},
            durationMinutes: 2000,
          },
        },
        ['appointment.durationMinutes', 'appointment.window.end'],
      ],
    ];
    for (const [path, body, places] of wrong) {
      const {problem} = await firm.admin.post(path, body);
      assert.deepEqual(problem?.fields?.map(field => field.path).toSorted(), places, JSON.stringify(problem));
      for (const field of problem!.fields!) assert.ok(field.code && field.message.length > 8);
    }
    expectRefused(await firm.admin.get('/v1/jobs?limit=201'), 'invalid', 400);
    expectRefused(await firm.admin.get('/v1/jobs?day=2026-02-30'), 'invalid', 400);
    expectRefused(await firm.admin.get('/v1/jobs?status=scheduled,asleep'), 'invalid', 400);
    expectRefused(await firm.admin.get('/v1/jobs?day=today&timeZone=Mars/Base'), 'invalid', 400);
    const naive = {window: {start: '2026-01-01T10:00:00', end: '2026-01-01T11:00:00Z'}, durationMinutes: 60};
    expectRefused(await firm.tryBook({appointment: naive}), 'invalid', 400);
  });
}

function pages(office: OfficeUnderTest, test: DeclareTest): void {
  test('pages by cursor are stable and complete, while others write', async () => {
    const firm = await openOwnFirm(office);
    const customer = await firm.customer();
    const ids = new Set<string>();
    for (let n = 0; n < 23; n++) ids.add((await firm.book({customerId: customer.id})).id);
    for (const sort of ['created', '-created', 'planned']) {
      const seen = await walk<Job>(firm, `/v1/jobs?limit=5&sort=${sort}`, () =>
        firm.book({customerId: customer.id}),
      );
      const mine = seen.filter(id => ids.has(id));
      assert.equal(new Set(seen).size, seen.length, `${sort}: something came twice`);
      assert.equal(mine.length, 23, `${sort}: something was left out`);
    }
    for (let n = 0; n < 7; n++) await firm.customer({name: n % 2 ? 'Same Name' : `Name ${n}`});
    const customers = await walk<Customer>(firm, '/v1/customers?limit=3');
    assert.deepEqual([customers.length, new Set(customers).size], [8, 8]);
    for (let n = 0; n < 4; n++) await firm.technician('Same Name');
    assert.equal(new Set(await walk<Member>(firm, '/v1/members?limit=1')).size, 4);
  });

  test('a cursor goes with its filter and order, and cannot be made up', async () => {
    const firm = await openFirm(office);
    for (let n = 0; n < 4; n++) await firm.book();
    const {nextCursor} = expectOk(await firm.admin.get<Page<Job>>('/v1/jobs?limit=2&sort=created'));
    const ask = (query: string) => firm.admin.get<Page<Job>>(`/v1/jobs?${query}`);
    assert.equal(
      (await ask(`limit=3&sort=created&cursor=${nextCursor}`)).status,
      200,
      'the limit may change',
    );
    expectRefused(await ask(`limit=2&sort=-created&cursor=${nextCursor}`), 'cursor_mismatch', 400);
    expectRefused(await ask(`limit=2&sort=created&q=tap&cursor=${nextCursor}`), 'cursor_mismatch', 400);
    expectRefused(await firm.admin.get(`/v1/customers?cursor=${nextCursor}`), 'cursor_mismatch', 400);
    for (const made of ['x', 'eyJrIjoxfQ.AAAAAAAAAAAAAAAA', `${nextCursor}x`, '%00', '.'])
      expectRefused(await ask(`limit=2&sort=created&cursor=${made}`), 'cursor_mismatch', 400);
  });

  test('lists are filtered: by status, day, lead, customer and words', async () => {
    const firm = await openOwnFirm(office);
    const {job, technician, id} = await firm.visitIn('scheduled', {job: {title: 'Blue boiler hums'}});
    const far = await firm.book({inHours: 24 * 9, job: {title: 'Gutter'}});
    const ids = async (query: string) =>
      expectOk(await firm.admin.get<Page<Job>>(`/v1/jobs?${query}`)).items.map(each => each.id);
    assert.deepEqual(await ids('q=boiler'), [job.id]);
    assert.deepEqual(await ids(`leadId=${technician.id}`), [job.id]);
    assert.deepEqual(await ids(`customerId=${far.customerId}`), [far.id]);
    assert.deepEqual((await ids('status=scheduled')).toSorted(), [job.id, far.id].toSorted());
    assert.deepEqual(await ids('status=paused,canceled'), []);
    const day = far.appointments[0]!.planned.start.slice(0, 10);
    assert.deepEqual(await ids(`day=${day}&timeZone=UTC`), [far.id]);
    const visits = async (query: string) =>
      expectOk(await firm.admin.get<Page<Appointment>>(`/v1/appointments?${query}`)).items.map(
        each => each.id,
      );
    assert.deepEqual(await visits('unassigned=1'), [far.appointments[0]!.id]);
    assert.deepEqual(await visits(`leadId=${technician.id}&status=scheduled`), [id]);
    assert.deepEqual(await visits('status=started'), []);
  });
}

async function walk<T extends {id: string}>(
  firm: Firm,
  path: string,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor = ''; ;) {
    const page = expectOk(await firm.admin.get<Page<T>>(cursor ? `${path}&cursor=${cursor}` : path));
    seen.push(...page.items.map(item => item.id));
    if (!page.nextCursor) return seen;
    cursor = page.nextCursor;
    await between();
  }
}
