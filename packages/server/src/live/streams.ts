import type {DomainEvent, EventType} from '@dispatch-kit/core';
import {toMs} from '@dispatch-kit/core';
import {scopeKey, visibleTo} from './event-scope.ts';
import {Reader, message} from './sse.ts';
import {loadTracked, viewOf} from './tracked-job.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {Principal} from '../office/principal.ts';
import {reachOf} from '../office/principal.ts';
import {authenticate} from '../office/authenticate.ts';
import {eventCursor, seqOf} from './event-cursor.ts';
import {positionOut} from '../desk/shapes.ts';

type Feed = {
  readonly reader: Reader;
  readonly token: string;
  principal: Principal;
};
/** `places`: which place of each technician was sent on it last. */
type EventFeed = Feed & {seq: number; readonly places: Map<string, string>};
type ViewFeed = Feed & {readonly jobId: string; last: string; count: number; changesAtMs: number};

/** Facts after which a token may be worth less than before. */
const rightsChange: ReadonlySet<EventType> = new Set<EventType>([
  'token_revoked',
  'member_edited',
  'member_deactivated',
  'customer_erased',
  'organization_edited',
]);

const pageSize = 500;

/** What is open of one organization. */
class Hub {
  readonly events = new Set<EventFeed>();
  readonly views = new Set<ViewFeed>();
  /** Up to where this process has looked. */
  seq = 0;
  work: Promise<void> = Promise.resolve();
  isDirty = false;
}

/**
 * Every open stream of this process: the team's events and the customers' views. A message is encoded once for all who
 * read the same; a slow reader is conflated, then cut; a stream ends within a tick of its token's end.
 */
export class Streams {
  readonly #office: Office;
  readonly #hubs = new Map<string, Hub>();
  #beatAt = 0;
  #beatScale = 0;

  constructor(office: Office) {
    this.#office = office;
  }

  /** How many are open. */
  get size(): number {
    return [...this.#hubs.values()].reduce((sum, hub) => sum + hub.events.size + hub.views.size, 0);
  }

  /** Opens the customer's stream: the whole view at once, and again whenever it changed. */
  async openView(principal: Principal, token: string): Promise<Response> {
    const hub = this.#hubOf(principal.organization.id);
    const feed: ViewFeed = {
      reader: new Reader(() => this.#drop(principal.organization.id, feed)),
      token,
      principal,
      jobId: principal.link!.jobId,
      last: '',
      count: 0,
      changesAtMs: 0,
    };
    hub.views.add(feed);
    await this.#refresh(hub, [feed]);
    return feed.reader.response;
  }

  /** Opens the team's stream, from a cursor on without gap or repeat, or from now on. */
  async openEvents(principal: Principal, token: string, after: string | undefined): Promise<Response> {
    const organizationId = principal.organization.id;
    const last = await this.#office.storage.transaction(tx => tx.events.lastSeq(organizationId));
    const asked =
      after === undefined ? last : await seqOf(this.#office, organizationId, scopeKey(principal), after);
    const hub = this.#hubOf(organizationId);
    const feed: EventFeed = {
      reader: new Reader(() => this.#drop(organizationId, feed)),
      token,
      principal,
      seq: Math.min(asked, last),
      places: new Map(),
    };
    feed.reader.write(this.#beat());
    if (asked > last) feed.reader.write(message('reset', {reason: 'unknown_cursor'}));
    hub.events.add(feed);
    this.changed(organizationId);
    this.moved(organizationId);
    return feed.reader.response;
  }

  /** Something was committed in an organization. */
  changed(organizationId: string): void {
    const hub = this.#hubs.get(organizationId);
    if (!hub || hub.isDirty) return;
    hub.isDirty = true;
    hub.work = hub.work.then(async () => {
      hub.isDirty = false;
      await this.#pump(organizationId, hub).catch((error: unknown) => this.#failed(error));
    });
  }

  /** A technician's place changed. */
  moved(organizationId: string): void {
    const hub = this.#hubs.get(organizationId);
    if (!hub) return;
    hub.work = hub.work.then(() =>
      this.#move(organizationId, hub).catch((error: unknown) => this.#failed(error)),
    );
  }

  /** What time alone brings: heartbeats, ends of tokens, a grace that is over, a fix grown stale. Call it every second or oftener. */
  async tick(realNowMs: number): Promise<void> {
    const {clock, limits} = this.#office;
    // A clock that runs at another speed is told at once, or what is shown would run away from it.
    const isBeat = realNowMs - this.#beatAt >= limits.heartbeatMs || clock.timeScale !== this.#beatScale;
    if (isBeat) [this.#beatAt, this.#beatScale] = [realNowMs, clock.timeScale];
    const nowMs = clock.now();
    for (const [organizationId, hub] of this.#hubs) {
      for (const feed of [...hub.events, ...hub.views]) {
        if (feed.principal.expiresAt && toMs(feed.principal.expiresAt) <= nowMs) feed.reader.close();
        else if (isBeat) feed.reader.write(this.#beat());
      }
      const due = [...hub.views].filter(feed => feed.changesAtMs <= nowMs);
      if (due.length > 0) hub.work = hub.work.then(() => this.#refresh(hub, due));
      if (hub.events.size > 0) this.moved(organizationId);
    }
    await this.settled();
  }

  /** Resolves when everything that was to be sent has been written to its readers. */
  async settled(): Promise<void> {
    await Promise.all([...this.#hubs.values()].map(hub => hub.work));
  }

  close(): void {
    for (const hub of this.#hubs.values())
      for (const feed of [...hub.events, ...hub.views]) feed.reader.close();
  }

  #hubOf(organizationId: string): Hub {
    const hub = this.#hubs.get(organizationId) ?? new Hub();
    this.#hubs.set(organizationId, hub);
    return hub;
  }

  #drop(organizationId: string, feed: Feed): void {
    const hub = this.#hubs.get(organizationId);
    hub?.events.delete(feed as EventFeed);
    hub?.views.delete(feed as ViewFeed);
    if (hub && hub.events.size + hub.views.size === 0) this.#hubs.delete(organizationId);
  }

  #beat(): Uint8Array {
    const {clock} = this.#office;
    return message('heartbeat', {serverTime: nowInstant(this.#office), timeScale: clock.timeScale});
  }

  #failed(error: unknown): void {
    this.#office.log('error', 'A stream could not go on', {error: String(error)});
  }

  /** Reads what is new once for all who stand at the same place, and gives each what it may see. */
  async #pump(organizationId: string, hub: Hub): Promise<void> {
    const {storage} = this.#office;
    // Readers leave while others are read for: without one there is no place to go on from.
    while (hub.events.size + hub.views.size > 0) {
      const from = Math.min(
        ...[...hub.events].map(feed => feed.seq),
        hub.views.size > 0 && hub.seq > 0 ? hub.seq : Infinity,
      );
      const start = Number.isFinite(from)
        ? from
        : await storage
            .transaction(tx => tx.events.lastSeq(organizationId))
            .then(last => Math.max(0, last - pageSize));
      const events = await storage.transaction(tx => tx.events.after(organizationId, start, pageSize));
      if (events.length === 0) return;
      const reached = events.at(-1)!.seq;
      const fresh = events.filter(event => event.seq > hub.seq);
      hub.seq = Math.max(hub.seq, reached);
      if (fresh.some(event => rightsChange.has(event.type))) await this.#recheck(hub);
      // Customers first: what the team hears makes its pages ask again, and those questions would go before.
      const jobIds = new Set(fresh.map(event => event.jobId));
      await this.#refresh(
        hub,
        [...hub.views].filter(feed => jobIds.has(feed.jobId)),
      );
      await this.#give(organizationId, hub, events, reached);
      if (events.length < pageSize) return;
    }
  }

  async #give(
    organizationId: string,
    hub: Hub,
    events: readonly DomainEvent[],
    reached: number,
  ): Promise<void> {
    const encoded = new Map<string, {seq: number; bytes: Uint8Array}[]>();
    for (const feed of hub.events) {
      const key = scopeKey(feed.principal);
      if (!encoded.has(key)) encoded.set(key, await this.#encode(organizationId, feed.principal, events));
      for (const {seq, bytes} of encoded.get(key)!) if (seq > feed.seq) feed.reader.write(bytes);
      feed.seq = Math.max(feed.seq, reached);
    }
  }

  async #encode(
    organizationId: string,
    principal: Principal,
    events: readonly DomainEvent[],
  ): Promise<{seq: number; bytes: Uint8Array}[]> {
    const visible = await this.#office.storage.transaction(tx => visibleTo(tx, principal, events));
    return Promise.all(
      visible.map(async event => ({
        seq: event.seq,
        bytes: message(
          event.type,
          event,
          await eventCursor(this.#office, organizationId, scopeKey(principal), event.seq),
        ),
      })),
    );
  }

  /** Ends the streams whose token has ended, and gives the others the rights they have now. */
  async #recheck(hub: Hub): Promise<void> {
    for (const feed of [...hub.events, ...hub.views]) {
      try {
        const before = scopeKey(feed.principal);
        feed.principal = await this.#office.storage.transaction(tx =>
          authenticate(this.#office, tx, feed.token),
        );
        if (
          scopeKey(feed.principal) !== before ||
          (hub.events.has(feed as EventFeed) && reachOf(feed.principal, 'jobs.read') === 'none')
        )
          feed.reader.close();
      } catch {
        feed.reader.close();
      }
    }
  }

  /** The newest place of each technician, to those who may know it and do not yet, and the views that show him. */
  async #move(organizationId: string, hub: Hub): Promise<void> {
    const rows = await this.#office.storage.transaction(tx => tx.road.list(organizationId));
    for (const row of rows) {
      const position = positionOut(row);
      if (!position) continue;
      const place = `${position.at} ${position.appointmentId} ${position.eta?.expectedAt}`;
      const due = [...hub.events].filter(
        feed => mayKnow(feed, row.memberId) && feed.places.get(row.memberId) !== place,
      );
      const bytes = due.length > 0 ? message('position', position) : undefined;
      for (const feed of due) {
        // Positions are conflated for a slow reader: it gets the newest when it has caught up.
        if (feed.reader.behindBytes >= 64_000) continue;
        feed.places.set(row.memberId, place);
        feed.reader.write(bytes!);
      }
    }
    await this.#refresh(
      hub,
      [...hub.views].filter(feed => Number.isFinite(feed.changesAtMs)),
    );
  }

  /** Cuts views anew; what has not changed is not sent, and who has not read the last waits for the next. */
  async #refresh(hub: Hub, feeds: readonly ViewFeed[]): Promise<void> {
    const byJob = Map.groupBy(feeds, feed => feed.jobId);
    for (const [jobId, ofJob] of byJob) {
      const {organization} = ofJob[0]!.principal;
      const tracked = await this.#office.storage.transaction(async tx => {
        const present = await tx.organizations.get(organization.id);
        return present && loadTracked(this.#office, tx, present, jobId);
      });
      if (!tracked) {
        for (const feed of ofJob) feed.reader.close();
        continue;
      }
      for (const feed of ofJob) {
        const {view, changesAtMs} = viewOf(this.#office, tracked, feed.principal.link!.contactId);
        const {serverTime: _, ...lasting} = view;
        const text = JSON.stringify(lasting);
        feed.changesAtMs = changesAtMs ?? Infinity;
        if (feed.last === text || feed.reader.behindBytes > 64_000 || !hub.views.has(feed)) continue;
        feed.last = text;
        feed.count += 1;
        feed.reader.write(message('view', view, String(feed.count)));
      }
    }
  }
}

/** Whether a reader may know where a technician is. */
function mayKnow({principal}: EventFeed, memberId: string): boolean {
  const reach = reachOf(principal, 'positions.read');
  return reach === 'all' || (reach === 'own' && principal.memberId === memberId);
}
