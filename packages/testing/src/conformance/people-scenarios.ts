import assert from 'node:assert/strict';
import type {Appointment, Customer, Job, Member} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {eventually, expectRefused, openFirm} from './firm.ts';
import type {DeclareTest, OfficeUnderTest} from './firm.ts';

type Page<T> = {items: T[]};

/** Technicians, customers, and that people can be forgotten. */
export function peopleScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  test('a technician sees his own visits, their customers and himself, and plans nothing', async () => {
    const firm = await openFirm(office);
    const mine = await firm.visitIn('scheduled');
    const others = await firm.visitIn('scheduled');
    const {caller, id} = mine.technician;
    const get = async <T>(path: string) => expectOk(await caller.get<Page<T>>(path)).items;
    assert.deepEqual(
      (await get<Job>('/v1/jobs')).map(job => job.id),
      [mine.job.id],
    );
    assert.deepEqual(
      (await get<Appointment>('/v1/appointments')).map(visit => visit.id),
      [mine.id],
    );
    assert.deepEqual(
      (await get<Member>('/v1/members')).map(member => member.id),
      [id],
    );
    for (const path of [
      `/v1/jobs/${others.job.id}`,
      `/v1/jobs/${others.job.id}/history`,
      `/v1/jobs/${others.job.id}/notes`,
      `/v1/appointments/${others.id}`,
      `/v1/appointments/${others.id}/commands`,
      `/v1/customers/${others.job.customerId}`,
      `/v1/members/${others.technician.id}`,
    ])
      expectRefused(await caller.get(path), 'not_found', 404);
    assert.equal((await caller.get(`/v1/customers/${mine.job.customerId}`)).status, 200);
    type Snapshot = {items: Job[]; members: Member[]; customers: Customer[]};
    const snapshot = expectOk(await caller.get<Snapshot>('/v1/snapshot?view=board'));
    assert.deepEqual(
      snapshot.items.map(job => job.id),
      [mine.job.id],
    );
    assert.deepEqual(
      snapshot.members.map(member => member.id),
      [id],
    );
    assert.deepEqual(
      snapshot.customers.map(customer => customer.id),
      [mine.job.customerId],
    );
    const planning: [string, object][] = [
      ['/v1/customers', {name: 'A'}],
      [`/v1/appointments/${mine.id}/reschedule`, {window: firm.window(9)}],
      [`/v1/jobs/${mine.job.id}/cancel`, {reason: 'x'}],
      ['/v1/tracking-links', {jobId: mine.job.id}],
      ['/v1/api-keys', {name: 'x'}],
      ['/v1/import', {rows: [{}]}],
    ];
    for (const [path, body] of planning) expectRefused(await caller.post(path, body), 'not_allowed', 403);
    for (const path of ['/v1/notices', '/v1/day-review', '/v1/api-keys'])
      expectRefused(await caller.get(path), 'not_allowed', 403);
    const offered = expectOk(
      await caller.get<Page<{command: string; allowed: boolean}>>(`/v1/appointments/${mine.id}/commands`),
    );
    const words = offered.items.map(item => item.command);
    assert.ok(words.includes('depart') && !words.includes('assign') && !words.includes('cancel'));
  });

  test('a helper sees the visit and adds a note to it, and does not tap it', async () => {
    const firm = await openFirm(office);
    const {id, job} = await firm.visitIn('scheduled');
    const kim = await firm.technician('Kim Park');
    expectOk(await firm.admin.patch(`/v1/appointments/${id}`, {helperIds: [kim.id]}));
    assert.equal((await kim.caller.get(`/v1/appointments/${id}`)).status, 200);
    assert.equal((await kim.caller.post(`/v1/jobs/${job.id}/notes`, {text: 'Ladder needed'})).status, 201);
    expectRefused(await kim.caller.post(`/v1/appointments/${id}/start`), 'not_yours', 403);
  });

  test('an erased customer is gone from rows, messages and links, and the history still folds', async () => {
    const firm = await openFirm(office);
    const customer = await firm.customer({
      name: 'Augusta Zzyzx',
      phone: '+13125550163',
      email: 'augusta@example.com',
      addresses: [{line: '12 St James Square', access: 'Key under the mat'}],
      metadata: {crm: 'secret-7'},
    });
    const address = {line: '12 St James Square', lat: 41.9484, lng: -87.6553, access: 'Key under the mat'};
    const {job, id, technician} = await firm.visitIn('enroute', {
      customerId: customer.id,
      job: {address, description: 'Augusta’s boiler', title: 'Boiler of Augusta'},
    });
    const link = await firm.link(job.id);
    await firm.report(technician, [{north: 900}]);
    expectOk(await firm.admin.post(`/v1/jobs/${job.id}/notes`, {text: 'Augusta rang'}));
    await eventually(
      () => firm.noticesOf(job.id, 'on_the_way'),
      ([notice]) => firm.wasSent(notice),
    );
    expectOk(await firm.admin.delete(`/v1/customers/${customer.id}`));
    const paths = [
      '/v1/customers',
      `/v1/jobs/${job.id}`,
      `/v1/jobs/${job.id}/notes`,
      `/v1/jobs/${job.id}/history`,
      '/v1/notices',
      '/v1/events',
      '/v1/snapshot?view=board',
      '/v1/jobs?q=augusta',
    ];
    for (const path of paths) {
      const text = JSON.stringify((await firm.admin.get(path)).body);
      assert.doesNotMatch(text, /Augusta|Zzyzx|5550163|St James|secret-7|under the mat/i, path);
    }
    expectRefused(await link.caller.get('/v1/track'), 'link_ended', 410);
    expectRefused(await firm.admin.patch(`/v1/customers/${customer.id}`, {name: 'Back'}), 'not_found', 404);
    expectRefused(await firm.tryBook({customerId: customer.id}), 'invalid', 400);
    assert.ok((await firm.history(job.id)).length > 2);
    await firm.tap(id, 'start');
    assert.equal((await firm.tap(id, 'complete', {outcome: 'done'})).job.status, 'complete');
    assert.equal(
      (await firm.admin.delete(`/v1/customers/${customer.id}`)).status,
      204,
      'once more is no fault',
    );
  });

  test('contacts of a job get its messages; without some of its own, the customer’s first', async () => {
    const firm = await openFirm(office);
    const consent = {sms: true};
    const customer = await firm.customer({
      contacts: [
        {name: 'Owner', phone: '+13125550170', consent},
        {name: 'Tenant', phone: '+13125550171', consent},
      ],
    });
    const tenant = customer.contacts.find(contact => contact.name === 'Tenant')!;
    const job = await firm.book({customerId: customer.id, inHours: 3, job: {contactIds: [tenant.id]}});
    assert.deepEqual(
      (await firm.notices(job.id)).map(notice => notice.contactId),
      [tenant.id],
    );
    const plain = await firm.book({customerId: customer.id, inHours: 9});
    assert.deepEqual(
      (await firm.notices(plain.id)).map(notice => notice.contactId),
      [customer.contacts[0]!.id],
    );
  });
}
