import type {TrackingEta} from '@dispatch-kit/core';
import {expect} from 'chai';
import {EtaAnnouncer} from './eta-announcer.ts';

const at = (minute: number, late = false): TrackingEta => ({
  earliestAt: new Date(Date.UTC(2026, 0, 1, 12, minute - 8)).toISOString(),
  latestAt: new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString(),
  source: 'estimate',
  asOf: '2026-01-01T11:00:00Z',
  ...(late && {late}),
});
const minuteMs = 60_000;

describe('announcing an estimate', () => {
  it('does not say what the page said at first', () => {
    expect(new EtaAnnouncer().judge(at(30), 0)).to.equal(undefined);
  });

  it('says a move of two minutes, not one of less', () => {
    const announcer = new EtaAnnouncer();
    announcer.judge(at(30), 0);
    expect(announcer.judge(at(31), 6 * minuteMs)).to.equal(undefined);
    expect(announcer.judge(at(32), 7 * minuteMs)).to.equal('moved');
  });

  it('waits five minutes with a small move, and then says the newest', () => {
    const announcer = new EtaAnnouncer();
    announcer.judge(at(30), 0);
    expect(announcer.judge(at(33), 4 * minuteMs)).to.equal(undefined);
    expect(announcer.judge(at(34), 5 * minuteMs)).to.equal('moved');
    expect(announcer.judge(at(36), 9 * minuteMs)).to.equal(undefined);
  });

  it('says a leap soon, at most once a minute', () => {
    const announcer = new EtaAnnouncer();
    announcer.judge(at(30), 0);
    expect(announcer.judge(at(40), 2 * minuteMs)).to.equal('moved');
    expect(announcer.judge(at(45), 2.5 * minuteMs)).to.equal(undefined);
    expect(announcer.judge(at(45), 3 * minuteMs)).to.equal('moved');
  });

  it('says that it became late, however little it moved', () => {
    const announcer = new EtaAnnouncer();
    announcer.judge(at(30), 0);
    expect(announcer.judge(at(30, true), 2 * minuteMs)).to.equal('late');
  });

  it('says the first one of a visit that had none', () => {
    const announcer = new EtaAnnouncer();
    announcer.none();
    expect(announcer.judge(at(30), 0)).to.equal('moved');
    announcer.none();
    expect(announcer.judge(at(30), 5 * minuteMs)).to.equal('moved');
  });
});
