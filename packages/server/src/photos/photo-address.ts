import type {Photo} from '@dispatch-kit/core';
import {minuteMs, toInstant, toMs} from '@dispatch-kit/core';
import type {Office} from '../office/office.ts';
import {Problem} from '../office/problem.ts';
import {seal, unseal} from '../office/seal.ts';
import type {PhotoRow} from '../storage/rows.ts';

const openForMs = 15 * minuteMs;

/** A photo as it goes over the wire, with addresses that open for 15 minutes. */
export async function photoOut(office: Office, organizationId: string, row: PhotoRow): Promise<Photo> {
  const urlsExpireAt = toInstant(office.clock.now() + openForMs);
  const signature = await seal(office, purposeOf(row.id), [organizationId, urlsExpireAt]);
  const url = `${office.publicUrl}/v1/photos/${row.id}?signature=${signature}`;
  // What the office knows a picture again by is nobody else's business.
  const {digest: _digest, ...shown} = row;
  return {...shown, url, thumbnailUrl: `${url}&size=thumbnail`, urlsExpireAt};
}

/** Whose photo a signature opens. */
export async function readSignature(office: Office, photoId: string, signature: string): Promise<string> {
  const known = await unseal(office, purposeOf(photoId), signature).catch(() => undefined);
  if (!Array.isArray(known))
    throw new Problem(
      'unauthenticated',
      'This signature opens no photo: take the address from the job’s photos.',
    );
  const [organizationId, expiresAt] = known as [string, string];
  if (toMs(expiresAt) <= office.clock.now())
    throw new Problem('token_expired', 'This address was good for 15 minutes: read the job’s photos again.');
  return organizationId;
}

const purposeOf = (photoId: string) => `photo ${photoId}`;
