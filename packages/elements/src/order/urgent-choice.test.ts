import type {NearestTechnician} from '@dispatch-kit/core';
import {expect} from 'chai';
import {costOf, interruptsWork, noChoice, sendWish} from './urgent-choice.ts';

const at = (hour: number) => `2026-03-03T${String(hour).padStart(2, '0')}:00:00Z`;
const window = {start: at(18), end: at(19)};

function delay(id: string, more: Partial<NearestTechnician['delays'][number]> = {}) {
  return {
    appointmentId: id,
    jobId: 'job_1',
    title: 'Leaking tap',
    customerId: 'cus_1',
    was: at(18),
    planned: {start: at(20), durationMinutes: 60},
    window,
    delayMinutes: 120,
    breaksWindow: false,
    left: false,
    takers: [],
    takenBy: null,
    ...more,
  };
}

function technician(more: Partial<NearestTechnician> = {}): NearestTechnician {
  return {
    technicianId: 'mem_sam',
    name: 'Sam',
    standing: 'on_the_way',
    interruptible: 'yes',
    currentId: 'apt_a',
    from: 'position',
    driveMinutes: 8,
    arrivesAt: at(18),
    reasons: [],
    delays: [delay('apt_a', {left: true}), delay('apt_b')],
    send: {
      leadId: 'mem_sam',
      planned: {start: at(18)},
      window,
      current: {appointmentId: 'apt_a', first: 'leave'},
      moves: [
        {appointmentId: 'apt_a', from: at(18), planned: {start: at(20)}},
        {appointmentId: 'apt_b', from: at(18), leadId: 'mem_nia'},
      ],
    },
    ...more,
  };
}

describe('the one who is sent at once', () => {
  it('is sent as it was proposed', () => {
    const sam = technician();
    const wish = sendWish('apt_urgent', sam, noChoice);
    expect(wish).to.deep.include({command: 'send_now', appointmentId: 'apt_urgent'});
    expect(wish.input).to.deep.equal(sam.send);
  });

  it('leaves a visit to whom it was given instead, or to nobody yet', () => {
    const takers = new Map([['apt_b', null]]);
    const {input} = sendWish('apt_urgent', technician(), {...noChoice, takers});
    expect((input['moves'] as {leadId?: string | null}[]).map(({leadId}) => leadId)).to.deep.equal([
      undefined,
      null,
    ]);
  });

  it('leaves work that has begun with a reason, and nothing else', () => {
    const atWork = technician({standing: 'at_work'});
    expect(interruptsWork(atWork)).to.equal(true);
    expect(sendWish('apt_urgent', atWork, {...noChoice, note: ' Gas '}).input).to.deep.include({
      interrupt: {code: 'interrupted', note: 'Gas'},
    });
    const first = {
      ...atWork,
      send: {...atWork.send, current: {appointmentId: 'apt_a', first: 'finish' as const}},
    };
    expect(sendWish('apt_urgent', first, noChoice).input).not.to.have.property('interrupt');
  });

  it('costs what begins later, what others take over, and which windows break', () => {
    const delays = [
      delay('a', {breaksWindow: true}),
      delay('b'),
      delay('c', {breaksWindow: true, takenBy: 'mem_nia'}),
      delay('d', {delayMinutes: 0, left: true}),
    ];
    expect(costOf(technician({delays}))).to.deep.equal({later: 2, given: 1, broken: 1});
  });
});
