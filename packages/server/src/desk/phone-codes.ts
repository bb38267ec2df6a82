import {minuteMs, toInstant, toMs} from '@dispatch-kit/core';
import {writeNotice} from '../notices/write-notice.ts';
import {codeOf} from '../office/codes.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import {Problem} from '../office/problem.ts';
import type {CodeRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** How long a code is good for. */
export const codeSeconds = 600;
const mostTries = 5;
const sendSeconds = 900;
const sendsPerPhone = 3;
const sendsPerAddress = 30;

type Purpose = CodeRow['purpose'];

export type CodeWanted = {
  /** Whose codes these are; empty for those of nobody in particular. */
  organizationId: string;
  purpose: Purpose;
  phone: string;
  /** Where the request came from. */
  address: string;
  /** The organization that sends it; undefined if the number is not known: then nothing is sent, and nothing else differs. */
  sender: string | undefined;
  request?: Record<string, unknown>;
};

/** Makes a code and sends it. At most three a number in a quarter of an hour, whoever asks; the newest one counts. */
export async function sendCode(office: Office, tx: Transaction, wanted: CodeWanted): Promise<CodeRow> {
  const {organizationId, purpose, phone, sender, request = null} = wanted;
  const subject = await subjectOf(office, phone);
  await demandFewer(office, tx, `send ${purpose} ${subject}`, sendsPerPhone);
  await demandFewer(office, tx, `send from ${await subjectOf(office, wanted.address)}`, sendsPerAddress);
  const row: CodeRow = {
    id: office.newId('event').replace('evt_', 'cod_'),
    purpose,
    subject,
    createdAt: nowInstant(office),
    expiresAt: toInstant(office.clock.now() + codeSeconds * 1000),
    tries: 0,
    usedAt: null,
    request,
  };
  await tx.codes.insert(organizationId, [row]);
  if (sender !== undefined)
    await writeNotice(office, tx, sender, {kind: 'sign_in_code', to: {phone}, codeId: row.id});
  return row;
}

/** Refuses what is asked for too often; the refusal is counted too. */
async function demandFewer(office: Office, tx: Transaction, key: string, most: number): Promise<void> {
  const {count, endsAt} = await tx.limits.count(key, nowInstant(office), sendSeconds);
  if (count <= most) return;
  const retryAfterSeconds = Math.max(1, Math.ceil((toMs(endsAt) - office.clock.now()) / 1000));
  const minutes = Math.ceil((retryAfterSeconds * 1000) / minuteMs);
  throw new Problem('rate_limited', `Too many codes were asked for; try again in ${minutes} min.`, {
    retryAfterSeconds,
    commits: true,
  });
}

/** The code that was sent to a number, if these are its digits. */
export async function checkCode(
  office: Office,
  tx: Transaction,
  {
    organizationId,
    purpose,
    phone,
    code,
  }: {organizationId: string; purpose: Purpose; phone: string; code: string},
): Promise<CodeRow> {
  const row = await tx.codes.newest(organizationId, purpose, await subjectOf(office, phone));
  return provenCode(office, tx, organizationId, row, code);
}

/** A code, if these are its digits. Five wrong ones void it; what is wrong is not said. */
export async function provenCode(
  office: Office,
  tx: Transaction,
  organizationId: string,
  row: CodeRow | undefined,
  code: string,
): Promise<CodeRow> {
  const wrong = () =>
    new Problem('code_wrong', 'This code is wrong, used, or too old: ask for a new one.', {commits: true});
  if (!row || row.usedAt || row.tries >= mostTries || toMs(row.expiresAt) <= office.clock.now())
    throw wrong();
  if ((await codeOf(office, row.id)) === code) return row;
  await tx.codes.put(organizationId, [{...row, tries: row.tries + 1}]);
  throw wrong();
}

/** A code counts once. */
export async function useCode(
  office: Office,
  tx: Transaction,
  organizationId: string,
  row: CodeRow,
): Promise<void> {
  await tx.codes.put(organizationId, [{...row, usedAt: nowInstant(office), request: null}]);
}

/** Numbers and addresses are counted by their keyed hash: the table alone tells none of them. */
export async function subjectOf(office: Office, phone: string): Promise<string> {
  return office.crypto.hmac(office.secret, `subject.${phone}`);
}
