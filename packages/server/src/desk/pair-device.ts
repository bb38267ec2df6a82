import type {PairedDevice} from '@dispatch-kit/core';
import type {Office} from '../office/office.ts';
import {keepToken, newSecret, nowInstant} from '../office/office.ts';
import {fieldProblem} from '../office/problem.ts';
import type {MemberRow, PairedDeviceRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

type App = PairedDeviceRow['app'];
type Paired = PairedDevice & {secret: string; url: string; setUpLink: string};

const reportSeconds = 10;
const appNames: Record<App, string> = {owntracks: 'OwnTracks', traccar: 'Traccar Client'};

/** Pairs a phone app with a technician. The secret is answered once; only its hash is kept. */
export async function pairDevice(
  office: Office,
  tx: Transaction,
  organizationId: string,
  member: MemberRow,
  {app, name}: {app: App; name?: string | undefined},
): Promise<Paired> {
  if (member.deactivatedAt || !member.roles.includes('technician'))
    throw fieldProblem(
      'id',
      'Only the devices of an active technician report positions.',
      'not_a_technician',
    );
  const row: PairedDeviceRow = {
    id: office.newId('device'),
    memberId: member.id,
    app,
    name: name ?? appNames[app],
    createdAt: nowInstant(office),
    lastSeenAt: null,
    battery: null,
    reports: {taken: 0, refused: {}},
    revokedAt: null,
  };
  const secret = newSecret(office.crypto, 'dv_');
  await tx.pairedDevices.insert(organizationId, [row]);
  await keepToken(office, tx, organizationId, {kind: 'device', id: row.id}, secret);
  const url = `${office.publicUrl}/v1/ingest/${app}`;
  return {...deviceOut(row), secret, url, setUpLink: setUpLinkOf(app, url, row.id, secret)};
}

/** Ends a pairing: its secret is known no more. */
export async function unpairDevices(
  office: Office,
  tx: Transaction,
  organizationId: string,
  rows: readonly PairedDeviceRow[],
): Promise<void> {
  const paired = rows.filter(row => !row.revokedAt);
  for (const {id} of paired) await tx.tokens.removeOf(organizationId, id);
  await tx.pairedDevices.put(
    organizationId,
    paired.map(row => ({...row, revokedAt: nowInstant(office)})),
  );
}

export function deviceOut({revokedAt: _, memberId: _whose, ...row}: PairedDeviceRow): PairedDevice {
  return row;
}

/**
 * A link that sets the app up when it is opened on the phone. OwnTracks takes its configuration as base64 of JSON and
 * sends HTTP Basic; Traccar Client sends no header, so its device id is the secret.
 */
function setUpLinkOf(app: App, url: string, deviceId: string, secret: string): string {
  if (app === 'traccar') {
    const query = new URLSearchParams({
      url,
      id: secret,
      interval: String(reportSeconds),
      // With a distance or a lower accuracy the app reports by the way driven, not by time.
      distance: '0',
      accuracy: 'highest',
    });
    return `org.traccar.client://config?${query.toString()}`;
  }
  const configuration = {
    _type: 'configuration',
    mode: 3,
    url,
    auth: true,
    username: deviceId,
    password: secret,
    deviceId,
    tid: deviceId.slice(-2),
    monitoring: 2,
    locatorInterval: reportSeconds,
    moveModeLocatorInterval: reportSeconds,
  };
  return `owntracks:///config?inline=${encodeURIComponent(btoa(JSON.stringify(configuration)))}`;
}
