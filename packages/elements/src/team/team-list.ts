import type {DispatchClient, OfficePicture} from '@dispatch-kit/client';
import {eachOf} from '@dispatch-kit/client';
import type {Member} from '@dispatch-kit/core';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {isLost, tellError} from '../base/failure.ts';

/** Has the members of a team, and asks for them anew whenever one of them changed or somebody was invited. */
export class TeamList implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #asked: {client: DispatchClient; members: OfficePicture['members'] | undefined} | undefined;
  #isRunning = false;
  /** Undefined until they have come. */
  members: readonly Member[] | undefined;
  /** Why there are none, where that is for good. */
  refusal: unknown;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#asked = undefined;
  }

  /** Takes how the office is now; asks where its people have changed. */
  follow(client: DispatchClient | undefined, {members, status}: OfficePicture): void {
    if (!client || status !== 'live') return;
    if (client === this.#asked?.client && members === this.#asked.members) return;
    if (client !== this.#asked?.client) this.refusal = undefined;
    this.#asked = {client, members};
    if (!this.#isRunning) void this.#load();
  }

  /** Asks again: how an invitation fares is told by no event. */
  refresh(): void {
    if (this.#asked) this.#asked = {...this.#asked};
    if (this.#asked && !this.#isRunning) void this.#load();
  }

  async #load(): Promise<void> {
    const asked = this.#asked!;
    this.#isRunning = true;
    try {
      const found: Member[] = [];
      for await (const member of eachOf(asked.client.members.list, {limit: 200})) found.push(member);
      if (asked.client === this.#asked?.client) this.members = found;
    } catch (error) {
      if (!this.#host.isConnected) return;
      // Not reached, it is asked for again with the next news of the office.
      if (isLost(error)) this.#asked = undefined;
      else this.refusal = error;
      tellError(this.#host, error);
    } finally {
      this.#isRunning = false;
    }
    if (!this.#host.isConnected) return;
    this.#host.requestUpdate();
    if (this.#asked && this.#asked !== asked) await this.#load();
  }
}
