import type {Office} from './office.ts';
import {strongest} from './principal.ts';
import type {MemberRow, OrganizationRow} from '../storage/rows.ts';

/** The token in an invitation's link. Made again whenever it is needed; the next invitation has another one. */
export async function invitationToken(office: Office, memberId: string, count: number): Promise<string> {
  return (await office.crypto.hmac(office.secret, `invitation.${memberId}.${count}`)).slice(0, 22);
}

/**
 * The page on which a member signs in: the host's own for the strongest role (`webUrls` of the organization: `admin`,
 * `dispatcher`, `technician`, else `team`), else the office's. The token stands in the fragment.
 */
export async function invitationUrl(
  office: Office,
  organization: OrganizationRow,
  {id, roles, invitation}: MemberRow,
): Promise<string> {
  const token = await invitationToken(office, id, invitation?.count ?? 1);
  const {webUrls} = organization.settings;
  const template = webUrls[strongest(roles)] ?? webUrls['team'] ?? `${office.publicUrl}/sign-in`;
  return template.includes('{token}') ? template.replace('{token}', token) : `${template}#${token}`;
}
