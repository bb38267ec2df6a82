import * as z from 'zod/mini';

/** On whose behalf something is done. `system` is a fence, a timer or a cascade. */
export const ActorKind = z.enum(['technician', 'dispatcher', 'admin', 'source', 'customer', 'system']);
export type ActorKind = z.infer<typeof ActorKind>;

/**
 * Who acts: a kind and, where there is one, the id of the member, source, contact or key. A member who is both
 * dispatcher and technician acts as the strongest kind he holds and keeps his `memberId`.
 */
export const Actor = z.object({kind: ActorKind, id: z.optional(z.string())});
export type Actor = z.infer<typeof Actor>;

/** How a fact came to be known. */
export const Basis = z.enum(['manual', 'geofence', 'timer', 'import', 'cascade', 'offline']);
export type Basis = z.infer<typeof Basis>;
