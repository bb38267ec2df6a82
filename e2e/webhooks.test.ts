import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {IncomingHttpHeaders, RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';
import {after, test} from 'node:test';
import {Webhook} from 'standardwebhooks';
import {nodeWebhookSender} from '@dispatch-kit/server/node';
import type {WebhookSenderOptions} from '@dispatch-kit/server/node';
import {createCompany, expectOk} from '@dispatch-kit/testing';

const closing: (() => void)[] = [];
after(() => closing.forEach(close => close()));

/** A host's own server on loopback. */
async function receiver(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
}

const message = (url: string) => ({url, headers: {'content-type': 'application/json'}, body: '{}'});
const sending = (url: string, options: WebhookSenderOptions = {}) =>
  nodeWebhookSender(options).send(message(url));
const inside = {allowPrivateTargets: true};

test('the reference library verifies what a receiver got, and refuses it when a byte is changed', async () => {
  const got: {headers: IncomingHttpHeaders; body: string}[] = [];
  const url = await receiver((request, response) => {
    let body = '';
    request.on('data', chunk => (body += String(chunk)));
    request.on('end', () => {
      got.push({headers: request.headers, body});
      response.end();
    });
  });
  const company = await createCompany({start: new Date().toISOString(), webhooks: nodeWebhookSender(inside)});
  const {secret} = expectOk(
    await company.admin.post<{secret: string}>('/v1/webhooks', {url, types: ['job_created']}),
  );
  const job = await company.book();
  await company.server.deliver();
  const [{headers, body}] = got as [(typeof got)[number]];
  const judge = new Webhook(secret);
  const event = judge.verify(body, headers as Record<string, string>) as {
    type: string;
    data: {jobId: string};
  };
  assert.deepEqual([event.type, event.data.jobId], ['job_created', job.id]);
  assert.throws(() =>
    judge.verify(body.replace('job_created', 'job_deleted'), headers as Record<string, string>),
  );
  await company.close();
});

test('a redirect is not followed', async () => {
  let visits = 0;
  const inner = await receiver((_, response) => {
    visits += 1;
    response.end();
  });
  const url = await receiver((_, response) => void response.writeHead(302, {location: inner}).end());
  assert.deepEqual(await sending(url, inside), {status: 302});
  assert.equal(visits, 0);
});

test('a receiver that never answers, or never ends its answer, is left', async () => {
  const silent = await receiver(() => undefined);
  await assert.rejects(sending(silent, {...inside, timeoutMs: 200}), /No answer within 0.2 seconds/);
  let closed = false;
  const endless = await receiver((_, response) => {
    const pour = () => {
      while (response.write(Buffer.alloc(16_384)));
    };
    response.on('drain', pour);
    response.on('close', () => (closed = true));
    pour();
  });
  assert.deepEqual(await sending(endless, inside), {status: 200});
  while (!closed) await new Promise(resolve => setTimeout(resolve, 5));
});

test('loopback and private addresses are refused, as a number, in disguise, or behind a name', async () => {
  const literal = [
    'http://127.0.0.1/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/',
    'https://metadata.google.internal/',
  ];
  for (const url of literal) {
    assert.match(nodeWebhookSender().refusal(url)!, /https|open internet/, url);
    await assert.rejects(sending(url), url);
  }
  const named = (...addresses: string[]) => ({
    resolve: () =>
      Promise.resolve(addresses.map(address => ({address, family: address.includes(':') ? 6 : 4}))),
  });
  for (const addresses of [['10.0.0.1'], ['::ffff:10.0.0.1'], ['8.8.8.8', '192.168.0.1'], ['fd00:ec2::254']])
    await assert.rejects(sending('https://host.example/', named(...addresses)), /open internet/);
});

test('where a name leads is looked at before each attempt, so that one which moves inside is refused then', async () => {
  const inward = ['10.0.0.1', '127.0.0.1', '::1', '169.254.169.254'];
  let asked = 0;
  const sender = nodeWebhookSender({
    resolve: () => Promise.resolve([{address: inward[asked++]!, family: 4}]),
  });
  assert.equal(sender.refusal('https://host.example/'), undefined);
  const message = {url: 'https://host.example/', headers: {}, body: '{}'};
  for (const address of inward) await assert.rejects(sender.send(message), /open internet/, address);
  assert.equal(asked, inward.length);
});

test('the connection goes to the very address that was looked at', async () => {
  const url = new URL(
    await receiver(
      (request, response) =>
        void response.writeHead(request.headers.host!.startsWith('host.example') ? 204 : 500).end(),
    ),
  );
  let asked = 0;
  const resolve = () => {
    asked += 1;
    return Promise.resolve([{address: asked === 1 ? '127.0.0.1' : '192.0.2.1', family: 4}]);
  };
  assert.deepEqual(await sending(`http://host.example:${url.port}/`, {...inside, resolve}), {status: 204});
  assert.equal(asked, 1);
});
