import assert from 'node:assert/strict';
import {test} from 'node:test';
import {evolve, foldJob} from './evolve.ts';
import {DomainEvent} from './event.ts';
import {AppointmentFacts} from '../appointment/appointment-facts.ts';
import {Stage, reason, visitIn} from '../decide/stage.test.ts';
import {JobFacts} from '../job/job-facts.ts';

test('a job is what its history says, and its facts and events are of the published shape', () => {
  const stage = new Stage();
  const job = stage.job({offer: {expiresAt: null}}, 'source');
  stage.tell(job, {type: 'accept'});
  visitIn(stage, 'complete', {}, job);
  visitIn(stage, 'canceled', {}, job);
  stage.tell(job, {type: 'cancel', reason});
  assert.deepEqual(foldJob(stage.world.history), stage.ofJob(job));
  assert.deepEqual(JobFacts.parse(stage.ofJob(job)), stage.ofJob(job));
  for (const visit of stage.ofJob(job).appointments) assert.deepEqual(AppointmentFacts.parse(visit), visit);
  for (const event of stage.world.history) assert.deepEqual(DomainEvent.parse(event), event);
});

test('events hold ids, codes and times, no name, phone or text', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'started');
  const note = 'Call Mrs Miller at 555 0142';
  stage.tell(id, {type: 'complete', outcome: 'follow_up', reason: {code: 'needs_parts', note}, note});
  assert.ok(!JSON.stringify(stage.world.history).includes('Miller'));
});

test('what happened to another job, or says nothing, changes nothing', () => {
  const stage = new Stage();
  const job = stage.ofJob(stage.job());
  assert.equal(evolve(job, {type: 'job_canceled', jobId: 'job_99999999', set: {closure: null}}), job);
  assert.equal(evolve(job, {type: 'running_late', jobId: job.id}), job);
});

test('a history that does not begin at the beginning is no history', () => {
  assert.throws(() => foldJob([]), /begins with job_created/);
});
