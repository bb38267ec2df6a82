import type {ActorKind} from './actor.ts';

/** What a token may be allowed to do at all; what exactly it reaches is the `Reach` beside it. */
export const capabilities = [
  'jobs.read',
  'plan',
  'work',
  'notes',
  'positions.read',
  'positions.write',
  'notices',
  'customers.read',
  'people.read',
  'people.write',
  'settings',
  'track',
] as const;

export type Capability = (typeof capabilities)[number];

/**
 * How far a capability reaches: `all` of the organization, only what is one's `own` (a technician's visits, a
 * source's jobs, a link's job), or `none`.
 */
export type Reach = 'all' | 'own' | 'none';

/**
 * Who may do what. `own` for a technician: the visits he leads or helps on (work: those he leads); for a source: the
 * jobs it offered; for a customer: the one job of the link.
 */
export const permissions = {
  'jobs.read': {
    admin: 'all',
    dispatcher: 'all',
    technician: 'own',
    source: 'own',
    customer: 'none',
    system: 'all',
  },
  plan: {admin: 'all', dispatcher: 'all', technician: 'none', source: 'own', customer: 'none', system: 'all'},
  work: {admin: 'all', dispatcher: 'all', technician: 'own', source: 'none', customer: 'none', system: 'all'},
  notes: {admin: 'all', dispatcher: 'all', technician: 'own', source: 'own', customer: 'none', system: 'all'},
  'positions.read': {
    admin: 'all',
    dispatcher: 'all',
    technician: 'own',
    source: 'none',
    customer: 'none',
    system: 'all',
  },
  'positions.write': {
    admin: 'none',
    dispatcher: 'none',
    technician: 'own',
    source: 'none',
    customer: 'none',
    system: 'all',
  },
  notices: {
    admin: 'all',
    dispatcher: 'all',
    technician: 'none',
    source: 'none',
    customer: 'none',
    system: 'all',
  },
  'customers.read': {
    admin: 'all',
    dispatcher: 'all',
    technician: 'own',
    source: 'own',
    customer: 'none',
    system: 'all',
  },
  'people.read': {
    admin: 'all',
    dispatcher: 'all',
    technician: 'own',
    source: 'none',
    customer: 'none',
    system: 'all',
  },
  'people.write': {
    admin: 'all',
    dispatcher: 'none',
    technician: 'none',
    source: 'none',
    customer: 'none',
    system: 'all',
  },
  settings: {
    admin: 'all',
    dispatcher: 'none',
    technician: 'none',
    source: 'none',
    customer: 'none',
    system: 'all',
  },
  track: {
    admin: 'none',
    dispatcher: 'none',
    technician: 'none',
    source: 'none',
    customer: 'own',
    system: 'none',
  },
} as const satisfies Record<Capability, Record<ActorKind, Reach>>;
