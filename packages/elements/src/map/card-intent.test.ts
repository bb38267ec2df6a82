import {expect} from 'chai';
import {CardIntent, closeMs, openMs} from './card-intent.ts';

const sam = {memberId: 'mem_1'};
const nia = {memberId: 'mem_2'};
const job = {jobId: 'job_1'};

describe('The card of a map', () => {
  let nowMs: number;
  let waiting: {atMs: number; callback: () => void}[];
  let changes: number;
  let card: CardIntent;

  const after = (delayMs: number, callback: () => void) => {
    const entry = {atMs: nowMs + delayMs, callback};
    waiting.push(entry);
    return () => {
      waiting = waiting.filter(each => each !== entry);
    };
  };
  const pass = (ms: number) => {
    nowMs += ms;
    const due = waiting.filter(({atMs}) => atMs <= nowMs);
    waiting = waiting.filter(each => !due.includes(each));
    for (const {callback} of due) callback();
  };
  beforeEach(() => {
    [nowMs, waiting, changes] = [0, [], 0];
    card = new CardIntent({after}, () => (changes += 1));
  });

  it('comes after a moment on a marker, and not to a pointer that only passes over it', () => {
    card.point(sam);
    pass(openMs - 1);
    expect(card.shown).to.equal(undefined);
    card.point(undefined);
    pass(1_000);
    expect(changes).to.equal(0);
    card.point(job);
    pass(openMs);
    expect(card.shown).to.equal(job);
  });

  it('stays on the way from the marker to the card, while the pointer is on it, and goes a moment after', () => {
    card.point(sam);
    pass(openMs);
    card.point(undefined);
    pass(closeMs - 1);
    card.hold(true);
    pass(10_000);
    expect(card.shown).to.equal(sam);
    card.hold(false);
    pass(closeMs);
    expect(card.shown).to.equal(undefined);
  });

  it('changes to another marker only after a moment there, so that two that cross do not flicker', () => {
    card.point(sam);
    pass(openMs);
    for (let i = 0; i < 10; i++) {
      card.point(i % 2 ? sam : nia);
      pass(openMs - 1);
    }
    expect(changes).to.equal(1);
    card.point(nia);
    pass(openMs);
    expect(card.shown).to.equal(nia);
  });

  it('goes on Escape, and comes back only once the pointer has been elsewhere', () => {
    card.point(sam);
    pass(openMs);
    card.dismiss();
    expect(card.shown).to.equal(undefined);
    card.point(sam);
    pass(1_000);
    expect(card.shown).to.equal(undefined);
    card.point(undefined);
    card.point(sam);
    pass(openMs);
    expect(card.shown).to.equal(sam);
  });

  it('is there at once for the keyboard; a pointer that moves over empty ground does not take it away', () => {
    card.focus(nia);
    expect(card.shown).to.equal(nia);
    card.point(sam);
    card.point(undefined);
    pass(1_000);
    expect(card.shown).to.equal(nia);
    card.focus(undefined);
    pass(closeMs);
    expect(card.shown).to.equal(undefined);
  });

  it('stays with the one that was pressed until the ground is, also when the pointer has been on another', () => {
    card.press(job);
    expect(card.shown).to.equal(job);
    card.point(sam);
    pass(openMs);
    card.point(undefined);
    pass(openMs);
    expect(card.shown).to.equal(job);
    card.press(undefined);
    pass(closeMs);
    expect(card.shown).to.equal(undefined);
  });

  it('goes back to the one with the keyboard when the pointer has left another', () => {
    card.focus(nia);
    card.point(sam);
    pass(openMs);
    expect(card.shown).to.equal(sam);
    card.point(undefined);
    pass(openMs);
    expect(card.shown).to.equal(nia);
  });
});
