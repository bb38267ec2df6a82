import assert from 'node:assert/strict';
import type {DomainEvent, Job} from '@dispatch-kit/core';
import {endpoints} from '@dispatch-kit/core';
import {callerOf, expectOk} from '../caller.ts';
import type {Caller} from '../caller.ts';
import {NeedsOwnOrganization, expectRefused, openFirm, openOwnFirm} from './firm.ts';
import type {DeclareTest, Firm, OfficeUnderTest} from './firm.ts';
import {Listener} from './listener.ts';

const reason = {code: 'other'};

/** What one organization has is not there for another. */
export function tenantScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  test('another organization’s id is not found, on every endpoint that takes one', async () => {
    const [ours, theirs] = [await openFirm(office), await openOwnFirm(office)];
    const ids = await idsOf(ours, {externalId: 'shared-id'});
    const foreign = await idsOf(theirs, {externalId: 'shared-id'});
    const rows = endpoints.filter(
      ({endpoint: {path, later, accepts, access}}) =>
        path.includes('{id}') && !later && !accepts && Array.isArray(access),
    );
    assert.ok(rows.length > 40, `only ${rows.length} endpoints take an id`);
    const before = await pictureOf(ours, ids);
    for (const {name, endpoint} of rows) {
      const id = ids[endpoint.path.split('/')[2]!]!;
      const path = endpoint.path.replace('{id}', id).replace(/\{\w+\}/, 'dev_00000000');
      const body = bodyFor(name, theirs, foreign);
      const answer =
        endpoint.method === 'GET'
          ? await theirs.admin.get(path)
          : endpoint.method === 'DELETE'
            ? await theirs.admin.delete(path)
            : endpoint.method === 'PATCH'
              ? await theirs.admin.patch(path, body)
              : await theirs.admin.post(path, body);
      assert.equal(answer.status, 404, `${endpoint.method} ${path}: ${JSON.stringify(answer.body)}`);
      assert.equal(answer.problem!.code, 'not_found', name);
      assert.ok(!answer.problem!.detail.includes(ours.organization.name), name);
    }
    assert.deepEqual(await pictureOf(ours, ids), before);
  });

  test('another organization’s ids in a body are unknown', async () => {
    const [ours, theirs] = [await openFirm(office), await openOwnFirm(office)];
    const ids = await idsOf(ours, {externalId: 'shared-id'});
    const own = await theirs.book({inHours: 3});
    const apt = own.appointments[0]!.id;
    const customerId = (await theirs.customer()).id;
    const window = theirs.window(5);
    const job = {customerId, title: 'Boiler', address: {line: '1 W Lake St'}};
    const tries: [string, object][] = [
      ['/v1/jobs', {...job, customerId: ids['customers']}],
      ['/v1/jobs', {...job, contactIds: [ids['contacts']]}],
      ['/v1/jobs', {...job, appointment: {window, durationMinutes: 60, leadId: ids['members']}}],
      [`/v1/jobs/${own.id}/appointments`, {window, durationMinutes: 60, leadId: ids['members']}],
      [`/v1/appointments/${apt}/assign`, {leadId: ids['members']}],
      ['/v1/embed-sessions', {memberId: ids['members']}],
      ['/v1/tracking-links', {jobId: ids['jobs']}],
      ['/v1/tracking-links', {jobId: own.id, contactId: ids['contacts']}],
      ['/v1/notices', {kind: 'created', subjectId: ids['appointments'], contactId: ids['contacts']}],
    ];
    for (const [path, body] of tries) {
      const {status, problem} = await theirs.admin.post(path, body);
      assert.ok(status === 400 || status === 404, `${path} ${JSON.stringify(body)}: ${status}`);
      assert.ok(['invalid', 'not_found'].includes(problem!.code));
    }
    const helped = await theirs.admin.patch(`/v1/appointments/${apt}`, {helperIds: [ids['members']]});
    expectRefused(helped, 'invalid', 400);
  });

  test('lists, snapshots, events and streams hold nothing of another organization', async () => {
    const [ours, theirs] = [await openFirm(office), await openOwnFirm(office)];
    const stream = await Listener.open(theirs.admin, '/v1/events');
    await stream.until('a first heartbeat', each => each.heard.length > 0);
    const ids = await idsOf(ours, {externalId: 'shared-id'});
    await theirs.customer({name: 'A sign that all before has come'});
    await stream.until('its own event', each => each.facts.length > 0);
    stream.close();
    assert.deepEqual(
      stream.facts.map(({event}) => event),
      ['customer_created'],
    );
    const paths = [
      '/v1/jobs',
      '/v1/appointments',
      '/v1/customers',
      '/v1/members',
      '/v1/notices',
      '/v1/positions',
      '/v1/api-keys',
      '/v1/snapshot?view=board',
      '/v1/snapshot?view=fleet',
      `/v1/snapshot?view=visit&appointmentId=${ids['appointments']}`,
      '/v1/events',
      '/v1/day-review',
      `/v1/jobs?customerId=${ids['customers']}`,
      '/v1/jobs?externalId=shared-id',
    ];
    for (const path of paths) {
      const answer = await theirs.admin.get(path);
      const text = JSON.stringify(answer.body);
      for (const id of Object.values(ids)) assert.ok(!text.includes(id), `${path} shows ${id}`);
    }
  });

  test('two organizations may use the same external ids, and a cursor of one is nothing to the other', async () => {
    const [ours, theirs] = [await openFirm(office), await openOwnFirm(office)];
    for (const firm of [ours, theirs])
      for (const externalId of ['a', 'b', 'c']) await firm.customer({externalId});
    type Page = {items: unknown[]; nextCursor?: string};
    const page = expectOk(await ours.admin.get<Page>('/v1/customers?limit=1'));
    const cursor = page.nextCursor!;
    expectRefused(await theirs.admin.get(`/v1/customers?limit=1&cursor=${cursor}`), 'cursor_mismatch', 400);
    const events = expectOk(await ours.admin.get<{cursor: string}>('/v1/events?limit=2'));
    expectRefused(await theirs.admin.get(`/v1/events?after=${events.cursor}`), 'cursor_mismatch', 400);
  });

  test('the key that a server was given opens its own organization and makes no other', async () => {
    const key = callerOf(office.fetch ?? fetch, office.url, office.apiKey);
    const me = expectOk(await key.get<{actor: {kind: string}}>('/v1/me'));
    assert.equal(me.actor.kind, 'admin');
    const made = await key.post('/v1/organizations', {name: 'Southside', timeZone: 'America/Chicago'});
    expectRefused(made, 'unauthenticated', 401);
    if (!office.operatorKey) throw new NeedsOwnOrganization();
    const operator = callerOf(office.fetch ?? fetch, office.url, office.operatorKey);
    assert.equal((await operator.get('/v1/jobs')).status, 401);
  });
}

/** One id of each kind, of a firm that has something of everything. */
export async function idsOf(firm: Firm, ofJob: {externalId?: string} = {}): Promise<Record<string, string>> {
  const {id, job, technician} = await firm.visitIn('enroute', {job: ofJob});
  const link = await firm.link(job.id);
  type Made = {id: string};
  const key = expectOk(await firm.admin.post<Made>('/v1/api-keys', {name: 'Another'}));
  const session = expectOk(await firm.admin.post<Made>('/v1/embed-sessions', {memberId: technician.id}));
  const url = 'https://host.example/hooks';
  const webhook = expectOk(await firm.admin.post<Made>('/v1/webhooks', {url}));
  await firm.report(technician, [{north: 1500}]);
  const customer = expectOk(await firm.admin.get<{contacts: Made[]}>(`/v1/customers/${job.customerId}`));
  return {
    jobs: job.id,
    appointments: id,
    customers: job.customerId,
    contacts: customer.contacts[0]!.id,
    members: technician.id,
    'tracking-links': link.id,
    'api-keys': key.id,
    'embed-sessions': session.id,
    webhooks: webhook.id,
    // Nobody's: a server may keep no photos.
    photos: 'pho_0000000000000000000000',
  };
}

function bodyFor(name: string, firm: Firm, own: Record<string, string>): object {
  const window = firm.window(9);
  const bodies: Record<string, object> = {
    'appointmentCommands.schedule': {window, durationMinutes: 60},
    'appointmentCommands.reschedule': {window},
    'appointmentCommands.assign': {leadId: own['members']},
    'appointmentCommands.send_now': {leadId: own['members'], planned: {start: firm.inMinutes(20)}},
    'appointmentCommands.hand_over': {leadId: own['members']},
    'appointmentCommands.move': {window, reason},
    'appointmentCommands.complete': {outcome: 'done'},
    'appointmentCommands.cancel': {reason},
    'appointmentCommands.keep': {reason},
    'appointmentCommands.running_late': {minutes: 5},
    'jobCommands.decline': {reason},
    'jobCommands.cancel': {reason},
    'jobCommands.pause': {reason},
    'jobs.addAppointment': {window, durationMinutes: 60},
    'jobs.addNote': {text: 'Hello'},
    'correspondence.addMessage': {text: 'Hello'},
    'members.shift': {on: true},
    'webhooks.replay': {since: window.start},
    'members.pairDevice': {app: 'traccar'},
  };
  return bodies[name] ?? {};
}

async function pictureOf(firm: Firm, ids: Record<string, string>): Promise<unknown> {
  const read = (caller: Caller, path: string) => caller.get(path).then(answer => answer.body);
  const history = expectOk(await firm.admin.get<{items: DomainEvent[]}>(`/v1/jobs/${ids['jobs']}/history`));
  return {
    job: (await read(firm.admin, `/v1/jobs/${ids['jobs']}`)) as unknown as Job,
    customer: await read(firm.admin, `/v1/customers/${ids['customers']}`),
    member: await read(firm.admin, `/v1/members/${ids['members']}`),
    keys: await read(firm.admin, '/v1/api-keys'),
    events: history.items.filter(event => event.type !== 'appointment_eta_told').map(event => event.id),
  };
}
