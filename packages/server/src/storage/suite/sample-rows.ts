import type {AppointmentFacts, NewEvent} from '@dispatch-kit/core';
import {defaultSettings, toInstant} from '@dispatch-kit/core';
import type {DeliveryRow, NoticeRow, WebhookRow} from '../correspondence-rows.ts';
import type {
  AppointmentRow,
  CodeRow,
  CustomerRow,
  FixRow,
  IdempotencyRow,
  JobRow,
  KeyRow,
  LinkRow,
  MemberRow,
  NoteRow,
  OrganizationRow,
  PhotoRow,
  PairedDeviceRow,
  RatingRow,
  SessionRow,
  SourceRow,
} from '../rows.ts';

/** The minute so many minutes after a Monday midnight. */
export function minute(count: number): string {
  return toInstant(Date.UTC(2026, 2, 2) + count * 60_000);
}

const hosted = {externalId: null, metadata: {source: 'a "quoted" \\ ünïcödé 🚚 word', b: '', a: '1'}};
const address = {line: '1 Main St', city: 'Springfield', lat: 41.880_123_456_789, lng: -87.63};

export function sampleOrganization(id: string, changes: Partial<OrganizationRow> = {}): OrganizationRow {
  return {
    id,
    version: 1,
    name: 'Acme & Söhne',
    slug: id.toLowerCase().replace('_', '-'),
    timeZone: 'America/Chicago',
    locale: 'en-US',
    test: false,
    brand: {name: 'Acme', accent: '#112233'},
    services: [{id: 'svc_1', name: 'Repair', durationMinutes: 90, skills: ['gas']}],
    origins: ['https://portal.example.com'],
    palette: 'jobs',
    settings: defaultSettings,
    createdAt: minute(0),
    ...changes,
  };
}

export function sampleKey(id: string, changes: Partial<KeyRow> = {}): KeyRow {
  return {
    id,
    name: 'Backend',
    kind: 'server',
    sourceId: null,
    test: false,
    capabilities: null,
    createdAt: minute(0),
    revokedAt: null,
    ...changes,
  };
}

export function sampleSession(id: string, changes: Partial<SessionRow> = {}): SessionRow {
  return {
    id,
    kind: 'embed',
    deviceName: null,
    keyId: 'key_1',
    memberId: 'mem_1',
    roles: ['technician'],
    capabilities: null,
    origins: ['https://portal.example.com'],
    createdAt: minute(0),
    expiresAt: minute(60),
    revokedAt: null,
    ...changes,
  };
}

export function sampleSource(id: string, changes: Partial<SourceRow> = {}): SourceRow {
  return {id, name: 'Brand & Co', createdAt: minute(0), ...hosted, ...changes};
}

export function samplePairedDevice(id: string, changes: Partial<PairedDeviceRow> = {}): PairedDeviceRow {
  return {
    id,
    memberId: 'mem_1',
    app: 'owntracks',
    name: 'Tom’s phone',
    createdAt: minute(0),
    lastSeenAt: null,
    battery: null,
    reports: {taken: 0, refused: {}},
    revokedAt: null,
    ...changes,
  };
}

export function sampleCode(id: string, changes: Partial<CodeRow> = {}): CodeRow {
  return {
    id,
    purpose: 'sign_in',
    subject: 'hash_1',
    createdAt: minute(0),
    expiresAt: minute(10),
    tries: 0,
    usedAt: null,
    request: {name: 'Ada', window: {start: minute(60), end: minute(120)}},
    ...changes,
  };
}

export function sampleLink(id: string, changes: Partial<LinkRow> = {}): LinkRow {
  return {
    id,
    jobId: 'job_1',
    contactId: 'con_1',
    version: 1,
    createdAt: minute(0),
    revokedAt: null,
    ...changes,
  };
}

export function sampleCustomer(id: string, changes: Partial<CustomerRow> = {}): CustomerRow {
  return {
    id,
    version: 1,
    name: 'Jane Doe',
    contacts: [{id: 'con_1', name: 'Jane', phone: '+13125550100', consent: {sms: {granted: true}}}],
    addresses: [address],
    createdAt: minute(0),
    erasedAt: null,
    ...hosted,
    ...changes,
  };
}

export function sampleMember(id: string, changes: Partial<MemberRow> = {}): MemberRow {
  return {
    id,
    version: 1,
    name: 'Tom',
    phone: '+13125550101',
    email: null,
    roles: ['technician'],
    skills: ['gas', 'heat pumps'],
    workingHours: [{day: 1, from: '08:00', to: '16:30'}],
    vehicle: 'Van 7',
    photoUrl: null,
    onShift: true,
    invitation: null,
    erasedAt: null,
    createdAt: minute(0),
    deactivatedAt: null,
    ...hosted,
    ...changes,
  };
}

export function sampleJob(
  id: string,
  changes: Partial<JobRow> = {},
  facts: Partial<JobRow['facts']> = {},
): JobRow {
  return {
    id,
    version: 1,
    facts: {id, customerId: 'cus_1', sourceId: null, offer: null, hold: null, closure: null, ...facts},
    status: 'unscheduled',
    title: 'Boiler',
    description: 'Line one\nline two',
    serviceId: 'svc_1',
    priority: 'normal',
    address,
    place: {source: 'given', reason: null, attribution: null},
    contactIds: ['con_1'],
    search: 'boiler 1 main st',
    plannedAt: null,
    unreadMessages: 0,
    createdAt: minute(0),
    ...hosted,
    ...changes,
  };
}

/** A scheduled visit from one minute to another. */
export function sampleVisit(
  id: string,
  facts: Partial<AppointmentFacts> & {from?: number; to?: number} = {},
  changes: Partial<AppointmentRow> = {},
): AppointmentRow {
  const {from = 0, to = from + 60, ...others} = facts;
  const jobId = changes.jobId ?? 'job_1';
  return {
    id,
    jobId,
    version: 1,
    facts: {
      id,
      jobId,
      status: 'scheduled',
      window: {start: minute(from), end: minute(to)},
      windowVersion: 1,
      planned: {start: minute(from), durationMinutes: to - from},
      leadId: null,
      helperIds: [],
      confirmed: null,
      needsReschedule: false,
      conflict: false,
      request: null,
      outcome: null,
      reasonCode: null,
      skipped: false,
      departedAt: null,
      arrivedAt: null,
      startedAt: null,
      completedAt: null,
      canceledAt: null,
      leg: null,
      stints: [],
      likelyOnSiteAt: null,
      likelyLeftAt: null,
      keptOn: null,
      priorStatus: null,
      canceledBecause: null,
      completionId: null,
      ...others,
    },
    instructions: null,
    proofs: [],
    imported: false,
    ...hosted,
    ...changes,
  };
}

export function sampleEvent(id: string, changes: Partial<NewEvent> = {}): NewEvent {
  return {
    id,
    v: 1,
    type: 'job_edited',
    at: minute(1),
    actor: {kind: 'dispatcher', id: 'mem_1'},
    basis: 'manual',
    jobId: 'job_1',
    ...changes,
  };
}

export function sampleNote(id: string, changes: Partial<NoteRow> = {}): NoteRow {
  return {
    id,
    jobId: 'job_1',
    appointmentId: null,
    eventId: null,
    visibility: 'team',
    text: 'Gate code 1234\n“round the back”',
    authorKind: 'dispatcher',
    authorId: 'mem_1',
    at: minute(5),
    ...changes,
  };
}

export function sampleRating(id: string, changes: Partial<RatingRow> = {}): RatingRow {
  return {
    id,
    jobId: 'job_1',
    appointmentId: 'apt_1',
    contactId: 'con_1',
    stars: 4,
    comment: null,
    reasons: ['on_time'],
    at: minute(5),
    ...changes,
  };
}

export function samplePhoto(id: string, changes: Partial<PhotoRow> = {}): PhotoRow {
  return {
    id,
    jobId: 'job_1',
    appointmentId: null,
    visibility: 'team',
    width: 2560,
    height: 1920,
    authorKind: 'technician',
    authorId: 'mem_1',
    at: minute(5),
    ...changes,
  };
}

export function sampleNotice(id: string, changes: Partial<NoticeRow> = {}): NoticeRow {
  return {
    id,
    kind: 'on_the_way',
    state: 'waiting',
    channel: 'sms',
    jobId: 'job_1',
    appointmentId: 'apt_1',
    subjectId: id,
    occasion: 'leg_1',
    contactId: 'con_1',
    memberId: null,
    phone: null,
    codeId: null,
    lineKey: null,
    delivery: null,
    eventId: 'evt_1',
    unitId: 'evt_1',
    droppedBy: null,
    linkId: null,
    at: minute(10),
    runAfter: minute(11),
    staleAt: minute(30),
    attempts: 0,
    lockedUntil: null,
    reason: null,
    words: null,
    sentAt: null,
    ...changes,
  };
}

export function sampleFix(memberId: string, atMinute: number, legId: string | null): FixRow {
  return {
    lat: 41.88 + atMinute / 1e6,
    lng: -87.63,
    accuracyMeters: 4.5,
    at: minute(atMinute),
    memberId,
    legId,
    verdict: 'taken',
  };
}

export function sampleClaim(scope: string, changes: Partial<IdempotencyRow> = {}): IdempotencyRow {
  return {scope, bodyHash: 'b', createdAt: minute(0), status: null, reply: null, secret: false, ...changes};
}

export function sampleWebhook(id: string, changes: Partial<WebhookRow> = {}): WebhookRow {
  return {
    id,
    url: 'https://example.com/hooks?a="b"',
    types: ['job_created'],
    description: null,
    enabled: true,
    disabledReason: null,
    last: null,
    failingSince: null,
    createdAt: minute(0),
    version: 1,
    afterSeq: 0,
    ...changes,
  };
}

export function sampleDelivery(id: string, changes: Partial<DeliveryRow> = {}): DeliveryRow {
  return {
    id,
    webhookId: 'whk_1',
    eventId: 'evt_1',
    seq: 1,
    type: 'job_created',
    state: 'waiting',
    attempts: 0,
    at: minute(10),
    runAfter: minute(11),
    lockedUntil: null,
    last: {at: minute(9), ok: false, status: 500, error: 'It answered 500.'},
    ...changes,
  };
}
