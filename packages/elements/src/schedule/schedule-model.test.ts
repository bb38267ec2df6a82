import {minuteMs, toInstant, toMs} from '@dispatch-kit/core';
import type {Appointment, AppointmentStatus, Customer, Job, Member} from '@dispatch-kit/core';
import {expect} from 'chai';
import {ScheduleModel, shiftsIn} from './schedule-model.ts';
import type {ScheduleRow} from './schedule-model.ts';

const zone = 'America/Chicago';
const day = '2026-03-03';
const nineMs = toMs('2026-03-03T15:00:00Z');

interface Planned {
  id: string;
  from: number;
  minutes: number;
  lead?: string;
  status?: AppointmentStatus;
  north?: number;
}

/** Minutes from nine o'clock. */
function jobOf({id, from, minutes, lead = 'mem_sam', status = 'scheduled', north}: Planned): Job {
  const planned = {start: toInstant(nineMs + from * minuteMs), durationMinutes: minutes};
  const visit = {
    id,
    jobId: `job_${id}`,
    status,
    leadId: lead || null,
    planned,
    conflict: false,
    helperIds: [],
  };
  return {
    id: `job_${id}`,
    status: 'scheduled',
    title: id,
    customerId: 'cus_1',
    closure: null,
    offer: null,
    createdAt: toInstant(nineMs),
    address: {line: '1 Main St', ...(north !== undefined && {lat: 41.9 + north / 111, lng: -87.6})},
    appointments: [visit as unknown as Appointment],
  } as unknown as Job;
}

function memberOf(id: string, more: Partial<Member> = {}): Member {
  return {id, name: id, roles: ['technician'], workingHours: null, deactivatedAt: null, ...more} as Member;
}

const officeOf = (members: readonly Member[], ...jobs: readonly Job[]) => ({
  jobs: new Map(jobs.map(job => [job.id, job])),
  customers: new Map<string, Customer>(),
  members: new Map(members.map(member => [member.id, member])),
});
const arrange = (model: ScheduleModel, office: ReturnType<typeof officeOf>) =>
  model.arrange(office, [day], zone);
const sam = memberOf('mem_sam');
const lanesOf = ({cards}: ScheduleRow) =>
  cards.map(({key, lane, isConflict}) => `${key}${lane}${isConflict ? '!' : ''}`);

/** What is planned (from, minutes), and its lanes; `!` marks a conflict. */
const stacks: [string, Planned[], string[]][] = [
  [
    'one after the other',
    [
      {id: 'a', from: 0, minutes: 60},
      {id: 'b', from: 60, minutes: 60},
    ],
    ['a0', 'b0'],
  ],
  [
    'one over the other',
    [
      {id: 'a', from: 0, minutes: 60},
      {id: 'b', from: 45, minutes: 60},
    ],
    ['a0!', 'b1!'],
  ],
  [
    'a lane free again',
    [
      {id: 'a', from: 0, minutes: 180},
      {id: 'b', from: 30, minutes: 30},
      {id: 'c', from: 60, minutes: 30},
    ],
    ['a0!', 'b1!', 'c1!'],
  ],
  [
    'three at once',
    [
      {id: 'c', from: 0, minutes: 30},
      {id: 'a', from: 0, minutes: 60},
      {id: 'b', from: 0, minutes: 60},
    ],
    ['a0!', 'b1!', 'c2!'],
  ],
  [
    'what is complete under what is to come',
    [
      {id: 'a', from: 0, minutes: 60, status: 'complete'},
      {id: 'b', from: 30, minutes: 60},
    ],
    ['a0', 'b1'],
  ],
];

describe('the schedule', () => {
  for (const [what, planned, lanes] of stacks) {
    it(`stacks ${what}`, () => {
      const [row] = arrange(new ScheduleModel(), officeOf([sam], ...planned.map(jobOf))).rows;
      expect(lanesOf(row!)).to.deep.equal(lanes);
      expect(row!.laneCount).to.equal(Math.max(...lanes.map(each => Number(each[1]))) + 1);
    });
  }

  it('has a row for each technician, and one for what nobody has', () => {
    const members = [
      memberOf('mem_zoe'),
      sam,
      memberOf('mem_desk', {roles: ['dispatcher']}),
      memberOf('mem_gone', {deactivatedAt: toInstant(nineMs)}),
      memberOf('mem_left', {deactivatedAt: toInstant(nineMs)}),
    ];
    const {rows, unassigned, visitCount} = arrange(
      new ScheduleModel(),
      officeOf(
        members,
        jobOf({id: 'a', from: 0, minutes: 60, lead: ''}),
        jobOf({id: 'b', from: 0, minutes: 60, lead: 'mem_gone'}),
        jobOf({id: 'c', from: 0, minutes: 60, lead: 'mem_unknown'}),
        jobOf({id: 'd', from: 0, minutes: 60, status: 'canceled'}),
        jobOf({id: 'e', from: 24 * 60, minutes: 60}),
        jobOf({id: 'f', from: -9 * 60 - 30, minutes: 60}),
      ),
    );
    expect(rows.map(row => row.key)).to.deep.equal(['mem_gone', 'mem_sam', 'mem_zoe']);
    expect(lanesOf(unassigned)).to.deep.equal(['a0', 'c1']);
    expect(rows.map(lanesOf)).to.deep.equal([['b0'], ['f0'], []]);
    expect(visitCount).to.equal(4);
  });

  it('draws the drive between two places up to the next visit, and says where the time is too short', () => {
    const {rows} = arrange(
      new ScheduleModel(),
      officeOf(
        [sam],
        jobOf({id: 'a', from: 0, minutes: 60, north: 0}),
        jobOf({id: 'b', from: 120, minutes: 60, north: 8}),
        jobOf({id: 'c', from: 185, minutes: 60, north: 30}),
        jobOf({id: 'd', from: 300, minutes: 30}),
        jobOf({id: 'e', from: 400, minutes: 30, north: 30}),
        jobOf({id: 'f', from: 460, minutes: 30, north: 30}),
      ),
    );
    const drives = rows[0]!.drives.map(({key, isTight, startMs, endMs, minutes}) => ({
      key,
      isTight,
      takes: (endMs - startMs) / minuteMs === Math.min(minutes, isTight ? 5 : Infinity),
    }));
    expect(drives).to.deep.equal([
      {key: 'a b', isTight: false, takes: true},
      {key: 'b c', isTight: true, takes: true},
    ]);
  });

  it('lists what waits for a time', () => {
    const job = {
      ...jobOf({id: 'a', from: 0, minutes: 60}),
      status: 'unscheduled',
      appointments: [],
    } as unknown as Job;
    const {waiting} = arrange(
      new ScheduleModel(),
      officeOf([sam], job, jobOf({id: 'b', from: 0, minutes: 60})),
    );
    expect(waiting.map(({key}) => key)).to.deep.equal(['job_a']);
  });

  it('gives back the rows that did not change', () => {
    const model = new ScheduleModel();
    const zoe = memberOf('mem_zoe');
    const a = jobOf({id: 'a', from: 0, minutes: 60});
    const before = arrange(
      model,
      officeOf([sam, zoe], a, jobOf({id: 'b', from: 0, minutes: 60, lead: 'mem_zoe'})),
    );
    const after = arrange(
      model,
      officeOf([sam, zoe], a, jobOf({id: 'b', from: 15, minutes: 60, lead: 'mem_zoe'})),
    );
    expect(after.rows[0]).to.equal(before.rows[0]);
    expect(after.rows[1]).not.to.equal(before.rows[1]);
  });

  it('knows when somebody works, also through a night and over a change of clocks', () => {
    const night = memberOf('mem_a', {workingHours: [{day: 6, from: '22:00', to: '06:00'}]});
    const spans = shiftsIn(night, ['2026-03-08'], zone)!;
    expect(spans.map(({startMs, endMs}) => [toInstant(startMs), toInstant(endMs)])).to.deep.equal([
      ['2026-03-08T04:00:00.000Z', '2026-03-08T11:00:00.000Z'],
    ]);
    expect(shiftsIn(sam, [day], zone)).to.equal(undefined);
  });
});
