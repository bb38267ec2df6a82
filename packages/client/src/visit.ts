import {trackRoutes} from '@dispatch-kit/core';
import type {TrackingView} from '@dispatch-kit/core';
import {Http} from './http.ts';
import {VisitStore} from './live/visit-store.ts';
import {webPlatform} from './platform.ts';
import type {Platform} from './platform.ts';
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
 * Nothing is sent before somebody subscribes.
 */
export function openVisit({url, token, fetch, platform: given}: VisitOptions): VisitStore {
  const platform = {...(given ?? webPlatform()), ...(fetch && {fetch})};
  const http = new Http({url, token, platform});
  return new VisitStore({
    platform,
    connect: at => http.open(trackRoutes.events, at),
    act: (action, body) => http.send(trackRoutes[action], {body}) as Promise<TrackingView>,
    windows: () => http.send(trackRoutes.windows, {}) as Promise<VisitWindows>,
  });
}
