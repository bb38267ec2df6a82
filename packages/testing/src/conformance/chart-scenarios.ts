import assert from 'node:assert/strict';
import type {Job} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {openFirm} from './firm.ts';
import type {DeclareTest, Firm, OfficeUnderTest} from './firm.ts';

const reason = {code: 'other'};

type Row = {
  from: string;
  action: string;
  to: string;
  /** Makes the job and acts; answers with the job's id, and where `from` is a status checks it on the way. */
  play: (firm: Firm, seen: (job: Job) => Job) => Promise<string>;
};

const plan = (firm: Firm, job: Job, inHours = 26) =>
  firm.admin.post(`/v1/jobs/${job.id}/appointments`, {window: firm.window(inHours), durationMinutes: 60});

async function offer(firm: Firm): Promise<Job> {
  const customer = await firm.customer();
  const body = {customerId: customer.id, title: 'New boiler', address: {line: '1 W Lake St'}};
  return expectOk(await firm.admin.post<Job>('/v1/offers', body));
}

async function scheduled(firm: Firm): Promise<Job> {
  const {job} = await firm.visitIn('scheduled');
  return job;
}

async function started(firm: Firm): Promise<Job> {
  const {job} = await firm.visitIn('started');
  return firm.job(job.id);
}

async function paused(firm: Firm): Promise<Job> {
  const job = await started(firm);
  return (await firm.jobTap(job.id, 'pause', {reason})).job;
}

async function complete(firm: Firm): Promise<Job> {
  const {job} = await firm.visitIn('complete');
  return firm.job(job.id);
}

const visitOf = (job: Job) => job.appointments[0]!.id;

/** The chart of the domain that must hold: from, action, to. */
const chart: Row[] = [
  {
    from: 'nothing',
    action: 'create without a date',
    to: 'unscheduled',
    play: async firm => (await firm.book()).id,
  },
  {
    from: 'nothing',
    action: 'create with a date',
    to: 'scheduled',
    play: async firm => (await firm.book({inHours: 3})).id,
  },
  {
    from: 'offered',
    action: 'accept',
    to: 'unscheduled',
    async play(firm, seen) {
      const job = seen(await offer(firm));
      return (await firm.jobTap(job.id, 'accept')).job.id;
    },
  },
  {
    from: 'offered',
    action: 'accept with an appointment',
    to: 'scheduled',
    async play(firm, seen) {
      const job = seen(await offer(firm));
      const appointment = {window: firm.window(4), durationMinutes: 60};
      return (await firm.jobTap(job.id, 'accept', {appointment})).job.id;
    },
  },
  {
    from: 'offered',
    action: 'decline',
    to: 'declined',
    async play(firm, seen) {
      const job = seen(await offer(firm));
      return (await firm.jobTap(job.id, 'decline', {reason})).job.id;
    },
  },
  {
    from: 'unscheduled',
    action: 'add an appointment',
    to: 'scheduled',
    async play(firm, seen) {
      const job = seen(await firm.book());
      expectOk(await plan(firm, job));
      return job.id;
    },
  },
  {
    from: 'scheduled',
    action: 'delete the appointment',
    to: 'unscheduled',
    async play(firm, seen) {
      const job = seen(await scheduled(firm));
      await firm.tap(visitOf(job), 'delete');
      return job.id;
    },
  },
  ...(['depart', 'start'] as const).map((tap): Row => ({
    from: 'scheduled',
    action: tap,
    to: 'in_progress',
    async play(firm, seen) {
      const job = seen(await scheduled(firm));
      await firm.tap(visitOf(job), tap);
      return job.id;
    },
  })),
  {
    from: 'scheduled',
    action: 'complete the appointment',
    to: 'complete',
    async play(firm, seen) {
      const job = seen(await scheduled(firm));
      await firm.tap(visitOf(job), 'complete', {outcome: 'done', skip: true});
      return job.id;
    },
  },
  {
    from: 'scheduled',
    action: 'cancel the job',
    to: 'canceled',
    async play(firm, seen) {
      const job = seen(await scheduled(firm));
      return (await firm.jobTap(job.id, 'cancel', {reason})).job.id;
    },
  },
  {
    from: 'in_progress',
    action: 'complete',
    to: 'complete',
    async play(firm, seen) {
      const job = seen(await started(firm));
      await firm.tap(visitOf(job), 'complete', {outcome: 'done'});
      return job.id;
    },
  },
  {
    from: 'in_progress',
    action: 'pause',
    to: 'paused',
    async play(firm, seen) {
      const job = seen(await started(firm));
      return (await firm.jobTap(job.id, 'pause', {reason})).job.id;
    },
  },
  {
    from: 'in_progress',
    action: 'pause and keep later visits',
    to: 'scheduled',
    async play(firm, seen) {
      const job = seen(await started(firm));
      expectOk(await plan(firm, job));
      return (await firm.jobTap(job.id, 'pause', {reason, laterVisits: 'keep'})).job.id;
    },
  },
  {
    from: 'paused',
    action: 'a new appointment',
    to: 'scheduled',
    async play(firm, seen) {
      const job = seen(await paused(firm));
      expectOk(await plan(firm, job));
      return job.id;
    },
  },
  {
    from: 'paused',
    action: 'cancel',
    to: 'canceled',
    async play(firm, seen) {
      const job = seen(await paused(firm));
      return (await firm.jobTap(job.id, 'cancel', {reason})).job.id;
    },
  },
  {
    from: 'complete',
    action: 'a new appointment',
    to: 'scheduled',
    async play(firm, seen) {
      const job = seen(await complete(firm));
      expectOk(await plan(firm, job));
      return job.id;
    },
  },
  {
    from: 'canceled',
    action: 'back to scheduled',
    to: 'scheduled',
    async play(firm, seen) {
      const job = await scheduled(firm);
      seen((await firm.jobTap(job.id, 'cancel', {reason})).job);
      return (await firm.jobTap(job.id, 'reinstate')).job.id;
    },
  },
];

/** The status of a job follows from what is done to it. */
export function chartScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  for (const {from, action, to, play} of chart) {
    test(`a job: ${from}, ${action}: ${to}`, async () => {
      const firm = await openFirm(office);
      const seen = (job: Job) => {
        assert.equal(job.status, from);
        return job;
      };
      const id = await play(firm, seen);
      const job = await firm.job(id);
      assert.equal(job.status, to);
      const listed = expectOk(await firm.admin.get<{items: Job[]}>(`/v1/jobs?status=${to}`)).items;
      assert.ok(
        listed.some(each => each.id === id),
        'the list is filtered by the same status',
      );
    });
  }
}
