import type {
  Address,
  AppointmentFacts,
  Brand,
  Capability,
  Contact,
  DomainEvent,
  Eta,
  Fix,
  FixHistory,
  ArrivalState,
  JobFacts,
  JobPlace,
  JobStatus,
  LatLng,
  Lateness,
  ProofOfPresence,
  Role,
  Settings,
  Templates,
} from '@dispatch-kit/core';

/** What a host can hang onto any resource. */
type Hosted = {externalId: string | null; metadata: Record<string, string>};

export type OrganizationRow = {
  id: string;
  version: number;
  name: string;
  slug: string;
  timeZone: string;
  locale: string;
  test: boolean;
  brand: Brand;
  /** Its own words of messages. */
  templates?: Templates;
  services: {id: string; name: string; durationMinutes: number; skills?: string[] | undefined}[];
  origins: string[];
  palette: 'jobs' | 'trips';
  settings: Settings;
  createdAt: string;
};

/** A secret's holder, found by the SHA-256 of the secret; the secret itself is never stored. */
export type TokenRow = {
  hash: string;
  kind: 'key' | 'session' | 'link' | 'calendar' | 'device' | 'invitation';
  id: string;
};

export type KeyRow = {
  id: string;
  name: string;
  kind: 'server' | 'source';
  sourceId: string | null;
  test: boolean;
  /** Only these of what its kind may do; null: all of it. */
  capabilities: Capability[] | null;
  createdAt: string;
  revokedAt: string | null;
};

/** A connected third party that offers jobs. */
export type SourceRow = Hosted & {id: string; name: string; createdAt: string};

/** A six-digit code that proves a phone number; the digits are made from the id when they are needed. */
export type CodeRow = {
  id: string;
  purpose: 'sign_in' | 'booking';
  /** The keyed hash of the phone number. */
  subject: string;
  createdAt: string;
  expiresAt: string;
  /** Wrong codes so far. */
  tries: number;
  usedAt: string | null;
  /** What is to be done when it is proven. */
  request: Record<string, unknown> | null;
};

/** A phone app that reports positions for a member. Its secret is a token. */
export type PairedDeviceRow = {
  id: string;
  memberId: string;
  app: 'owntracks' | 'traccar';
  name: string;
  createdAt: string;
  lastSeenAt: string | null;
  battery: {level: number; at: string} | null;
  /** What became of its reports since it was paired. */
  reports: {taken: number; refused: Record<string, number>};
  revokedAt: string | null;
};

/** How a member was invited, and what came of it. */
export type InvitationRow = {
  /** Which invitation it is: the first is 1. */
  count: number;
  sentAt: string;
  byMemberId: string | null;
  noticeId: string | null;
  openedAt: string | null;
  acceptedAt: string | null;
};

export type SessionRow = {
  id: string;
  /** `member`: signed in by phone; `embed`: made by a host's back end. */
  kind: 'member' | 'embed';
  /** What the member calls the device, where he signed in himself. */
  deviceName: string | null;
  keyId: string | null;
  memberId: string | null;
  roles: Role[];
  /** Only these of what the roles allow; null: all of it. */
  capabilities: Capability[] | null;
  origins: string[] | null;
  createdAt: string;
  expiresAt: string;
  revokedAt: string | null;
};

export type LinkRow = {
  id: string;
  jobId: string;
  contactId: string;
  version: number;
  createdAt: string;
  revokedAt: string | null;
};

export type CustomerRow = Hosted & {
  id: string;
  version: number;
  name: string;
  contacts: Contact[];
  addresses: Address[];
  createdAt: string;
  erasedAt: string | null;
};

export type MemberRow = Hosted & {
  id: string;
  version: number;
  name: string;
  phone: string | null;
  email: string | null;
  roles: Role[];
  skills: string[];
  workingHours: {day: number; from: string; to: string}[] | null;
  vehicle: string | null;
  photoUrl: string | null;
  onShift: boolean;
  /** Since when; of one whose shift began before this was kept, nobody knows. */
  onShiftSince?: string | undefined;
  invitation: InvitationRow | null;
  createdAt: string;
  deactivatedAt: string | null;
  erasedAt: string | null;
};

export type JobRow = Hosted & {
  id: string;
  version: number;
  /** The job's own facts; those of its visits stand in their rows. */
  facts: Omit<JobFacts, 'appointments'>;
  /** Derived, kept by the same transaction that writes the events. */
  status: JobStatus;
  title: string;
  description: string | null;
  serviceId: string | null;
  priority: string;
  address: Address;
  /** Who said where the address is, or why nobody can. */
  place: Omit<JobPlace, 'status'>;
  contactIds: string[];
  /** Lower case words to search in. */
  search: string;
  /** The planned start of the earliest open visit. */
  plannedAt: string | null;
  /** How many messages of the customer nobody of the team has read. */
  unreadMessages: number;
  createdAt: string;
};

export type AppointmentRow = Hosted & {
  id: string;
  jobId: string;
  version: number;
  facts: AppointmentFacts;
  instructions: string | null;
  /** What was known of the technician's place when he arrived, started, or found nobody; never the place itself. */
  proofs: ProofOfPresence[];
  /** An import of history is not bound by the law of one visit at a time. */
  imported: boolean;
};

export type NoteRow = {
  id: string;
  jobId: string;
  appointmentId: string | null;
  /** The event whose words these are, if it is not a note of its own. */
  eventId: string | null;
  visibility: 'team' | 'customer';
  text: string;
  authorKind: string;
  authorId: string | null;
  at: string;
};

/** A picture of a job; its bytes lie in the file store. */
export type PhotoRow = {
  id: string;
  jobId: string;
  appointmentId: string | null;
  visibility: 'team' | 'customer';
  width: number;
  height: number;
  authorKind: string;
  authorId: string | null;
  at: string;
  /** Of the picture as it was sent; left out of what older versions took. */
  digest?: string;
};

export type RatingRow = {
  id: string;
  jobId: string;
  appointmentId: string;
  contactId: string;
  stars: number;
  comment: string | null;
  reasons: string[];
  at: string;
};

/** How far a provider came with a message. */
/** One message to one person over one channel, waiting or done. Its words are made when it is sent. */
/** An order whose address is looked for; its id is the job's. */
export type PlaceSearchRow = {
  id: string;
  attempts: number;
  runAfter: string;
  lockedUntil: string | null;
};

/** Where events are sent. Its signing secret is not stored: it follows from id and version. */
/** One event that is to reach one webhook. */
/** One line of the thread between a customer and the office. */
/** That a contact agreed to be written to over a channel, or no longer. Never changed: the newest one counts. */
/** Where a browser takes messages for a contact or a member. */
/** What is known of a phone number as one of the office's senders sees it, across organizations. */
/** What the server knows of one technician on the road. Plain JSON, one row a technician. */
export type RoadRow = {
  memberId: string;
  history: FixHistory;
  newest: Fix | null;
  /** The open leg these belong to. */
  leg: {
    legId: string;
    appointmentId: string;
    start: LatLng | null;
    /** Where it began before, of one that was taken up again. */
    earlierStarts?: LatLng[];
    firstFixAt: string | null;
    drivenMeters: number;
    arrival: ArrivalState;
    leftSince: string | null;
    eta: Eta | null;
    toldEta: Eta | null;
    noticedEta: Eta | null;
    lateness?: Lateness;
    route: {
      askedAt: string;
      geometry: string;
      durationSeconds: number;
      distanceMeters: number;
      /** He had left the way before when this one was asked for. */
      isDetour?: boolean;
    } | null;
    explanation: Record<string, unknown> | null;
  } | null;
  /** Where the last legs began that are closed, oldest first: one of them may be taken up again. */
  begun?: {legId: string; starts: LatLng[]}[];
};

export type FixRow = Fix & {memberId: string; legId: string | null; verdict: string};

/** The finished leg of a visit, to learn from. */
export type PastLegRow = {
  legId: string;
  memberId: string;
  endedAt: string;
  distanceMeters: number;
  durationSeconds: number;
};

/** What a device's queue has come to. */
export type DeviceRow = {deviceId: string; memberId: string | null; sequence: number; at: string};

export type IdempotencyRow = {
  /** Hash of (actor, method, path, key). */
  scope: string;
  bodyHash: string;
  createdAt: string;
  /** Null while the first request is in flight, or when its reply held a secret. */
  status: number | null;
  reply: string | null;
  secret: boolean;
};

export type StoredEvent = DomainEvent;
