import {readBytes} from './parse.ts';
import type {Office} from '../office/office.ts';
import {Problem, fieldProblem} from '../office/problem.ts';
import {ImageRefused} from '../options.ts';
import type {PreparedPhoto} from '../options.ts';

/** A picture that came as a body. Written as JSON it is the digest of what was sent: the same picture sent again is the same. */
export type SentPhoto = PreparedPhoto & {digest: string; toJSON(): string};

/** Reads a picture and writes it anew. */
export async function readPhoto(office: Office, request: Request): Promise<SentPhoto> {
  if (!office.photos)
    throw new Problem(
      'no_photos',
      'This server was started without a reader of pictures and a place to keep them.',
    );
  const type = request.headers.get('content-type') ?? '';
  if (!/^image\/(?!svg)/i.test(type))
    throw new Problem(
      'unsupported_type',
      `Send the picture itself, with content-type: image/jpeg, not ${type || 'nothing'}.`,
    );
  const bytes = await readBytes(request, office.limits.photoBytes);
  if (bytes.length === 0) throw fieldProblem('body', 'Send the picture as the body.', 'required');
  const digest = await office.crypto.sha256(new TextDecoder('latin1').decode(bytes));
  try {
    return {...(await office.photos.images.prepare(bytes)), digest, toJSON: () => digest};
  } catch (error) {
    if (error instanceof ImageRefused) throw fieldProblem('body', error.message);
    throw error;
  }
}
