import * as z from 'zod/mini';
import {Role} from '../people/role.ts';
import {Customer, CustomerInput, CustomerPatch} from './customer.ts';
import {endpoint} from './endpoint.ts';
import {listQuery} from './job-endpoints.ts';
import {Member, MemberInput, MemberPatch, MemberSession, PairedDevice} from './member.ts';
import {line, pageOf} from './resource.ts';

const people = ['people.read'] as const;

export const customerEndpoints = {
  create: endpoint({
    method: 'POST',
    path: '/v1/customers',
    summary: 'Make a customer',
    access: ['plan'],
    body: CustomerInput,
    reply: Customer,
    status: 201,
  }),
  list: endpoint({
    method: 'GET',
    path: '/v1/customers',
    summary: 'Customers',
    access: ['customers.read'],
    query: z.strictObject({...listQuery, q: z.optional(z.string())}),
    reply: pageOf(Customer),
  }),
  get: endpoint({
    method: 'GET',
    path: '/v1/customers/{id}',
    summary: 'One customer',
    access: ['customers.read'],
    reply: Customer,
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/v1/customers/{id}',
    summary: 'Change a customer',
    access: ['plan'],
    body: CustomerPatch,
    reply: Customer,
  }),
  erase: endpoint({
    method: 'DELETE',
    path: '/v1/customers/{id}',
    summary: 'Erase a customer: rows blanked, links revoked, messages and fixes deleted',
    access: ['people.write'],
    status: 204,
  }),
} as const;

export const memberEndpoints = {
  create: endpoint({
    method: 'POST',
    path: '/v1/members',
    summary: 'Add a member of the team',
    access: ['people.write'],
    body: MemberInput,
    reply: Member,
    status: 201,
  }),
  list: endpoint({
    method: 'GET',
    path: '/v1/members',
    summary: 'The team',
    access: people,
    query: z.strictObject({...listQuery, role: z.optional(Role)}),
    reply: pageOf(Member),
  }),
  get: endpoint({
    method: 'GET',
    path: '/v1/members/{id}',
    summary: 'One member',
    access: people,
    reply: Member,
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/v1/members/{id}',
    summary: 'Change a member',
    access: ['people.write'],
    body: MemberPatch,
    reply: Member,
  }),
  deactivate: endpoint({
    method: 'DELETE',
    path: '/v1/members/{id}',
    summary: 'Deactivate a member: visits stood down and unassigned, tokens ended',
    access: ['people.write'],
    status: 204,
  }),
  shift: endpoint({
    method: 'POST',
    path: '/v1/members/{id}/shift',
    summary: 'Begin or end the shift',
    access: ['work'],
    body: z.strictObject({on: z.boolean()}),
    reply: Member,
  }),
  invite: endpoint({
    method: 'POST',
    path: '/v1/members/{id}/invite',
    summary: 'Invite, or invite again; the first one is announced by a text a minute before',
    access: ['people.write'],
    body: z.strictObject({noHeadsUp: z.optional(z.boolean())}),
    reply: Member,
  }),
  erase: endpoint({
    method: 'POST',
    path: '/v1/members/{id}/erase',
    summary: 'Erase a member: deactivated first, then the row blanked and fixes deleted',
    access: ['people.write'],
    status: 204,
  }),
  sessions: endpoint({
    method: 'GET',
    path: '/v1/members/{id}/sessions',
    summary: 'Where the member is signed in',
    access: people,
    reply: z.object({items: z.array(MemberSession)}),
  }),
  revokeSession: endpoint({
    method: 'DELETE',
    path: '/v1/members/{id}/sessions/{sessionId}',
    summary: 'Sign the member out there',
    access: people,
    status: 204,
  }),
  devices: endpoint({
    method: 'GET',
    path: '/v1/members/{id}/devices',
    summary: 'Paired devices, oldest first',
    access: people,
    reply: z.object({items: z.array(PairedDevice)}),
  }),
  pairDevice: endpoint({
    method: 'POST',
    path: '/v1/members/{id}/devices',
    summary: 'Pair a phone app; its secret and the link that sets it up are shown once',
    access: people,
    body: z.strictObject({app: z.enum(['owntracks', 'traccar']), name: z.optional(line(80))}),
    reply: z.extend(PairedDevice, {
      /** Who has it can report positions of this member, and nothing else. */
      secret: z.string(),
      /** Where the app reports to. */
      url: z.string(),
      /** Opened on the phone, or scanned there as a QR code, it sets the app up. */
      setUpLink: z.string(),
    }),
    status: 201,
    secret: true,
  }),
  unpairDevice: endpoint({
    method: 'DELETE',
    path: '/v1/members/{id}/devices/{deviceId}',
    summary: 'Unpair a device: it reports no more',
    access: people,
    status: 204,
  }),
} as const;
