import {DispatchError} from '../errors.ts';
import type {Waiting} from './tap.ts';

/** A picture of a job. */
export interface PhotoInput {
  readonly jobId: string;
  /** As the camera or a file input gives it: JPEG, PNG, WebP, HEIC …, at most 15 MiB. */
  readonly picture: Blob;
  /** `team` unless given. */
  readonly visibility?: 'team' | 'customer';
  /** The visit that it is of. */
  readonly appointmentId?: string;
}

/** A photo that the server does not have yet, or would not have; the picture itself is asked for by `pictureOf(id)`. */
export interface WaitingPhoto extends Omit<PhotoInput, 'picture'>, Waiting {
  readonly bytes: number;
}

/** What the server takes as one picture. */
const mostPictureBytes = 15 * 2 ** 20;
/** So many photos, and so much of them, a device keeps at most. */
export const mostPhotos = 50;
export const mostBytes = 200 * 2 ** 20;

/** Why a picture cannot be kept beside those that wait; undefined if it can. */
export function whyNot(
  picture: Blob,
  waiting: readonly {readonly bytes: number}[],
): DispatchError | undefined {
  if (!/^image\/(?!svg)/i.test(picture.type))
    return refused('unsupported_type', `Take a photo or choose a picture, not ${picture.type || 'a file'}.`);
  if (picture.size === 0) return refused('invalid', 'This picture is empty: take it again.');
  if (picture.size > mostPictureBytes)
    return refused('too_large', `A picture has at most 15 MiB, and this one ${inMiB(picture.size)}.`);
  const bytes = waiting.reduce((sum, photo) => sum + photo.bytes, 0);
  if (waiting.length < mostPhotos && bytes + picture.size <= mostBytes) return undefined;
  const full = `${waiting.length} photos (${inMiB(bytes)}) wait on this device already.`;
  return refused('outbox_full', `${full} Find a network to send them, then take more.`);
}

function refused(code: string, message: string): DispatchError {
  return new DispatchError({kind: 'outbox', code, retryable: code === 'outbox_full', message});
}

const inMiB = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MiB`;
