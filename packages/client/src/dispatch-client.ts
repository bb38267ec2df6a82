import {
  appointmentCommandEndpoints,
  appointmentEndpoints,
  customerEndpoints,
  jobCommandEndpoints,
  jobEndpoints,
  liveEndpoints,
  memberEndpoints,
  officeEndpoints,
  organizationEndpoints,
  roadEndpoints,
} from '@dispatch-kit/core';
import type {
  DomainEvent,
  Endpoint,
  TechnicianPosition,
  appointmentCommands,
  jobCommands,
} from '@dispatch-kit/core';
import {Http} from './http.ts';
import {ServerClock} from './live/server-clock.ts';
import type {ClockReading} from './live/server-clock.ts';
import {openStream} from './live/stream.ts';
import type {StreamMessage} from './live/stream.ts';
import type {VisitStore} from './live/visit-store.ts';
import {webPlatform} from './platform.ts';
import type {Platform} from './platform.ts';
import type {Call, CallInput, ReplyOf} from './resources/call.ts';
import {commands} from './resources/commands.ts';
import type {Commands} from './resources/commands.ts';
import {resource} from './resources/resource.ts';
import type {Resource} from './resources/resource.ts';
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
}

/** What a live stream of an organization brings. After `reset` the picture is no longer whole: load a snapshot. */
export type LiveEvent =
  | {readonly type: 'event'; readonly cursor: string; readonly event: DomainEvent}
  | {readonly type: 'position'; readonly position: TechnicianPosition}
  | {readonly type: 'reset'};

/**
 * Talks to one dispatch server as one actor. Methods are named as the rows of the contract; each rejects with a
 * `DispatchError`. Two clients on a page know nothing of each other.
 */
export class DispatchClient {
  readonly jobs: Resource<typeof jobEndpoints> & Commands<typeof jobCommands>;
  readonly appointments: Resource<typeof appointmentEndpoints> & Commands<typeof appointmentCommands>;
  readonly customers: Resource<typeof customerEndpoints>;
  readonly members: Resource<typeof memberEndpoints>;
  /** The organization itself, its keys and sessions, `me`, and with an operator key `create`. */
  readonly organization: Resource<typeof organizationEndpoints>;
  /** Messages, tracking links, import, day review. */
  readonly office: Resource<typeof officeEndpoints>;
  /** Where technicians are: `positions()` reads, `report()` sends a batch of fixes. */
  readonly road: Resource<typeof roadEndpoints>;
  /** Follows the server's clock, which may run faster than yours. */
  readonly clock: ServerClock;
  /** Calls one row of the contract; the resources are made of it. */
  readonly call: Call;
  /** A complete picture, with the cursor from which `events` goes on. */
  readonly snapshot: Resource<typeof liveEndpoints>['snapshot'];
  readonly #http: Http;
  readonly #options: DispatchClientOptions;
  readonly #platform: Platform;

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
    this.organization = resource(organizationEndpoints, this.call);
    this.office = resource(officeEndpoints, this.call);
    this.road = resource(roadEndpoints, this.call);
    this.snapshot = resource(liveEndpoints, this.call).snapshot;
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
        const event = this.#read(message);
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

  async #call<E extends Endpoint>(endpoint: E, input?: CallInput<E>): Promise<ReplyOf<E>> {
    const reply = await this.#http.call(endpoint, input);
    const {serverTime, timeScale} = (reply ?? {}) as Partial<ClockReading>;
    if (serverTime && timeScale) this.clock.follow({serverTime, timeScale});
    return reply;
  }

  #read({type, id, data}: StreamMessage): LiveEvent | undefined {
    if (type === 'heartbeat') this.clock.follow(JSON.parse(data) as ClockReading);
    if (type === 'heartbeat') return undefined;
    if (type === 'reset') return {type: 'reset'};
    if (type === 'position') return {type: 'position', position: JSON.parse(data) as TechnicianPosition};
    return id === undefined ? undefined : {type: 'event', cursor: id, event: JSON.parse(data) as DomainEvent};
  }
}
