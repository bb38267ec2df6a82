import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {runOffice} from '@dispatch-kit/server/node';
import {createConfig, lintFromString} from '@redocly/openapi-core';
import {OpenApiClient} from './open-api-client.ts';

type Visit = {id: string; status: string; version: number};
type Job = {id: string; status: string; appointments: Visit[]};
type Reply = {appointment: Visit; job: Job; events: {type: string}[]; notices: {kind: string}[]};
type View = {visit: {phase: string; position?: {lat: number}}; actions: string[]; rating?: {stars: number}};

const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-openapi-'));
const office = await runOffice({dataDir, databaseUrl: 'memory:', port: 0});
after(async () => {
  await office.close();
  await rm(dataDir, {recursive: true, force: true});
});

test('the contract lints clean by the rules that Redocly recommends', async () => {
  const source = await (await fetch(`${office.url}/openapi.json`)).text();
  const config = await createConfig({extends: ['recommended']});
  const problems = await lintFromString({source, config, absoluteRef: 'openapi.json'});
  const said = problems.map(
    ({severity, ruleId, message, location}) => `${severity} ${ruleId} ${location[0]?.pointer}: ${message}`,
  );
  assert.deepEqual([...new Set(said)], []);
});

test('who knows only the document plays a visit from order to rating', async () => {
  const api = await OpenApiClient.read(office.url);
  const organization = {name: 'Northside Plumbing', timeZone: 'America/Chicago'};
  const {apiKey} = await api.call<{apiKey: string}>(office.operatorKey, 'organizationsCreate', {
    body: organization,
  });
  const settings = {graceSeconds: 0, quietHours: null, hideStartMeters: 0};
  await api.call(apiKey, 'organizationsEdit', {body: settings});
  const {lead, technician} = await hire(api, apiKey);
  const job = await order(api, apiKey, lead);
  const [visit] = job.appointments;
  assert.equal(job.status, 'scheduled');
  const path = {id: visit!.id};
  const {token} = await api.call<{token: string}>(apiKey, 'officeCreateLink', {body: {jobId: job.id}});
  const view = () => api.call<View>(token, 'trackView');
  assert.equal((await view()).visit.phase, 'upcoming');
  await api.call(token, 'trackConfirm', {body: {}});
  const commands = await api.call<{next: string}>(technician, 'appointmentsCommands', {path});
  assert.equal(commands.next, 'depart');
  const dry = await api.call<Reply>(technician, 'appointmentCommandsDepart', {
    path,
    query: {dryRun: '1'},
    body: {},
  });
  assert.deepEqual(
    dry.notices.map(notice => notice.kind),
    ['on_the_way'],
  );
  const departed = await api.call<Reply>(technician, 'appointmentCommandsDepart', {
    path,
    header: {'Idempotency-Key': 'tap-1'},
    body: {etaMinutes: 15},
  });
  assert.equal(departed.job.status, 'in_progress');
  const fixes = [{lat: 41.98, lng: -87.6553, at: new Date().toISOString(), accuracyMeters: 8}];
  await api.call(technician, 'roadReport', {body: {fixes}});
  assert.equal((await view()).visit.position!.lat, 41.98);
  await api.call(technician, 'appointmentCommandsStart', {path, body: {}});
  assert.equal((await view()).visit.phase, 'onsite');
  const note = {text: 'Replaced the washer', appointmentId: visit!.id};
  await api.call(technician, 'jobsAddNote', {path: {id: job.id}, body: note});
  const done = await api.call<Reply>(technician, 'appointmentCommandsComplete', {
    path,
    body: {outcome: 'done'},
  });
  assert.equal(done.job.status, 'complete');
  assert.ok((await view()).actions.includes('rate'));
  const rated = await api.call<View>(token, 'trackRate', {body: {stars: 5, comment: 'Quick and kind'}});
  assert.equal(rated.rating!.stars, 5);
  await readEverything(api, apiKey, job.id, visit!.id);
});

async function hire(api: OpenApiClient, apiKey: string): Promise<{lead: string; technician: string}> {
  const body = {name: 'Sam Ortiz', phone: '+13125550101', roles: ['technician'], vehicle: 'Blue van'};
  const {id: lead} = await api.call<{id: string}>(apiKey, 'membersCreate', {body});
  const session = await api.call<{token: string}>(apiKey, 'organizationsCreateSession', {
    body: {memberId: lead},
  });
  return {lead, technician: session.token};
}

async function order(api: OpenApiClient, apiKey: string, leadId: string): Promise<Job> {
  const customer = await api.call<{id: string}>(apiKey, 'customersCreate', {
    body: {name: 'Ada Lee', phone: '+13125550142', consent: {sms: true}, metadata: {crm: '17'}},
  });
  const startMs = Date.now() + 3_600_000;
  const window = {start: new Date(startMs).toISOString(), end: new Date(startMs + 3_600_000).toISOString()};
  return api.call<Job>(apiKey, 'jobsCreate', {
    header: {'Idempotency-Key': 'order-1'},
    body: {
      customerId: customer.id,
      title: 'Leaking tap, kitchen',
      address: {line: '4417 N Paulina St', city: 'Chicago', lat: 41.9484, lng: -87.6553},
      appointment: {window, durationMinutes: 60, leadId},
      externalId: 'order-1',
    },
  });
}

/** What can be read besides. */
async function readEverything(
  api: OpenApiClient,
  apiKey: string,
  jobId: string,
  visitId: string,
): Promise<void> {
  const path = {id: jobId};
  await api.call(apiKey, 'jobsGet', {path});
  await api.call(apiKey, 'jobsHistory', {path});
  await api.call(apiKey, 'jobsNotes', {path});
  await api.call(apiKey, 'appointmentsArrival', {path: {id: visitId}});
  await api.call(apiKey, 'jobsList', {query: {status: 'complete', limit: '5', sort: '-created'}});
  await api.call(apiKey, 'liveSnapshot', {query: {view: 'board'}});
  await api.call(apiKey, 'liveEvents', {query: {limit: '50'}});
  await api.call(apiKey, 'officeDayReview', {query: {day: 'today'}});
  for (const operation of [
    'appointmentsList',
    'customersList',
    'membersList',
    'roadPositions',
    'organizationsMe',
  ])
    await api.call(apiKey, operation);
  await wait(300);
  const {items} = await api.call<{items: {kind: string; state: string}[]}>(apiKey, 'officeNotices', {
    query: {jobId},
  });
  assert.ok(items.some(notice => notice.kind === 'on_the_way'));
}
