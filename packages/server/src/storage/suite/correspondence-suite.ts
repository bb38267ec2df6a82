import type {Bench} from './bench.ts';
import {ask, conflicts, same} from './bench.ts';
import {minute, sampleNotice} from './sample-rows.ts';
import type {ConsentRow, MessageRow, PushSubscriptionRow} from '../correspondence-rows.ts';

const message = (id: string, changes: Partial<MessageRow> = {}): MessageRow => ({
  id,
  jobId: 'job_1',
  from: 'customer',
  contactId: 'con_1',
  authorId: null,
  via: 'sms',
  providerId: null,
  text: 'Ünter the 🌳 "gate"',
  at: minute(1),
  readAt: null,
  ...changes,
});

const consent = (id: string, changes: Partial<ConsentRow> = {}): ConsentRow => ({
  id,
  customerId: 'cus_1',
  contactId: 'con_1',
  channel: 'sms',
  granted: true,
  at: minute(1),
  by: 'key_1',
  how: 'api',
  words: null,
  ...changes,
});

const subscription = (endpoint: string, changes: Partial<PushSubscriptionRow> = {}) => ({
  id: `sub_${endpoint}`,
  holderId: 'mem_1',
  endpoint,
  keys: {p256dh: 'p', auth: 'a'},
  at: minute(1),
  ...changes,
});

/** The thread, consents, subscriptions, and phone lines. */
export function correspondenceSuite({it, newOrganizationId}: Bench): void {
  it('messages stand by their jobs, oldest first, and are marked as read', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const rows = [message('msg_2'), message('msg_1', {at: minute(2)}), message('msg_3', {jobId: 'job_2'})];
    await ask(storage, async tx => {
      await tx.messages.insert(one, [rows[1]!, rows[0]!, rows[2]!]);
      await tx.messages.insert(other, [rows[0]!]);
      await tx.messages.put(one, [{...rows[0]!, readAt: minute(9)}]);
      same(await tx.messages.ofJobs(one, ['job_1']), [{...rows[0]!, readAt: minute(9)}, rows[1]]);
      await tx.messages.removeOfJobs(one, ['job_1']);
    });
    await ask(storage, async tx => {
      same(await tx.messages.ofJobs(one, ['job_1', 'job_2']), [rows[2]]);
      same(await tx.messages.ofJobs(other, ['job_1']), [rows[0]]);
    });
  });

  it('consents are a history of each customer', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const rows = [consent('cns_2'), consent('cns_1', {granted: false, at: minute(2), words: 'STOP'})];
    await ask(storage, async tx => {
      await tx.consents.insert(one, [rows[1]!, rows[0]!, consent('cns_3', {customerId: 'cus_2'})]);
      await tx.consents.insert(other, [rows[0]!]);
      same(await tx.consents.ofCustomer(one, 'cus_1'), rows);
      await tx.consents.removeOfCustomer(one, 'cus_1');
      same(await tx.consents.ofCustomer(one, 'cus_1'), []);
      same((await tx.consents.ofCustomer(one, 'cus_2')).length, 1);
      same(await tx.consents.ofCustomer(other, 'cus_1'), [rows[0]]);
    });
    await conflicts(
      'id',
      ask(storage, tx => tx.consents.insert(other, [rows[0]!])),
    );
  });

  it('a browser has one subscription, of whoever used it last', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const newer = subscription('b', {at: minute(5)});
    await ask(storage, async tx => {
      await tx.pushSubscriptions.put(one, subscription('a'));
      await tx.pushSubscriptions.put(one, newer);
      await tx.pushSubscriptions.put(other, subscription('a'));
      same(await tx.pushSubscriptions.ofHolders(one, ['mem_1', 'mem_2']), [newer, subscription('a')]);
      await tx.pushSubscriptions.put(one, subscription('a', {holderId: 'mem_2'}));
      same(await tx.pushSubscriptions.ofHolders(one, ['mem_1']), [newer]);
      await tx.pushSubscriptions.remove(one, ['a', 'b', 'unknown']);
      same(await tx.pushSubscriptions.ofHolders(one, ['mem_1', 'mem_2']), []);
      same(await tx.pushSubscriptions.ofHolders(other, ['mem_1']), [subscription('a')]);
    });
  });

  it('a phone line belongs to no organization, and finds what was sent over it, newest first', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const line = {key: `line ${one}`, stoppedAt: null, question: null};
    const sent = (id: string, at: number, lineKey: string | null = line.key) =>
      sampleNotice(id, {state: 'sent', sentAt: minute(at), lineKey});
    await ask(storage, async tx => {
      same(await tx.phoneLines.get(line.key), undefined);
      await tx.phoneLines.put(line);
      await tx.phoneLines.put({...line, stoppedAt: minute(3)});
      same(await tx.phoneLines.get(line.key), {...line, stoppedAt: minute(3)});
      const question = (at: number) => ({text: 'Yes', providerId: 'SM1', at: minute(at), choices: []});
      await tx.phoneLines.put({...line, question: question(7)});
      await tx.phoneLines.put({...line, key: 'another', question: question(8)});
      await tx.phoneLines.forgetQuestions(minute(8));
      same(await tx.phoneLines.get(line.key), {...line, question: null});
      same((await tx.phoneLines.get('another'))!.question, question(8));
      await tx.notices.insert(one, [sent('not_1', 10), sent('not_2', 5), sent('not_3', 12, null)]);
      await tx.notices.insert(other, [sent('not_4', 11), sent('not_5', 4)]);
      const found = await tx.notices.ofLine(line.key, minute(5));
      same(
        found.map(({organizationId, row}) => [organizationId, row.id]),
        [
          [other, 'not_4'],
          [one, 'not_1'],
          [one, 'not_2'],
        ],
      );
    });
  });
}
