import {Channel, dayMs, toInstant, toMs} from '@dispatch-kit/core';
import type {OrganizationInput} from '@dispatch-kit/core';
import {KnownDrives} from './office/known-drives.ts';
import type {Office} from './office/office.ts';
import {idMaker, newSecret, nowInstant} from './office/office.ts';
import {createKey, createOrganization} from './desk/organizations.ts';
import {createApp} from './http/app.ts';
import type {Peer} from './http/door.ts';
import {unanswered} from './http/handlers.ts';
import {Streams} from './live/streams.ts';
import {consoleNotifier} from './notices/console-notifier.ts';
import {ChannelSender} from './notices/channel-sender.ts';
import type {ServerOptions} from './options.ts';
import {placeOrders} from './placing/place-orders.ts';
import {ArrivalRecords} from './road/arrival-records.ts';
import {LearnedRoads} from './road/learned-roads.ts';
import {defaultLimits} from './options.ts';
import {webCrypto} from './web-crypto.ts';
import {RouteAsker} from './watch/route-asker.ts';
import {FileSweeper} from './photos/sweep-files.ts';
import {watchDayEnd} from './watch/watch-day-end.ts';
import {watchClock} from './watch/watch-clock.ts';
import {deliverWebhooks} from './webhooks/deliver-webhooks.ts';

/** A running office: a function from Request to Response, and a heart that somebody makes beat. */
export type DispatchServer = {
  /** Answers one request. `peer.address` is who sent it, for rate limits. */
  fetch(request: Request, peer?: Peer): Promise<Response>;
  /**
   * Does what is due: graces and offers that ended, legs nobody ended, heartbeats. Call it every second or oftener, and after
   * moving a virtual clock. Asks no other server, and does nothing twice, in however many processes it beats.
   */
  tick(): Promise<void>;
  /**
   * Does what takes its time: sends messages over each channel and events to webhooks, asks other servers for routes
   * and for the places of orders, learns from finished drives. Call it every second or oftener beside `tick`,
   * without waiting for the call before: it resolves when all is done, and one server that does not answer holds up no other.
   */
  deliver(): Promise<void>;
  /** Makes an organization without going over the wire. */
  createOrganization(input: OrganizationInput): Promise<{organizationId: string; apiKey: string}>;
  /** Makes another API key of an organization. */
  createKey(organizationId: string, name: string): Promise<string>;
  /** Makes an operator key, which may make organizations. */
  createOperatorKey(): Promise<string>;
  /** Ends every stream. The storage is closed by who opened it. */
  close(): Promise<void>;
};

const maintainEveryMs = 5 * 60_000;
const purgeEveryMs = 60 * 60_000;

/** Makes an office over its ports. */
export function createServer(options: ServerOptions): DispatchServer {
  if (options.secret.length < 32)
    throw new Error('secret: give at least 32 characters that only this office knows.');
  const missing = unanswered();
  if (missing.length > 0) throw new Error(`Nobody answers ${missing.join(', ')}.`);
  const learned = {roads: new LearnedRoads(), arrivalRecords: new ArrivalRecords()};
  const office = officeOf(options, learned);
  const streams = new Streams(office);
  const answer = createApp(office, streams);
  const unwatch = office.storage.watch(organizationId => streams.changed(organizationId));
  office.onRoad.add(organizationId => streams.moved(organizationId));
  const heart = new Heart(office, streams, learned);
  return {
    fetch: (request, peer) => answer(request, peer),
    tick: () => heart.beat(),
    deliver: () => heart.deliver(),
    async createOrganization(input) {
      const {row, apiKey} = await office.storage.transaction(tx => createOrganization(office, tx, input));
      return {organizationId: row.id, apiKey};
    },
    createKey: (organizationId, name) =>
      office.storage.transaction(async tx => {
        const organization = await tx.organizations.get(organizationId);
        if (!organization) throw new Error(`There is no organization ${organizationId}.`);
        return (await createKey(office, tx, organization, {name, kind: 'server', sourceId: null})).secret;
      }),
    async createOperatorKey() {
      const secret = newSecret(office.crypto, 'ok_');
      const hash = await office.crypto.sha256(secret);
      await office.storage.transaction(tx => tx.operatorKeys.insert(hash, nowInstant(office)));
      return secret;
    },
    async close() {
      unwatch();
      streams.close();
      await heart.rest();
    },
  };
}

/** What a process makes of the past, beside its beat. */
type Learned = {readonly roads: LearnedRoads; readonly arrivalRecords: ArrivalRecords};

function officeOf(options: ServerOptions, learned: Learned): Office {
  const crypto = options.crypto ?? webCrypto();
  const quiet = () => undefined;
  return {
    storage: options.storage,
    clock: options.clock,
    crypto,
    secret: options.secret,
    publicUrl: options.publicUrl.replace(/\/+$/, ''),
    notifier: options.notifier ?? consoleNotifier(quiet),
    textLine: options.textLine,
    pushKey: options.pushKey,
    endedDays: new Map(),
    ...learned,
    router: options.router,
    knownDrives: new KnownDrives(),
    geocoder: options.geocoder,
    webhooks: options.webhooks,
    photos: options.photos,
    log: options.log ?? quiet,
    limits: {...defaultLimits, ...options.limits},
    newId: idMaker(options.clock, crypto),
    onRoad: new Set(),
  };
}

/** Everything that time brings about, one beat at a time. */
class Heart {
  readonly #office: Office;
  readonly #streams: Streams;
  readonly #learned: Learned;
  readonly #senders: readonly ChannelSender[];
  readonly #routes: RouteAsker;
  readonly #files: FileSweeper;
  #beating: Promise<void> | undefined;
  #delivering: Promise<void> | undefined;
  #placing: Promise<void> | undefined;
  #learning: Promise<void> | undefined;
  #isResting = false;
  #maintainedMs = performance.now();
  #purgedMs = -Infinity;

  constructor(office: Office, streams: Streams, learned: Learned) {
    this.#office = office;
    this.#learned = learned;
    this.#streams = streams;
    this.#routes = new RouteAsker(office);
    this.#files = new FileSweeper(office);
    this.#senders = Channel.options.map(channel => new ChannelSender(office, channel));
  }

  /** A beat that comes while one goes on waits for it, and then beats once. */
  async beat(): Promise<void> {
    const before = this.#beating;
    const mine = (before ?? Promise.resolve()).catch(() => undefined).then(() => this.#once());
    this.#beating = mine;
    await mine;
  }

  async deliver(): Promise<void> {
    await Promise.all([
      ...this.#senders.map(sender => sender.deliver()),
      this.#deliverWebhooks(),
      this.#try('routes', () => this.#routes.deliver()),
      this.#learn(),
      this.#placeOrders(),
    ]);
  }

  #deliverWebhooks(): Promise<void> {
    const {webhooks} = this.#office;
    if (!webhooks) return Promise.resolve();
    const delivering = (this.#delivering ??= this.#try('webhooks', () =>
      deliverWebhooks(this.#office, webhooks),
    ));
    return delivering.finally(() => (this.#delivering = undefined));
  }

  #placeOrders(): Promise<void> {
    const {geocoder} = this.#office;
    if (!geocoder) return Promise.resolve();
    const placing = (this.#placing ??= this.#try('places', () =>
      placeOrders(this.#office, geocoder, () => this.#isResting),
    ));
    return placing.finally(() => (this.#placing = undefined));
  }

  #learn(): Promise<void> {
    const {roads, arrivalRecords} = this.#learned;
    const learning = (this.#learning ??= this.#try('roads', async () => {
      await roads.learn(this.#office);
      await arrivalRecords.count(this.#office);
    }));
    return learning.finally(() => (this.#learning = undefined));
  }

  async rest(): Promise<void> {
    this.#isResting = true;
    await Promise.all([
      this.#delivering,
      this.#placing,
      this.#learning,
      ...this.#senders.map(sender => sender.rest()),
    ]);
    await this.#beating?.catch(() => undefined);
  }

  async #once(): Promise<void> {
    const realNowMs = performance.now();
    await this.#try('clock', () => watchClock(this.#office));
    await this.#try('day end', () => watchDayEnd(this.#office));
    await this.#try('streams', () => this.#streams.tick(realNowMs));
    await this.#try('retention', () => this.#purge());
    if (realNowMs - this.#maintainedMs < maintainEveryMs) return;
    this.#maintainedMs = realNowMs;
    await this.#try('maintenance', () => this.#office.storage.maintain());
  }

  async #purge(): Promise<void> {
    const nowMs = this.#office.clock.now();
    if (nowMs - this.#purgedMs < purgeEveryMs) return;
    this.#purgedMs = nowMs;
    const {storage} = this.#office;
    // Codes of nobody in particular follow no organization's rules.
    const yesterday = toInstant(nowMs - dayMs);
    await storage.transaction(tx => tx.retention.purgeCodes('', yesterday));
    await storage.transaction(tx => tx.phoneLines.forgetQuestions(yesterday));
    const organizations = await storage.transaction(tx => tx.organizations.list());
    await this.#try('files', () => this.#files.sweep(organizations.map(({id}) => id)));
    for (const {id, settings} of organizations) {
      const daysAgo = (days: number) => toInstant(toMs(toInstant(nowMs)) - days * 24 * 60 * 60_000);
      const {fixesDays, idempotencyDays, messagesDays} = settings.retention;
      await storage.transaction(tx => tx.retention.purgeCodes(id, daysAgo(settings.retention.codesDays)));
      await storage.transaction(tx =>
        tx.retention.purge(id, {
          fixes: daysAgo(fixesDays),
          idempotency: daysAgo(idempotencyDays),
          messages: daysAgo(messagesDays),
        }),
      );
    }
  }

  async #try(what: string, run: () => Promise<unknown>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.#office.log('error', 'Something due could not be done; it is tried again', {
        what,
        error: String(error),
      });
    }
  }
}
