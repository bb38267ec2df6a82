import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {PracticeReport} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';

const text = async ({server, url}: Company, {token}: Pick<Caller, 'token'>, path: string) => {
  const response = await server.fetch(new Request(url + path, {headers: {authorization: `Bearer ${token}`}}));
  return {status: response.status, headers: response.headers, text: await response.text()};
};
async function signIn(company: Company, phone: string): Promise<void> {
  expectOk(await company.as('').post('/v1/sign-in/code', {phone}));
  await company.pass(1);
  const {text} = company.sent.findLast(each => each.kind === 'sign_in_code')!;
  const code = /\d{6}/.exec(text)![0];
  expectOk(await company.as('').post('/v1/sign-in/verify', {phone, code}));
}

const rowsOf = (csv: string) =>
  csv
    .trimEnd()
    .split('\r\n')
    .map(line => line.split(','));

test('visits as CSV: one line each, times that did not happen are empty, formulas are harmless', async () => {
  const company = await createCompany();
  const technician = await company.hireTechnician('Sam Ortiz');
  const job = await company.book({leadId: technician.id, inHours: 1, title: '=HYPERLINK("http://x")'});
  await company.book({leadId: technician.id, inHours: 3});
  const id = job.appointments[0]!.id;
  await technician.caller.post(`/v1/appointments/${id}/depart`);
  await company.pass(60);
  await technician.caller.post(`/v1/appointments/${id}/start`);
  company.clock.advance(30 * 60_000);
  expectOk(await technician.caller.post(`/v1/appointments/${id}/complete`, {outcome: 'done'}));
  const csv = await text(company, company.admin, '/v1/reports/visits.csv');
  assert.match(csv.headers.get('content-type')!, /^text\/csv/);
  assert.match(csv.headers.get('content-disposition')!, /visits-2026-03-03-2026-03-03\.csv/);
  assert.ok(csv.text.includes(`"'=HYPERLINK(""http://x"")"`));
  const [names, , second] = rowsOf(csv.text);
  const first = Object.fromEntries(
    names!.map((name, i) => [name, csv.text.split('\r\n')[1]!.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)[i]]),
  );
  assert.deepEqual(
    [first['status'], first['driving_minutes'], first['on_site_minutes'], first['technician']],
    ['complete', '1', '30', 'Sam Ortiz'],
  );
  assert.equal(rowsOf(csv.text).length, 3);
  assert.ok(second!.includes('scheduled') && second!.at(-2) === '', 'what did not happen is empty');
  assert.equal(
    (await text(company, company.admin, '/v1/reports/visits.csv?from=2026-03-05&to=2026-03-04')).status,
    400,
  );
  assert.equal((await text(company, technician.caller, '/v1/reports/visits.csv')).status, 403);
});

test('a long CSV is read page by page, with every visit once', async () => {
  const company = await createCompany();
  const orders = Array.from({length: 1203}, (_, i) => ({
    externalId: `o-${i}`,
    title: `Order ${i}`,
    customer: {externalId: 'c-1', name: 'Ada Lee'},
    address: {line: '1 W Lake St'},
    status: 'scheduled',
    window: {start: '2026-03-04T16:00:00Z', end: '2026-03-04T17:00:00Z'},
    createdAt: '2026-03-01T16:00:00Z',
  }));
  for (let at = 0; at < orders.length; at += 500)
    expectOk(await company.admin.post('/v1/import', {rows: orders.slice(at, at + 500)}));
  const {text: csv} = await text(
    company,
    company.admin,
    '/v1/reports/visits.csv?from=2026-03-04&to=2026-03-04',
  );
  const titles = rowsOf(csv)
    .slice(1)
    .map(cells => cells[4]);
  assert.equal(new Set(titles).size, 1203);
  assert.equal(titles.length, 1203);
});

test('practice figures count what people did', async () => {
  const company = await createCompany({settings: {graceSeconds: 0}});
  const technician = await company.hireTechnician();
  const {id: invitedId} = expectOk(
    await company.admin.post<{id: string}>('/v1/members', {
      name: 'Never Came',
      phone: '+13125559999',
      roles: ['technician'],
    }),
  );
  for (const id of [invitedId, technician.id]) expectOk(await company.admin.post(`/v1/members/${id}/invite`));
  const visit = async (path: [string, object][]) => {
    const {id} = (await company.book({leadId: technician.id, inHours: 0.1, minutes: 5})).appointments[0]!;
    for (const [command, body] of path) {
      expectOk(await technician.caller.post(`/v1/appointments/${id}/${command}`, body));
      await company.pass(2);
    }
    company.clock.advance(12 * 60_000);
  };
  const noAccess = {outcome: 'no_access', reason: 'customer_absent'};
  await visit([
    ['depart', {}],
    ['start', {}],
    ['complete', {outcome: 'done'}],
  ]);
  await visit([
    ['depart', {}],
    ['arrive', {}],
    ['complete', noAccess],
  ]);
  await visit([
    ['start', {}],
    ['complete', noAccess],
  ]);
  const report = expectOk(await company.admin.get<PracticeReport>('/v1/reports/practice'));
  assert.deepEqual(report.onMyWayTapped, {count: 2, of: 3, share: 0.667});
  assert.deepEqual(report.noAccessWithNotice, {count: 1, of: 2, share: 0.5});
  assert.deepEqual(report.noAccessWithoutNotice, {count: 1, of: 1, share: 1});
  assert.deepEqual(report.consentRecorded, {count: 3, of: 3, share: 1});
  assert.deepEqual(report.neverSignedIn, {count: 2, of: 2, share: 1}, 'a host’s session is no sign-in');
  await signIn(company, technician.phone!);
  const signedIn = expectOk(await company.admin.get<PracticeReport>('/v1/reports/practice'));
  assert.deepEqual(signedIn.neverSignedIn, {count: 1, of: 2, share: 0.5});
  assert.deepEqual(report.closedByEvening, {count: 0, of: 0, share: null});
  company.clock.advance(24 * 3_600_000);
  const later = expectOk(
    await company.admin.get<PracticeReport>('/v1/reports/practice?from=2026-03-03&to=2026-03-03'),
  );
  assert.deepEqual(later.closedByEvening, {count: 3, of: 3, share: 1});
});

test('the record of a visit says who, when and how, and every text in it is only text', async () => {
  const company = await createCompany({settings: {graceSeconds: 0}});
  const technician = await company.hireTechnician('Sam <script>alert(1)</script>');
  const job = await company.book({
    leadId: technician.id,
    inHours: 1,
    title: '</title><img src=x onerror=alert(1)>',
  });
  const {id} = job.appointments[0]!;
  await technician.caller.post(`/v1/appointments/${id}/depart`);
  const at = new Date(company.clock.now()).toISOString();
  expectOk(
    await technician.caller.post('/v1/positions', {
      fixes: [{lat: 41.9484, lng: -87.6553, accuracyMeters: 5, at}],
    }),
  );
  await technician.caller.post(`/v1/appointments/${id}/start`);
  const record = await text(company, technician.caller, `/v1/appointments/${id}/record`);
  assert.match(record.headers.get('content-type')!, /^text\/html/);
  const policy = record.headers.get('content-security-policy')!;
  assert.match(policy, /default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='/);
  assert.ok(!/<script|<img/.test(record.text));
  assert.ok(record.text.includes('Sam &#60;script'));
  for (const words of ['On the way', 'Work started', 'by hand', 'Ada Lee', '4417 N Paulina St', '0 m'])
    assert.ok(record.text.includes(words), words);
  const style = /<style>(.*?)<\/style>/s.exec(record.text)![1]!;
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))).toString(
    'base64',
  );
  assert.ok(policy.includes(`'sha256-${digest}'`), 'the policy allows this very style');
  const stranger = await company.hireTechnician('Bo');
  assert.equal((await text(company, stranger.caller, `/v1/appointments/${id}/record`)).status, 404);
});

test('why it was an arrival, or not, is told from the fixes also when the leg has ended', async () => {
  const company = await createCompany({settings: {graceSeconds: 0}});
  const technician = await company.hireTechnician();
  const {id} = (await company.book({leadId: technician.id, inHours: 1})).appointments[0]!;
  const read = async () =>
    expectOk(
      await company.admin.get<{phase: string; why: string; explanation: Record<string, unknown>}>(
        `/v1/appointments/${id}/arrival`,
      ),
    );
  assert.deepEqual(
    [(await read()).phase, (await read()).why],
    ['none', 'Nobody has been on the way to this visit yet.'],
  );
  await technician.caller.post(`/v1/appointments/${id}/depart`);
  const report = async (lat: number) => {
    company.clock.advance(20_000);
    const at = new Date(company.clock.now()).toISOString();
    expectOk(
      await technician.caller.post('/v1/positions', {fixes: [{lat, lng: -87.6553, accuracyMeters: 5, at}]}),
    );
  };
  await report(41.9584);
  assert.match((await read()).why, /the nearest was 11\d\d m away/);
  for (let i = 0; i < 3; i++) await report(41.9485);
  await technician.caller.post(`/v1/appointments/${id}/start`);
  await technician.caller.post(`/v1/appointments/${id}/complete`, {outcome: 'done'});
  const told = await read();
  assert.equal(told.phase, 'arrived');
  assert.match(told.why, /^20 seconds within 100 m of the door/);
});

test('survey answers are listed newest first, the unhappy ones alone if asked for', async () => {
  const company = await createCompany();
  const technician = await company.hireTechnician();
  for (const stars of [5, 2]) {
    const job = await company.book({leadId: technician.id, inHours: 0.2, minutes: 5});
    const {id} = job.appointments[0]!;
    await technician.caller.post(`/v1/appointments/${id}/start`);
    await technician.caller.post(`/v1/appointments/${id}/complete`, {outcome: 'done'});
    await company.pass(15);
    const {token} = expectOk(
      await company.admin.post<{token: string}>('/v1/tracking-links', {jobId: job.id}),
    );
    expectOk(await company.as(token).post('/v1/track/rate', {stars}));
    company.clock.advance(20 * 60_000);
  }
  type Page = {items: {stars: number}[]; nextCursor?: string};
  const stars = async (query: string) =>
    expectOk(await company.admin.get<Page>(`/v1/surveys${query}`)).items.map(each => each.stars);
  assert.deepEqual(await stars(''), [2, 5]);
  assert.deepEqual(await stars('?mostStars=3'), [2]);
  const {nextCursor} = expectOk(await company.admin.get<Page>('/v1/surveys?limit=1'));
  assert.deepEqual(await stars(`?limit=1&cursor=${nextCursor}`), [5]);
});

test('practice figures count arrival times that were told from positions, not those a technician said', async () => {
  const company = await createCompany({settings: {graceSeconds: 0, share: 'leg'}});
  const technician = await company.hireTechnician();
  const come = async (departure: object, from: number | undefined) => {
    const job = await company.book({leadId: technician.id, inHours: 0.1, minutes: 5});
    const path = `/v1/appointments/${job.appointments[0]!.id}`;
    expectOk(await technician.caller.post(`${path}/depart`, departure));
    company.clock.advance(5000);
    const at = new Date(company.clock.now()).toISOString();
    const fix = from && {lat: 41.9484 - from / 111_195, lng: -87.6553, at};
    if (fix) expectOk(await technician.caller.post('/v1/positions', {fixes: [fix]}));
    company.clock.advance(300_000);
    expectOk(await technician.caller.post(`${path}/arrive`));
    expectOk(await technician.caller.post(`${path}/complete`, {outcome: 'done'}));
  };
  await come({}, 3000);
  await come({etaMinutes: 20}, 3000);
  await come({}, undefined);
  const {arrivalTimes} = expectOk(await company.admin.get<PracticeReport>('/v1/reports/practice'));
  assert.deepEqual(arrivalTimes, {visits: 1, withinMinutes: null});
  await company.close();
});
