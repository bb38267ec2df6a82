import type {Job, Organization} from '@dispatch-kit/core';
import type {DispatchError} from '../errors.ts';
import {isDispatchError} from '../errors.ts';
import type {Platform} from '../platform.ts';
import type {OfficeFeed} from './office-feed.ts';
import type {OfficePicture, OfficeSource} from './office-source.ts';
import type {OfficeView} from './office-view.ts';
import type {ServerClock} from './server-clock.ts';

/** Ways to what a store shows. */
export interface OfficeStoreOptions {
  platform: Platform;
  clock: ServerClock;
  feed: OfficeFeed;
  load(view: OfficeView): Promise<{snapshot: any; organization: Organization}>;
}

/** Nothing is known yet. */
const unknown: OfficePicture = {
  status: 'connecting',
  jobs: new Map(),
  customers: new Map(),
  members: new Map(),
  positions: new Map(),
};

/** A part of an office, kept up to date over the client's event stream. */
export class OfficeStore implements OfficeSource {
  readonly #options: OfficeStoreOptions;
  readonly #view: OfficeView;
  readonly #listeners = new Set<() => void>();
  #picture = unknown;
  #stop: (() => void) | undefined;

  constructor(view: OfficeView, options: OfficeStoreOptions) {
    this.#view = view;
    this.#options = options;
  }

  get(): OfficePicture {
    return this.#picture;
  }

  subscribe(listener: () => void): () => void {
    const entry = () => listener();
    this.#listeners.add(entry);
    this.#stop ??= this.#start();
    return () => {
      this.#listeners.delete(entry);
      if (this.#listeners.size > 0) return;
      this.#stop?.();
      this.#stop = undefined;
    };
  }

  nowMs(): number {
    return this.#options.clock.nowMs();
  }

  /** Tells the listeners that something changed. */
  protected tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  #start(): () => void {
    const {feed, platform} = this.#options;
    let isOver = false;
    let again = () => {};
    const reload = async () => {
      try {
        const {snapshot, organization} = await this.#options.load(this.#view);
        if (isOver) return;
        feed.begin(snapshot);
        const byId = <T extends {id: string}>(items: T[]) => new Map(items.map(item => [item.id, item]));
        this.#picture = {
          status: 'live',
          asOfMs: this.nowMs(),
          organization,
          jobs: byId(snapshot.items as Job[]),
          customers: byId(snapshot.customers),
          members: byId(snapshot.members),
          positions: new Map(snapshot.positions.map((each: any) => [each.memberId, each])),
        };
      } catch (error) {
        if (isOver) return;
        this.#fail(error as DispatchError);
        if (isDispatchError(error) && error.retryable) again = platform.after(2_000, () => void reload());
      }
      this.tell();
    };
    const leave = feed.join(news => {
      if (news.type === 'event' || news.type === 'reset') void reload();
      else if (news.type === 'position') {
        const positions = new Map(this.#picture.positions).set(news.position.memberId, news.position);
        this.#picture = {...this.#picture, positions};
        this.tell();
      } else if (news.type !== 'heard') {
        this.#fail(news.error);
        this.tell();
      } else if (this.#picture.status === 'offline') void reload();
    });
    void reload();
    return () => {
      isOver = true;
      again();
      leave();
    };
  }

  #fail(error: DispatchError): void {
    this.#picture = {...this.#picture, status: error.retryable ? 'offline' : 'refused', error};
  }
}
