import type {Role} from '@dispatch-kit/core';
import {dayMs, isLive, toInstant} from '@dispatch-kit/core';
import {checkCode, codeSeconds, sendCode, useCode} from './phone-codes.ts';
import {recordEvent} from './record-event.ts';
import {runSystemCommand} from './run-command.ts';
import {invitationToken} from '../office/invitations.ts';
import type {Office} from '../office/office.ts';
import {keepToken, newSecret, nowInstant} from '../office/office.ts';
import type {Principal} from '../office/principal.ts';
import {strongest, systemAsking} from '../office/principal.ts';
import {Problem, fieldProblem} from '../office/problem.ts';
import type {MemberRow, OrganizationRow, SessionRow} from '../storage/rows.ts';
import type {Owned, Transaction} from '../storage/storage.ts';

/** A member stays signed in for so long. */
const sessionDays = 90;
/** A member who signed in himself acts as all that he is at the time. */
const everyRole: Role[] = ['admin', 'dispatcher', 'technician'];
/** Sign-in codes belong to a number, not yet to an organization. */
const nobody = '';

type Firm = {id: string; name: string; slug: string};
type Membership = Owned<MemberRow> & {organization: OrganizationRow};

/** The organizations that a number may come in to; with a slug, that one. */
async function membershipsOf(
  tx: Transaction,
  phone: string,
  slug: string | undefined,
): Promise<Membership[]> {
  const found: Membership[] = [];
  for (const owned of await tx.members.byPhone(phone)) {
    const organization = await tx.organizations.get(owned.organizationId);
    if (organization && (slug === undefined || organization.slug === slug))
      found.push({...owned, organization});
  }
  return found;
}

/** Sends a sign-in code. Whether the number is known makes no difference to the answer. */
export async function sendSignInCode(
  office: Office,
  tx: Transaction,
  {phone, organizationSlug, address}: {phone: string; organizationSlug?: string; address: string},
): Promise<{expiresInSeconds: number}> {
  const [membership] = await membershipsOf(tx, phone, organizationSlug);
  const sender = membership?.organizationId;
  await sendCode(office, tx, {organizationId: nobody, purpose: 'sign_in', phone, address, sender});
  return {expiresInSeconds: codeSeconds};
}

export type Proof = {phone: string; code: string; organizationSlug?: string; deviceName?: string};
export type SignedIn = {
  token: string;
  expiresAt: string;
  memberId: string;
  roles: Role[];
  organization: Firm;
};

/** Signs a member in with the code that was sent to his phone. */
export async function signIn(office: Office, tx: Transaction, proof: Proof): Promise<SignedIn> {
  const {phone, code, organizationSlug} = proof;
  const row = await checkCode(office, tx, {organizationId: nobody, purpose: 'sign_in', phone, code});
  const memberships = await membershipsOf(tx, phone, organizationSlug);
  if (memberships.length > 1) {
    const slugs = [...new Set(memberships.map(({organization}) => organization.slug))].join(', ');
    throw fieldProblem(
      'organizationSlug',
      `This number works for several: say for which. ${slugs}`,
      'required',
    );
  }
  const [membership] = memberships;
  if (!membership)
    throw new Problem('code_wrong', 'This code is wrong, used, or too old: ask for a new one.');
  await useCode(office, tx, nobody, row);
  return openSession(office, tx, membership, proof.deviceName ?? null);
}

async function openSession(
  office: Office,
  tx: Transaction,
  {row: member, organization}: Membership,
  deviceName: string | null,
): Promise<SignedIn> {
  await tx.organizations.lock(organization.id);
  const session: SessionRow = {
    id: office.newId('session'),
    kind: 'member',
    deviceName,
    keyId: null,
    memberId: member.id,
    roles: everyRole,
    capabilities: null,
    origins: null,
    createdAt: nowInstant(office),
    expiresAt: toInstant(office.clock.now() + sessionDays * dayMs),
    revokedAt: null,
  };
  const token = newSecret(office.crypto, 'ms_');
  await tx.sessions.insert(organization.id, [session]);
  await keepToken(office, tx, organization.id, {kind: 'session', id: session.id}, token);
  if (member.invitation && !member.invitation.acceptedAt) {
    const invitation = {...member.invitation, acceptedAt: nowInstant(office)};
    await tx.members.put(organization.id, [{...member, invitation, version: member.version + 1}]);
  }
  const principal: Principal = {
    kind: 'session',
    tokenId: session.id,
    organization,
    actor: {kind: strongest(member.roles), id: member.id},
    memberId: member.id,
    roles: member.roles,
    origins: [],
  };
  await recordEvent({office, tx, principal}, {type: 'member_signed_in', subjectId: member.id});
  return {
    token,
    expiresAt: session.expiresAt,
    memberId: member.id,
    roles: member.roles,
    organization: firmOf(organization),
  };
}

/** Opens an invitation by the token of its link; the first time is noted. */
export async function openInvitation(office: Office, tx: Transaction, token: string): Promise<unknown> {
  const ended = () => new Problem('link_ended', 'This invitation has ended: ask for a new one.');
  const found = await tx.tokens.find(await office.crypto.sha256(token));
  if (!found || found.row.kind !== 'invitation') throw ended();
  const {organizationId} = found;
  await tx.organizations.lock(organizationId);
  const organization = (await tx.organizations.get(organizationId))!;
  const member = await tx.members.get(organizationId, found.row.id);
  const isCurrent =
    member?.invitation && (await invitationToken(office, member.id, member.invitation.count)) === token;
  if (!member?.invitation || !isCurrent || member.deactivatedAt) throw ended();
  const {byMemberId, openedAt} = member.invitation;
  if (!openedAt) {
    const invitation = {...member.invitation, openedAt: nowInstant(office)};
    await tx.members.put(organizationId, [{...member, invitation, version: member.version + 1}]);
  }
  const inviter = byMemberId ? await tx.members.get(organizationId, byMemberId) : undefined;
  return {
    organization: firmOf(organization),
    invitedBy: inviter?.name ?? null,
    name: member.name,
    roles: member.roles,
    phoneEnd: member.phone?.slice(-4) ?? null,
  };
}

/** Ends the session that is called with; a leg of the member is live no more. */
export async function signOut({
  office,
  tx,
  principal,
}: {
  office: Office;
  tx: Transaction;
  principal: Principal;
}): Promise<void> {
  if (principal.kind !== 'session')
    throw new Problem('not_allowed', 'Only a session signs out: revoke a key or a link instead.');
  const {organization, tokenId, memberId} = principal;
  const session = (await tx.sessions.get(organization.id, tokenId))!;
  await tx.sessions.put(organization.id, [{...session, revokedAt: nowInstant(office)}]);
  await recordEvent({office, tx, principal}, {type: 'token_revoked', subjectId: session.id});
  if (memberId && session.kind === 'member') await endLiveLegs(office, tx, organization, memberId);
}

/** Who signs out or ends the day is followed by no customer any more. */
export async function endLiveLegs(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  memberId: string,
): Promise<void> {
  for (const {id, facts} of await tx.appointments.openOf(organization.id, [memberId])) {
    if (!isLive(facts)) continue;
    const command = {type: 'end_live', appointmentId: id, why: 'signed_out'} as const;
    await runSystemCommand(office, tx, organization, command, systemAsking(office, 'timer'));
  }
}

function firmOf({id, name, slug, brand}: OrganizationRow): Firm {
  return {id, name: brand.name ?? name, slug};
}
