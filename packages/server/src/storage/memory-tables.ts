import {isOpen, toMs} from '@dispatch-kit/core';
import {noticeKey} from './filters.ts';
import type {Undos} from './memory-table.ts';
import {MemoryTable} from './memory-table.ts';
import type {
  ConsentRow,
  DeliveryRow,
  MessageRow,
  NoticeRow,
  PhoneLineRow,
  PushSubscriptionRow,
  WebhookRow,
} from './correspondence-rows.ts';
import type {
  AppointmentRow,
  CodeRow,
  CustomerRow,
  DeviceRow,
  FixRow,
  IdempotencyRow,
  JobRow,
  KeyRow,
  LinkRow,
  MemberRow,
  NoteRow,
  OrganizationRow,
  PairedDeviceRow,
  PastLegRow,
  PlaceSearchRow,
  PhotoRow,
  RatingRow,
  RoadRow,
  SessionRow,
  SourceRow,
  StoredEvent,
  TokenRow,
} from './rows.ts';
import type {Owned} from './storage.ts';

/** Rows that belong to no organization stand under this one. */
export const anywhere = '';

export type MemoryTables = ReturnType<typeof memoryTables>;

/** Every table of an office. */
export function memoryTables(undos: Undos) {
  const hosted = {externalId: (row: {externalId: string | null}) => row.externalId};
  const ofJob = {job: (row: {jobId: string}) => row.jobId};

  return {
    organizations: new MemoryTable<OrganizationRow, 'slug'>(undos, byId, {slug: row => row.slug}),
    tokens: new MemoryTable<Owned<TokenRow>, 'holder'>(undos, ({row}) => row.hash, {
      holder: ({organizationId, row}) => JSON.stringify([organizationId, row.id]),
    }),
    operatorKeys: new MemoryTable<{hash: string; createdAt: string}>(undos, row => row.hash, {}),
    keys: new MemoryTable<KeyRow>(undos, byId, {}),
    sessions: new MemoryTable<SessionRow, 'member'>(undos, byId, {member: row => row.memberId}),
    sources: new MemoryTable<SourceRow, 'externalId'>(undos, byId, hosted),
    pairedDevices: new MemoryTable<PairedDeviceRow, 'member'>(undos, byId, {member: row => row.memberId}),
    codes: new MemoryTable<CodeRow, 'subject'>(undos, byId, {subject: row => row.subject}),
    limits: new MemoryTable<{key: string; count: number; endsAt: string}>(undos, row => row.key, {}),
    links: new MemoryTable<LinkRow, 'job'>(undos, byId, ofJob),
    customers: new MemoryTable<CustomerRow, 'externalId'>(undos, byId, hosted),
    members: new MemoryTable<MemberRow, 'externalId'>(undos, byId, hosted),
    jobs: new MemoryTable<JobRow, 'externalId' | 'customer'>(undos, byId, {
      ...hosted,
      customer: row => row.facts.customerId,
    }),
    appointments: new MemoryTable<AppointmentRow, 'externalId' | 'job' | 'lead'>(undos, byId, {
      ...hosted,
      ...ofJob,
      lead: row => (isOpen(row.facts) ? row.facts.leadId : null),
    }),
    events: new MemoryTable<StoredEvent, 'job' | 'id'>(undos, row => String(row.seq), {
      job: row => row.jobId ?? null,
      id: byId,
    }),
    counters: new MemoryTable<{seq: number}>(undos, () => 'seq', {}),
    notes: new MemoryTable<NoteRow, 'job'>(undos, byId, ofJob),
    photos: new MemoryTable<PhotoRow, 'job'>(undos, byId, ofJob),
    ratings: new MemoryTable<RatingRow, 'job'>(
      undos,
      row => JSON.stringify([row.appointmentId, row.contactId]),
      ofJob,
    ),
    notices: new MemoryTable<NoticeRow, 'job' | 'once'>(undos, byId, {
      job: row => row.jobId,
      once: noticeKey,
    }),
    placeSearches: new MemoryTable<PlaceSearchRow>(undos, byId, {}),
    webhooks: new MemoryTable<WebhookRow>(undos, byId, {}),
    deliveries: new MemoryTable<DeliveryRow, 'webhook'>(undos, byId, {webhook: row => row.webhookId}),
    messages: new MemoryTable<MessageRow, 'job'>(undos, byId, ofJob),
    consents: new MemoryTable<ConsentRow, 'customer'>(undos, byId, {customer: row => row.customerId}),
    pushSubscriptions: new MemoryTable<PushSubscriptionRow, 'holder'>(undos, row => row.endpoint, {
      holder: row => row.holderId,
    }),
    phoneLines: new MemoryTable<PhoneLineRow>(undos, row => row.key, {}),
    road: new MemoryTable<RoadRow>(undos, row => row.memberId, {}),
    fixes: new MemoryTable<FixRow, 'leg'>(undos, fixKey, {
      leg: row => row.legId,
    }),
    pastLegs: new MemoryTable<PastLegRow>(undos, row => row.legId, {}),
    devices: new MemoryTable<DeviceRow>(undos, row => row.deviceId, {}),
    idempotency: new MemoryTable<IdempotencyRow>(undos, row => row.scope, {}),
  };
}

const byId = (row: {id: string}) => row.id;

/** One fix of a member a moment. */
export function fixKey(row: FixRow): string {
  return `${row.memberId} ${toMs(row.at)}`;
}
