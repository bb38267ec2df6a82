import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {PhoneLineRow} from '../storage/correspondence-rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** The name of a phone number as the office's sender sees it: the same for every organization, and no number can be read from it. */
export async function lineKeyOf(office: Office, phone: string): Promise<string> {
  return office.crypto.hmac(office.secret, `line.${office.textLine?.sender ?? ''}.${phone}`);
}

/** What is known of a phone number; of a new one, nothing. */
export async function phoneLine(office: Office, tx: Transaction, phone: string): Promise<PhoneLineRow> {
  const key = await lineKeyOf(office, phone);
  return (await tx.phoneLines.get(key)) ?? {key, stoppedAt: null, question: null};
}

/** The number's owner said STOP: nothing more is sent to it, by whichever organization. */
export async function stopLine(office: Office, tx: Transaction, phone: string): Promise<void> {
  const line = await phoneLine(office, tx, phone);
  await tx.phoneLines.put({...line, stoppedAt: line.stoppedAt ?? nowInstant(office), question: null});
}
