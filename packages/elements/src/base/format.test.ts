import {expect} from 'chai';
import {etaRange, formatAge, formatDistance, formatTimeRange, timeRangeParts} from './format.ts';

const chicago = {locale: 'en-US', timeZone: 'America/Chicago'};
const range = {start: '2026-11-20T20:14:00Z', end: '2026-11-20T20:22:00Z'};
const plain = (text: string) => text.replaceAll(/\s/g, ' ');

describe('writing for a reader', () => {
  it('gives times in the zone of the visit, not of the reader', () => {
    expect(plain(formatTimeRange(chicago, range))).to.equal('2:14 – 2:22 pm');
    expect(plain(formatTimeRange({locale: 'de', timeZone: 'Europe/Berlin'}, range))).to.match(
      /^21:14.*21:22/,
    );
  });

  it('tells digits from the words beside them', () => {
    const words = timeRangeParts(chicago, range).filter(part => part.isWord);
    expect(words.map(part => part.text)).to.deep.equal(['pm']);
  });

  it('widens an estimate to whole minutes', () => {
    const eta = {earliestAt: '2026-11-20T20:14:40Z', latestAt: '2026-11-20T20:21:20Z'};
    expect(plain(formatTimeRange(chicago, etaRange(eta)))).to.equal('2:14 – 2:22 pm');
  });

  it('measures as the reader’s country does', () => {
    expect(formatDistance(chicago, 3860)).to.equal('2.4 miles');
    expect(formatDistance({locale: 'de-DE', timeZone: undefined}, 3860)).to.equal('3,9 Kilometer');
  });

  it('says how old something is, and never that it is of the future', () => {
    expect(formatAge(chicago, 150_000)).to.equal('2 minutes ago');
    expect(formatAge(chicago, 9_000)).to.equal('9 seconds ago');
    expect(formatAge(chicago, -5_000)).to.equal('1 second ago');
    expect(formatAge(chicago, 3 * 3_600_000)).to.equal('3 hours ago');
  });
});
