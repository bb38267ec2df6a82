import {
  appointmentCommandEndpoints,
  appointmentEndpoints,
  channelEndpoints,
  bookingEndpoints,
  correspondenceEndpoints,
  customerEndpoints,
  geocodeEndpoints,
  jobCommandEndpoints,
  jobEndpoints,
  liveEndpoints,
  memberEndpoints,
  officeEndpoints,
  organizationEndpoints,
  planningEndpoints,
  reportEndpoints,
  roadEndpoints,
  webhookEndpoints,
  signInEndpoints,
  sourceEndpoints,
} from '@dispatch-kit/core';
import type {CommandReply, Endpoint, appointmentCommands, jobCommands} from '@dispatch-kit/core';
import {Http} from './http.ts';
import {BoardStore} from './live/board-store.ts';
import {JobFolder} from './live/job-folder.ts';
import type {FolderContents} from './live/job-folder.ts';
import type {PictureStorage} from './live/picture-storage.ts';
import {readLiveEvent} from './live/live-event.ts';
import type {LiveEvent} from './live/live-event.ts';
import {isDispatchError} from './errors.ts';
import {OfficeFeed} from './live/office-feed.ts';
import {OfficeStore} from './live/office-store.ts';
import type {LoadedOffice, OfficeStoreOptions} from './live/office-store.ts';
import type {OfficeView} from './live/office-view.ts';
import {ServerClock} from './live/server-clock.ts';
import type {ClockReading} from './live/server-clock.ts';
import {openStream} from './live/stream.ts';
import type {VisitStore} from './live/visit-store.ts';
import {Outbox} from './outbox/outbox.ts';
import type {OutboxPlace} from './outbox/outbox.ts';
import type {KeptEntry, OutboxStorage} from './outbox/outbox-storage.ts';
import {webPlatform} from './platform.ts';
import type {Platform} from './platform.ts';
import type {Call, CallInput, ReplyOf} from './resources/call.ts';
import {commands} from './resources/commands.ts';
import type {Commands} from './resources/commands.ts';
import {photos} from './resources/photos.ts';
import type {Photos} from './resources/photos.ts';
import {resource} from './resources/resource.ts';
import type {Resource} from './resources/resource.ts';
import {LocationSharing} from './sharing/location-sharing.ts';
import type {PositionStorage} from './sharing/position-storage.ts';
import {webReceiver} from './sharing/web-receiver.ts';
import type {Receiver} from './sharing/receiver.ts';
import {openVisit} from './visit.ts';

export interface DispatchClientOptions {
  /** Where the server is: `https://api.example.com`. */
  url: string | URL;
  /** An API key (on your server only), a session or a link's token. */
  token?: string;
  /** In a page: asks your own back end for a session's token. Asked again by itself when the token has ended. */
  fetchToken?: () => Promise<string>;
  /** How requests are sent; the platform's own unless given. A server in the same tab is a `fetch` too. */
  fetch?: Platform['fetch'];
  platform?: Platform;
  /** Keeps work taps, notes and photos until the server has them: `memoryOutbox()` or `indexedDbOutbox({name})`. None unless given. */
  outbox?: OutboxStorage;
  /** Keeps places that wait for the network while `shareLocation()` is on: `indexedDbPositions({name})`. In memory alone unless given. */
  positions?: PositionStorage;
  /**
   * Keeps a technician's day and what was written about its jobs, so that they are there where a page starts without a
   * network: `indexedDbPictures({name})`. None unless given.
   */
  pictures?: PictureStorage;
}

/** Who a client acts as. */
export type Me = ReplyOf<typeof organizationEndpoints.me>;

/**
 * Talks to one dispatch server as one actor. Methods are named as the rows of the contract; each rejects with a
 * `DispatchError`. Two clients on a page know nothing of each other.
 */
export class DispatchClient {
  readonly jobs: Resource<typeof jobEndpoints> & Commands<typeof jobCommands>;
  readonly appointments: Resource<typeof appointmentEndpoints> & Commands<typeof appointmentCommands>;
  readonly customers: Resource<typeof customerEndpoints>;
  readonly members: Resource<typeof memberEndpoints>;
  /** Finds addresses, where the office has a geocoder. */
  readonly geocode: Resource<typeof geocodeEndpoints>;
  /** The public booking page: what can be booked, asking, and proving the phone; needs no token. */
  readonly booking: Resource<typeof bookingEndpoints>;
  /** Signing in by a code to the phone; no token is needed for `code`, `verify` and `invitation`. */
  readonly signIn: Resource<typeof signInEndpoints>;
  /** Connected third parties that offer jobs. */
  readonly sources: Resource<typeof sourceEndpoints>;
  /** The organization itself, its keys and sessions, `me`, and with an operator key `create`. */
  readonly organization: Resource<typeof organizationEndpoints>;
  /** Messages, tracking links, import, day review. */
  readonly office: Resource<typeof officeEndpoints>;
  /** Who could come when, for an order not yet made; for a visit that is there, `appointments.suggestions(id)`. */
  readonly planning: Resource<typeof planningEndpoints>;
  /** Web push for the signed-in member. */
  readonly channels: Pick<Resource<typeof channelEndpoints>, 'pushKey' | 'subscribe'>;
  /** The threads between customers and the office, and the consents of customers. */
  readonly correspondence: Resource<typeof correspondenceEndpoints>;
  /** Where technicians are: `positions()` reads, `report()` sends a batch of fixes. */
  readonly road: Resource<typeof roadEndpoints>;
  /** Pictures of jobs. */
  readonly photos: Photos;
  /** Practice figures, survey answers, calendar feeds. Tables and pages, such as `visits.csv`, are fetched by their address. */
  readonly reports: Resource<typeof reportEndpoints>;
  /** Where events are sent, and how that went. */
  readonly webhooks: Resource<typeof webhookEndpoints>;
  /** Follows the server's clock, which may run faster than yours. */
  readonly clock: ServerClock;
  /** Calls one row of the contract; the resources are made of it. */
  readonly call: Call;
  /** A complete picture, with the cursor from which `events` goes on. */
  readonly snapshot: Resource<typeof liveEndpoints>['snapshot'];
  /** Taps, notes and photos that wait for the server; undefined unless a storage for it was given. */
  readonly outbox: Outbox | undefined;
  readonly #http: Http;
  readonly #options: DispatchClientOptions;
  readonly #platform: Platform;
  readonly #office: OfficeStoreOptions;
  /** Stores that somebody still holds, by what they show. */
  readonly #stores = new Map<string, WeakRef<OfficeStore>>();
  readonly #folders = new Map<string, WeakRef<JobFolder>>();
  #me: Promise<Me> | undefined;
  readonly #positions: PositionStorage | undefined;
  #sharing: LocationSharing | undefined;

  constructor(options: DispatchClientOptions) {
    this.#options = options;
    this.#platform = {...(options.platform ?? webPlatform()), ...(options.fetch && {fetch: options.fetch})};
    this.#http = new Http({...options, platform: this.#platform});
    this.clock = new ServerClock(this.#platform);
    this.call = (endpoint, input) => this.#call(endpoint, input);
    this.jobs = {
      ...resource(jobEndpoints, this.call),
      ...commands<typeof jobCommands>(jobCommandEndpoints, this.call),
    };
    this.appointments = {
      ...resource(appointmentEndpoints, this.call),
      ...commands<typeof appointmentCommands>(appointmentCommandEndpoints, this.call),
    };
    this.customers = resource(customerEndpoints, this.call);
    this.members = resource(memberEndpoints, this.call);
    this.geocode = resource(geocodeEndpoints, this.call);
    this.booking = resource(bookingEndpoints, this.call);
    this.signIn = resource(signInEndpoints, this.call);
    this.sources = resource(sourceEndpoints, this.call);
    this.organization = resource(organizationEndpoints, this.call);
    this.office = resource(officeEndpoints, this.call);
    this.planning = resource(planningEndpoints, this.call);
    this.channels = resource(channelEndpoints, this.call);
    this.correspondence = resource(correspondenceEndpoints, this.call);
    this.road = resource(roadEndpoints, this.call);
    this.photos = photos(this.call);
    this.reports = resource(reportEndpoints, this.call);
    this.webhooks = resource(webhookEndpoints, this.call);
    this.snapshot = resource(liveEndpoints, this.call).snapshot;
    this.#positions = options.positions;
    this.outbox = options.outbox && this.#makeOutbox(options.outbox);
    const feed = new OfficeFeed({
      onConnection: isUp => this.outbox?.noteConnection(isUp),
      platform: this.#platform,
      clock: this.clock,
      connect: at => this.#http.open(liveEndpoints.events, at),
    });
    this.#office = {
      platform: this.#platform,
      clock: this.clock,
      feed,
      load: (view, signal) => this.#loadOffice(view, signal),
      fetchJobs: (jobIds, signal) =>
        this.snapshot({view: 'jobs', ...(jobIds.length > 0 && {jobIds})}, {signal}),
      fetchOrganization: signal => this.organization.get({signal}),
      fetchRoute: async appointmentId => (await this.appointments.route(appointmentId)).geometry,
      pictures: options.pictures,
    };
  }

  /**
   * Shares where this device is with the office, for the signed-in technician: from `start()`, which is called after a tap,
   * until `stop()` or until nobody is under way any more. Asked again for the browser's own receiver, it is the same one.
   *
   * @param receiver the device's; the browser's own unless given.
   */
  shareLocation(receiver?: Receiver): LocationSharing {
    if (receiver) return this.#share(receiver);
    this.#sharing ??= this.#share(webReceiver());
    return this.#sharing;
  }

  /**
   * The jobs of the office: of a day, of `today` (which becomes the next day at the organization's midnight by itself),
   * or all. Asked again for the same, it is the same store: all who show it share one stream, one filter, one
   * selection.
   */
  board({day}: {day?: string | 'today'} = {}): BoardStore {
    return this.#storeOf({kind: 'board', ...(day && {day})}, BoardStore);
  }

  /** What is under way. */
  fleet(): OfficeStore {
    return this.#storeOf({kind: 'fleet'}, OfficeStore);
  }

  /** The jobs of one technician, of a day or all; your own unless `memberId` says whose. */
  agenda({memberId, day}: {memberId?: string; day?: string | 'today'} = {}): OfficeStore {
    return this.#storeOf({kind: 'agenda', ...(memberId && {memberId}), ...(day && {day})}, OfficeStore);
  }

  /** One visit, with the job it belongs to. */
  appointment(appointmentId: string): OfficeStore {
    return this.#storeOf({kind: 'visit', appointmentId}, OfficeStore);
  }

  /** Notes, photos, thread and history of one job, kept up to date while somebody listens. */
  folder(jobId: string): JobFolder {
    const known = this.#folders.get(jobId)?.deref();
    if (known) return known;
    const {platform, feed, pictures} = this.#office;
    const load = () => this.#loadFolder(jobId);
    const folder = new JobFolder(jobId, {platform, feed, load, pictures});
    this.#folders.set(jobId, new WeakRef(folder));
    return folder;
  }

  /** Who this client acts as, and what it may do; asked once. */
  me(): Promise<Me> {
    this.#me ??= this.organization.me().catch((error: unknown) => {
      this.#me = undefined;
      throw error;
    });
    return this.#me;
  }

  /**
   * What happens from now on, or after a cursor, for as long as you iterate: the stream spans reconnects, with no gap
   * and no repeat. Break out of the loop, or abort `signal`, to end it.
   *
   * @throws DispatchError when the server refuses and no retry helps.
   */
  async *events({after, signal}: {after?: string; signal?: AbortSignal} = {}): AsyncGenerator<
    LiveEvent,
    void,
    undefined
  > {
    const own = new AbortController();
    const stream = openStream({
      connect: at => this.#http.open(liveEndpoints.events, at),
      lastEventId: after,
      platform: this.#platform,
      signal: signal ? AbortSignal.any([signal, own.signal]) : own.signal,
    });
    try {
      for await (const message of stream) {
        const event = readLiveEvent(message, this.clock);
        if (event) yield event;
      }
    } finally {
      own.abort();
    }
  }

  /** Follows the visit of a tracking link, by its token or else by this client's own. */
  visit({token = this.#options.token}: {token?: string | undefined} = {}): VisitStore {
    const {url} = this.#options;
    return openVisit({url, token: token ?? '', platform: this.#platform});
  }

  async #loadOffice({kind, ...rest}: OfficeView, signal: AbortSignal): Promise<LoadedOffice> {
    const [snapshot, organization, {memberId, capabilities}] = await Promise.all([
      this.snapshot({view: kind, ...rest}, {signal}),
      this.organization.get({signal}),
      this.organization.me({signal}),
    ]);
    const [job] = snapshot.items;
    const isVisit = kind === 'visit' && job !== undefined;
    const history = isVisit ? (await this.jobs.history(job.id, {signal})).items : undefined;
    return {
      snapshot,
      organization,
      memberId,
      ...(capabilities['jobs.read'] === 'own' && {ownId: memberId}),
      ...(history && {history: history.filter(({seq}) => seq <= snapshot.seq)}),
    };
  }

  async #loadFolder(jobId: string): Promise<FolderContents> {
    const [notes, photos, messages, history] = await Promise.all([
      this.jobs.notes(jobId),
      this.photos.list(jobId).catch((error: unknown) => {
        if (isDispatchError(error) && error.status === 501) return undefined;
        throw error;
      }),
      this.correspondence.messages(jobId),
      this.jobs.history(jobId),
    ]);
    return {
      notes: notes.items,
      photos: photos?.items,
      messages: messages.items,
      history: history.items,
    };
  }

  #share(receiver: Receiver): LocationSharing {
    return new LocationSharing({
      receiver,
      platform: this.#platform,
      clock: this.clock,
      storage: this.#positions,
      send: ({fixes, sentAt}) => this.road.report({fixes: [...fixes], sentAt}),
    });
  }

  #makeOutbox(storage: OutboxStorage): Outbox {
    return new Outbox({
      storage,
      platform: this.#platform,
      clock: this.clock,
      send: (entry, place, upload) => this.#sendKept(entry, place, upload),
    });
  }

  #sendKept(
    entry: KeptEntry,
    place: OutboxPlace,
    upload?: {picture: Blob; signal: AbortSignal},
  ): Promise<unknown> {
    if (entry.kind === 'photo') {
      const {jobId, visibility, appointmentId} = entry;
      const query = {visibility, appointmentId, ...place};
      return this.photos.add(jobId, upload!.picture, query, {noRetry: true, signal: upload!.signal});
    }
    if (entry.kind === 'note') {
      const {jobId, text, visibility, appointmentId} = entry;
      return this.jobs.addNote(jobId, {text, visibility, appointmentId, ...place}, {noRetry: true});
    }
    const {appointmentId, command, input} = entry;
    const endpoint: Endpoint = appointmentCommandEndpoints[command]!;
    const body = {...input, ...place} as never;
    return this.call(endpoint, {params: {id: appointmentId}, body, noRetry: true});
  }

  #storeOf<S extends OfficeStore>(
    view: OfficeView,
    Store: new (view: OfficeView, options: OfficeStoreOptions) => S,
  ): S {
    const key = JSON.stringify(view);
    const known = this.#stores.get(key)?.deref() as S | undefined;
    const store = known ?? new Store(view, this.#office);
    if (!known) this.#stores.set(key, new WeakRef(store));
    return store;
  }

  async #call<E extends Endpoint>(endpoint: E, input?: CallInput<E>): Promise<ReplyOf<E>> {
    const reply = await this.#http.call(endpoint, input);
    const {serverTime, timeScale} = (reply ?? {}) as Partial<ClockReading>;
    if (serverTime && timeScale) this.clock.follow({serverTime, timeScale});
    if (isCommandReply(reply)) this.#office.feed.reply(reply);
    return reply;
  }
}

function isCommandReply(reply: unknown): reply is CommandReply {
  return typeof reply === 'object' && reply !== null && 'events' in reply && 'job' in reply;
}
