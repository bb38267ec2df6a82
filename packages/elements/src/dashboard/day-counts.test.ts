import {toInstant} from '@dispatch-kit/core';
import type {Job} from '@dispatch-kit/core';
import {expect} from 'chai';
import {DayCounts} from './day-counts.ts';

const noonMs = Date.parse('2026-03-03T18:00:00Z');
const hourMs = 3_600_000;

function job(id: string, status: Job['status'], endsInHours?: number): Job {
  const end = toInstant(noonMs + (endsInHours ?? 0) * hourMs);
  const visit = {id: `apt_${id}`, status: 'scheduled', leg: null, window: {start: end, end}};
  return {id, status, appointments: endsInHours === undefined ? [] : [visit]} as unknown as Job;
}
const office = (...jobs: Job[]) => new Map(jobs.map(each => [each.id, each]));

describe('the counts of a day', () => {
  const tap = job('tap', 'scheduled', 1);
  const heater = job('heater', 'in_progress');
  const valve = job('valve', 'paused');

  it('counts each job once, by what is to be done about it', () => {
    const counts = new DayCounts().take(
      office(tap, heater, valve, job('a', 'unscheduled'), job('b', 'offered'), job('c', 'declined')),
      noonMs,
    );
    expect(counts).to.deep.equal({
      in_progress: 1,
      late: 0,
      scheduled: 1,
      needs_hand: 2,
      offers: 1,
      complete: 0,
      canceled: 1,
    });
  });

  it('follows what changed, came and went', () => {
    const counts = new DayCounts();
    counts.take(office(tap, heater, valve), noonMs);
    const later = counts.take(
      office({...tap, status: 'in_progress'}, heater, job('new', 'complete')),
      noonMs,
    );
    expect(later).to.include({in_progress: 2, scheduled: 0, needs_hand: 0, complete: 1});
  });

  it('says what is late as time passes, without a change', () => {
    const counts = new DayCounts();
    const jobs = office(tap, heater);
    expect(counts.take(jobs, noonMs).late).to.equal(0);
    expect(counts.take(jobs, noonMs + hourMs).late).to.equal(0);
    expect(counts.take(jobs, noonMs + 2 * hourMs).late).to.equal(1);
    expect(counts.take(office({...tap, status: 'canceled'}, heater), noonMs + 2 * hourMs).late).to.equal(0);
  });
});
