import * as z from 'zod/mini';

/** The host's own id, unique per organization and kind. */
export const ExternalId = z.string().check(z.minLength(1), z.maxLength(200));

/** Up to 50 pairs of the host's own. */
export const Metadata = z
  .record(z.string().check(z.minLength(1), z.maxLength(40)), z.string().check(z.maxLength(500)))
  .check(z.refine(pairs => Object.keys(pairs).length <= 50, 'At most 50 pairs.'));
export type Metadata = z.infer<typeof Metadata>;

/** What every resource can be given by its host. */
export const hostFields = {externalId: z.optional(ExternalId), metadata: z.optional(Metadata)};

/** The same, read back. */
export const hostReply = {externalId: z.nullable(z.string()), metadata: z.record(z.string(), z.string())};

/** A page of a list; `nextCursor` is absent on the last one. */
export function pageOf<T extends z.ZodMiniType>(item: T) {
  return z.object({items: z.array(item), nextCursor: z.optional(z.string())});
}

/** A short line of text that a person wrote. */
export function line(most: number) {
  return z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
}

export const Phone = z
  .string()
  .check(z.regex(/^\+[1-9]\d{6,14}$/, 'Give a phone number with its country code, such as +13125550142.'));
export const Email = z
  .string()
  .check(z.regex(/^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]{2,}$/, 'Give an e-mail address.'));
export const Locale = z
  .string()
  .check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Give a language tag, such as en or es-MX.'));
