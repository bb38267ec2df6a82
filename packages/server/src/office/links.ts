import {dayMs, toInstant, toMs} from '@dispatch-kit/core';
import type {Office} from './office.ts';
import {keepToken, nowInstant} from './office.ts';
import type {AppointmentRow, LinkRow, OrganizationRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** A link ends so long after the job's last visit. */
const linkDaysAfter = 14;

/** The 22 characters of a link. Made again whenever they are needed; only their hash is stored. */
export async function linkToken(office: Office, link: LinkRow): Promise<string> {
  return (await office.crypto.hmac(office.secret, `${link.id}.${link.version}`)).slice(0, 22);
}

/** The link of a contact to a job: the one there is, or a new one. A revoked one is not made again by a message. */
export async function linkFor(
  office: Office,
  tx: Transaction,
  organizationId: string,
  jobId: string,
  contactId: string,
): Promise<LinkRow | undefined> {
  const known = (await tx.links.ofJobs(organizationId, [jobId])).find(link => link.contactId === contactId);
  if (known) return known.revokedAt ? undefined : known;
  const link: LinkRow = {
    id: office.newId('link'),
    jobId,
    contactId,
    version: 1,
    createdAt: nowInstant(office),
    revokedAt: null,
  };
  await tx.links.insert(organizationId, [link]);
  await keepToken(office, tx, organizationId, {kind: 'link', id: link.id}, await linkToken(office, link));
  return link;
}

/** The address that a customer opens: the host's own page where it has one. The token stands in the fragment. */
export async function linkUrl(office: Office, organization: OrganizationRow, link: LinkRow): Promise<string> {
  const token = await linkToken(office, link);
  const template = organization.settings.trackingUrl;
  if (!template) return `${office.publicUrl}/t#${token}`;
  return template.includes('{token}') ? template.replace('{token}', token) : `${template}#${token}`;
}

/** When a job's links end: two weeks after its last visit; undefined while a visit is open. */
export function linkEndsAt(visits: readonly AppointmentRow[]): string | undefined {
  const present = visits.filter(visit => visit.facts.status !== 'deleted');
  if (
    present.length === 0 ||
    present.some(visit => ['draft', 'enroute', 'arrived', 'started'].includes(visit.facts.status))
  )
    return undefined;
  const ends = present.map(({facts}) =>
    Math.max(
      toMs(facts.window.end),
      ...[facts.completedAt, facts.canceledAt].flatMap(at => (at ? [toMs(at)] : [])),
    ),
  );
  return toInstant(Math.max(...ends) + linkDaysAfter * dayMs);
}

/** Ends every link of jobs. */
export async function revokeLinks(
  office: Office,
  tx: Transaction,
  organizationId: string,
  links: readonly LinkRow[],
): Promise<void> {
  const open = links.filter(link => !link.revokedAt);
  if (open.length === 0) return;
  await tx.links.put(
    organizationId,
    open.map(link => ({...link, version: link.version + 1, revokedAt: nowInstant(office)})),
  );
}
