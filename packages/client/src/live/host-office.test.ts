import assert from 'node:assert/strict';
import {test} from 'node:test';
import {HostOffice} from './host-office.ts';
import {changedKeys} from './versioned-map.ts';

const window = {start: '2026-03-03T14:00:00.000Z', end: '2026-03-03T16:00:00.000Z'};
const tap = {
  id: 'w1',
  title: 'Leaking tap',
  status: 'scheduled' as const,
  customerId: 'c1',
  appointments: [{id: 'v1', status: 'scheduled' as const, window, leadId: 'sam'}],
};
const office = () =>
  new HostOffice({
    timeZone: 'America/Chicago',
    jobs: [tap, {id: 'w2', title: 'No heat', status: 'unscheduled'}],
    customers: [{id: 'c1', name: 'Ada Lee'}],
    members: [{id: 'sam', name: 'Sam Ortiz'}],
    nowMs: () => 0,
  });

test('an office of the host is there at once, with what orders leave out as it usually is', () => {
  const {status, jobs, organization} = office().get();
  assert.equal(status, 'live');
  assert.equal(organization?.timeZone, 'America/Chicago');
  const job = jobs.get('w1')!;
  assert.equal(job.priority, 'normal');
  assert.deepEqual(job.contactIds, []);
  assert.deepEqual(job.appointments[0]!.planned, {start: window.start, durationMinutes: 120});
  assert.equal(job.appointments[0]!.leadId, 'sam');
  assert.deepEqual(jobs.get('w2')!.appointments, []);
});

test('a job that lacks nothing is shown as it is, and not copied', () => {
  const whole = office().get().jobs.get('w1')!;
  const again = new HostOffice({timeZone: 'UTC', jobs: [whole]});
  assert.equal(again.get().jobs.get('w1'), whole);
});

test('a change is told as one picture, and the picture before stays what it was', () => {
  const live = office();
  const before = live.get();
  let told = 0;
  const stop = live.subscribe(() => (told += 1));
  live.change({
    jobs: [{...tap, title: 'Burst pipe'}],
    goneJobIds: ['w2'],
    members: [{id: 'nia', name: 'Nia'}],
  });
  const after = live.get();
  assert.equal(told, 1);
  assert.equal(after.jobs.get('w1')!.title, 'Burst pipe');
  assert.equal(after.jobs.has('w2'), false);
  assert.equal(after.members.size, 2);
  assert.equal(after.customers, before.customers);
  assert.equal(before.jobs.get('w1')!.title, 'Leaking tap');
  assert.equal(before.jobs.has('w2'), true);
  assert.deepEqual(changedKeys(before.jobs, after.jobs).sort(), ['w1', 'w2']);
  stop();
  live.change({goneJobIds: ['w1']});
  assert.equal(told, 1);
});

test('filter and selection are told to all who show the office', () => {
  const live = office();
  let told = 0;
  live.subscribe(() => (told += 1));
  live.setFilter({text: 'tap'});
  live.select({jobId: 'w1'});
  assert.equal(told, 2);
  assert.equal(live.filter.text, 'tap');
  assert.deepEqual(live.selection, {jobId: 'w1'});
});
