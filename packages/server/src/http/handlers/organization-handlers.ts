import type {ApiKey, Capability, OrganizationPatch, Role} from '@dispatch-kit/core';
import {capabilities, permissions, toInstant} from '@dispatch-kit/core';
import type {Call, Handler} from '../call.ts';
import {keepToken, newSecret, nowInstant} from '../../office/office.ts';
import {createKey, newKeySecret, patchedOrganization} from '../../desk/organizations.ts';
import {reachOf} from '../../office/principal.ts';
import {Problem, fieldProblem, notFound} from '../../office/problem.ts';
import {recordEvent} from '../../desk/record-event.ts';
import {organizationOut} from '../../desk/shapes.ts';
import type {KeyRow, SessionRow} from '../../storage/rows.ts';

/** The clock that every reply about the present carries. */
export function clockOut(call: Pick<Call, 'office'>): {serverTime: string; timeScale: number} {
  return {serverTime: nowInstant(call.office), timeScale: call.office.clock.timeScale};
}

async function me(call: Call): Promise<unknown> {
  const {principal} = call;
  const {id, name, timeZone} = principal.organization;
  const reaches = capabilities.map(capability => [capability, reachOf(principal, capability)] as const);
  return Promise.resolve({
    actor: principal.actor,
    ...(principal.memberId && {memberId: principal.memberId}),
    organization: {id, name, timeZone},
    capabilities: Object.fromEntries(reaches.filter(([, reach]) => reach !== 'none')),
    ...clockOut(call),
  });
}

async function edit(call: Call): Promise<unknown> {
  const row = (await call.tx.organizations.get(call.organizationId))!;
  if (call.ifMatch !== undefined && call.ifMatch !== row.version) {
    const detail = `You have seen version ${call.ifMatch}; it is at version ${row.version} now. Read it again.`;
    throw new Problem('version_conflict', detail, {current: organizationOut(row)});
  }
  const next = patchedOrganization(row, call.body as OrganizationPatch);
  await call.tx.organizations.put(next);
  await recordEvent(call, {
    type: 'organization_edited',
    subjectId: row.id,
    data: {fields: Object.keys(call.body as object)},
  });
  return organizationOut(next);
}

const keyOut = (row: KeyRow): ApiKey => ({...row});

async function makeKey(call: Call): Promise<unknown> {
  const {
    name,
    kind = 'server',
    sourceId,
    capabilities: only,
  } = call.body as {
    name: string;
    kind?: 'server' | 'source';
    sourceId?: string;
    capabilities?: Capability[];
  };
  const beyond = (only ?? capabilities).filter(each => call.principal.only?.includes(each) === false);
  if (beyond.length > 0)
    throw new Problem('not_allowed', `This token may not give what it has not: ${beyond.join(', ')}.`);
  if (kind === 'source' && !sourceId)
    throw fieldProblem('sourceId', 'A source key names its source: give any id of yours.', 'required');
  const {row, secret} = await createKey(call.office, call.tx, call.principal.organization, {
    name,
    kind,
    sourceId: kind === 'source' ? sourceId! : null,
    capabilities: only ?? null,
  });
  return {...keyOut(row), key: secret};
}

async function rotateKey(call: Call): Promise<unknown> {
  const row = await call.tx.keys.get(call.organizationId, call.params['id']!);
  if (!row) throw notFound('API key');
  if (row.revokedAt) throw fieldProblem('id', 'This key was revoked: make a new one.', 'revoked');
  const beyond =
    call.principal.only &&
    (row.capabilities ?? capabilities).some(each => !call.principal.only!.includes(each));
  if (beyond) throw new Problem('not_allowed', 'This key may more than the token that asks.');
  const key = await newKeySecret(call.office, call.tx, call.principal.organization, row);
  await recordEvent(call, {type: 'token_revoked', subjectId: row.id});
  return {...keyOut(row), key};
}

async function revokeKey(call: Call): Promise<void> {
  const row = await call.tx.keys.get(call.organizationId, call.params['id']!);
  if (!row) throw notFound('API key');
  if (row.revokedAt) return;
  await call.tx.keys.put(call.organizationId, [{...row, revokedAt: nowInstant(call.office)}]);
  await recordEvent(call, {type: 'token_revoked', subjectId: row.id});
}

type SessionInput = {
  memberId?: string;
  roles?: Role[];
  capabilities?: Capability[];
  origins?: string[];
  expiresInSeconds?: number;
};

/** A session is never more than what asked for it: no role that the caller himself could not act as. */
async function makeSession(call: Call): Promise<unknown> {
  const input = call.body as SessionInput;
  const member = input.memberId ? await call.tx.members.get(call.organizationId, input.memberId) : undefined;
  if (input.memberId && (!member || member.deactivatedAt))
    throw fieldProblem('memberId', 'There is no active member by that id.', 'unknown');
  const roles = input.roles ?? member?.roles ?? [];
  if (roles.length === 0)
    throw fieldProblem('roles', 'Say which roles the session has, or give a memberId.', 'required');
  const beyond = member ? roles.filter(role => !member.roles.includes(role)) : [];
  if (beyond.length > 0)
    throw fieldProblem('roles', `This member is no ${beyond.join(', ')}.`, 'beyond_member');
  const only = input.capabilities ?? call.principal.only?.slice() ?? null;
  demandNoMore(call, roles, only, input.memberId);
  const expiresAt = toInstant(call.office.clock.now() + (input.expiresInSeconds ?? 3600) * 1000);
  const row: SessionRow = {
    id: call.office.newId('session'),
    kind: 'embed',
    deviceName: null,
    keyId: call.principal.kind === 'key' ? call.principal.tokenId : null,
    memberId: input.memberId ?? null,
    roles,
    capabilities: only,
    origins: input.origins ?? null,
    createdAt: nowInstant(call.office),
    expiresAt,
    revokedAt: null,
  };
  const token = newSecret(call.office.crypto, 'es_');
  await call.tx.sessions.insert(call.organizationId, [row]);
  await keepToken(call.office, call.tx, call.organizationId, {kind: 'session', id: row.id}, token);
  return {id: row.id, token, expiresAt};
}

function demandNoMore(
  {principal}: Call,
  roles: readonly Role[],
  only: readonly Capability[] | null,
  memberId: string | undefined,
): void {
  const isServerKey = principal.kind === 'key' && principal.actor.kind === 'admin';
  const isSelf = memberId !== undefined && memberId === principal.memberId;
  const asked = (only ?? capabilities).filter(capability =>
    roles.some(role => permissions[capability][role] !== 'none'),
  );
  const has = (capability: Capability) =>
    isServerKey ? (principal.only?.includes(capability) ?? true) : reachOf(principal, capability) !== 'none';
  if ((isSelf || isServerKey) && asked.every(has)) return;
  throw new Problem(
    'not_allowed',
    'A session may only be made with a server key, or for oneself with no more rights.',
  );
}

async function revokeSession(call: Call): Promise<void> {
  const row = await call.tx.sessions.get(call.organizationId, call.params['id']!);
  if (!row) throw notFound('session');
  if (row.revokedAt) return;
  await call.tx.sessions.put(call.organizationId, [{...row, revokedAt: nowInstant(call.office)}]);
  await recordEvent(call, {type: 'token_revoked', subjectId: row.id});
}

export const organizationHandlers: Record<string, Handler> = {
  'organizations.get': call => Promise.resolve(organizationOut(call.principal.organization)),
  'organizations.edit': edit,
  'organizations.me': me,
  'organizations.keys': async call => ({items: (await call.tx.keys.list(call.organizationId)).map(keyOut)}),
  'organizations.createKey': makeKey,
  'organizations.rotateKey': rotateKey,
  'organizations.revokeKey': revokeKey,
  'organizations.createSession': makeSession,
  'organizations.revokeSession': revokeSession,
};
