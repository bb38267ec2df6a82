import * as z from 'zod/mini';

/** Why something was paused, missed, canceled or declined, when the organization has no list of its own. */
export const reasonCodes = [
  'needs_parts',
  'needs_quote',
  'customer_absent',
  'interrupted',
  'weather',
  'more_time',
  'other',
] as const;

const ReasonObject = z.strictObject({
  code: z
    .string()
    .check(z.regex(/^[a-z][a-z0-9_]{0,39}$/, 'Give a reason code in snake_case, such as needs_parts.')),
  note: z.optional(z.string().check(z.maxLength(500))),
});

/** A reason with its code; a plain sentence is read as `{code: 'other', note}`. */
export const Reason = z.union([
  ReasonObject,
  z.pipe(
    z.string().check(z.minLength(1), z.maxLength(500)),
    z.transform((note: string) => ({code: 'other', note})),
  ),
]);
export type Reason = z.infer<typeof ReasonObject>;
