import * as z from 'zod/mini';
import {idSchema} from '../ids.ts';
import {Templates} from '../notices/templates.ts';
import {Booking, Settings, Visibility} from '../people/settings.ts';
import {Instant, TimeZone} from '../time.ts';
import {line} from './resource.ts';

const Color = z.string().check(z.regex(/^#[0-9a-fA-F]{6}$/, 'Give a colour as #rrggbb.'));

/** How the organization shows itself on pages and in messages. */
export const Brand = z.strictObject({
  name: z.optional(line(80)),
  logoUrl: z.optional(
    z.string().check(z.regex(/^https:\/\/\S+$/, 'Give an https address.'), z.maxLength(500)),
  ),
  accent: z.optional(Color),
  phone: z.optional(z.string().check(z.maxLength(30))),
});
export type Brand = z.infer<typeof Brand>;

export const Service = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(60)),
  name: line(80),
  durationMinutes: z.int().check(z.gte(1), z.lte(1440)),
  skills: z.optional(z.array(line(60))),
});
export type Service = z.infer<typeof Service>;

/** An origin as browsers write it: `https://portal.example.com`, without a path. */
export const Origin = z
  .string()
  .check(z.regex(/^https?:\/\/[^/\s]+$/, 'Give an origin, such as https://portal.example.com.'));

export const OrganizationInput = z.strictObject({
  name: line(120),
  slug: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^[a-z0-9](-?[a-z0-9]){1,59}$/,
          'Give 2 to 60 lower-case letters, digits and single hyphens.',
        ),
      ),
  ),
  timeZone: TimeZone,
  locale: z.optional(z.string()),
  test: z.optional(z.boolean()),
  origins: z.optional(z.array(Origin)),
});
export type OrganizationInput = z.infer<typeof OrganizationInput>;

export const OrganizationPatch = z.partial(
  z.extend(z.omit(Settings, {visibility: true, booking: true}), {
    name: line(120),
    timeZone: TimeZone,
    locale: z.string(),
    brand: Brand,
    templates: Templates,
    services: z.array(Service).check(z.maxLength(200)),
    origins: z.array(Origin).check(z.maxLength(50)),
    palette: z.enum(['jobs', 'trips']),
    visibility: z.partial(Visibility),
    booking: z.partial(Booking),
  }),
);
export type OrganizationPatch = z.infer<typeof OrganizationPatch>;

export const Organization = z.object({
  id: idSchema('organization'),
  version: z.int(),
  name: z.string(),
  slug: z.string(),
  timeZone: z.string(),
  locale: z.string(),
  test: z.boolean(),
  brand: Brand,
  templates: Templates,
  services: z.array(Service),
  origins: z.array(z.string()),
  palette: z.enum(['jobs', 'trips']),
  createdAt: Instant,
  ...Settings.shape,
});
export type Organization = z.infer<typeof Organization>;
