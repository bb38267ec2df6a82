import * as z from 'zod/mini';
import {idSchema} from '../ids.ts';
import {Role} from '../people/role.ts';
import {Instant} from '../time.ts';
import {endpoint} from './endpoint.ts';
import {Phone, line} from './resource.ts';

/** Six digits, as they were sent. */
export const PhoneCode = z.string().check(z.regex(/^\d{6}$/, 'Give the six digits that were sent.'));

const slug = z.optional(z.string().check(z.maxLength(80)));

/** The organization that somebody signs in to, as a page shows it. */
const Firm = z.object({id: idSchema('organization'), name: z.string(), slug: z.string()});

/** How a member comes in: by a code to the phone that the office wrote down. */
export const signInEndpoints = {
  code: endpoint({
    method: 'POST',
    path: '/v1/sign-in/code',
    summary: 'Send a sign-in code to a phone; the answer is the same whether it is known or not',
    access: 'public',
    body: z.strictObject({phone: Phone, organizationSlug: slug}),
    reply: z.object({expiresInSeconds: z.int()}),
    status: 202,
  }),
  verify: endpoint({
    method: 'POST',
    path: '/v1/sign-in/verify',
    summary: 'Sign in with a code: a session of the member',
    access: 'public',
    body: z.strictObject({
      phone: Phone,
      code: PhoneCode,
      /** Needed only by who works for several organizations of this server. */
      organizationSlug: slug,
      /** How the member knows the device again in the list of sessions. */
      deviceName: z.optional(line(80)),
    }),
    reply: z.object({
      token: z.string(),
      expiresAt: Instant,
      memberId: idSchema('member'),
      roles: z.array(Role),
      organization: Firm,
    }),
    secret: true,
  }),
  invitation: endpoint({
    method: 'POST',
    path: '/v1/sign-in/invitation',
    summary: 'Open an invitation by the token of its link: who invites, and to what',
    access: 'public',
    body: z.strictObject({token: z.string().check(z.minLength(1), z.maxLength(100))}),
    reply: z.object({
      organization: Firm,
      invitedBy: z.nullable(z.string()),
      name: z.string(),
      roles: z.array(Role),
      /** The end of the phone number that a code is sent to. */
      phoneEnd: z.nullable(z.string()),
    }),
  }),
  signOut: endpoint({
    method: 'POST',
    path: '/v1/sign-out',
    summary: 'End the session that this is called with',
    access: 'any',
    status: 204,
  }),
} as const;
