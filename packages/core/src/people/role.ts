import * as z from 'zod/mini';

/** What a member of the team may be; a member has a set of them. */
export const Role = z.enum(['admin', 'dispatcher', 'technician']);
export type Role = z.infer<typeof Role>;
