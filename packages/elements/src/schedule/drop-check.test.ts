import {minuteMs, toInstant, toMs} from '@dispatch-kit/core';
import type {Appointment, Customer, Job, Member, Organization} from '@dispatch-kit/core';
import {expect} from 'chai';
import {checkDrop} from './drop-check.ts';
import {ScheduleModel} from './schedule-model.ts';

const zone = 'America/Chicago';
const day = '2026-03-03';
const nineMs = toMs('2026-03-03T15:00:00Z');
const home = {lat: 41.9, lng: -87.6};

/** Minutes from nine o'clock, kilometres north. */
function jobOf(id: string, from: number, minutes: number, north?: number, serviceId?: string): Job {
  const planned = {start: toInstant(nineMs + from * minuteMs), durationMinutes: minutes};
  const visit = {id, jobId: `job_${id}`, status: 'scheduled', leadId: 'mem_sam', planned, helperIds: []};
  return {
    id: `job_${id}`,
    status: 'scheduled',
    title: id,
    serviceId: serviceId ?? null,
    address: {line: '1 Main St', ...(north !== undefined && {...home, lat: home.lat + north / 111})},
    appointments: [visit as unknown as Appointment],
  } as unknown as Job;
}

const sam = {
  id: 'mem_sam',
  name: 'Sam',
  roles: ['technician'],
  skills: ['Drains'],
  workingHours: [{day: 2, from: '08:00', to: '17:00'}],
  deactivatedAt: null,
} as unknown as Member;
const organization = {
  timeZone: zone,
  services: [{id: 'boiler', name: 'Boiler', durationMinutes: 60, skills: ['gas', 'drains']}],
} as unknown as Organization;

function officeOf(...jobs: readonly Job[]) {
  return {
    jobs: new Map(jobs.map(job => [job.id, job])),
    customers: new Map<string, Customer>(),
    members: new Map([[sam.id, sam]]),
    positions: new Map(),
    organization,
  };
}

function check(job: Job, from: number, minutes: number, others: readonly Job[], rowKey = 'mem_sam') {
  const picture = officeOf(...others);
  const view = new ScheduleModel().arrange(picture, [day], zone);
  const startMs = nineMs + from * minuteMs;
  const place = {rowKey, startMs, endMs: startMs + minutes * minuteMs};
  return checkDrop({job, visit: undefined}, place, view, {picture, nowMs: nineMs});
}

describe('a place on a line', () => {
  it('is free, with the drive from the visit before', () => {
    const found = check(jobOf('x', 0, 60, 4), 120, 60, [jobOf('a', 0, 60, 0)])!;
    expect(found.driveMinutes).to.be.within(4, 15);
    expect({...found, driveMinutes: 0}).to.deep.equal({
      clash: undefined,
      driveMinutes: 0,
      isTight: false,
      isOffHours: false,
      lacks: [],
    });
  });

  it('overlaps another visit, but not itself', () => {
    const a = jobOf('a', 0, 60, 0);
    expect(check(jobOf('x', 0, 60), 45, 60, [a])!.clash?.id).to.equal('a');
    const picture = officeOf(a);
    const view = new ScheduleModel().arrange(picture, [day], zone);
    const place = {rowKey: 'mem_sam', startMs: nineMs, endMs: nineMs + 30 * minuteMs};
    const own = checkDrop({job: a, visit: a.appointments[0]}, place, view, {picture, nowMs: nineMs});
    expect(own!.clash).to.equal(undefined);
  });

  it('leaves too little time to drive there, or on to the next', () => {
    const [a, b] = [jobOf('a', 0, 60, 0), jobOf('b', 200, 60, 60)];
    expect(check(jobOf('x', 0, 60, 60), 65, 60, [a])!.isTight).to.equal(true);
    expect(check(jobOf('x', 0, 60, 0), 130, 60, [b])!.isTight).to.equal(true);
    expect(check(jobOf('x', 0, 60, 60), 130, 60, [b])!.isTight).to.equal(false);
  });

  it('is outside of working hours', () => {
    expect(check(jobOf('x', 0, 60), 450, 60, [])!.isOffHours).to.equal(true);
    expect(check(jobOf('x', 0, 60), 420, 60, [])!.isOffHours).to.equal(false);
  });

  it('wants skills that somebody lacks', () => {
    expect(check(jobOf('x', 0, 60, 0, 'boiler'), 0, 60, [])!.lacks).to.deep.equal(['gas']);
  });

  it('of nobody has nothing against it', () => {
    expect(check(jobOf('x', 0, 60), 0, 60, [], 'unassigned')).to.equal(undefined);
  });
});
