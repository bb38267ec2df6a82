import {minuteMs, toMs} from '@dispatch-kit/core';
import {recordEvent} from './record-event.ts';
import {writeNotice} from '../notices/write-notice.ts';
import {invitationToken} from '../office/invitations.ts';
import type {Office} from '../office/office.ts';
import {keepToken, nowInstant} from '../office/office.ts';
import type {Principal} from '../office/principal.ts';
import {fieldProblem} from '../office/problem.ts';
import type {InvitationRow, MemberRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

type Acting = {office: Office; tx: Transaction; principal: Principal};

/** Between the text that announces the first invitation and the invitation itself. */
const headsUpSeconds = 60;

/**
 * Invites a member, or invites again. Before the first invitation a text says who will write and why, so that the link
 * is no surprise. The link of an earlier invitation ends. Asked twice within a minute, it is the same invitation.
 */
export async function inviteMember(
  acting: Acting,
  member: MemberRow,
  {noHeadsUp = false}: {noHeadsUp?: boolean | undefined},
): Promise<MemberRow> {
  const {office, tx, principal} = acting;
  if (member.deactivatedAt) throw fieldProblem('id', 'This member was deactivated.', 'deactivated');
  if (!member.phone)
    throw fieldProblem(
      'phone',
      'This member has no phone, and signs in by a code to it: give one.',
      'required',
    );
  const before = member.invitation;
  if (before && office.clock.now() - toMs(before.sentAt) < minuteMs) return member;
  const organizationId = principal.organization.id;
  const count = (before?.count ?? 0) + 1;
  await tx.tokens.removeOf(organizationId, member.id);
  const token = await invitationToken(office, member.id, count);
  await keepToken(office, tx, organizationId, {kind: 'invitation', id: member.id}, token);
  const invitation: InvitationRow = {
    count,
    sentAt: nowInstant(office),
    byMemberId: principal.memberId ?? null,
    noticeId: null,
    openedAt: null,
    acceptedAt: before?.acceptedAt ?? null,
  };
  const noticeId = await writeInvitation(acting, {...member, invitation}, !before && !noHeadsUp);
  const next = {...member, invitation: {...invitation, noticeId}, version: member.version + 1};
  await tx.members.put(organizationId, [next]);
  await recordEvent(acting, {type: 'member_invited', subjectId: member.id, data: {count}});
  return next;
}

async function writeInvitation(
  {office, tx, principal}: Acting,
  member: MemberRow,
  isAnnounced: boolean,
): Promise<string | null> {
  const organizationId = principal.organization.id;
  const to = {member};
  if (isAnnounced) await writeNotice(office, tx, organizationId, {kind: 'heads_up', to});
  const notice = await writeNotice(office, tx, organizationId, {
    kind: member.invitation!.count === 1 ? 'invited' : 'reinvited',
    to,
    ...(isAnnounced && {delaySeconds: headsUpSeconds}),
  });
  return notice?.id ?? null;
}
