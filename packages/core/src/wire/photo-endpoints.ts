import * as z from 'zod/mini';
import {idSchema} from '../ids.ts';
import {Instant} from '../time.ts';
import {endpoint} from './endpoint.ts';

const PhotoVisibility = z.enum(['team', 'customer']);

/** A picture of a job. Its addresses open for 15 minutes; read it again for new ones. */
export const Photo = z.object({
  id: idSchema('photo'),
  jobId: idSchema('job'),
  appointmentId: z.nullable(z.string()),
  visibility: PhotoVisibility,
  width: z.int(),
  height: z.int(),
  authorKind: z.string(),
  authorId: z.nullable(z.string()),
  at: Instant,
  url: z.string(),
  thumbnailUrl: z.string(),
  urlsExpireAt: Instant,
});
export type Photo = z.infer<typeof Photo>;

const photos = z.object({items: z.array(Photo)});

/** Pictures, stripped of what the camera wrote into them. */
export const photoEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/v1/jobs/{id}/photos',
    summary: 'Photos of a job, oldest first',
    access: ['notes'],
    reply: photos,
  }),
  add: endpoint({
    method: 'POST',
    path: '/v1/jobs/{id}/photos',
    summary:
      'Add a photo: the body is the picture, at most 15 MiB; it is written anew without place or camera',
    access: ['notes'],
    accepts: 'image/*',
    query: z.strictObject({
      visibility: z.optional(PhotoVisibility),
      appointmentId: z.optional(idSchema('appointment')),
      /** Where it stood in a device's queue, and when it was taken: as of a tap that waited. */
      at: z.optional(Instant),
      deviceId: z.optional(z.string().check(z.maxLength(80))),
      sequence: z.optional(z.coerce.number().check(z.int(), z.gte(1))),
      sentAt: z.optional(Instant),
    }),
    reply: Photo,
    status: 201,
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/v1/photos/{id}',
    summary: 'Remove a photo: one’s own, or as the office any',
    access: ['notes'],
    status: 204,
  }),
  get: endpoint({
    method: 'GET',
    path: '/v1/photos/{id}',
    summary: 'A photo, by a signed address',
    access: 'public',
    query: z.strictObject({signature: z.string(), size: z.optional(z.enum(['full', 'thumbnail']))}),
    produces: 'image/*',
  }),
  ofLink: endpoint({
    method: 'GET',
    path: '/v1/track/photos',
    summary: 'The photos that the customer of a tracking link may see',
    access: 'link',
    reply: photos,
  }),
} as const;
