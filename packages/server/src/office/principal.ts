import type {Actor, Asking, Capability, Reach, Role} from '@dispatch-kit/core';
import {permissions} from '@dispatch-kit/core';
import type {Office} from './office.ts';
import {Problem} from './problem.ts';
import type {LinkRow, OrganizationRow} from '../storage/rows.ts';

/** Who is calling: the holder of a key, a session or a link, in one organization. */
export type Principal = {
  readonly kind: 'key' | 'session' | 'link';
  /** The id of the key, session or link. */
  readonly tokenId: string;
  readonly organization: OrganizationRow;
  readonly actor: Actor;
  readonly memberId?: string;
  readonly roles: readonly Role[];
  /** Only these of what the roles allow. */
  readonly only?: readonly Capability[];
  /** The origins of an embed session; the organization's count where it names none. */
  readonly origins: readonly string[];
  readonly expiresAt?: string;
  readonly link?: LinkRow;
};

const strongestFirst: readonly Role[] = ['admin', 'dispatcher', 'technician'];

/** The kind of actor that a set of roles acts as. */
export function strongest(roles: readonly Role[]): Role {
  return strongestFirst.find(role => roles.includes(role)) ?? 'technician';
}

/** How far a capability reaches for somebody; the roles of a member add up. */
export function reachOf(principal: Principal, capability: Capability): Reach {
  if (principal.only && !principal.only.includes(capability)) return 'none';
  const kinds = principal.roles.length > 0 ? principal.roles : [principal.actor.kind];
  const reaches = kinds.map(kind => permissions[capability][kind] as Reach);
  if (reaches.includes('all')) return 'all';
  return reaches.includes('own') ? 'own' : 'none';
}

/** Refuses who has none of the capabilities. */
export function demand(principal: Principal, needed: readonly Capability[]): void {
  if (needed.some(capability => reachOf(principal, capability) !== 'none')) return;
  throw new Problem(
    'not_allowed',
    `This takes one of: ${needed.join(', ')}. The token acts as ${principal.actor.kind}.`,
  );
}

/** What of jobs somebody may see: everything, a technician's own visits, a source's own jobs. */
export function scopeOf(principal: Principal): {memberId?: string; sourceId?: string} {
  if (reachOf(principal, 'jobs.read') === 'all') return {};
  if (principal.actor.kind === 'source') return {sourceId: principal.actor.id ?? ''};
  return {memberId: principal.memberId ?? ''};
}

/** How the laws see the caller. */
export function askingOf(office: Office, principal: Principal): Asking {
  return {
    actor: principal.actor,
    ...(principal.memberId && {memberId: principal.memberId}),
    nowMs: office.clock.now(),
    newId: office.newId,
  };
}

/** The office itself: the fence, the clock, the estimate. */
export function systemAsking(office: Office, basis: 'geofence' | 'timer'): Asking {
  return {actor: {kind: 'system'}, nowMs: office.clock.now(), newId: office.newId, basis};
}
