import type {ArrivalCause, TechnicianPosition} from '@dispatch-kit/core';
import {expect} from 'chai';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeSay} from '../order/office-words.ts';
import type {BoardEntry} from './board-entry.ts';
import {latenessText, rowRoad} from './row-road.ts';

async function sayIn(language: keyof typeof officeBook.load | 'en'): Promise<OfficeSay> {
  const words: Record<string, string> =
    language === 'en' ? officeBook.en : await officeBook.load[language as keyof typeof officeBook.load]();
  return (key, values = {}) =>
    words[key]!.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name as keyof typeof values]));
}

const late = (left: number, slower: number, cause?: ArrivalCause) => ({
  lateSeconds: 60 * (left + slower),
  leftLateSeconds: 60 * left,
  slowerSeconds: 60 * slower,
  ...(cause && {cause}),
});

describe('what a row says of the road', () => {
  for (const [says, lateness] of [
    ['Left 12 min late + 6 min slower than usual', late(12, 6)],
    ['Left 12 min late + 6 min in traffic', late(12, 6, 'traffic')],
    ['Left 12 min late + 6 min for a stop', late(12, 6, 'stop')],
    ['Left 12 min late', late(12, 0)],
    ['Left 12 min late', late(12, -4)],
    ['9 min by another way', late(-3, 9, 'off_route')],
    ['9 min slower than usual', late(0, 9, 'gap')],
  ] as const)
    it(`says why somebody is late: ${says}`, async () => {
      expect(latenessText(lateness, await sayIn('en'), {locale: 'en-US', timeZone: 'UTC'})).to.equal(says);
    });

  it('says it in German too', async () => {
    const text = latenessText(late(12, 6, 'traffic'), await sayIn('de'), {locale: 'de-DE', timeZone: 'UTC'});
    expect(text).to.equal('Fuhr 12 Min. zu spät los + 6 Min. im Stau');
  });

  it('knows the latest estimate of this way, not of another; before it what was told', () => {
    const told = {firstExpectedAt: '2026-03-03T20:10:00Z', promisedAt: '2026-03-03T20:20:00Z'};
    const leg = {technicianId: 'mem_1', ...told};
    const row = {visit: {id: 'apt_1', status: 'enroute', leg}} as unknown as BoardEntry;
    const at = (appointmentId: string) =>
      new Map([
        [
          'mem_1',
          {appointmentId, eta: {earliestAt: '2026-03-03T20:30:00Z'}, lateness: late(20, 0)},
        ] as unknown as [string, TechnicianPosition],
      ]);
    expect(rowRoad(row, at('apt_1'))!.eta.earliestAt).to.equal('2026-03-03T20:30:00Z');
    expect(rowRoad(row, at('apt_1'))!.lateness!.lateSeconds).to.equal(1200);
    expect(rowRoad(row, at('apt_2'))!.eta.earliestAt).to.equal(told.firstExpectedAt);
    const arrived = {visit: {...row.visit, status: 'arrived'}} as BoardEntry;
    expect(rowRoad(arrived, at('apt_1'))).to.equal(undefined);
  });
});
