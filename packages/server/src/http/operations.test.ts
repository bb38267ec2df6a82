import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createServer, memoryStorage} from '@dispatch-kit/server';
import {createCompany, virtualClock} from '@dispatch-kit/testing';

test('metrics tell an operator how the office does, and nothing of anybody', async () => {
  const logged: object[] = [];
  const company = await createCompany({
    log: (level, message, facts) => void logged.push({level, message, ...facts}),
  });
  const job = await company.book({inHours: 2});
  await company.admin.get(`/v1/jobs/${job.id}`);
  await company.admin.get('/v1/jobs/job_00000000000');
  const aborter = new AbortController();
  const stream = await company.admin.stream('/v1/events', aborter.signal);
  const token = await company.server.createOperatorKey();
  const read = (key: string) =>
    company.server.fetch(new Request(`${company.url}/metrics`, {headers: {authorization: `Bearer ${key}`}}));
  assert.equal((await read(company.admin.token)).status, 401);
  company.clock.advance(60_000);
  const text = await (await read(token)).text();
  assert.match(text, /^dispatch_requests_total\{route="jobs.get",status="200"\} 1$/m);
  assert.match(text, /^dispatch_requests_total\{route="jobs.get",status="404"\} 1$/m);
  assert.match(text, /^dispatch_request_duration_seconds_bucket\{route="jobs.get",le="\+Inf"\} 2$/m);
  assert.match(text, /^dispatch_streams_open 1$/m);
  assert.match(text, /^dispatch_notices_due 1$/m);
  assert.match(text, /^dispatch_notices_oldest_seconds \d\d/m);
  for (const said of [text, JSON.stringify(logged)]) {
    assert.doesNotMatch(said, /Ada|Lee|3125550142|Paulina|Leaking/);
    assert.ok(!said.includes(company.admin.token) && !said.includes(job.id));
  }
  assert.ok(logged.some(line => JSON.stringify(line).includes('"route":"jobs.get","status":404')));
  aborter.abort();
  await stream.body?.cancel().catch(() => undefined);
});

test('an office whose storage does not answer, or has older tables, is not ready; the process runs', async () => {
  const storage = memoryStorage();
  let lacks = () => Promise.resolve<string | undefined>(undefined);
  const server = createServer({
    storage: {...storage, lacks: () => lacks()},
    clock: virtualClock('2026-03-03T15:00:00Z'),
    secret: 'a secret of at least thirty-two characters',
    publicUrl: 'https://office.test',
  });
  const read = async (path: string) => {
    const response = await server.fetch(new Request(`https://office.test${path}`));
    return [response.status, ((await response.json()) as {detail?: string}).detail];
  };
  assert.deepEqual(await read('/readyz'), [200, undefined]);
  lacks = () => Promise.resolve('The tables are at migration 1, and this program needs 2.');
  assert.deepEqual(await read('/readyz'), [503, 'The tables are at migration 1, and this program needs 2.']);
  lacks = () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.3'));
  assert.deepEqual(await read('/readyz'), [503, 'The storage does not answer.']);
  assert.deepEqual(await read('/healthz'), [200, undefined]);
  await server.close();
});
