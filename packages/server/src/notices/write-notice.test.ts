/** Messages that no visit is the reason of; their codes are told, and nowhere kept. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Notice} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Company} from '@dispatch-kit/testing';
import {writeNotice} from './write-notice.ts';
import type {DirectNotice} from './write-notice.ts';
import {idMaker} from '../office/office.ts';
import {webCrypto} from '../web-crypto.ts';

function write(company: Company, notice: DirectNotice) {
  const office = {clock: company.clock, newId: idMaker(company.clock, webCrypto())};
  return company.storage.transaction(tx => writeNotice(office, tx, company.organizationId, notice));
}

const listed = async (company: Company) =>
  expectOk(await company.admin.get<{items: Notice[]}>('/v1/notices')).items;

async function memberRow(company: Company, id: string) {
  return (await company.storage.transaction(tx => tx.members.get(company.organizationId, id)))!;
}

test('a code reaches a phone that nobody is known by, and stands neither in the list nor in the storage', async () => {
  const company = await createCompany();
  await write(company, {kind: 'sign_in_code', to: {phone: '+13125550199'}, codeId: 'evt_a'});
  const [waiting] = await listed(company);
  assert.deepEqual([waiting!.state, waiting!.jobId, waiting!.recipient], ['waiting', null, '+13125550199']);
  await company.pass(1);
  assert.equal(company.sent[0]!.to, '+13125550199');
  const code = /\b\d{6}\b/.exec(company.sent[0]!.text)![0];
  const [sent] = await listed(company);
  assert.deepEqual([sent!.state, sent!.recipient], ['sent', '…0199']);
  assert.match(sent!.words, /^•••••• is your code for Northside Plumbing/);
  const rows = await company.storage.transaction(tx => tx.notices.list(company.organizationId, {limit: 9}));
  assert.ok(!JSON.stringify(rows).includes(code), 'a code that is stored can be read by others');
  await write(company, {kind: 'sign_in_code', to: {phone: '+13125550199'}, codeId: 'evt_b'});
  await company.pass(1);
  assert.notEqual(/\b\d{6}\b/.exec(company.sent[1]!.text)![0], code, 'another id is another code');
  await company.close();
});

test('a member is reached by phone, else by email, else not at all', async () => {
  const company = await createCompany();
  const byPhone = await memberRow(company, (await company.hireTechnician()).id);
  const kim = await memberRow(company, (await company.hireTechnician()).id);
  const byMail = {...kim, phone: null, email: 'kim@example.com'};
  await company.storage.transaction(tx => tx.members.put(company.organizationId, [byMail]));
  await write(company, {kind: 'invited', to: {member: byPhone}});
  await write(company, {kind: 'invited', to: {member: byMail}});
  const gone = {...byMail, deactivatedAt: byMail.createdAt};
  assert.equal(await write(company, {kind: 'invited', to: {member: gone}}), undefined);
  await company.pass(1);
  assert.deepEqual(company.sent.map(({channel, to}) => `${channel} ${to}`).toSorted(), [
    'email kim@example.com',
    `sms ${byPhone.phone}`,
  ]);
  await company.close();
});

test('one occasion is told once, and may wait; a code too late to be used is not sent', async () => {
  const company = await createCompany();
  const sam = await memberRow(company, (await company.hireTechnician()).id);
  const day = {kind: 'day_open', to: {member: sam}, occasion: '2026-03-03', delaySeconds: 60} as const;
  await write(company, day);
  await write(company, day);
  await company.pass(59);
  assert.equal(company.sent.length, 0);
  await company.pass(2);
  assert.equal(company.sent.length, 1);
  await write(company, {kind: 'sign_in_code', to: {member: sam}, codeId: 'evt_c'});
  company.clock.advance(11 * 60_000);
  await company.server.deliver();
  assert.equal(company.sent.length, 1);
  assert.equal((await listed(company))[0]!.reason, 'too_old');
  await company.close();
});
