import {isDispatchError} from '@dispatch-kit/client';
import type {DispatchClient} from '@dispatch-kit/client';
import type {Appointment, CommandReply} from '@dispatch-kit/core';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {isLost} from '../base/failure.ts';
import {requestOf} from '../provider/office-answerer.ts';
import {completeWish} from './complete-wish.ts';

/** What completing a visit would do, as far as it is known. */
export type Forecast = {readonly reply: CommandReply} | {readonly refusal: string; readonly code: string};

/** Looks up what would follow if each of the open visits were completed; one after the other, the first first. */
export class Forecasts implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #known = new Map<string, Forecast>();
  #wanted: readonly Appointment[] = [];
  #isRunning = false;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#wanted = [];
  }

  /** Undefined until it is known. */
  of(visit: Appointment): Forecast | undefined {
    return this.#known.get(keyOf(visit));
  }

  /** Takes which visits are to be seen. */
  follow(client: DispatchClient | undefined, visits: readonly Appointment[]): void {
    this.#wanted = visits;
    if (client && !this.#isRunning) void this.#run(client);
  }

  async #run(client: DispatchClient): Promise<void> {
    this.#isRunning = true;
    let next = this.#next();
    while (next && this.#host.isConnected) {
      const forecast = await forecastOf(client, next);
      // Without a connection nothing is known; it is asked again with the next news.
      if (!forecast) break;
      this.#known.set(keyOf(next), forecast);
      this.#host.requestUpdate();
      next = this.#next();
    }
    this.#isRunning = false;
  }

  #next(): Appointment | undefined {
    return this.#wanted.find(visit => !this.#known.has(keyOf(visit)));
  }
}

const keyOf = ({id, version, status}: Appointment) => `${id} ${version} ${status}`;

async function forecastOf(client: DispatchClient, visit: Appointment): Promise<Forecast | undefined> {
  const {endpoint, request} = requestOf(completeWish(visit))!;
  try {
    const reply = await client.call(endpoint, {...request, dryRun: true} as never);
    return {reply: reply as unknown as CommandReply};
  } catch (error) {
    if (isLost(error)) return undefined;
    const code = isDispatchError(error) ? error.code : '';
    return {refusal: error instanceof Error ? error.message : String(error), code};
  }
}
