import type {DispatchClient} from '@dispatch-kit/client';
import type {ImportReply} from '@dispatch-kit/core';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {fieldAt} from './import-draft.ts';
import type {ReadLine} from './import-draft.ts';
import type {OrderField} from '@dispatch-kit/core';

/** As many as an office takes at once. */
const batchSize = 500;

/** A line that was not taken, and why. */
export interface Refused {
  readonly line: ReadLine;
  readonly field: OrderField | undefined;
  readonly message: string;
}

/** How far an import is. */
export interface ImportProgress {
  readonly total: number;
  readonly done: number;
  readonly made: number;
  readonly already: number;
  readonly refused: readonly Refused[];
  readonly isRunning: boolean;
  /** What stopped it; it can go on from there. */
  readonly error: unknown;
}

/** Sends lines to an office, as many at once as it takes. It can be stopped and go on: what was sent twice is made once. */
export class ImportRun implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #lines: readonly ReadLine[] = [];
  #running: AbortController | undefined;
  #progress: ImportProgress | undefined;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** Undefined before anything was sent. */
  get progress(): ImportProgress | undefined {
    return this.#progress;
  }

  forget(): void {
    this.stop();
    this.#progress = undefined;
    this.#host.requestUpdate();
  }

  async start(lines: readonly ReadLine[], client: DispatchClient): Promise<void> {
    this.#lines = lines;
    const none = {done: 0, made: 0, already: 0, refused: []};
    this.#progress = {...none, total: lines.length, isRunning: false, error: undefined};
    await this.goOn(client);
  }

  /** Goes on where it was stopped. */
  async goOn(client: DispatchClient): Promise<void> {
    if (this.#running || !this.#progress) return;
    const running = (this.#running = new AbortController());
    this.#set({isRunning: true, error: undefined});
    try {
      while (this.#progress.done < this.#lines.length && !running.signal.aborted)
        await this.#send(client, running.signal);
    } catch (error) {
      if (!running.signal.aborted) this.#set({error});
    }
    if (this.#running === running) this.stop();
  }

  /** What is under way is not waited for; it is asked again when it goes on. */
  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#set({isRunning: false});
  }

  async #send(client: DispatchClient, signal: AbortSignal): Promise<void> {
    const {done} = this.#progress!;
    const batch = this.#lines.slice(done, done + batchSize);
    const reply = await client.office.import({rows: batch.map(({row}) => row)}, {signal});
    if (!signal.aborted) this.#take(batch, reply);
  }

  #take(batch: readonly ReadLine[], {made, already, refused}: ImportReply): void {
    const before = this.#progress!;
    const added = refused.flatMap(({index, field, message}) => {
      const line = batch[index];
      return line ? [{line, field: fieldAt(field), message}] : [];
    });
    this.#set({
      done: before.done + batch.length,
      made: before.made + made,
      already: before.already + already,
      refused: [...before.refused, ...added],
    });
  }

  #set(patch: Partial<ImportProgress>): void {
    if (!this.#progress) return;
    this.#progress = {...this.#progress, ...patch};
    this.#host.requestUpdate();
  }
}
