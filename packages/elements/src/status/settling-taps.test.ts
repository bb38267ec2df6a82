import type {OfficePicture, Tap} from '@dispatch-kit/client';
import {expect} from 'chai';
import {SettlingTaps} from './settling-taps.ts';

const picture = (version: number) =>
  ({jobs: new Map([['job', {appointments: [{id: 'apt', version}]}]])}) as unknown as OfficePicture;
const tap = (id: string, state: Tap['state']) => ({id, state, appointmentId: 'apt'}) as Tap;
const box = (...taps: Tap[]) => ({taps, isOnline: true});
const idsOf = (taps: readonly Tap[]) => taps.map(each => each.id);

describe('taps that settle', () => {
  it('stay in sight from the reply to the event', () => {
    const settling = new SettlingTaps();
    settling.join(box(tap('a', 'waiting')), picture(1), 0);
    settling.join(box(tap('a', 'sending')), picture(1), 0);
    expect(idsOf(settling.join(box(), picture(1), 10))).to.deep.equal(['a']);
    expect(idsOf(settling.join(box(), picture(2), 20))).to.deep.equal([]);
  });

  it('are gone at once where the event came before the reply', () => {
    const settling = new SettlingTaps();
    settling.join(box(tap('a', 'sending')), picture(1), 0);
    settling.join(box(tap('a', 'sending')), picture(2), 5);
    expect(idsOf(settling.join(box(), picture(2), 10))).to.deep.equal([]);
  });

  it('stand before those that still wait, each until its own event', () => {
    const settling = new SettlingTaps();
    settling.join(box(tap('a', 'sending'), tap('b', 'waiting')), picture(1), 0);
    expect(idsOf(settling.join(box(tap('b', 'waiting')), picture(1), 1))).to.deep.equal(['a', 'b']);
    expect(idsOf(settling.join(box(tap('b', 'sending')), picture(2), 2))).to.deep.equal(['b']);
    expect(idsOf(settling.join(box(), picture(2), 3))).to.deep.equal(['b']);
    expect(idsOf(settling.join(box(), picture(3), 4))).to.deep.equal([]);
  });

  it('do not stay for ever where nothing came of them, and not at all where they were refused', () => {
    const settling = new SettlingTaps();
    settling.join(box(tap('a', 'sending'), tap('b', 'refused')), picture(1), 0);
    expect(idsOf(settling.join(box(), picture(1), 1_000))).to.deep.equal(['a']);
    expect(idsOf(settling.join(box(), picture(1), 6_000))).to.deep.equal([]);
  });
});
