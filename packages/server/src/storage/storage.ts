import type {Channel, EventType, NewEvent} from '@dispatch-kit/core';
import type {Archive} from './archive.ts';
import type {
  AppointmentFilter,
  CustomerFilter,
  DeliveryFilter,
  DeliveryShift,
  JobFilter,
  MemberFilter,
  NoticeFilter,
  RatingFilter,
} from './filters.ts';
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

/** Rows of one kind. Every function begins with the organization: another tenant's row is as good as not there. */
export interface Rows<R extends {id: string}> {
  get(organizationId: string, id: string): Promise<R | undefined>;
  /** Those that exist, in the order of the ids. */
  getMany(organizationId: string, ids: readonly string[]): Promise<R[]>;
  /** Adds rows. An id or externalId that exists: `StorageConflict`, and nothing is added. */
  insert(organizationId: string, rows: readonly R[]): Promise<void>;
  /**
   * Replaces rows by id. One that does not exist in this organization: an error. The rules of what may exist once are
   * judged when all rows are written, so one visit may end and another begin in the same call.
   */
  put(organizationId: string, rows: readonly R[]): Promise<void>;
}

/** Rows that a host may look up by its own id. */
export interface HostedRows<R extends {id: string}> extends Rows<R> {
  /** Those that exist, in the order of the external ids. */
  getByExternalIds(organizationId: string, externalIds: readonly string[]): Promise<R[]>;
}

/** From when on something is kept. */
export type Retained = {fixes: string; idempotency: string; messages: string};

type Due = {count: number; oldestAt: string | null};
/** What waits to go out and could by now. */
export type Backlog = {notices: Due; deliveries: Due};

/** Something found across organizations, with the one it belongs to. */
export type Owned<R> = {organizationId: string; row: R};

/**
 * What a transaction can read and write. All of it happens or nothing does; what it reads is what is committed, and
 * what it wrote itself. Once a function of it has thrown, the transaction is over: every further one throws too, and
 * nothing is kept, even if the error is caught.
 */
export interface Transaction {
  readonly organizations: {
    /**
     * Waits for its turn: until this transaction ends, no other one that locks the same organization goes on. Every
     * transaction that decides something takes it first.
     */
    lock(organizationId: string): Promise<void>;
    get(organizationId: string): Promise<OrganizationRow | undefined>;
    getBySlug(slug: string): Promise<OrganizationRow | undefined>;
    /** In the order they were made. */
    list(): Promise<OrganizationRow[]>;
    insert(row: OrganizationRow): Promise<void>;
    put(row: OrganizationRow): Promise<void>;
  };
  readonly tokens: {
    find(hash: string): Promise<Owned<TokenRow> | undefined>;
    insert(organizationId: string, row: TokenRow): Promise<void>;
    /** Forgets every token of a holder. */
    removeOf(organizationId: string, id: string): Promise<void>;
  };
  readonly operatorKeys: {
    has(hash: string): Promise<boolean>;
    insert(hash: string, createdAt: string): Promise<void>;
  };
  readonly keys: Rows<KeyRow> & {
    /** In the order they were made. */
    list(organizationId: string): Promise<KeyRow[]>;
  };
  readonly sessions: Rows<SessionRow> & {
    ofMember(organizationId: string, memberId: string): Promise<SessionRow[]>;
  };
  readonly sources: HostedRows<SourceRow> & {
    /** In the order they were made. */
    list(organizationId: string): Promise<SourceRow[]>;
  };
  readonly pairedDevices: Rows<PairedDeviceRow> & {
    /** In the order they were made. */
    ofMember(organizationId: string, memberId: string): Promise<PairedDeviceRow[]>;
  };
  /** Codes of one organization, or, under an empty organization, of nobody in particular. */
  readonly codes: Rows<CodeRow> & {
    /**
     * The newest code of a purpose that was made for a subject. Who has read it has it alone until the transaction is
     * over: a try that is counted is never lost to another one at the same moment.
     */
    newest(
      organizationId: string,
      purpose: CodeRow['purpose'],
      subject: string,
    ): Promise<CodeRow | undefined>;
  };
  readonly limits: {
    /**
     * Counts one more of something within a stretch of time that begins with the first, and answers how many there
     * were and when the stretch ends. Two at the same moment, in whichever processes, count as two.
     */
    count(key: string, now: string, seconds: number): Promise<{count: number; endsAt: string}>;
  };
  readonly links: Rows<LinkRow> & {
    ofJobs(organizationId: string, jobIds: readonly string[]): Promise<LinkRow[]>;
  };
  readonly customers: HostedRows<CustomerRow> & {
    list(organizationId: string, filter: CustomerFilter): Promise<CustomerRow[]>;
  };
  readonly members: HostedRows<MemberRow> & {
    list(organizationId: string, filter: MemberFilter): Promise<MemberRow[]>;
    /** Members of any organization with this phone number who were not deactivated, in the order of organizations and ids. */
    byPhone(phone: string): Promise<Owned<MemberRow>[]>;
  };
  readonly jobs: HostedRows<JobRow> & {
    list(organizationId: string, filter: JobFilter): Promise<JobRow[]>;
    ofCustomer(organizationId: string, customerId: string): Promise<JobRow[]>;
    /** Offered jobs, of any organization, whose offer ends at or before an instant. */
    expiring(before: string): Promise<Owned<JobRow>[]>;
  };
  readonly appointments: HostedRows<AppointmentRow> & {
    /** All visits of jobs, in the order they were made; tombstones too. */
    ofJobs(organizationId: string, jobIds: readonly string[]): Promise<AppointmentRow[]>;
    /** Scheduled visits and those under way that these members lead, by planned start. */
    openOf(organizationId: string, memberIds: readonly string[]): Promise<AppointmentRow[]>;
    list(organizationId: string, filter: AppointmentFilter): Promise<AppointmentRow[]>;
    /** Visits of any organization that are under way. */
    underWay(): Promise<Owned<AppointmentRow>[]>;
  };
  readonly events: {
    /**
     * Adds events, numbered without a gap in the order of commits, and answers them as stored. Call it last: it
     * takes the organization's counter. Id that exists: `StorageConflict`. No such organization: an error.
     */
    append(organizationId: string, events: readonly NewEvent[], recordedAt: string): Promise<StoredEvent[]>;
    after(organizationId: string, seq: number, limit: number): Promise<StoredEvent[]>;
    /** In the order of their numbers. */
    ofJobs(organizationId: string, jobIds: readonly string[]): Promise<StoredEvent[]>;
    /** Those of a type that happened at or after an instant, in the order of their numbers. */
    ofTypeSince(organizationId: string, type: EventType, at: string): Promise<StoredEvent[]>;
    /** The number of the newest event; 0 before the first. */
    lastSeq(organizationId: string): Promise<number>;
  };
  readonly notes: {
    insert(organizationId: string, rows: readonly NoteRow[]): Promise<void>;
    ofJobs(organizationId: string, jobIds: readonly string[]): Promise<NoteRow[]>;
    /** Forgets the notes of jobs. */
    removeOfJobs(organizationId: string, jobIds: readonly string[]): Promise<void>;
  };
  readonly photos: {
    get(organizationId: string, id: string): Promise<PhotoRow | undefined>;
    getMany(organizationId: string, ids: readonly string[]): Promise<PhotoRow[]>;
    insert(organizationId: string, rows: readonly PhotoRow[]): Promise<void>;
    /** Oldest first. */
    ofJobs(organizationId: string, jobIds: readonly string[]): Promise<PhotoRow[]>;
    remove(organizationId: string, ids: readonly string[]): Promise<void>;
  };
  readonly ratings: {
    /** Adds or replaces the rating of a visit by a contact. */
    put(organizationId: string, row: RatingRow): Promise<void>;
    ofJobs(organizationId: string, jobIds: readonly string[]): Promise<RatingRow[]>;
    /** Newest first. */
    list(organizationId: string, filter: RatingFilter): Promise<RatingRow[]>;
    removeOfJobs(organizationId: string, jobIds: readonly string[]): Promise<void>;
  };
  readonly notices: Rows<NoticeRow> & {
    /**
     * Writes notices. One that exists already for its (contact or member, kind, subject, occasion) is left as it is,
     * unless it was dropped: then it becomes what the new row says, under its old id. Answers the rows written that
     * are waiting now.
     */
    write(organizationId: string, rows: readonly NoticeRow[]): Promise<NoticeRow[]>;
    /** Oldest first. */
    ofJobs(organizationId: string, jobIds: readonly string[]): Promise<NoticeRow[]>;
    list(organizationId: string, filter: NoticeFilter): Promise<NoticeRow[]>;
    /**
     * Takes waiting notices of any organization and one channel that are due and not leased, until `lockedUntil`; no other
     * process gets them before. Raises `attempts`. The longest due come first.
     */
    lease(
      now: string,
      lockedUntil: string,
      wanted: {limit: number; channel: Channel},
    ): Promise<Owned<NoticeRow>[]>;
    /** When the next waiting notice of any organization is due: a leased one when its lease ends. */
    nextDue(): Promise<string | undefined>;
    /** Those of any organization that were sent over a phone line at or after an instant, newest first. */
    ofLine(lineKey: string, since: string): Promise<Owned<NoticeRow>[]>;
  };
  readonly messages: Rows<MessageRow> & {
    /** Oldest first. */
    ofJobs(organizationId: string, jobIds: readonly string[]): Promise<MessageRow[]>;
    removeOfJobs(organizationId: string, jobIds: readonly string[]): Promise<void>;
  };
  readonly consents: {
    insert(organizationId: string, rows: readonly ConsentRow[]): Promise<void>;
    /** Oldest first. */
    ofCustomer(organizationId: string, customerId: string): Promise<ConsentRow[]>;
    removeOfCustomer(organizationId: string, customerId: string): Promise<void>;
  };
  readonly pushSubscriptions: {
    /** Adds one, or takes the place of the one with its endpoint. */
    put(organizationId: string, row: PushSubscriptionRow): Promise<void>;
    /** Newest first. */
    ofHolders(organizationId: string, holderIds: readonly string[]): Promise<PushSubscriptionRow[]>;
    remove(organizationId: string, endpoints: readonly string[]): Promise<void>;
  };
  readonly phoneLines: {
    get(key: string): Promise<PhoneLineRow | undefined>;
    put(row: PhoneLineRow): Promise<void>;
    /** Forgets what was asked before an instant and not answered: it quotes what somebody wrote. */
    forgetQuestions(before: string): Promise<void>;
  };
  readonly webhooks: Rows<WebhookRow> & {
    /** In the order they were made. */
    list(organizationId: string): Promise<WebhookRow[]>;
    /** Forgets a webhook with its deliveries. */
    remove(organizationId: string, id: string): Promise<void>;
    /** Enabled webhooks of any organization that has newer events than were handed out to them. */
    behind(limit: number): Promise<Owned<WebhookRow>[]>;
  };
  readonly deliveries: Rows<DeliveryRow> & {
    /** Newest first. */
    list(organizationId: string, filter: DeliveryFilter): Promise<DeliveryRow[]>;
    /** Takes those that wait and are due, as notices are leased. */
    lease(now: string, lockedUntil: string, limit: number): Promise<Owned<DeliveryRow>[]>;
    /** Gives all of a webhook's deliveries in one state another state and time. Those that are leased stay. */
    shift(organizationId: string, webhookId: string, shift: DeliveryShift): Promise<void>;
  };
  readonly placeSearches: {
    get(organizationId: string, jobId: string): Promise<PlaceSearchRow | undefined>;
    /** Adds searches, or takes the place of those of the same jobs. */
    put(organizationId: string, rows: readonly PlaceSearchRow[]): Promise<void>;
    /** Forgets the searches of jobs; where there is none, nothing happens. */
    remove(organizationId: string, jobIds: readonly string[]): Promise<void>;
    /** Takes those of any organization that are due, as notices are leased. */
    lease(now: string, lockedUntil: string, limit: number): Promise<Owned<PlaceSearchRow>[]>;
  };
  readonly road: {
    get(organizationId: string, memberId: string): Promise<RoadRow | undefined>;
    list(organizationId: string): Promise<RoadRow[]>;
    put(organizationId: string, row: RoadRow): Promise<void>;
    /** Adds fixes; one of the same member and moment that exists is left as it is. */
    addFixes(organizationId: string, rows: readonly FixRow[]): Promise<void>;
    fixesOfLeg(organizationId: string, legId: string): Promise<FixRow[]>;
    removeFixesOfLegs(organizationId: string, legIds: readonly string[]): Promise<void>;
    /** Forgets where a member is and was; the finished legs, which hold no place, stay. */
    forget(organizationId: string, memberId: string): Promise<void>;
    addPastLeg(organizationId: string, row: PastLegRow): Promise<void>;
    /** The newest finished legs, newest first. */
    pastLegs(organizationId: string, limit: number): Promise<PastLegRow[]>;
  };
  readonly devices: {
    get(organizationId: string, deviceId: string): Promise<DeviceRow | undefined>;
    put(organizationId: string, row: DeviceRow): Promise<void>;
  };
  readonly idempotency: {
    /** Claims a scope. Answers undefined if it was free, else what is known of its first request. */
    claim(organizationId: string, row: IdempotencyRow): Promise<IdempotencyRow | undefined>;
    finish(
      organizationId: string,
      scope: string,
      outcome: {status: number | null; reply: string | null; secret: boolean},
    ): Promise<void>;
    release(organizationId: string, scope: string): Promise<void>;
  };
  readonly retention: {
    /**
     * Deletes what is older than its instant, in one organization: fixes, idempotency keys, and as messages the
     * threads, and the notices and deliveries that no longer wait. Answers how many rows went.
     */
    purge(organizationId: string, before: Retained): Promise<number>;
    /** Deletes codes of one organization that were made before an instant; under an empty one those of nobody, with counts. */
    purgeCodes(organizationId: string, before: string): Promise<number>;
  };
  readonly backlog: {
    /** What of all organizations is due and not sent yet: how much, and since when the oldest. */
    read(now: string): Promise<Backlog>;
  };
}

/** Where an office keeps everything. Adapters prove themselves with `storageSuite`. */
export interface Storage {
  /**
   * Runs a function in one transaction and answers what it answers. If it throws, nothing was written and the error
   * goes on to the caller. It may be run again after a conflict between two transactions, so it changes nothing else.
   * Do not begin a transaction within one: the two may wait for each other for ever.
   */
  transaction<T>(run: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Calls the listener soon after events of an organization were committed, here or in another process. */
  watch(listener: (organizationId: string) => void): () => void;
  /** Why it cannot serve this program now, such as tables of an older version; undefined if it can. Throws if it does not answer. */
  lacks(): Promise<string | undefined>;
  /** Everything it holds, to be backed up or restored; left out where data ends with the process. */
  readonly archive?: Archive;
  /** Housekeeping that the engine needs at times (checkpoint, vacuum); call it every few minutes. */
  maintain(): Promise<void>;
  close(): Promise<void>;
}

/** A row that may exist once exists already. `what` says which rule it broke. */
export class StorageConflict extends Error {
  override name = 'StorageConflict' as const;
  readonly what: 'id' | 'external_id' | 'slug' | 'notice' | 'double_booking' | 'two_under_way';
  constructor(what: StorageConflict['what'], detail = '') {
    super(`The storage holds one like this already (${what}). ${detail}`.trim());
    this.what = what;
  }
}
