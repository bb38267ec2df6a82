import type {Office} from './office.ts';

/**
 * The six digits that belong to an id. They are made from the office's secret whenever they are needed: nothing needs to
 * store them, and who can read the database cannot say them.
 */
export async function codeOf(office: Office, codeId: string): Promise<string> {
  const tag = await office.crypto.hmac(office.secret, `code.${codeId}`);
  let number = 0;
  for (const char of tag) number = (number * 64 + char.charCodeAt(0)) % 1_000_000;
  return String(number).padStart(6, '0');
}

/** What stands in the place of a code wherever it is not sent. */
export const hiddenCode = '••••••';
