import type {Photo} from '@dispatch-kit/core';
import {readJob} from './job-handlers.ts';
import type {Call, Handler, PublicHandler} from '../call.ts';
import {Content} from '../content.ts';
import {inTurn} from '../../desk/device-queue.ts';
import type {Queued} from '../../desk/device-queue.ts';
import {recordEvent} from '../../desk/record-event.ts';
import type {SentPhoto} from '../read-photo.ts';
import {nowInstant} from '../../office/office.ts';
import {reachOf} from '../../office/principal.ts';
import {Problem, fieldProblem, notFound} from '../../office/problem.ts';
import {dropFiles, fileKey, photoSizes} from '../../photos/photo-files.ts';
import type {PhotoSize} from '../../photos/photo-files.ts';
import {photoOut, readSignature} from '../../photos/photo-address.ts';
import type {PhotoRow} from '../../storage/rows.ts';

async function outOf(call: Call, rows: readonly PhotoRow[]): Promise<{items: Photo[]}> {
  return {items: await Promise.all(rows.map(row => photoOut(call.office, call.organizationId, row)))};
}

async function list(call: Call): Promise<unknown> {
  const {row} = await readJob(call, call.params['id']!);
  return outOf(call, await call.tx.photos.ofJobs(call.organizationId, [row.id]));
}

type PhotoQuery = Queued & {visibility?: 'team' | 'customer'; appointmentId?: string};

/** Photos wait in a device's queue too: each is taken once, for the time when it was made. */
async function add(call: Call): Promise<Photo> {
  const jobId = call.params['id']!;
  const {at, deviceId, sequence, sentAt, ...asked} = call.query as PhotoQuery;
  const row = await inTurn(
    call,
    {at, deviceId, sequence, sentAt},
    {word: 'photo', jobId},
    {run: takenAt => keepPhoto(call, jobId, asked, takenAt), again: () => knownPhoto(call, jobId)},
  );
  return photoOut(call.office, call.organizationId, row);
}

async function keepPhoto(
  call: Call,
  jobId: string,
  {visibility = 'team', appointmentId}: PhotoQuery,
  takenAt: string | undefined,
): Promise<PhotoRow> {
  const {office, tx, organizationId, principal} = call;
  const {row: job, visits} = await readJob(call, jobId);
  if (appointmentId && !visits.some(visit => visit.id === appointmentId))
    throw fieldProblem('appointmentId', 'This job has no visit by that id.', 'unknown');
  const picture = call.body as SentPhoto;
  const row: PhotoRow = {
    id: office.newId('photo'),
    jobId: job.id,
    appointmentId: appointmentId ?? null,
    visibility,
    width: picture.width,
    height: picture.height,
    authorKind: principal.actor.kind,
    authorId: authorOf(call),
    at: takenAt ?? nowInstant(office),
    digest: picture.digest,
  };
  call.afterFailure(() => void dropFiles(office, organizationId, [row]));
  for (const size of photoSizes)
    await office.photos!.files.put(fileKey(organizationId, row.id, size), picture[size]);
  await tx.photos.insert(organizationId, [row]);
  await recordEvent(call, {
    type: 'photo_added',
    jobId: job.id,
    at: row.at,
    ...(takenAt !== undefined && {basis: 'offline'}),
    ...(appointmentId && {appointmentId}),
    data: {photoId: row.id, visibility},
  });
  return row;
}

/** The photo that a device sends again. */
async function knownPhoto(call: Call, jobId: string): Promise<PhotoRow> {
  const {row: job} = await readJob(call, jobId);
  const {digest} = call.body as SentPhoto;
  const photos = await call.tx.photos.ofJobs(call.organizationId, [job.id]);
  const known = photos.findLast(row => row.digest === digest && row.authorId === authorOf(call));
  if (known) return known;
  throw new Problem('already_done', 'This photo was taken before, and is no longer there.');
}

const authorOf = ({principal}: Call) => principal.memberId ?? principal.actor.id ?? null;

async function remove(call: Call): Promise<void> {
  const {office, tx, organizationId, principal} = call;
  const row = await tx.photos.get(organizationId, call.params['id']!);
  if (!row) throw notFound('photo');
  await readJob(call, row.jobId);
  const isOwn = row.authorId === (principal.memberId ?? principal.actor.id);
  if (reachOf(principal, 'notes') !== 'all' && !isOwn)
    throw new Problem('not_allowed', 'Somebody else took this photo: ask the office to remove it.');
  await tx.photos.remove(organizationId, [row.id]);
  call.afterCommit(() => void dropFiles(office, organizationId, [row]));
}

/** The signature says whose photo it is, so its address needs no token. */
const get: PublicHandler = async ({office, params, query}) => {
  const id = params['id']!;
  const {signature, size = 'full'} = query as {signature: string; size?: PhotoSize};
  const organizationId = await readSignature(office, id, signature);
  const row = await office.storage.transaction(tx => tx.photos.get(organizationId, id));
  const bytes = row && (await office.photos?.files.get(fileKey(organizationId, id, size)));
  if (!bytes) throw notFound('photo');
  return new Content('image/jpeg', bytes, {
    'content-disposition': 'inline; filename="photo.jpg"',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
  });
};

async function ofLink(call: Call): Promise<unknown> {
  const rows = await call.tx.photos.ofJobs(call.organizationId, [call.principal.link!.jobId]);
  return outOf(
    call,
    rows.filter(row => row.visibility === 'customer'),
  );
}

export const photoHandlers: Record<string, Handler> = {
  'photos.list': list,
  'photos.add': add,
  'photos.remove': remove,
  'photos.ofLink': ofLink,
};

export const publicPhotoHandlers: Record<string, PublicHandler> = {'photos.get': get};
