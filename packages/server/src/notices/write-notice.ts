import type {Channel, NoticeKind} from '@dispatch-kit/core';
import {minuteMs, noticeLaws, toInstant} from '@dispatch-kit/core';
import {channelOf, newNotice} from './address-notices.ts';
import type {Office} from '../office/office.ts';
import type {NoticeRow} from '../storage/correspondence-rows.ts';
import type {MemberRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** The messages that no visit is the reason of. */
export type DirectKind = Extract<
  NoticeKind,
  'heads_up' | 'invited' | 'reinvited' | 'day_open' | 'sign_in_code'
>;

/** What is written to one person. */
export type DirectNotice = {
  readonly kind: DirectKind;
  /** A member, or the phone number of somebody who is not known yet. */
  readonly to: {readonly member: MemberRow} | {readonly phone: string};
  /**
   * The id of the code that the message tells: its six digits are `codeOf(office, codeId)`, put into the words when
   * they are sent. They are neither stored nor listed, so whoever checks a code makes it again from the id.
   */
  readonly codeId?: string;
  /** One person is told of one occasion once. Without it, each call is an occasion of its own. */
  readonly occasion?: string;
  /** Seconds to wait before it is sent, such as those between a heads-up and its invitation. */
  readonly delaySeconds?: number;
};

/**
 * Writes a message to a member or to a phone number that is not about any visit: an invitation, a sign-in code, the proof
 * of a number. It is sent by the office's next beat, after the transaction that it is written in. Nobody is asked for
 * consent: members have agreed to work here, and a code was asked for by who owns the number.
 *
 * Answers the row; undefined for a member who has neither phone nor email, or left.
 */
export async function writeNotice(
  office: Pick<Office, 'clock' | 'newId'>,
  tx: Transaction,
  organizationId: string,
  {kind, to, codeId, occasion, delaySeconds = 0}: DirectNotice,
): Promise<NoticeRow | undefined> {
  const reader = 'member' in to ? to.member : undefined;
  if (reader && (reader.deactivatedAt || (!reader.phone && !reader.email))) return undefined;
  const ownId = occasion ?? codeId ?? office.newId('event');
  const sendMs = office.clock.now() + delaySeconds * 1000;
  const row: NoticeRow = {
    ...newNotice(office),
    kind,
    state: 'waiting',
    channel: kind === 'day_open' && reader ? await channelOf(tx, organizationId, reader) : lettingIn(reader),
    subjectId: reader?.id ?? ownId,
    occasion: ownId,
    memberId: reader?.id ?? null,
    phone: 'phone' in to ? to.phone : null,
    codeId: codeId ?? null,
    eventId: ownId,
    unitId: ownId,
    runAfter: toInstant(sendMs),
    staleAt: toInstant(sendMs + noticeLaws[kind].staleAfter.minutes * minuteMs),
  };
  await tx.notices.write(organizationId, [row]);
  return row;
}

/** What lets somebody in proves his phone, so it goes there. */
function lettingIn(reader: MemberRow | undefined): Channel {
  return !reader || reader.phone ? 'sms' : 'email';
}
