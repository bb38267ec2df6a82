import {endpoints} from '@dispatch-kit/core';
import type {Handler, PublicHandler} from './call.ts';
import {appointmentHandlers} from './handlers/appointment-handlers.ts';
import {commandHandlers} from './handlers/command-handlers.ts';
import {correspondenceHandlers} from './handlers/correspondence-handlers.ts';
import {geocodeHandlers} from './handlers/geocode-handlers.ts';
import {jobHandlers} from './handlers/job-handlers.ts';
import {liveHandlers} from './handlers/live-handlers.ts';
import {noticeHandlers} from './handlers/notice-handlers.ts';
import {officeHandlers} from './handlers/office-handlers.ts';
import {organizationHandlers} from './handlers/organization-handlers.ts';
import {photoHandlers, publicPhotoHandlers} from './handlers/photo-handlers.ts';
import {publicReportHandlers, reportHandlers} from './handlers/report-handlers.ts';
import {peopleHandlers} from './handlers/people-handlers.ts';
import {planningHandlers} from './handlers/planning-handlers.ts';
import {roadHandlers} from './handlers/road-handlers.ts';
import {publicBookingHandlers} from './handlers/booking-handlers.ts';
import {publicSignInHandlers} from './handlers/sign-in-handlers.ts';
import {teamHandlers} from './handlers/team-handlers.ts';
import {trackHandlers} from './handlers/track-handlers.ts';
import {webhookHandlers} from './handlers/webhook-handlers.ts';
import {inbound} from './inbound.ts';

/** Who answers each row of the contract, by its name. */
export const handlers: Readonly<Record<string, Handler>> = {
  ...organizationHandlers,
  ...peopleHandlers,
  ...teamHandlers,
  ...jobHandlers,
  ...commandHandlers,
  ...appointmentHandlers,
  ...planningHandlers,
  ...geocodeHandlers,
  ...roadHandlers,
  ...liveHandlers,
  ...noticeHandlers,
  ...officeHandlers,
  ...correspondenceHandlers,
  ...trackHandlers,
  ...webhookHandlers,
  ...photoHandlers,
  ...reportHandlers,
};

/** Who answers rows that need no token. */
export const publicHandlers: Readonly<Record<string, PublicHandler>> = {
  ...publicPhotoHandlers,
  ...publicReportHandlers,
  ...publicSignInHandlers,
  ...publicBookingHandlers,
  'channels.pushKey': ({office}) => Promise.resolve({publicKey: office.pushKey ?? null}),
};

/** Rows that the door itself answers. */
const atTheDoor = [
  ...Object.keys(inbound),
  'organizations.create',
  'organizations.openApi',
  'organizations.health',
  'organizations.ready',
  'organizations.metrics',
  'track.events',
];

/** Rows of the contract that nobody answers though they are not for later; there are none. */
export function unanswered(): string[] {
  return endpoints
    .filter(
      ({name, endpoint}) =>
        !endpoint.later && !handlers[name] && !publicHandlers[name] && !atTheDoor.includes(name),
    )
    .map(({name}) => name);
}
