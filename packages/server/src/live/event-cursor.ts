import type {Office} from '../office/office.ts';
import {seal, unseal} from '../office/seal.ts';

/** A cursor into the events of an organization, for one scope of reader. */
export function eventCursor(
  office: Office,
  organizationId: string,
  scope: string,
  seq: number,
): Promise<string> {
  return seal(office, `events ${organizationId} ${scope}`, seq);
}

export async function seqOf(
  office: Office,
  organizationId: string,
  scope: string,
  cursor: string,
): Promise<number> {
  return Number(await unseal(office, `events ${organizationId} ${scope}`, cursor));
}
