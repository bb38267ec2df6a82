import {hourMs, minuteMs, toInstant, toMs} from '@dispatch-kit/core';
import {expect} from 'chai';
import {TimeAxis, shownDays, snap} from './time-axis.ts';

const chicago = 'America/Chicago';
const span = (start: string, end: string) => ({startMs: toMs(start), endMs: toMs(end)});
const axisOf = (days: readonly string[], zone = chicago, ...spans: ReturnType<typeof span>[]) =>
  new TimeAxis(shownDays(days, zone, spans), zone);
const hours = (axis: TimeAxis) => axis.totalMs / hourMs;

/** Zone, day, hours shown when somebody works around the clock, and ticks. */
const wholeDays: [string, string, number, number][] = [
  [chicago, '2026-03-07', 24, 24],
  [chicago, '2026-03-08', 23, 23],
  [chicago, '2026-11-01', 25, 25],
  ['Australia/Lord_Howe', '2026-04-05', 24.5, 24],
  ['Australia/Lord_Howe', '2026-10-04', 23.5, 23],
  ['Asia/Kathmandu', '2026-03-08', 24, 24],
];

/** What is planned, and the hours on the wall that are shown for it. */
const shown: [string, ReturnType<typeof span>[], string, string][] = [
  ['nothing', [], '08:00', '18:00'],
  ['something early', [span('2026-03-03T12:40:00Z', '2026-03-03T14:00:00Z')], '06:00', '18:00'],
  ['something late', [span('2026-03-04T00:00:00Z', '2026-03-04T01:10:00Z')], '08:00', '20:00'],
  ['something over midnight', [span('2026-03-04T05:00:00Z', '2026-03-04T08:00:00Z')], '08:00', '24:00'],
  ['another day', [span('2026-03-05T10:00:00Z', '2026-03-05T11:00:00Z')], '08:00', '18:00'],
];

describe('the time axis', () => {
  for (const [zone, day, length, ticks] of wholeDays) {
    it(`shows ${length} hours of ${day} in ${zone}`, () => {
      const around = span(`${day}T00:00:00Z`, `${day}T00:00:00Z`);
      const axis = axisOf([day], zone, {
        startMs: around.startMs - 36 * hourMs,
        endMs: around.endMs + 72 * hourMs,
      });
      expect(hours(axis)).to.equal(length);
      expect(axis.ticks).to.have.length(ticks);
    });
  }

  for (const [what, spans, from, to] of shown) {
    it(`shows ${from} to ${to} where ${what} is planned`, () => {
      const [day] = shownDays(['2026-03-03'], chicago, spans);
      const endsAt =
        to === '24:00'
          ? '2026-03-04T06:00:00.000Z'
          : `2026-03-${to === '20:00' ? '04T02' : '04T00'}:00:00.000Z`;
      expect(toInstant(day!.startMs)).to.equal(`2026-03-03T${from === '06:00' ? '12' : '14'}:00:00.000Z`);
      expect(toInstant(day!.endMs)).to.equal(endsAt);
    });
  }

  it('puts a moment where it finds it again, also in three days and over a change of clocks', () => {
    const axis = axisOf(
      ['2026-03-07', '2026-03-08', '2026-03-09'],
      chicago,
      span('2026-03-08T06:00:00Z', '2026-03-09T05:00:00Z'),
    );
    for (const {startMs, endMs} of axis.days) {
      for (let ms = startMs; ms < endMs; ms += 7 * minuteMs) {
        expect(Math.round(axis.momentAt(axis.shareOf(ms)))).to.equal(ms);
      }
    }
    const ends = axis.days.map(({endMs}) => axis.shareOf(endMs));
    expect(ends.toSorted((a, b) => a - b)).to.deep.equal(ends);
    expect(ends.at(-1)).to.equal(1);
  });

  it('keeps what is not shown at the nearest end', () => {
    const axis = axisOf(['2026-03-03', '2026-03-04']);
    const [first, second] = axis.days;
    expect(axis.shareOf(first!.startMs - hourMs)).to.equal(0);
    expect(axis.shareOf(first!.endMs + hourMs)).to.equal(0.5);
    expect(axis.shareOf(second!.endMs + hourMs)).to.equal(1);
    expect(axis.momentAt(-1)).to.equal(first!.startMs);
    expect(axis.momentAt(2)).to.equal(second!.endMs);
    expect(axis.shows({startMs: first!.endMs, endMs: second!.startMs})).to.equal(false);
  });

  it('snaps to the nearest quarter hour, whatever the zone', () => {
    const cases = [
      ['2026-03-03T14:07:29Z', '2026-03-03T14:00:00.000Z'],
      ['2026-03-03T14:07:31Z', '2026-03-03T14:15:00.000Z'],
      ['2026-03-08T07:59:00Z', '2026-03-08T08:00:00.000Z'],
    ];
    for (const [at, snapped] of cases) expect(toInstant(snap(toMs(at!)))).to.equal(snapped);
  });
});
