import assert from 'node:assert/strict';
import {LeakDay} from './leak-day.ts';
import type {DeclareTest, OfficeUnderTest} from '../conformance/firm.ts';

export {twinDays} from './twin-days.ts';
export type {TwinDays} from './twin-days.ts';
export type {DeclareTest, OfficeUnderTest} from '../conformance/firm.ts';

/** What an office is searched with. */
export type LeakSearch = {
  /** Where further processes of the same office answer, without `/v1`: each is asked for everything too. */
  others?: readonly string[];
  /** Everything that the office has written to its log; searched at the end. */
  log?: () => string;
};

/** What a search came to. */
export type LeakReport = {
  processes: number;
  /** Situations in which everything was tried. */
  moments: number;
  requests: number;
  bytes: number;
  /** Places that had to be shown, and were, by each process and stream. */
  shown: number;
  /** The longest that an open stream took, after what ended a leg was answered, to hide the place. */
  hiddenAfterMs: number;
  /** What was told and must not be, one sentence each. */
  leaks: string[];
};

/**
 * Plays a day in an organization of its own in which technicians go to places that are secret, tries as a customer with one link
 * everything that can be asked, and searches every byte that comes back for those places. Takes a test organization's API key
 * where there is no operator key; it is left with settings of its own.
 *
 * @throws if a place that is to be shown is not: then what was not found says nothing.
 */
export async function findLeaks(
  office: OfficeUnderTest,
  {others = [], log}: LeakSearch = {},
): Promise<LeakReport> {
  const urls = [office.url, ...others];
  const day = await LeakDay.open(office, urls);
  try {
    await day.play();
  } finally {
    day.holder?.close();
  }
  const {holder, moments, shown, hiddenAfterMs, leaks, canaries} = day;
  for (const secret of canaries.findIn(log?.() ?? '')) leaks.push(`the log tells where: ${secret}`);
  const bytes = [...holder.heard, ...holder.streams].reduce((sum, {text}) => sum + text.length, 0);
  const requests = holder.heard.length;
  return {processes: urls.length, moments, requests, bytes, shown, hiddenAfterMs, leaks: [...new Set(leaks)]};
}

/**
 * Declares the test that no customer learns a place that is not his to know.
 *
 *     import {test} from 'node:test';
 *     leaks({url: 'http://127.0.0.1:8787', apiKey, operatorKey}, {test});
 *
 * @param office where the server answers, and its keys.
 * @param test declares a test by a sentence and what it does; a rejection is a failure.
 */
export function leaks(office: OfficeUnderTest, {test, ...search}: LeakSearch & {test: DeclareTest}): void {
  test('a customer with one link learns no place that is not his to know, whatever he asks', async () => {
    const report = await findLeaks(office, search);
    assert.deepEqual(report.leaks, []);
  });
}
