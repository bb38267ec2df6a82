import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller} from '@dispatch-kit/testing';
import {Reader, message} from './sse.ts';

type Read = {text: () => string; ended: () => boolean; stop: () => void};

/** Reads a stream as fast as it comes. */
async function readStream(caller: Caller, path: string): Promise<Read> {
  const abort = new AbortController();
  const response = await caller.stream(path, abort.signal);
  assert.equal(response.status, 200);
  const decoder = new TextDecoder();
  let [text, ended] = ['', false];
  const reading = async () => {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
      text += decoder.decode(chunk, {stream: true});
    ended = true;
  };
  void reading().catch(() => undefined);
  return {text: () => text, ended: () => ended, stop: () => abort.abort()};
}

const settled = () => new Promise(resolve => setTimeout(resolve, 10));

test('a stream has a heartbeat with the office’s clock as often as it is told', async () => {
  const company = await createCompany({limits: {heartbeatMs: 0}});
  const stream = await readStream(company.admin, '/v1/events');
  await company.pass(3);
  await settled();
  const beats = stream.text().match(/event: heartbeat\ndata: \{"serverTime":"[^"]+","timeScale":1\}/g) ?? [];
  assert.equal(beats.length, 4);
  assert.equal(new Set(beats).size, 4, 'each carries the time that it is');
  await company.close();
});

test('a stream ends when its session has run out', async () => {
  const company = await createCompany();
  const made = await company.admin.post<{token: string}>('/v1/embed-sessions', {
    roles: ['dispatcher'],
    expiresInSeconds: 30,
  });
  const stream = await readStream(company.as(expectOk(made).token), '/v1/events');
  await company.pass(29);
  await settled();
  assert.equal(stream.ended(), false);
  await company.pass(2);
  await settled();
  assert.equal(stream.ended(), true);
  await company.close();
});

test('a reader who does not read is told to begin anew and is cut, before it costs the office much', async () => {
  let closed = 0;
  const reader = new Reader(() => void (closed += 1));
  const event = message('customer_edited', {name: 'x'.repeat(10_000)}, 'cursor');
  for (let n = 0; n < 500 && reader.isOpen; n++) reader.write(event);
  assert.deepEqual([reader.isOpen, closed], [false, 1]);
  const text = await reader.response.text();
  assert.match(text, /event: reset\ndata: \{"reason":"slow"\}\n\n$/);
  assert.ok(text.length < 700_000, `${text.length} bytes waited for one reader`);
});

test('a reader who leaves while events are read for him leaves an office that goes on', async () => {
  const company = await createCompany();
  const add = () => company.admin.post('/v1/customers', {name: 'Ada Lee', phone: '+13125550142'});
  // More events than one page of them.
  for (let n = 0; n < 510; n++) expectOk(await add());
  for (let round = 0; round < 10; round++) {
    const {body} = await company.admin.stream('/v1/events', new AbortController().signal);
    const reader = body!.getReader();
    const adding = Promise.all([add(), add(), add()]);
    for (let text = ''; !text.includes('customer_created');) {
      const {value} = await reader.read();
      text += new TextDecoder().decode(value);
    }
    await reader.cancel();
    (await adding).map(expectOk);
  }
  expectOk(await company.admin.get('/v1/organization'));
  await company.close();
});
