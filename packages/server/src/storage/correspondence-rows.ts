import type {Channel, DeliveryState, EventType, NoticeKind, NoticeState, Webhook} from '@dispatch-kit/core';

export type Delivery = {
  state: 'queued' | 'sent' | 'delivered' | 'failed';
  /** The provider's id of the message. */
  providerId: string | null;
  /** Why it failed, as the provider says it. */
  error: string | null;
  at: string;
};

export type NoticeRow = {
  id: string;
  kind: NoticeKind;
  state: NoticeState;
  channel: Channel | null;
  /** Null for what no visit is the reason of, such as an invitation. */
  jobId: string | null;
  appointmentId: string | null;
  subjectId: string;
  occasion: string;
  /** With kind, subject and occasion this may exist once. */
  contactId: string | null;
  memberId: string | null;
  /** The phone number of somebody who is neither contact nor member (yet). */
  phone: string | null;
  /** What the code in its words is made from when it is sent; the code itself is never stored. */
  codeId: string | null;
  /** The phone line it was sent over, so that a reply finds it; null before, and for other channels. */
  lineKey: string | null;
  /** What the provider said of it, the last word first. */
  delivery: Delivery | null;
  eventId: string;
  /** The root of the unit it was written for, and of the one that dropped it. */
  unitId: string;
  droppedBy: string | null;
  linkId: string | null;
  at: string;
  runAfter: string;
  staleAt: string;
  /** When somebody who is late says he comes. */
  expectedAt?: string;
  attempts: number;
  lockedUntil: string | null;
  reason: string | null;
  words: string | null;
  sentAt: string | null;
};

export type WebhookRow = Omit<Webhook, 'types'> & {
  types: EventType[] | null;
  version: number;
  /** The number of the last event that was handed out to it. */
  afterSeq: number;
};

export type DeliveryRow = {
  id: string;
  webhookId: string;
  eventId: string;
  seq: number;
  type: string;
  state: DeliveryState;
  attempts: number;
  at: string;
  runAfter: string;
  lockedUntil: string | null;
  last: Webhook['last'];
};

export type MessageRow = {
  id: string;
  jobId: string;
  from: 'customer' | 'team';
  /** The customer's contact who wrote, or to whom; null: whoever of them reads. */
  contactId: string | null;
  /** The member, key or session who wrote for the team. */
  authorId: string | null;
  via: 'link' | 'sms' | 'office';
  /** The provider's id of a text message that came in: it is taken once. */
  providerId: string | null;
  text: string;
  at: string;
  /** When the other side read it. */
  readAt: string | null;
};

export type ConsentRow = {
  id: string;
  customerId: string;
  contactId: string;
  channel: Channel;
  granted: boolean;
  at: string;
  /** Who noted it: a key, a session's member, a link, or the phone itself. */
  by: string;
  how: string;
  words: string | null;
};

export type PushSubscriptionRow = {
  id: string;
  holderId: string;
  endpoint: string;
  keys: {p256dh: string; auth: string};
  at: string;
};

export type PhoneLineRow = {
  /** Made of number and sender; neither can be read from it. */
  key: string;
  /** Since when it takes no messages: its owner said STOP. */
  stoppedAt: string | null;
  /** A message that could belong to several jobs, until its writer says to which. */
  question: {
    text: string;
    providerId: string;
    at: string;
    choices: {organizationId: string; jobId: string; contactId: string}[];
  } | null;
};
