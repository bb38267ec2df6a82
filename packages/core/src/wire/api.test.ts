/** The table of the wire, held against a list by hand. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as z from 'zod/mini';
import {toJSONSchema} from 'zod';
import {endpoints} from './api.ts';
import {inPath} from './endpoint.ts';
import {errorCodes} from './error-code.ts';
import {OrganizationPatch} from './organization.ts';
import {Problem} from './problem.ts';
import {appointmentCommands} from '../appointment/appointment-command.ts';
import {refusals} from '../appointment/refusal.ts';
import {
  DomainEvent,
  EventType,
  appointmentEventTypes,
  jobEventTypes,
  organizationEventTypes,
} from '../history/event.ts';
import {jobCommands} from '../job/job-command.ts';
import {capabilities} from '../people/permission.ts';
import {Settings} from '../people/settings.ts';
import {TrackingView} from '../tracking/tracking-view.ts';

const jobWords = 'accept decline withdraw cancel reinstate complete pause resume undo';
const visitWords =
  'schedule reschedule assign unassign send-now confirm depart arrive start complete cancel stand-down hand-over move undo reopen reinstate delete ask-to-move running-late dismiss-request keep';
const trackWords =
  'confirm request-reschedule request-cancel rebook not-home note message pin rate push opt-out opt-in';

/** Every address of the contract. */
const contract = `
POST /v1/organizations
GET /v1/me
GET PATCH /v1/organization
POST GET /v1/customers
GET PATCH DELETE /v1/customers/{id}
POST GET /v1/jobs
GET PATCH /v1/jobs/{id}
POST /v1/jobs/{id}/appointments
GET /v1/appointments
GET PATCH /v1/appointments/{id}
GET /v1/appointments/{id}/commands
GET /v1/appointments/{id}/suggestions
GET /v1/appointments/{id}/nearest
GET /v1/appointments/{id}/arrival
GET /v1/appointments/{id}/route
GET /v1/appointments/{id}/record
GET POST /v1/jobs/{id}/notes
GET POST /v1/jobs/{id}/messages
GET /v1/jobs/{id}/history
POST /v1/jobs/{id}/messages/read
GET /v1/customers/{id}/consents
GET POST /v1/jobs/{id}/photos
GET DELETE /v1/photos/{id}
GET /v1/track/photos
POST DELETE /v1/members/{id}/calendar
POST /v1/offers
GET POST /v1/sources
POST /v1/suggestions
GET POST /v1/members
GET PATCH DELETE /v1/members/{id}
POST /v1/members/{id}/invite
GET POST /v1/members/{id}/devices
DELETE /v1/members/{id}/devices/{deviceId}
GET /v1/members/{id}/sessions
DELETE /v1/members/{id}/sessions/{sessionId}
POST /v1/members/{id}/erase
GET POST /v1/positions
POST /v1/ingest/owntracks
POST /v1/ingest/traccar
POST /v1/ingest/gpx
GET /v1/snapshot
GET /v1/events
GET /v1/day-review
GET /v1/reports/visits.csv
GET /v1/reports/practice
GET /v1/surveys
GET POST /v1/notices
POST /v1/notices/preview
POST GET /v1/webhooks
GET PATCH DELETE /v1/webhooks/{id}
GET /v1/webhooks/{id}/deliveries
POST /v1/webhooks/{id}/replay
GET POST /v1/api-keys
DELETE /v1/api-keys/{id}
POST /v1/api-keys/{id}/rotate
POST /v1/embed-sessions
DELETE /v1/embed-sessions/{id}
POST /v1/tracking-links
DELETE /v1/tracking-links/{id}
POST /v1/sign-in/code
POST /v1/sign-in/verify
POST /v1/sign-in/invitation
POST /v1/sign-out
POST /v1/members/{id}/shift
GET POST /v1/push-subscriptions
GET /v1/geocode
POST /v1/import
GET /v1/track
GET /v1/track/events
GET /v1/track/windows
POST /v1/track/messages/read
GET POST /v1/book/{organizationSlug}
POST /v1/book/{organizationSlug}/verify
GET /v1/calendar/{calendarToken}
POST /v1/inbound/twilio/status
POST /v1/inbound/twilio/message
GET /healthz
GET /readyz
GET /metrics
GET /openapi.json
${jobWords.replaceAll(/\S+/g, word => `POST /v1/jobs/{id}/${word}\n`)}
${visitWords.replaceAll(/\S+/g, word => `POST /v1/appointments/{id}/${word}\n`)}
${trackWords.replaceAll(/\S+/g, word => `POST /v1/track/${word}\n`)}
`;

const addresses = contract.split('\n').flatMap(line => {
  const words = line.trim().split(' ');
  const path = words.pop();
  return words.map(method => `${method} ${path}`);
});
const mounted = endpoints.map(({endpoint}) => `${endpoint.method} ${endpoint.path}`);

test('the table has every address of the contract, and no other', () => {
  assert.deepEqual([...mounted].sort(), [...addresses].sort());
});

test('no address stands twice', () => {
  const forms = mounted.map(address => address.replaceAll(/\{\w+\}/g, '{}'));
  assert.equal(new Set(forms).size, forms.length);
});

test('every row says who may call it, and what it is for', () => {
  for (const {name, endpoint} of endpoints) {
    assert.ok(endpoint.summary.length > 5 && !endpoint.summary.endsWith('.'), name);
    const {access} = endpoint;
    if (typeof access !== 'string')
      assert.ok(access.length > 0 && access.every(each => capabilities.includes(each)), name);
  }
});

test('every row that is built answers with something', () => {
  for (const {name, endpoint} of endpoints.filter(each => !each.endpoint.later))
    assert.ok(endpoint.reply ?? endpoint.produces ?? endpoint.status === 204, name);
});

test('only what writes has a body, and only what is written can be tried dry', () => {
  for (const {name, endpoint} of endpoints) {
    if (endpoint.body) assert.ok(endpoint.method === 'POST' || endpoint.method === 'PATCH', name);
    if (endpoint.dryRun)
      assert.ok(endpoint.method === 'POST' && 'dryRun' in (endpoint.query as z.ZodMiniObject).shape, name);
  }
});

test('every command has a row', () => {
  const words = (commands: object) => Object.keys(commands).map(inPath).sort();
  assert.deepEqual(words(jobCommands), jobWords.split(' ').sort());
  assert.deepEqual(words(appointmentCommands), visitWords.split(' ').sort());
});

test('every schema can be written as JSON Schema, read and answered', () => {
  for (const {name, endpoint} of endpoints) {
    for (const schema of [endpoint.query, endpoint.body])
      if (schema) assert.ok(toJSONSchema(schema, {io: 'input', unrepresentable: 'throw'}), name);
    if (endpoint.reply) assert.ok(toJSONSchema(endpoint.reply, {io: 'output'}), name);
  }
  for (const schema of [TrackingView, DomainEvent, Problem]) assert.ok(toJSONSchema(schema));
});

test('requests are read strictly: an unknown field is named', () => {
  for (const {name, endpoint} of endpoints) {
    for (const schema of [endpoint.query, endpoint.body]) {
      if (!schema) continue;
      const issues = z.safeParse(schema, {nobodyKnowsThis: 1}).error?.issues ?? [];
      assert.ok(
        issues.some(issue => issue.code === 'unrecognized_keys'),
        name,
      );
    }
  }
});

test('every setting can be set by its own name', () => {
  for (const name of Object.keys(Settings.shape)) assert.ok(name in OrganizationPatch.shape, name);
});

test('a reason may be a sentence', () => {
  const body = appointmentCommands.cancel.parse({reason: 'The customer moved'});
  assert.deepEqual(body.reason, {code: 'other', note: 'The customer moved'});
});

test('every refusal and every other error has a status, a title, and says whether to send it again', () => {
  for (const code of Object.keys(refusals)) assert.ok(code in errorCodes, code);
  for (const [code, {status, title, ...law}] of Object.entries(errorCodes)) {
    assert.ok(status >= 400 && status < 600 && title.length > 4 && !title.endsWith('.'), code);
    const again = 'retryable' in law && law.retryable === true;
    assert.equal(again, [429, 500, 503].includes(status) || code === 'out_of_order', code);
  }
});

const known = {
  409: [
    'technician_busy',
    'open_visits',
    'superseded',
    'idempotency_key_reused',
    'already_done',
    'out_of_order',
    'too_old',
  ],
  403: ['code_wrong', 'forbidden', 'not_yours', 'undo_not_yours', 'origin_not_allowed', 'not_allowed'],
  400: ['invalid', 'cursor_mismatch'],
  401: ['unauthenticated', 'token_expired'],
  404: ['not_found', 'no_route'],
  410: ['link_ended'],
  412: ['version_conflict'],
  429: ['rate_limited'],
  501: ['coming_later', 'no_geocoder', 'no_webhooks', 'no_photos'],
} as const;

test('errors have the status that everybody expects', () => {
  for (const [status, codes] of Object.entries(known))
    for (const code of codes) assert.equal(errorCodes[code].status, Number(status), code);
});

test('every type of event belongs to a visit, a job or the organization', () => {
  const all = [...appointmentEventTypes, ...jobEventTypes, ...organizationEventTypes];
  assert.equal(new Set(all).size, all.length);
  assert.deepEqual([...EventType.options].sort(), [...all].sort());
  for (const type of all) assert.match(type, /^[a-z]+(_[a-z]+)+$/);
});
