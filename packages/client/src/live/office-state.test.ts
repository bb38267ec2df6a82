import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {DomainEvent, Job, Organization} from '@dispatch-kit/core';
import {errorOfAnswer} from '../errors.ts';
import {isOfficeNews, takeOfficeNews, unknownOffice, wantsAnything} from './office-state.ts';
import type {OfficeNews, OfficeSnapshot} from './office-state.ts';

const visit = (id: string, leadId: string, start = '2026-03-03T16:00:00.000Z') =>
  ({
    id,
    jobId: 'job_1',
    status: 'scheduled',
    window: {start, end: '2026-03-03T18:00:00.000Z'},
    planned: {start, durationMinutes: 60},
    leadId,
    helperIds: [],
    leg: null,
    version: 1,
    proofs: [],
  }) as unknown as Job['appointments'][number];
const job = (id: string, more: Partial<Job> = {}) =>
  ({
    id,
    version: 1,
    customerId: 'cus_1',
    status: 'scheduled',
    offer: null,
    hold: null,
    closure: null,
    place: {status: 'placed', source: 'given', reason: null, attribution: null},
    appointments: [visit(`apt_${id}`, 'mem_1')],
    ...more,
  }) as unknown as Job;
const snapshot = (seq: number, ...items: Job[]): OfficeSnapshot => ({
  items,
  customers: [{id: 'cus_1'} as never],
  members: [{id: 'mem_1'} as never],
  positions: [],
  seq,
});
const loaded = (items: Job[], membership = {}): OfficeNews => ({
  type: 'loaded',
  snapshot: snapshot(10, ...items),
  organization: {id: 'org_1'} as Organization,
  membership,
  atMs: 1,
});
const event = (seq: number, more: Partial<DomainEvent>): OfficeNews => ({
  type: 'event',
  event: {id: `evt_${seq}`, seq, jobId: 'job_1', ...more} as DomainEvent,
});
const departed = (seq: number, jobId = 'job_1', more: Partial<DomainEvent> = {}) =>
  event(seq, {
    type: 'appointment_departed',
    jobId,
    appointmentId: `apt_${jobId}`,
    set: {status: 'enroute'},
    ...more,
  });
const run = (...news: OfficeNews[]) =>
  news.reduce((state, each) => takeOfficeNews(state, [each]), unknownOffice);

test('an event is folded into its job; all others stay the same objects', () => {
  const before = run(loaded([job('job_1'), job('job_2')]));
  const {picture} = takeOfficeNews(before, [departed(11)]);
  const [one, two] = [picture.jobs.get('job_1')!, picture.jobs.get('job_2')!];
  assert.equal(one.status, 'in_progress');
  assert.deepEqual([one.version, one.appointments[0]!.version], [2, 2]);
  assert.equal(two, before.picture.jobs.get('job_2'));
  assert.equal(picture.customers, before.picture.customers);
  assert.equal(before.picture.jobs.get('job_1')!.status, 'scheduled');
});

test('an event that the snapshot holds already changes nothing', () => {
  const before = run(loaded([job('job_1')]));
  assert.equal(isOfficeNews(before.picture, takeOfficeNews(before, [departed(10)]).picture), false);
});

test('a command with all it caused raises a version once', () => {
  const {picture} = run(
    loaded([job('job_1')]),
    departed(11),
    event(12, {type: 'job_resumed', causedBy: 'evt_11', set: {hold: null}}),
  );
  assert.equal(picture.jobs.get('job_1')!.version, 2);
});

test('what an event does not say is wanted, and what comes of it is no older than what is shown (L2)', () => {
  const asked = run(loaded([job('job_1')]), event(11, {type: 'job_edited'}));
  assert.deepEqual([...asked.wanted.jobIds], ['job_1']);
  const fetching = takeOfficeNews(asked, [{type: 'fetching'}, departed(13)]);
  assert.equal(wantsAnything(fetching), false);
  const answer = snapshot(12, job('job_1', {title: 'New', version: 2}));
  const {picture} = takeOfficeNews(fetching, [{type: 'fetched', snapshot: answer}]);
  const shown = picture.jobs.get('job_1')!;
  assert.deepEqual([shown.title, shown.status, shown.version], ['New', 'in_progress', 3]);
});

test('what a fetched job holds already is not folded in again', () => {
  const fetched = run(
    loaded([job('job_1')]),
    event(11, {type: 'job_edited'}),
    {type: 'fetching'},
    {type: 'fetched', snapshot: snapshot(14, job('job_1', {version: 4}))},
  );
  assert.equal(takeOfficeNews(fetched, [departed(13)]).picture.jobs, fetched.picture.jobs);
});

test('the reply to an own command is shown ahead of the stream, and its events change nothing after it', () => {
  const enroute = job('job_1', {status: 'in_progress', version: 2});
  const replied = run(loaded([job('job_1')]), {type: 'replied', job: enroute, seq: 12});
  assert.equal(replied.picture.jobs.get('job_1'), enroute);
  assert.equal(takeOfficeNews(replied, [departed(12)]).picture.jobs, replied.picture.jobs);
  const late = takeOfficeNews(replied, [{type: 'replied', job: job('job_1'), seq: 11}]);
  assert.equal(late.picture.jobs, replied.picture.jobs);
});

test('a deleted visit is gone', () => {
  const {picture} = run(
    loaded([job('job_1')]),
    event(11, {type: 'appointment_deleted', appointmentId: 'apt_job_1', set: {status: 'deleted'}}),
  );
  assert.deepEqual(picture.jobs.get('job_1')!.appointments, []);
  assert.equal(picture.jobs.get('job_1')!.status, 'unscheduled');
});

test('a job that leaves a day is dropped with a customer nobody else has, and looked for when it may come back', () => {
  const range = {start: '2026-03-03T06:00:00.000Z', end: '2026-03-04T06:00:00.000Z'};
  const move = (seq: number, start: string) =>
    event(seq, {
      type: 'appointment_rescheduled',
      appointmentId: 'apt_job_1',
      set: {planned: {start, durationMinutes: 60}},
    });
  const gone = run(loaded([job('job_1')], {range}), move(11, '2026-03-05T16:00:00.000Z'));
  assert.deepEqual([gone.picture.jobs.size, gone.picture.customers.size], [0, 0]);
  const elsewhere = takeOfficeNews(gone, [move(12, '2026-03-06T16:00:00.000Z')]);
  assert.equal(wantsAnything(elsewhere), false);
  const back = takeOfficeNews(gone, [move(12, '2026-03-03T16:00:00.000Z')]);
  assert.deepEqual([...back.wanted.jobIds], ['job_1']);
});

test('offline keeps what was known; the first sound is live again (L3)', () => {
  const error = errorOfAnswer(503, {code: 'unavailable', retryable: true, detail: ''});
  const offline = run(loaded([job('job_1')]), {type: 'failed', error});
  assert.deepEqual([offline.picture.status, offline.picture.error], ['offline', error]);
  assert.equal(offline.picture.jobs.size, 1);
  const {picture} = takeOfficeNews(offline, [{type: 'heard', atMs: 5}]);
  assert.deepEqual([picture.status, picture.error, picture.asOfMs], ['live', undefined, 5]);
});

test('a heartbeat is not worth telling', () => {
  const before = run(loaded([]));
  assert.equal(
    isOfficeNews(before.picture, takeOfficeNews(before, [{type: 'heard', atMs: 9}]).picture),
    false,
  );
});

test('a job that has no place, and nobody has said why, is fetched again at each step: the server may say it then', () => {
  const nowhere = {status: 'unplaced', source: null, reason: null, attribution: null} as const;
  const {wanted} = run(
    loaded([job('job_1', {place: nowhere}), job('job_2')]),
    departed(11),
    departed(12, 'job_2'),
  );
  assert.deepEqual([...wanted.jobIds], ['job_1']);
});

test('an older place does not replace a newer one', () => {
  const at = (second: number): OfficeNews => ({
    type: 'position',
    position: {
      memberId: 'mem_1',
      appointmentId: null,
      lat: second,
      lng: 0,
      at: `2026-03-03T16:00:0${second}.000Z`,
    },
  });
  assert.equal(run(loaded([]), at(5), at(3)).picture.positions.get('mem_1')!.lat, 5);
});
