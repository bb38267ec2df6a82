import {readOwntracks, readTraccar} from '@dispatch-kit/core';
import type {Inbound} from './inbound.ts';
import {readBytes} from './parse.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import {Problem} from '../office/problem.ts';
import type {PairedDeviceRow} from '../storage/rows.ts';
import {takeReports} from '../watch/take-reports.ts';
import type {DeviceKey} from '../watch/take-reports.ts';

/** The device that a secret belongs to, if it is paired for this app. */
async function deviceOf(
  office: Office,
  secret: string | undefined,
  app: PairedDeviceRow['app'],
): Promise<DeviceKey | undefined> {
  if (!secret) return undefined;
  const hash = await office.crypto.sha256(secret);
  return office.storage.transaction(async tx => {
    const found = await tx.tokens.find(hash);
    if (found?.row.kind !== 'device') return undefined;
    const {organizationId, row} = found;
    const device = await tx.pairedDevices.get(organizationId, row.id);
    return device?.app === app && !device.revokedAt ? {organizationId, deviceId: row.id} : undefined;
  });
}

/** The password of HTTP Basic; an app that sends none may give the secret as the name of its device. */
function secretOf({headers}: Request): string | undefined {
  const [scheme, credentials = ''] = (headers.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'basic') return headers.get('x-limit-d') ?? undefined;
  try {
    const text = atob(credentials);
    return text.slice(text.indexOf(':') + 1);
  } catch {
    return undefined;
  }
}

/** Decodes JSON; nothing is undefined, and what is no JSON is null, which no app means. */
function decoded(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function owntracks(office: Office, request: Request): Promise<Response> {
  const device = await deviceOf(office, secretOf(request), 'owntracks');
  if (!device)
    throw new Problem(
      'unauthenticated',
      'No paired device has this password. Pair the phone again, and open the link on it.',
    );
  await takeReports(
    office,
    device,
    readOwntracks(decoded(await readBytes(request, office.limits.bodyBytes))),
  );
  // The app takes each element for a command or for the place of a friend; it is told neither.
  return Response.json([]);
}

async function traccar(office: Office, request: Request): Promise<Response> {
  const {deviceId, ...reading} = readTraccar(await sentByTraccar(office, request), nowInstant(office));
  const device = await deviceOf(office, deviceId, 'traccar');
  if (!device)
    throw new Problem(
      'not_found',
      'No paired device has this identifier. Pair the phone again, and open the link on it.',
    );
  await takeReports(office, device, reading);
  return Response.json({});
}

/** JSON where the app says so, else the fields of the address, else those of the form: as the maker's server looks for them. */
async function sentByTraccar(office: Office, request: Request): Promise<unknown> {
  const bytes = await readBytes(request, office.limits.bodyBytes);
  if (/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) return decoded(bytes);
  const {searchParams} = new URL(request.url);
  const fields = searchParams.size > 0 ? searchParams : new URLSearchParams(new TextDecoder().decode(bytes));
  return Object.fromEntries(fields);
}

/** What phone apps send, by the row of the contract: in forms of their makers, answered as their makers do. */
export const phoneApps: Readonly<Record<string, Inbound>> = {
  'road.owntracks': owntracks,
  'road.traccar': traccar,
};
