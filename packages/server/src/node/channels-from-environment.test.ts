import assert from 'node:assert/strict';
import {test} from 'node:test';
import {channelsFromEnvironment} from './channels-from-environment.ts';

const keys = {
  TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`,
  TWILIO_AUTH_TOKEN: '1f'.repeat(16),
  TWILIO_FROM: '+13125550100',
  SMTP_URL: 'smtps://office:secret@mail.example.com',
  SMTP_FROM: 'visits@example.com',
  VAPID_PUBLIC_KEY: `B${'A'.repeat(86)}`,
  VAPID_PRIVATE_KEY: 'A'.repeat(43),
  VAPID_SUBJECT: 'mailto:office@example.com',
};
const nobody = {send: () => Promise.resolve()};
const sender = {refusal: () => undefined, send: () => Promise.resolve({status: 201})};
const world = {otherwise: nobody, sender, now: () => 0};

test('without keys everything is only written down, and each channel says what it misses', async () => {
  const {says, textLine, pushKey} = await channelsFromEnvironment({}, world);
  assert.deepEqual(says, [
    'SMS is only written down: TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM not set.',
    'E-mail is only written down: SMTP_URL, SMTP_FROM not set.',
    'Web push is only written down: VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY, VAPID_SUBJECT not set.',
  ]);
  assert.deepEqual([textLine, pushKey], [undefined, undefined]);
});

test('a malformed key is named with its remedy and not repeated; the other channels go on', async () => {
  const bad = {...keys, TWILIO_AUTH_TOKEN: 'not-a-token'};
  const {says, textLine, pushKey} = await channelsFromEnvironment(bad, world);
  assert.equal(
    says[0],
    'SMS is only written down: TWILIO_AUTH_TOKEN is not as it should be: it has 32 hexadecimal digits.',
  );
  assert.equal(says[1], 'E-mail goes out from visits@example.com.');
  assert.ok(!says.join().includes('not-a-token') && !says.join().includes('secret'));
  assert.deepEqual([textLine, pushKey], [undefined, keys.VAPID_PUBLIC_KEY]);
});

test('with all keys, all go out', async () => {
  const {says, textLine} = await channelsFromEnvironment(keys, world);
  assert.equal(says[0], 'SMS goes out by Twilio, from +13125550100.');
  assert.equal(textLine!.sender, '+13125550100');
});
