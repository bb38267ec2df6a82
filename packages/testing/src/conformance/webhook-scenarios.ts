import assert from 'node:assert/strict';
import type {Webhook} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {expectRefused, openFirm} from './firm.ts';
import type {DeclareTest, OfficeUnderTest} from './firm.ts';

const url = 'https://host.example/hooks';

/** Where an organization has its events sent. */
export function webhookScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  test('a webhook is made with a secret that is shown once, changed, switched off and removed', async () => {
    const {admin} = await openFirm(office);
    const made = expectOk(
      await admin.post<Webhook & {secret: string}>('/v1/webhooks', {
        url,
        types: ['job_created'],
        description: 'Our books',
      }),
    );
    assert.match(made.secret, /^whsec_/);
    const path = `/v1/webhooks/${made.id}`;
    const {items} = expectOk(await admin.get<{items: Webhook[]}>('/v1/webhooks'));
    assert.deepEqual(items, [expectOk(await admin.get<Webhook>(path))]);
    assert.ok(!JSON.stringify(items).includes(made.secret));
    const off = expectOk(await admin.patch<Webhook>(path, {enabled: false, types: null}));
    assert.deepEqual([off.enabled, off.disabledReason, off.types], [false, 'by_you', null]);
    assert.deepEqual(expectOk(await admin.get<object>(`${path}/deliveries`)), {items: []});
    expectOk(await admin.delete(path));
    expectRefused(await admin.get(path), 'not_found', 404);
  });

  test('a webhook leads to an address on the open internet, by https, or is refused with the remedy', async () => {
    const {admin} = await openFirm(office);
    for (const bad of [
      'http://host.example/',
      'https://user:word@host.example/',
      'ftp://host.example/',
      'host.example',
      'https://',
    ]) {
      const answer = await admin.post('/v1/webhooks', {url: bad});
      expectRefused(answer, 'invalid', 400);
      assert.equal(answer.problem!.fields![0]!.path, 'url', bad);
    }
    const {problem} = await admin.post('/v1/webhooks', {url, types: ['no_such_event']});
    assert.equal(problem!.fields![0]!.path, 'types.0');
  });

  test('webhooks are for the admin alone', async () => {
    const firm = await openFirm(office);
    const [technician, dispatcher] = [await firm.technician(), await firm.dispatcher()];
    for (const {caller} of [technician, dispatcher]) {
      expectRefused(await caller.get('/v1/webhooks'), 'not_allowed', 403);
      expectRefused(await caller.post('/v1/webhooks', {url}), 'not_allowed', 403);
    }
  });
}
