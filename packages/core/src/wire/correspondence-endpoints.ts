import * as z from 'zod/mini';
import {idSchema} from '../ids.ts';
import {Channel} from '../notices/notice-kind.ts';
import {Instant} from '../time.ts';
import {endpoint} from './endpoint.ts';

/** One line of the thread between a customer and the office. */
export const Message = z.object({
  id: idSchema('message'),
  jobId: z.string(),
  from: z.enum(['customer', 'team']),
  /** The customer's contact who wrote, or to whom; null: all contacts of the job. */
  contactId: z.nullable(z.string()),
  /** The member or key who wrote for the team. */
  authorId: z.nullable(z.string()),
  via: z.enum(['link', 'sms', 'office']),
  text: z.string(),
  at: Instant,
  /** When the other side read it, as far as that is known: texts that went out by SMS are not. */
  readAt: z.nullable(Instant),
});
export type Message = z.infer<typeof Message>;

/** That a contact agreed to be written to over a channel, or no longer: who noted it, when, how, in which words. */
export const ConsentEntry = z.object({
  id: idSchema('consent'),
  contactId: z.string(),
  channel: Channel,
  granted: z.boolean(),
  at: Instant,
  by: z.string(),
  how: z.string(),
  words: z.nullable(z.string()),
});
export type ConsentEntry = z.infer<typeof ConsentEntry>;

export const MessageText = z.string().check(z.trim(), z.minLength(1), z.maxLength(1500));

/** The thread of a job, and what its customers agreed to. */
export const correspondenceEndpoints = {
  messages: endpoint({
    method: 'GET',
    path: '/v1/jobs/{id}/messages',
    summary: 'The customer’s thread, oldest first',
    access: ['jobs.read'],
    reply: z.object({items: z.array(Message), unread: z.int()}),
  }),
  addMessage: endpoint({
    method: 'POST',
    path: '/v1/jobs/{id}/messages',
    summary: 'Write to the customer: into the thread, and out over the channel each contact agreed to',
    access: ['notices'],
    body: z.strictObject({text: MessageText, contactId: z.optional(idSchema('contact'))}),
    reply: Message,
    status: 201,
  }),
  readMessages: endpoint({
    method: 'POST',
    path: '/v1/jobs/{id}/messages/read',
    summary: 'What the customer wrote was read',
    access: ['notices'],
    body: z.strictObject({}),
    reply: z.object({unread: z.int()}),
  }),
  consents: endpoint({
    method: 'GET',
    path: '/v1/customers/{id}/consents',
    summary: 'Every consent of a customer’s contacts, oldest first: who noted it, when, how, in which words',
    access: ['notices'],
    reply: z.object({items: z.array(ConsentEntry)}),
  }),
} as const;
