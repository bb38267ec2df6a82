import type {Actor} from '@dispatch-kit/core';
import {toMs} from '@dispatch-kit/core';
import {linkEndsAt, linkToken} from './links.ts';
import type {Office} from './office.ts';
import type {Principal} from './principal.ts';
import {strongest} from './principal.ts';
import {Problem} from './problem.ts';
import type {LinkRow, OrganizationRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

const unknown = () =>
  new Problem(
    'unauthenticated',
    'Send Authorization: Bearer with an API key, a session, or a tracking link’s token.',
  );

/** Whose token this is. One that is not known and one that has ended are told apart; nothing else is. */
export async function authenticate(
  office: Office,
  tx: Transaction,
  token: string | undefined,
): Promise<Principal> {
  if (!token) throw unknown();
  const found = await tx.tokens.find(await office.crypto.sha256(token));
  const organization = found && (await tx.organizations.get(found.organizationId));
  if (!organization) throw unknown();
  const {kind, id} = found.row;
  // It opens a calendar, and nothing else.
  if (kind === 'calendar') throw unknown();
  if (kind === 'key') return keyPrincipal(tx, organization, id);
  if (kind === 'session') return sessionPrincipal(office, tx, organization, id);
  if (kind !== 'link') throw unknown();
  return linkPrincipal(office, tx, organization, id, token);
}

async function keyPrincipal(tx: Transaction, organization: OrganizationRow, id: string): Promise<Principal> {
  const key = await tx.keys.get(organization.id, id);
  if (!key) throw unknown();
  if (key.revokedAt) throw new Problem('token_expired', 'This API key was revoked.');
  const actor: Actor =
    key.kind === 'source' ? {kind: 'source', id: key.sourceId!} : {kind: 'admin', id: key.id};
  const only = key.capabilities ? {only: key.capabilities} : {};
  return {kind: 'key', tokenId: key.id, organization, actor, roles: [], origins: [], ...only};
}

async function sessionPrincipal(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  id: string,
): Promise<Principal> {
  const session = await tx.sessions.get(organization.id, id);
  if (!session) throw unknown();
  if (session.revokedAt || toMs(session.expiresAt) <= office.clock.now())
    throw new Problem('token_expired', 'This session has ended: get a new token.');
  if (session.keyId) {
    const key = await tx.keys.get(organization.id, session.keyId);
    if (!key || key.revokedAt)
      throw new Problem('token_expired', 'The key that made this session was revoked.');
  }
  const member = session.memberId ? await tx.members.get(organization.id, session.memberId) : undefined;
  const roles = member ? session.roles.filter(role => member.roles.includes(role)) : session.roles;
  if (roles.length === 0 || member?.deactivatedAt)
    throw new Problem('token_expired', 'This session has ended.');
  return {
    kind: 'session',
    tokenId: session.id,
    organization,
    actor: {kind: strongest(roles), id: session.memberId ?? session.id},
    ...(session.memberId && {memberId: session.memberId}),
    roles,
    ...(session.capabilities && {only: session.capabilities}),
    origins: session.origins ?? [],
    expiresAt: session.expiresAt,
  };
}

async function linkPrincipal(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  id: string,
  token: string,
): Promise<Principal> {
  const link: LinkRow | undefined = await tx.links.get(organization.id, id);
  if (!link) throw unknown();
  const isCurrent = !link.revokedAt && (await linkToken(office, link)) === token;
  const endsAt = isCurrent
    ? linkEndsAt(await tx.appointments.ofJobs(organization.id, [link.jobId]))
    : undefined;
  if (!isCurrent || (endsAt !== undefined && toMs(endsAt) <= office.clock.now()))
    throw new Problem('link_ended', 'This link has ended.');
  return {
    kind: 'link',
    tokenId: link.id,
    organization,
    actor: {kind: 'customer', id: link.contactId},
    roles: [],
    origins: [],
    link,
    ...(endsAt && {expiresAt: endsAt}),
  };
}
