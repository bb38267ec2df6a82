import {trackRoutes} from '@dispatch-kit/core';
import type {TrackingView} from '@dispatch-kit/core';
import {connectionError} from './errors.ts';
import type {Http} from './http.ts';
import {VisitStore} from './live/visit-store.ts';
import {webPlatform} from './platform.ts';
import type {Platform} from './platform.ts';
import {requestEvents} from './request-events.ts';
import type {VisitWindows} from './live/visit-source.ts';

export interface VisitOptions {
  /** Where the server is: `https://api.example.com`. */
  url: string | URL;
  /** The token of the customer's tracking link. */
  token: string;
  /** How requests are sent: a server in the same tab is a `fetch` too. */
  fetch?: Platform['fetch'] | undefined;
  platform?: Platform | undefined;
}

/**
 * Follows the visit of a tracking link, and acts on it: all that a customer's page needs, without the rest of the SDK.
 * Nothing is sent before somebody subscribes. What sends again what was lost is loaded with the first action; where it
 * cannot be loaded, the action rejects as it does without a network.
 */
export function openVisit({url, token, fetch, platform: given}: VisitOptions): VisitStore {
  const platform = {...(given ?? webPlatform()), ...(fetch && {fetch})};
  const base = String(url).replace(/\/+$/, '');
  let http: Http | undefined;
  const send: Http['send'] = async (row, input) => {
    http ??= new (await loadHttp(base, platform))({url, token, platform});
    return http.send(row, input);
  };
  return new VisitStore({
    platform,
    connect: at => requestEvents(trackRoutes.events, {base, token, platform, ...at}),
    act: (action, body) => send(trackRoutes[action], {body}) as Promise<TrackingView>,
    windows: () => send(trackRoutes.windows, {}) as Promise<VisitWindows>,
  });
}

async function loadHttp(base: string, platform: Platform): Promise<typeof Http> {
  try {
    return (await import('./http.ts')).Http;
  } catch (error) {
    throw connectionError(error, {base, isOnline: platform.isOnline()});
  }
}
