import * as z from 'zod/mini';
import {Instant} from '../time.ts';

/** What every command takes: when it happened, whether to tell anybody, and where it stood in a device's queue. */
export const commandFields = {
  at: z.optional(Instant),
  notify: z.optional(z.boolean()),
  deviceId: z.optional(z.string().check(z.maxLength(80))),
  sequence: z.optional(z.int().check(z.gte(1))),
  sentAt: z.optional(Instant),
};
