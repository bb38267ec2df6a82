import type {Member, MemberSession} from '@dispatch-kit/core';
import {toMs} from '@dispatch-kit/core';
import {memberWithInvitation, readMember} from './people-handlers.ts';
import type {Call, Handler} from '../call.ts';
import {eraseMember} from '../../desk/erase-member.ts';
import {inviteMember} from '../../desk/invite-member.ts';
import {createKey} from '../../desk/organizations.ts';
import {deviceOut, pairDevice, unpairDevices} from '../../desk/pair-device.ts';
import {recordEvent} from '../../desk/record-event.ts';
import {signOut} from '../../desk/sign-in.ts';
import {taken} from '../../desk/create-job.ts';
import {nowInstant} from '../../office/office.ts';
import {reachOf} from '../../office/principal.ts';
import {Problem, notFound} from '../../office/problem.ts';
import type {MemberRow, SessionRow, SourceRow} from '../../storage/rows.ts';

/** What concerns the way in of a member is his own, or of who may change people. */
async function ownOrPeople(call: Call): Promise<MemberRow> {
  const row = await readMember(call);
  if (row.id === call.principal.memberId || reachOf(call.principal, 'people.write') === 'all') return row;
  throw new Problem('not_allowed', 'This is one’s own, or takes people.write.');
}

async function invite(call: Call): Promise<Member> {
  const row = await readMember(call);
  return memberWithInvitation(call, await inviteMember(call, row, call.body as {noHeadsUp?: boolean}));
}

function isOpen(call: Call, session: SessionRow): boolean {
  return !session.revokedAt && toMs(session.expiresAt) > call.office.clock.now();
}

async function sessions(call: Call): Promise<{items: MemberSession[]}> {
  const {id} = await ownOrPeople(call);
  const rows = await call.tx.sessions.ofMember(call.organizationId, id);
  const open = rows.filter(row => isOpen(call, row));
  return {
    items: open.map(({id, kind, deviceName, createdAt, expiresAt}) => ({
      id,
      kind,
      deviceName,
      createdAt,
      expiresAt,
    })),
  };
}

async function revokeSession(call: Call): Promise<void> {
  const member = await ownOrPeople(call);
  const row = await call.tx.sessions.get(call.organizationId, call.params['sessionId']!);
  if (!row || row.memberId !== member.id) throw notFound('session of this member');
  if (row.revokedAt) return;
  await call.tx.sessions.put(call.organizationId, [{...row, revokedAt: nowInstant(call.office)}]);
  await recordEvent(call, {type: 'token_revoked', subjectId: row.id});
}

async function devices(call: Call): Promise<unknown> {
  const {id} = await ownOrPeople(call);
  const rows = await call.tx.pairedDevices.ofMember(call.organizationId, id);
  return {items: rows.filter(row => !row.revokedAt).map(deviceOut)};
}

async function pair(call: Call): Promise<unknown> {
  const member = await ownOrPeople(call);
  const input = call.body as Parameters<typeof pairDevice>[4];
  const paired = await pairDevice(call.office, call.tx, call.organizationId, member, input);
  await recordEvent(call, {type: 'member_edited', subjectId: member.id, data: {fields: ['devices']}});
  return paired;
}

async function unpair(call: Call): Promise<void> {
  const member = await ownOrPeople(call);
  const row = await call.tx.pairedDevices.get(call.organizationId, call.params['deviceId']!);
  if (!row || row.memberId !== member.id) throw notFound('device of this member');
  if (row.revokedAt) return;
  await unpairDevices(call.office, call.tx, call.organizationId, [row]);
  await recordEvent(call, {type: 'token_revoked', subjectId: row.id});
}

async function listSources(call: Call): Promise<{items: SourceRow[]}> {
  const rows = await call.tx.sources.list(call.organizationId);
  const {actor} = call.principal;
  return {items: actor.kind === 'source' ? rows.filter(row => row.id === actor.id) : rows};
}

async function createSource(call: Call): Promise<unknown> {
  const {name, externalId, metadata} = call.body as Partial<SourceRow> & {name: string};
  const [other] = externalId ? await call.tx.sources.getByExternalIds(call.organizationId, [externalId]) : [];
  if (other) throw taken('externalId', other.id);
  const row: SourceRow = {
    id: call.office.newId('source'),
    name,
    externalId: externalId ?? null,
    metadata: metadata ?? {},
    createdAt: nowInstant(call.office),
  };
  await call.tx.sources.insert(call.organizationId, [row]);
  const key = {name, kind: 'source', sourceId: row.id} as const;
  const made = await createKey(call.office, call.tx, call.principal.organization, key);
  await recordEvent(call, {type: 'source_created', subjectId: row.id});
  return {...row, key: made.secret, keyId: made.row.id};
}

export const teamHandlers: Record<string, Handler> = {
  'members.invite': invite,
  'members.erase': async call => eraseMember(call, await readMember(call)),
  'members.sessions': sessions,
  'members.revokeSession': revokeSession,
  'members.devices': devices,
  'members.pairDevice': pair,
  'members.unpairDevice': unpair,
  'signIn.signOut': signOut,
  'sources.list': listSources,
  'sources.create': createSource,
};
