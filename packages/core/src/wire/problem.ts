import * as z from 'zod/mini';

/** What was wrong with one field: where (`appointment.window.end`), a code, and a remedy. */
export const FieldProblem = z.object({path: z.string(), code: z.string(), message: z.string()});
export type FieldProblem = z.infer<typeof FieldProblem>;

/** An error on the wire: RFC 9457 `application/problem+json`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  retryable: z.boolean(),
  fields: z.optional(z.array(FieldProblem)),
  /** What could be done instead, for a refused command. */
  allowed: z.optional(z.array(z.string())),
  /** The present state, where somebody else changed it. */
  current: z.optional(z.unknown()),
  requestId: z.string(),
});
export type Problem = z.infer<typeof Problem>;
