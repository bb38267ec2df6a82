import type {TrackingView} from '@dispatch-kit/core';
import type {DispatchError} from '../errors.ts';
import type {VisitSnapshot} from './visit-source.ts';

/** What happens to a source of views. */
export type VisitNews =
  | {readonly type: 'view'; readonly view: TrackingView; readonly atMs: number}
  | {readonly type: 'beat'; readonly atMs: number}
  | {readonly type: 'failed'; readonly error: DispatchError};

/** Before anything is known. */
export const unknownVisit: VisitSnapshot = {status: 'connecting'};

/**
 * The snapshot after some news; the same object if nothing changed. A view older than the one at hand is not taken,
 * and after the end of a link nothing is.
 */
export function takeVisitNews(before: VisitSnapshot, news: VisitNews): VisitSnapshot {
  if (before.status === 'ended') return before;
  if (news.type === 'failed') return fail(before, news.error);
  if (news.type === 'beat') {
    return before.view ? {status: 'live', view: before.view, asOfMs: news.atMs} : before;
  }
  const isOlder = before.view && serverMs(news.view) < serverMs(before.view);
  return {status: 'live', view: isOlder ? before.view! : news.view, asOfMs: news.atMs};
}

/** What is worth telling a listener: everything but that time went by. */
export function isNews(before: VisitSnapshot, after: VisitSnapshot): boolean {
  return before.status !== after.status || before.view !== after.view || before.error !== after.error;
}

function fail(before: VisitSnapshot, error: DispatchError): VisitSnapshot {
  // An ended link shows no data, not even what was seen before.
  if (error.code === 'link_ended') return {status: 'ended', error};
  if (!error.retryable) return {status: 'refused', error};
  if (before.status === 'offline' && before.error?.code === error.code) return before;
  return {...before, status: 'offline', error};
}

function serverMs(view: TrackingView): number {
  return view.serverTime ? Date.parse(view.serverTime) : Infinity;
}
