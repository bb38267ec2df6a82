import {expect} from 'chai';
import type {Appointment, Offer} from '@dispatch-kit/core';
import {endingsOf, leftUntil, orderSteps, outcomeOf, reasonsOf, undoUntilMs} from './step-model.ts';

const refusal = {refused: 'unassigned', sentence: 'Nobody is assigned.', details: {}} as const;
const offer = (command: Offer['command'], isRefused = false): Offer => ({
  command,
  refusal: isRefused ? refusal : null,
});

describe('the steps of a visit', () => {
  it('put what can be taken before what cannot, and leave out what is so already', () => {
    const offers = [
      offer('depart'),
      offer('arrive', true),
      offer('start'),
      offer('stand_down'),
      offer('assign'),
    ];
    const {next, others} = orderSteps({status: 'enroute', next: 'start', offers});
    expect(next?.command).to.equal('start');
    expect(others.map(step => step.command)).to.deep.equal(['stand_down', 'arrive']);
  });

  it('have no next one where nothing is left to do', () => {
    const {next} = orderSteps({status: 'complete', next: null, offers: [offer('depart', true)]});
    expect(next).to.equal(undefined);
  });

  it('can be taken back for as long as the organization says, by the tap that waits or by what is confirmed', () => {
    const visit = {status: 'enroute', departedAt: '2026-11-20T20:00:00Z'} as Appointment;
    const at = (minute: number) => Date.parse(`2026-11-20T20:0${minute}:00Z`);
    expect(undoUntilMs({visit, status: 'enroute', waiting: []}, 5)).to.equal(at(5));
    const start = {command: 'start', at: '2026-11-20T20:03:00Z'} as never;
    expect(undoUntilMs({visit, status: 'started', waiting: [start]}, 5)).to.equal(at(8));
    const undo = {command: 'undo', at: '2026-11-20T20:03:00Z'} as never;
    expect(undoUntilMs({visit, status: 'enroute', waiting: [undo]}, 5)).to.equal(undefined);
    expect(undoUntilMs({visit, status: 'scheduled', waiting: []}, 5)).to.equal(undefined);
  });

  it('count down in minutes and seconds, and not below nothing', () => {
    expect(leftUntil(300_000, 0)).to.equal('5:00');
    expect(leftUntil(300_000, 292_100)).to.equal('0:08');
    expect(leftUntil(300_000, 300_000)).to.equal(undefined);
  });

  it('end on the way only as not done', () => {
    expect(endingsOf('enroute')).to.deep.equal(['not_done']);
    expect(endingsOf('started')).to.deep.equal(['done', 'not_done']);
    expect(outcomeOf('enroute', 'customer_absent')).to.equal('no_access');
    expect(outcomeOf('enroute', 'weather')).to.equal('interrupted');
    expect(outcomeOf('arrived', 'customer_absent')).to.equal('no_access');
    expect(outcomeOf('started', 'customer_absent')).to.equal('follow_up');
  });

  it('give the organization’s own reasons where it has some', () => {
    expect(reasonsOf({reasons: [{code: 'no_water', label: 'No water'}]})).to.deep.equal([
      {code: 'no_water', label: 'No water'},
    ]);
    expect(reasonsOf(undefined).map(reason => reason.code)).to.include('needs_parts');
  });
});
