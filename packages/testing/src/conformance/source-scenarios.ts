import assert from 'node:assert/strict';
import type {Job, Source} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import type {Answer, Caller} from '../caller.ts';
import {eventually, expectRefused, openFirm} from './firm.ts';
import type {DeclareTest, Firm, OfficeUnderTest} from './firm.ts';

type Connected = Source & {key: string; keyId: string};
const reason = {code: 'other', note: 'no room'};

/** Third parties that offer jobs, and who may do what. */
export function sourceScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  test('a source is connected with a key that is shown once, and ends when that is revoked', async () => {
    const firm = await openFirm(office);
    const made = await connect(firm, {externalId: 'crm-7'});
    const listed = expectOk(await firm.admin.get<{items: Source[]}>('/v1/sources'));
    assert.deepEqual(
      listed.items.map(each => [each.id, each.name, each.externalId]),
      [[made.id, 'Brand', 'crm-7']],
    );
    assert.ok(!JSON.stringify(listed).includes(made.key));
    const again = await firm.admin.post('/v1/sources', {name: 'Twice', externalId: 'crm-7'});
    expectRefused(again, 'external_id_taken', 409);
    const caller = firm.as(made.key);
    assert.equal(expectOk(await caller.get<{actor: {kind: string; id: string}}>('/v1/me')).actor.id, made.id);
    await connect(firm);
    const seen = expectOk(await caller.get<{items: Source[]}>('/v1/sources')).items;
    assert.deepEqual(
      seen.map(each => each.id),
      [made.id],
      'a source sees no other',
    );
    expectOk(await firm.admin.delete(`/v1/api-keys/${made.keyId}`));
    expectRefused(await caller.get('/v1/jobs'), 'token_expired', 401);
  });

  test('an offer with a visit waits as a draft: accepted it is scheduled, declined the source is told why', async () => {
    const firm = await openFirm(office);
    const {caller} = await asSource(firm);
    const offered = await offer(firm, caller, {appointment: {window: firm.window(30), durationMinutes: 60}});
    assert.deepEqual([offered.status, offered.appointments[0]!.status], ['offered', 'draft']);
    const accepted = (await firm.jobTap(offered.id, 'accept')).job;
    assert.deepEqual([accepted.status, accepted.appointments[0]!.status], ['scheduled', 'scheduled']);
    const other = await offer(firm, caller);
    await firm.jobTap(other.id, 'decline', {reason});
    const seen = expectOk(await caller.get<Job>(`/v1/jobs/${other.id}`));
    assert.deepEqual([seen.status, seen.offer!.status], ['declined', 'declined']);
    const history = expectOk(
      await caller.get<{items: {type: string; data?: {reasonCode?: string}}[]}>(
        `/v1/jobs/${other.id}/history`,
      ),
    ).items;
    assert.equal(history.find(each => each.type === 'job_declined')!.data!.reasonCode, 'other');
    expectRefused(await firm.admin.post(`/v1/jobs/${other.id}/accept`), 'job_is_declined', 409);
  });

  test('accepted with a visit of its own, an offer keeps no draft of what was asked for, and an undo brings it back', async () => {
    const firm = await openFirm(office);
    const {caller} = await asSource(firm);
    const offered = await offer(firm, caller, {appointment: {window: firm.window(30), durationMinutes: 60}});
    const appointment = {window: firm.window(50), durationMinutes: 45};
    const {job} = await firm.jobTap(offered.id, 'accept', {appointment});
    assert.deepEqual(
      job.appointments.map(each => [each.status, each.planned.durationMinutes]),
      [['scheduled', 45]],
    );
    const undone = (await firm.jobTap(offered.id, 'undo')).job;
    assert.deepEqual([undone.status, undone.appointments.map(each => each.status)], ['offered', ['draft']]);
  });

  test('an offer that nobody answers ends by itself', async () => {
    const firm = await openFirm(office);
    const {caller} = await asSource(firm);
    const offered = await offer(firm, caller, {expiresAt: firm.inMinutes(0.05)});
    const ended = await eventually(
      () => firm.job(offered.id),
      job => job.status === 'declined',
      {what: 'the end of the offer'},
    );
    assert.equal(ended.offer!.status, 'expired');
  });

  test('a source reaches no job of another source, by any endpoint', async () => {
    const firm = await openFirm(office);
    const [mine, theirs] = [await asSource(firm), await asSource(firm)];
    const job = await offer(firm, theirs.caller, {
      appointment: {window: firm.window(30), durationMinutes: 60},
    });
    const id = job.appointments[0]!.id;
    const {caller} = mine;
    const tries: Promise<Answer<unknown>>[] = [
      caller.get(`/v1/jobs/${job.id}`),
      caller.get(`/v1/jobs/${job.id}/history`),
      caller.get(`/v1/jobs/${job.id}/notes`),
      caller.get(`/v1/appointments/${id}`),
      caller.get(`/v1/customers/${job.customerId}`),
      caller.patch(`/v1/jobs/${job.id}`, {title: 'Mine'}),
      caller.post(`/v1/jobs/${job.id}/withdraw`),
      caller.post(`/v1/jobs/${job.id}/cancel`, {reason}),
      caller.post(`/v1/jobs/${job.id}/notes`, {text: 'Hello'}),
      caller.post(`/v1/appointments/${id}/cancel`, {reason}),
    ];
    for (const answer of await Promise.all(tries)) expectRefused(answer, 'not_found', 404);
    assert.equal((await firm.job(job.id)).status, 'offered');
  });

  for (const [capability, {ask, cells}] of Object.entries(capabilityTable)) {
    test(`${capability}: each kind of caller reaches what it may`, async () => {
      const firm = await openFirm(office);
      const scene = await sceneOf(firm);
      // What an admin does may take away what others ask for, so he is the last.
      for (const [index, kind] of [...kinds.entries()].toReversed()) {
        const {status, problem} = await ask(scene.callers[kind], scene);
        const may = cells.split(' ')[index] === 'yes';
        assert.equal(status < 400, may, `${kind}: ${status} ${problem?.code} ${problem?.detail}`);
        if (!may)
          assert.ok(
            ['not_allowed', 'forbidden', 'not_found', 'not_yours'].includes(problem!.code),
            `${kind}: ${problem!.code}`,
          );
      }
    });
  }

  test('a key of fewer capabilities makes no session, no key and no secret with more', async () => {
    const firm = await openFirm(office);
    const narrow = {name: 'Reader', capabilities: ['jobs.read', 'settings', 'people.read']};
    const made = expectOk(await firm.admin.post<{id: string; key: string}>('/v1/api-keys', narrow));
    const reader = firm.as(made.key);
    assert.equal((await reader.get('/v1/jobs')).status, 200);
    expectRefused(await reader.post('/v1/customers', {name: 'A'}), 'not_allowed', 403);
    expectRefused(
      await reader.post('/v1/embed-sessions', {roles: ['admin'], capabilities: ['plan']}),
      'not_allowed',
      403,
    );
    const within = {roles: ['admin'], capabilities: ['jobs.read']};
    assert.equal((await reader.post('/v1/embed-sessions', within)).status, 201);
    expectRefused(await reader.post('/v1/api-keys', {name: 'More'}), 'not_allowed', 403);
    const wide = expectOk(await firm.admin.post<{id: string; key: string}>('/v1/api-keys', {name: 'All'}));
    expectRefused(await reader.post(`/v1/api-keys/${wide.id}/rotate`), 'not_allowed', 403);
    const rotated = expectOk(await firm.admin.post<{key: string}>(`/v1/api-keys/${wide.id}/rotate`));
    expectRefused(await firm.as(wide.key).get('/v1/me'), 'unauthenticated', 401);
    assert.equal((await firm.as(rotated.key).get('/v1/me')).status, 200);
  });

  test('a sign-in is refused by field, by a wrong code, and by an invitation that is none', async () => {
    const firm = await openFirm(office);
    const stranger = firm.as('');
    const code = await stranger.post('/v1/sign-in/code', {phone: '312'});
    expectRefused(code, 'invalid', 400);
    const proof = {phone: '+13125550188', code: '000000'};
    expectRefused(await stranger.post('/v1/sign-in/verify', proof), 'code_wrong', 403);
    expectRefused(await stranger.post('/v1/sign-in/verify', {...proof, code: '12'}), 'invalid', 400);
    expectRefused(await stranger.post('/v1/sign-in/invitation', {token: 'x'}), 'link_ended', 410);
  });

  test('who is deactivated is out: sessions, devices, invitations; visits are free again', async () => {
    const firm = await openFirm(office);
    const {technician, id} = await firm.visitIn('scheduled');
    const path = `/v1/members/${technician.id}`;
    expectOk(await firm.admin.post(`${path}/devices`, {app: 'traccar'}));
    expectOk(await firm.admin.post(`${path}/invite`));
    expectOk(await firm.admin.delete(path));
    expectRefused(await technician.caller.get('/v1/me'), 'token_expired', 401);
    for (const list of ['sessions', 'devices'])
      assert.deepEqual(expectOk(await firm.admin.get(`${path}/${list}`)), {items: []});
    expectRefused(await firm.admin.post(`${path}/invite`), 'invalid', 400);
    expectRefused(await firm.admin.post(`${path}/devices`, {app: 'traccar'}), 'invalid', 400);
    const visit = expectOk(await firm.admin.get<{leadId: null; conflict: boolean}>(`/v1/appointments/${id}`));
    assert.deepEqual([visit.leadId, visit.conflict], [null, true]);
  });
}

async function connect(firm: Firm, more: object = {}): Promise<Connected> {
  return expectOk(await firm.admin.post<Connected>('/v1/sources', {name: 'Brand', ...more}));
}

async function asSource(firm: Firm): Promise<{id: string; caller: Caller}> {
  const {id, key} = await connect(firm);
  return {id, caller: firm.as(key)};
}

async function offer(firm: Firm, caller: Caller, more: object = {}): Promise<Job> {
  const customerId = (await firm.customer()).id;
  const job = {customerId, title: 'New boiler', address: {line: '1 W Lake St'}};
  return expectOk(await caller.post<Job>('/v1/offers', {...job, ...more}));
}

const kinds = ['admin', 'dispatcher', 'technician', 'helper', 'source', 'other_source'] as const;
type Kind = (typeof kinds)[number];

/** A job of a source with a visit that is led and helped on, and everybody who could want something of it. */
type Scene = {firm: Firm; job: Job; id: string; leadId: string; callers: Record<Kind, Caller>};

async function sceneOf(firm: Firm): Promise<Scene> {
  const [source, other] = [await asSource(firm), await asSource(firm)];
  const [lead, helper, dispatcher] = [
    await firm.technician(),
    await firm.technician('Kim Park'),
    await firm.dispatcher(),
  ];
  const offered = await offer(firm, source.caller);
  const appointment = {window: firm.window(2), durationMinutes: 60, leadId: lead.id, helperIds: [helper.id]};
  const {job} = await firm.jobTap(offered.id, 'accept', {appointment});
  const callers = {
    admin: firm.admin,
    dispatcher: dispatcher.caller,
    technician: lead.caller,
    helper: helper.caller,
    source: source.caller,
    other_source: other.caller,
  };
  return {firm, job, id: job.appointments[0]!.id, leadId: lead.id, callers};
}

type Ask = (caller: Caller, scene: Scene) => Promise<Answer<unknown>>;

/** The table of the domain, over HTTP: admin, dispatcher, technician (lead), helper, its source, another source. */
const capabilityTable: Record<string, {ask: Ask; cells: string}> = {
  'read a job': {ask: (caller, {job}) => caller.get(`/v1/jobs/${job.id}`), cells: 'yes yes yes yes yes no'},
  'plan: reschedule': {
    ask: (caller, {id, firm}) =>
      caller.post(`/v1/appointments/${id}/reschedule?dryRun=1`, {window: firm.window(9)}),
    cells: 'yes yes no no no no',
  },
  'plan: cancel a visit': {
    ask: (caller, {id}) => caller.post(`/v1/appointments/${id}/cancel?dryRun=1`, {reason}),
    cells: 'yes yes no no yes no',
  },
  'plan: assign': {
    ask: (caller, {id, leadId}) => caller.post(`/v1/appointments/${id}/assign?dryRun=1`, {leadId}),
    cells: 'yes yes no no no no',
  },
  'plan: pause a job': {
    ask: (caller, {job}) => caller.post(`/v1/jobs/${job.id}/pause?dryRun=1`, {reason, laterVisits: 'keep'}),
    cells: 'yes yes no no no no',
  },
  'plan: cancel a job': {
    ask: (caller, {job}) => caller.post(`/v1/jobs/${job.id}/cancel?dryRun=1`, {reason}),
    cells: 'yes yes no no yes no',
  },
  'plan: another visit': {
    ask: (caller, {job, firm}) =>
      caller.post(`/v1/jobs/${job.id}/appointments?dryRun=1`, {window: firm.window(50), durationMinutes: 60}),
    cells: 'yes yes no no yes no',
  },
  'work: depart': {
    ask: (caller, {id}) => caller.post(`/v1/appointments/${id}/depart?dryRun=1`),
    cells: 'yes yes yes no no no',
  },
  'write a note': {
    ask: (caller, {job}) => caller.post(`/v1/jobs/${job.id}/notes`, {text: 'Ladder needed'}),
    cells: 'yes yes yes yes yes no',
  },
  'read positions': {ask: caller => caller.get('/v1/positions'), cells: 'yes yes yes yes no no'},
  'write positions': {
    ask: (caller, {firm}) =>
      caller.post('/v1/positions', {fixes: [{lat: 41.9, lng: -87.6, at: firm.inMinutes(0)}]}),
    cells: 'no no yes yes no no',
  },
  'read messages': {ask: caller => caller.get('/v1/notices'), cells: 'yes yes no no no no'},
  'list customers': {ask: caller => caller.get('/v1/customers'), cells: 'yes yes no no no no'},
  'read the customer': {
    ask: (caller, {job}) => caller.get(`/v1/customers/${job.customerId}`),
    cells: 'yes yes yes yes yes no',
  },
  'read the team': {ask: caller => caller.get('/v1/members'), cells: 'yes yes yes yes no no'},
  'read another member': {
    ask: (caller, {leadId}) => caller.get(`/v1/members/${leadId}`),
    cells: 'yes yes yes no no no',
  },
  'change people': {
    ask: (caller, {leadId}) => caller.patch(`/v1/members/${leadId}`, {vehicle: 'Van'}),
    cells: 'yes no no no no no',
  },
  'change settings': {
    ask: caller => caller.patch('/v1/organization', {undoMinutes: 5}),
    cells: 'yes no no no no no',
  },
  'make keys': {ask: caller => caller.post('/v1/api-keys', {name: 'x'}), cells: 'yes no no no no no'},
  'connect sources': {ask: caller => caller.post('/v1/sources', {name: 'x'}), cells: 'yes no no no no no'},
  'erase a customer': {
    ask: (caller, {job}) => caller.delete(`/v1/customers/${job.customerId}`),
    cells: 'yes no no no no no',
  },
};
