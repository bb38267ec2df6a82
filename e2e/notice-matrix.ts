import type {NoticeKind} from '@dispatch-kit/core';
import {Stage} from './notice-stage.ts';

/** One message of the matrix: what brings it about, and what must hold of it. */
export type MatrixRow = {
  readonly kind: NoticeKind;
  /** A number alone is nobody yet. */
  readonly to: 'customer' | 'team' | 'number';
  /** What the team is reached over for this message. */
  readonly over?: readonly ('sms' | 'push')[];
  /** Only who was told what went before is told this. */
  readonly answersOther?: true;
  readonly before?: (stage: Stage) => Promise<void>;
  readonly when: (stage: Stage) => Promise<void>;
  /** Seconds after which it goes out, when nothing takes its place. */
  readonly afterSeconds: number;
  readonly inQuietHours: 'passes' | 'waits';
  /** When it is too old: minutes from when it could have gone, or a side of its window. */
  readonly tooOld: {readonly minutes: number} | 'window_start' | 'window_end';
  /** The same occasion again, of which nothing is told. */
  readonly same?: (stage: Stage) => Promise<void>;
  /** Another occasion, of which it is told again. */
  readonly other?: (stage: Stage) => Promise<void>;
  /** Done at once after it, this takes its place: one message goes out. */
  readonly merges?: (stage: Stage) => Promise<void>;
};

const grace = Stage.graceSeconds;
const undone = 6 * 60;
const reason = {code: 'other'};

const booked = async (stage: Stage) => {
  await stage.book();
  await stage.pass(grace);
};
const departed = async (stage: Stage) => {
  await booked(stage);
  await departAgain(stage);
};
/** A leg of its own: too late for the one before to be taken up again. */
const departAgain = async (stage: Stage) => {
  await stage.pass(undone);
  await stage.tap('depart');
  await stage.pass(grace);
};
const arrived = async (stage: Stage) => {
  await departed(stage);
  await stage.tap('arrive');
  await stage.pass(grace);
};
const canceled = async (stage: Stage) => {
  await booked(stage);
  await stage.tap('cancel', {reason});
  await stage.pass(grace);
};
const complete = (outcome: string) => (stage: Stage) =>
  stage.tap('complete', {outcome, ...(outcome !== 'done' && {reason})});
/** Another visit of the job, at whose end the technician stands. */
const arrivedAgain = async (stage: Stage) => {
  const appointment = {window: stage.window(30), durationMinutes: 60, leadId: stage.sam.id};
  const path = `/v1/jobs/${stage.job.id}/appointments`;
  const {body} = await stage.company.admin.post<{appointment: {id: string}}>(path, appointment);
  stage.visitId = body.appointment.id;
  await stage.tap('depart');
  await stage.tap('arrive');
};
const addVisit = async (stage: Stage) => {
  const appointment = {window: stage.window(30), durationMinutes: 60};
  await stage.company.admin.post(`/v1/jobs/${stage.job.id}/appointments`, appointment);
};

const leg = {to: 'customer', afterSeconds: grace, inQuietHours: 'passes', tooOld: {minutes: 15}} as const;
const aboutWindow = {
  to: 'customer',
  afterSeconds: grace,
  inQuietHours: 'waits',
  tooOld: 'window_end',
} as const;
const afterVisit = {...aboutWindow, tooOld: {minutes: 48 * 60}} as const;
const team = {
  to: 'team',
  over: ['sms', 'push'],
  afterSeconds: grace,
  inQuietHours: 'passes',
  tooOld: {minutes: 24 * 60},
} as const;
/** Who is not in yet has a phone that he signs in with. */
const newcomer = {...team, over: ['sms'], afterSeconds: 0} as const;

export const noticeMatrix: readonly MatrixRow[] = [
  {kind: 'created', ...aboutWindow, when: stage => stage.book(), other: stage => stage.book({})},
  {
    kind: 'scheduled',
    ...aboutWindow,
    before: async stage => void (stage.job = await stage.order({})),
    when: addVisit,
    other: addVisit,
  },
  {
    kind: 'rescheduled',
    ...aboutWindow,
    afterSeconds: 120,
    before: booked,
    when: stage => stage.tap('reschedule', {window: stage.window(54)}),
    merges: stage => stage.tap('reschedule', {window: stage.window(56)}),
    same: stage => stage.tap('reschedule', {durationMinutes: 45}),
    other: stage => stage.tap('reschedule', {window: stage.window(78)}),
  },
  {
    kind: 'reminder',
    ...aboutWindow,
    afterSeconds: 6 * 3600,
    tooOld: 'window_start',
    when: stage => stage.book(),
    merges: stage => stage.tap('reschedule', {window: stage.window(30.5)}),
    same: stage => stage.tap('reschedule', {durationMinutes: 45}),
    other: stage => stage.tap('reschedule', {window: stage.window(30)}),
  },
  {
    kind: 'on_the_way',
    ...leg,
    before: booked,
    when: stage => stage.tap('depart'),
    async same(stage) {
      await stage.tap('undo');
      await stage.tap('depart');
    },
    async other(stage) {
      await stage.tap('stand-down');
      await departAgain(stage);
    },
  },
  {
    kind: 'new_eta',
    ...leg,
    async before(stage) {
      await departed(stage);
      await stage.report(3000);
      await stage.pass(600);
    },
    when: stage => stage.report(15_000),
    same: stage => stage.report(15_010),
    async other(stage) {
      await stage.pass(1200);
      await stage.report(45_000);
    },
  },
  {
    kind: 'minutes_away',
    ...leg,
    afterSeconds: 0,
    async before(stage) {
      await departed(stage);
      await stage.report(14_000);
      await stage.pass(600);
    },
    when: stage => stage.report(1500),
    async same(stage) {
      await stage.pass(60);
      await stage.report(1000);
    },
    async other(stage) {
      await stage.tap('stand-down');
      await departAgain(stage);
      await stage.report(14_000);
      await stage.pass(600);
      await stage.report(1500);
    },
  },
  {
    kind: 'arrived',
    ...leg,
    before: departed,
    when: stage => stage.tap('arrive'),
    same: stage => stage.tap('start'),
    async other(stage) {
      await stage.tap('undo');
      await stage.tap('stand-down');
      await departAgain(stage);
      await stage.tap('arrive');
    },
  },
  {
    kind: 'technician_changed',
    ...leg,
    answersOther: true,
    before: departed,
    when: stage => stage.tap('assign', {leadId: stage.kim.id}),
    same: stage => stage.tap('assign', {leadId: stage.sam.id}),
    async other(stage) {
      await departAgain(stage);
      await stage.tap('assign', {leadId: stage.sam.id});
    },
  },
  {
    kind: 'delayed',
    ...leg,
    answersOther: true,
    before: departed,
    when: stage => stage.tap('stand-down'),
    async same(stage) {
      await stage.tap('undo');
      await stage.tap('stand-down');
    },
    async other(stage) {
      await departAgain(stage);
      await stage.tap('stand-down');
    },
  },
  {
    kind: 'follow_up_needed',
    ...afterVisit,
    before: arrived,
    when: complete('follow_up'),
    same: complete('follow_up'),
    async other(stage) {
      await arrivedAgain(stage);
      await complete('follow_up')(stage);
    },
  },
  {
    kind: 'missed_you',
    ...afterVisit,
    before: arrived,
    when: complete('no_access'),
    same: complete('no_access'),
    async other(stage) {
      await arrivedAgain(stage);
      await complete('no_access')(stage);
    },
  },
  {
    kind: 'completed',
    ...afterVisit,
    before: arrived,
    when: complete('done'),
    async same(stage) {
      await arrivedAgain(stage);
      await complete('done')(stage);
    },
    async other(stage) {
      await stage.pass(24 * 3600);
      await arrivedAgain(stage);
      await complete('done')(stage);
    },
  },
  {
    kind: 'canceled',
    ...aboutWindow,
    before: booked,
    when: stage => stage.tap('cancel', {reason}),
    same: stage => stage.tap('cancel', {reason}),
    async other(stage) {
      await stage.tap('reinstate');
      await stage.pass(grace);
      await stage.tap('cancel', {reason});
    },
  },
  {
    kind: 'reinstated',
    ...aboutWindow,
    answersOther: true,
    before: canceled,
    when: stage => stage.tap('reinstate'),
    async other(stage) {
      await stage.tap('cancel', {reason});
      await stage.pass(grace);
      await stage.tap('reinstate');
    },
  },
  {
    kind: 'heads_up',
    ...newcomer,
    when: stage => stage.invite(),
    async same(stage) {
      await stage.pass(120);
      await stage.invite();
    },
  },
  {
    kind: 'invited',
    ...newcomer,
    afterSeconds: 60,
    // A day from when its announcement is out.
    tooOld: {minutes: 24 * 60 + 1},
    when: stage => stage.invite(),
    merges: stage => stage.invite(),
  },
  {
    kind: 'reinvited',
    ...newcomer,
    async before(stage) {
      await stage.invite();
      await stage.pass(120);
    },
    when: stage => stage.invite(),
    same: stage => stage.invite(),
    async other(stage) {
      await stage.pass(120);
      await stage.invite();
    },
  },
  {
    kind: 'assigned',
    ...team,
    before: stage => stage.book({}),
    when: stage => stage.tap('assign', {leadId: stage.sam.id}),
    same: stage => stage.tap('assign', {leadId: stage.sam.id}),
    async other(stage) {
      await stage.tap('unassign');
      await stage.tap('assign', {leadId: stage.sam.id});
    },
  },
  {
    kind: 'unassigned',
    ...team,
    before: booked,
    when: stage => stage.tap('unassign'),
    same: stage => stage.tap('unassign'),
    async other(stage) {
      await stage.tap('assign', {leadId: stage.sam.id});
      await stage.tap('unassign');
    },
  },
  {
    kind: 'team_rescheduled',
    ...team,
    afterSeconds: 120,
    before: booked,
    when: stage => stage.tap('reschedule', {window: stage.window(54)}),
    merges: stage => stage.tap('reschedule', {window: stage.window(56)}),
    other: stage => stage.tap('reschedule', {window: stage.window(78)}),
  },
  {
    kind: 'team_canceled',
    ...team,
    before: booked,
    when: stage => stage.tap('cancel', {reason}),
    same: stage => stage.tap('cancel', {reason}),
    async other(stage) {
      await stage.tap('reinstate');
      await stage.tap('cancel', {reason});
    },
  },
  {
    kind: 'day_open',
    ...team,
    afterSeconds: 0,
    before: async stage => void (await stage.book({window: stage.window(2)})),
    when: stage => stage.close(),
    same: stage => stage.close(),
  },
  {
    kind: 'sign_in_code',
    ...newcomer,
    to: 'number',
    tooOld: {minutes: 10},
    when: signIn,
    other: signIn,
  },
];

async function signIn(stage: Stage): Promise<void> {
  const {body} = await stage.company.admin.get<{phone: string}>(`/v1/members/${stage.sam.id}`);
  await stage.company.as('').post('/v1/sign-in/code', {phone: body.phone});
}
