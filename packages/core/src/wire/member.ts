import * as z from 'zod/mini';
import {idSchema} from '../ids.ts';
import {NoticeState} from '../notices/notice-kind.ts';
import {Role} from '../people/role.ts';
import {Instant} from '../time.ts';
import {Email, Phone, hostFields, hostReply, line} from './resource.ts';

const clock = z
  .string()
  .check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Give a time of day as HH:MM, from 00:00 to 24:00.'));

/**
 * When somebody works, by weekday (1 Monday to 7 Sunday), in the organization's time zone. A line whose `to` is not
 * after its `from` ends the next day; several lines of a day are several shifts.
 */
export const WorkingHours = z
  .array(z.strictObject({day: z.int().check(z.gte(1), z.lte(7)), from: clock, to: clock}))
  .check(z.maxLength(50));

const memberFields = {
  name: line(120),
  phone: Phone,
  email: z.optional(Email),
  roles: z.array(Role).check(z.minLength(1)),
  skills: z.optional(z.array(line(60)).check(z.maxLength(50))),
  workingHours: z.optional(WorkingHours),
  vehicle: z.optional(line(80)),
  photoUrl: z.optional(
    z.string().check(z.regex(/^https:\/\/\S+$/, 'Give an https address.'), z.maxLength(500)),
  ),
  ...hostFields,
};

export const MemberInput = z.strictObject(memberFields);
export type MemberInput = z.infer<typeof MemberInput>;

export const MemberPatch = z.partial(MemberInput);
export type MemberPatch = z.infer<typeof MemberPatch>;

/** How the message of an invitation fared: as a notice does, and `delivered` when its provider has reported so. */
export const InvitationDelivery = z.enum([...NoticeState.options, 'delivered']);
export type InvitationDelivery = z.infer<typeof InvitationDelivery>;

/** What came of the newest invitation: how the message fared, when its link was opened, when the member signed in. */
export const Invitation = z.object({
  count: z.int(),
  sentAt: Instant,
  delivery: z.nullable(InvitationDelivery),
  openedAt: z.nullable(Instant),
  acceptedAt: z.nullable(Instant),
});
export type Invitation = z.infer<typeof Invitation>;

/** A place where a member is signed in, by himself or through a host's page. */
export const MemberSession = z.object({
  id: z.string(),
  kind: z.enum(['member', 'embed']),
  deviceName: z.nullable(z.string()),
  createdAt: Instant,
  expiresAt: Instant,
});
export type MemberSession = z.infer<typeof MemberSession>;

/** A phone app that reports a technician's positions. */
export const PairedDevice = z.object({
  id: idSchema('device'),
  app: z.enum(['owntracks', 'traccar']),
  name: z.string(),
  createdAt: Instant,
  /** When it last reported anything, also while nothing is shared. */
  lastSeenAt: z.nullable(Instant),
  /** The charge that it told last, 0 to 1, and when. */
  battery: z.nullable(z.object({level: z.number(), at: Instant})),
  /** How many of its reports were kept since it was paired, and how many were not, by reason. */
  reports: z.object({taken: z.int(), refused: z.record(z.string(), z.int())}),
});
export type PairedDevice = z.infer<typeof PairedDevice>;

export const Member = z.object({
  id: idSchema('member'),
  version: z.int(),
  name: z.string(),
  phone: z.optional(z.string()),
  email: z.optional(z.string()),
  roles: z.array(Role),
  skills: z.array(z.string()),
  workingHours: z.nullable(WorkingHours),
  vehicle: z.optional(z.string()),
  photoUrl: z.optional(z.string()),
  onShift: z.boolean(),
  invitation: z.nullable(Invitation),
  ...hostReply,
  createdAt: Instant,
  deactivatedAt: z.nullable(Instant),
  erasedAt: z.nullable(Instant),
});
export type Member = z.infer<typeof Member>;
