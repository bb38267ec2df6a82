import type {DomainEvent, LatLng, Organization} from '@dispatch-kit/core';
import {dayIn, dayRange, decodePolyline} from '@dispatch-kit/core';
import {backoffMs} from '../backoff.ts';
import {DispatchError, isDispatchError} from '../errors.ts';
import {wait} from '../platform.ts';
import type {Platform} from '../platform.ts';
import type {FeedNews, OfficeFeed} from './office-feed.ts';
import type {OfficePicture, OfficeSource} from './office-source.ts';
import {isOfficeNews, keptOf, takeOfficeNews, unknownOffice, wantsAnything} from './office-state.ts';
import type {KeptOffice, OfficeNews, OfficeSnapshot} from './office-state.ts';
import type {Membership, OfficeView} from './office-view.ts';
import type {PictureStorage} from './picture-storage.ts';
import type {ServerClock} from './server-clock.ts';

/** A picture as it was loaded, with where events go on. */
export interface LoadedOffice {
  readonly snapshot: OfficeSnapshot & {readonly cursor: string; readonly serverTime: string};
  readonly organization: Organization;
  /** Only jobs that this member is on can be seen. */
  readonly ownId?: string | undefined;
  /** Who asks. */
  readonly memberId?: string | undefined;
  readonly history?: readonly DomainEvent[];
}

/** What a store works with. */
export interface OfficeStoreOptions {
  platform: Platform;
  clock: ServerClock;
  feed: OfficeFeed;
  load(view: OfficeView, signal: AbortSignal): Promise<LoadedOffice>;
  /** Just these jobs, with people and positions. */
  fetchJobs(jobIds: readonly string[], signal: AbortSignal): Promise<OfficeSnapshot>;
  fetchOrganization(signal: AbortSignal): Promise<Organization>;
  /** The way along the roads to a visit, as an encoded polyline; null where none is known. */
  fetchRoute(appointmentId: string): Promise<string | null>;
  /** Keeps a technician's day and visits on the device. */
  pictures?: PictureStorage | undefined;
}

/** What changes at once is kept at once. */
const keepAfterMs = 500;

/** So many jobs at most are fetched one by one; with more, the whole is loaded again. */
const mostFetched = 100;
/** Timers hold no more. */
const longestWaitMs = 2 ** 31 - 1;

/** A part of an office, kept up to date over the event stream that all stores of a client share. */
export class OfficeStore implements OfficeSource {
  readonly #options: OfficeStoreOptions;
  readonly #view: OfficeView;
  readonly #listeners = new Set<() => void>();
  #state = unknownOffice;
  #queue: OfficeNews[] = [];
  #running: AbortController | undefined;
  /** Ends with each new load. */
  #loading: AbortController | undefined;
  #isLoaded = false;
  #isDue = false;
  #isKeeping = false;
  /** The day that `today` was when the picture was loaded. */
  #today: string | undefined;

  constructor(view: OfficeView, options: OfficeStoreOptions) {
    this.#view = view;
    this.#options = options;
  }

  get(): OfficePicture {
    return this.#state.picture;
  }

  subscribe(listener: () => void): () => void {
    // A wrapper, so that the same function subscribed twice is two subscriptions.
    const entry = () => listener();
    this.#listeners.add(entry);
    if (!this.#running) this.#start();
    return () => {
      this.#listeners.delete(entry);
      if (this.#listeners.size === 0) this.#stop();
    };
  }

  nowMs(): number {
    return this.#options.clock.nowMs();
  }

  leftMs(untilMs: number): number {
    const {clock} = this.#options;
    return Math.max(0, (untilMs - clock.nowMs()) / clock.timeScale);
  }

  /**
   * The way along the roads to a visit that somebody is on the way to, from where it was asked for last; empty where none is known. Rejects with a
   * `DispatchError` as every call does.
   */
  async routeTo(appointmentId: string): Promise<LatLng[]> {
    const geometry = await this.#options.fetchRoute(appointmentId);
    return geometry === null ? [] : decodePolyline(geometry);
  }

  /** Tells the listeners that something changed. */
  protected tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  #start(): void {
    const running = (this.#running = new AbortController());
    const leave = this.#options.feed.join(news => this.#hear(news));
    running.signal.addEventListener('abort', leave);
    if (!this.get().organization) void this.#recall(running.signal);
    this.#reload();
  }

  #stop(): void {
    this.#running?.abort();
    this.#loading?.abort();
    this.#running = undefined;
    this.#isLoaded = false;
    this.#queue = [];
    // What is known stays, but nobody keeps it up to date any more.
    const {error: _, ...picture} = this.#state.picture;
    this.#state = {...this.#state, picture: {...picture, status: 'connecting'}};
  }

  #hear(news: FeedNews): void {
    if (news.type === 'reset') this.#reload();
    else if (news.type === 'lost' || news.type === 'refused') this.#take({type: 'failed', error: news.error});
    else {
      if (news.type !== 'heard') this.#take(news);
      this.#take({type: 'heard', atMs: this.nowMs()});
      if (this.#isLoaded && this.#today !== undefined && this.#today !== this.#dayNow()) this.#reload();
    }
    // The own command's answer is shown at once; of a stream, what comes together is told together.
    if (news.type === 'replied') this.#flush();
  }

  #take(news: OfficeNews): void {
    this.#queue.push(news);
    if (this.#isDue) return;
    this.#isDue = true;
    this.#options.platform.after(0, () => this.#flush());
  }

  #flush(): void {
    this.#isDue = false;
    if (!this.#running) return;
    // Before there is a picture, only that there is none can be told; what happens meanwhile waits for it.
    const isReady = (news: OfficeNews) => this.#isLoaded || news.type === 'failed';
    const ready = this.#queue.filter(isReady);
    this.#queue = this.#queue.filter(news => !isReady(news));
    const before = this.#state.picture;
    this.#state = takeOfficeNews(this.#state, ready);
    if (this.#isLoaded && wantsAnything(this.#state) && !this.#state.fetching) void this.#fetch();
    if (!isOfficeNews(before, this.#state.picture)) return;
    this.#keep();
    this.tell();
  }

  /** Where this picture is kept; an office's own pictures are too large, and nobody works on them without a network. */
  get #pictures(): PictureStorage | undefined {
    const {kind} = this.#view;
    return kind === 'agenda' || kind === 'visit' ? this.#options.pictures : undefined;
  }

  async #recall(signal: AbortSignal): Promise<void> {
    const kept = (await this.#pictures?.read(JSON.stringify(this.#view)).catch(() => undefined)) as
      KeptOffice | undefined;
    if (kept?.version !== 1 || signal.aborted || this.#isLoaded) return;
    this.#state = takeOfficeNews(this.#state, [{type: 'remembered', kept}]);
    this.tell();
  }

  #keep(): void {
    const pictures = this.#pictures;
    if (!pictures || this.#isKeeping || this.get().status !== 'live') return;
    this.#isKeeping = true;
    this.#options.platform.after(keepAfterMs, () => {
      this.#isKeeping = false;
      const picture = this.get();
      // Who has left meanwhile, such as by signing out, leaves nothing behind.
      const kept = picture.status === 'live' ? keptOf(picture) : undefined;
      // A device that can keep no more works on as one that keeps nothing.
      if (kept) void pictures.write(JSON.stringify(this.#view), kept).catch(() => undefined);
    });
  }

  /** Loads the whole picture anew; what was known stays to be seen meanwhile. */
  #reload(): void {
    this.#loading?.abort();
    const loading = (this.#loading = new AbortController());
    this.#isLoaded = false;
    void this.#load(loading.signal);
  }

  async #load(signal: AbortSignal): Promise<void> {
    const {feed, load} = this.#options;
    const loaded = await this.#trying(signal, () => load(this.#view, signal));
    if (!loaded || signal.aborted) return;
    if (!feed.begin(loaded.snapshot)) return this.#load(signal);
    const {snapshot, organization, history} = loaded;
    const membership = this.#membershipOf(loaded);
    this.#isLoaded = true;
    this.#queue.unshift({
      type: 'loaded',
      snapshot,
      organization,
      membership,
      ...(history && {history}),
      atMs: this.nowMs(),
    });
    this.#flush();
    if (this.#today !== undefined) this.#waitForTomorrow(membership, signal);
  }

  #membershipOf({snapshot, organization, ownId, memberId}: LoadedOffice): Membership {
    const view = this.#view;
    const day = 'day' in view ? view.day : undefined;
    const serverDay = dayIn(organization.timeZone, Date.parse(snapshot.serverTime));
    this.#today = day === 'today' ? serverDay : undefined;
    const onlyId = ownId ?? (view.kind === 'agenda' ? (view.memberId ?? memberId) : undefined);
    return {
      ...(view.kind === 'fleet' && {isFleet: true}),
      ...(view.kind === 'board' && {withDayless: true}),
      ...(view.kind === 'visit' && {jobId: snapshot.items[0]?.id ?? ''}),
      ...(onlyId !== undefined && {memberId: onlyId}),
      ...(day !== undefined && {range: dayRange(this.#today ?? day, organization.timeZone)}),
    };
  }

  #dayNow(): string | undefined {
    const {organization} = this.#state.picture;
    return organization && dayIn(organization.timeZone, this.nowMs());
  }

  /** Nobody may be heard of at midnight. */
  #waitForTomorrow({range}: Membership, signal: AbortSignal): void {
    const leftMs = this.leftMs(Date.parse(range!.end));
    const callOff = this.#options.platform.after(Math.min(leftMs + 1, longestWaitMs), () => {
      if (this.#today === this.#dayNow()) this.#waitForTomorrow({...(range && {range})}, signal);
      else this.#reload();
    });
    signal.addEventListener('abort', callOff, {once: true});
  }

  /** Fetches what events have changed without saying how. */
  async #fetch(): Promise<void> {
    const {fetchJobs, fetchOrganization} = this.#options;
    const {jobIds, people, organization} = this.#state.wanted;
    if (jobIds.size > mostFetched) return this.#reload();
    this.#state = takeOfficeNews(this.#state, [{type: 'fetching'}]);
    const {signal} = this.#loading!;
    const fetched = await this.#trying(signal, () =>
      Promise.all([
        jobIds.size > 0 || people ? fetchJobs([...jobIds], signal) : undefined,
        organization ? fetchOrganization(signal) : undefined,
      ]),
    );
    if (!fetched || signal.aborted) return;
    const [snapshot, present] = fetched;
    if (present && this.#today !== undefined && present.timeZone !== this.get().organization!.timeZone)
      return this.#reload();
    this.#queue.push({type: 'fetched', ...(snapshot && {snapshot}), ...(present && {organization: present})});
    this.#flush();
  }

  /** Tries until it works; undefined where that is called off, or the server refuses for good. */
  async #trying<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | undefined> {
    const {platform} = this.#options;
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (signal.aborted) return undefined;
        const failure = isDispatchError(error) ? error : unreadable(error);
        this.#take({type: 'failed', error: failure});
        if (!failure.retryable) return undefined;
        const delayMs = backoffMs(attempt, platform.random(), failure.retryAfterSeconds);
        await waitOrOnline(platform, delayMs, signal);
      }
    }
    return undefined;
  }
}

/** Waits, but no longer than until the network comes back or the signal is aborted. */
async function waitOrOnline(platform: Platform, delayMs: number, signal: AbortSignal): Promise<void> {
  const back = new AbortController();
  const stop = platform.onOnline(() => back.abort());
  await wait(platform, delayMs, AbortSignal.any([signal, back.signal])).catch(() => {});
  stop();
}

function unreadable(cause: unknown): DispatchError {
  const details = {kind: 'contract', code: 'invalid_reply', retryable: false, cause} as const;
  return new DispatchError({...details, message: 'What came is no picture of an office.'});
}
