import {channelEndpoints} from './channel-endpoints.ts';
import {correspondenceEndpoints} from './correspondence-endpoints.ts';
import {bookingEndpoints} from './booking-endpoints.ts';
import type {Endpoint} from './endpoint.ts';
import {
  appointmentCommandEndpoints,
  appointmentEndpoints,
  jobCommandEndpoints,
  jobEndpoints,
} from './job-endpoints.ts';
import {liveEndpoints} from './live-endpoints.ts';
import {officeEndpoints} from './office-endpoints.ts';
import {organizationEndpoints} from './organization-endpoints.ts';
import {customerEndpoints, memberEndpoints} from './people-endpoints.ts';
import {planningEndpoints} from './planning-endpoints.ts';
import {photoEndpoints} from './photo-endpoints.ts';
import {reportEndpoints} from './report-endpoints.ts';
import {roadEndpoints} from './road-endpoints.ts';
import {geocodeEndpoints} from './geocode-endpoints.ts';
import {signInEndpoints} from './sign-in-endpoints.ts';
import {sourceEndpoints} from './source-endpoints.ts';
import {trackEndpoints} from './track-endpoints.ts';
import {webhookEndpoints} from './webhook-endpoints.ts';

/** The whole contract, by group and name: `api.jobs.create`. */
export const api = {
  organizations: organizationEndpoints,
  customers: customerEndpoints,
  members: memberEndpoints,
  signIn: signInEndpoints,
  sources: sourceEndpoints,
  jobs: jobEndpoints,
  jobCommands: jobCommandEndpoints,
  appointments: appointmentEndpoints,
  appointmentCommands: appointmentCommandEndpoints,
  planning: planningEndpoints,
  booking: bookingEndpoints,
  geocode: geocodeEndpoints,
  road: roadEndpoints,
  live: liveEndpoints,
  office: officeEndpoints,
  correspondence: correspondenceEndpoints,
  channels: channelEndpoints,
  track: trackEndpoints,
  webhooks: webhookEndpoints,
  photos: photoEndpoints,
  reports: reportEndpoints,
} as const;

/** Every row with its name, `group.name`. */
export const endpoints: readonly {readonly name: string; readonly endpoint: Endpoint}[] = Object.entries(
  api,
).flatMap(([group, rows]) =>
  Object.entries(rows as Record<string, Endpoint>).map(([name, endpoint]) => ({
    name: `${group}.${name}`,
    endpoint,
  })),
);
