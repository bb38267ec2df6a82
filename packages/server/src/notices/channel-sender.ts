import type {Channel} from '@dispatch-kit/core';
import {toInstant} from '@dispatch-kit/core';
import {leaseMs} from './address-notices.ts';
import {sendNotice} from './send-notices.ts';
import type {Office} from '../office/office.ts';
import type {NoticeRow} from '../storage/correspondence-rows.ts';
import type {Owned} from '../storage/storage.ts';

/** So many messages of a channel are on their way at once. */
const atOnce = 16;

/**
 * Sends the messages of one channel, some at a time, so that a provider that does not answer holds up nothing but its own.
 * Each message is leased first, so that no other process sends it meanwhile; one whose provider has not answered when the
 * lease ends is anybody's again, and goes out with the same id.
 */
export class ChannelSender {
  readonly #office: Office;
  readonly #channel: Channel;
  readonly #underWay = new Set<{sending: Promise<void>; leasedUntilMs: number}>();
  #filling: Promise<void> | undefined;
  #isWanted = false;
  #isMore = false;

  constructor(office: Office, channel: Channel) {
    this.#office = office;
    this.#channel = channel;
  }

  /** Begins to send what is due. Resolves when all of it was sent or put off: with a provider that hangs, perhaps never. */
  async deliver(): Promise<void> {
    await this.#fill();
    await this.rest();
  }

  /** Resolves when nothing is on its way. */
  async rest(): Promise<void> {
    while (this.#filling ?? this.#underWay.size > 0)
      await Promise.all([this.#filling, ...[...this.#underWay].map(({sending}) => sending)]);
  }

  /** Takes as many as there is room for. Asked while it does so, it looks once more. */
  #fill(): Promise<void> {
    this.#isWanted = true;
    return (this.#filling ??= this.#lease().finally(() => (this.#filling = undefined)));
  }

  async #lease(): Promise<void> {
    const {clock, log, storage} = this.#office;
    try {
      while (this.#isWanted) {
        this.#isWanted = false;
        const nowMs = clock.now();
        for (const one of this.#underWay) if (one.leasedUntilMs <= nowMs) this.#underWay.delete(one);
        const limit = atOnce - this.#underWay.size;
        if (limit <= 0) return;
        const until = toInstant(nowMs + leaseMs);
        const leased = await storage.transaction(tx =>
          tx.notices.lease(toInstant(nowMs), until, {limit, channel: this.#channel}),
        );
        this.#isMore = leased.length === limit;
        for (const owned of leased) this.#begin(owned, nowMs + leaseMs);
      }
    } catch (error) {
      log('error', 'Messages could not be taken from storage; it is tried again', {error: String(error)});
    }
  }

  #begin(owned: Owned<NoticeRow>, leasedUntilMs: number): void {
    const one = {sending: Promise.resolve(), leasedUntilMs};
    this.#underWay.add(one);
    one.sending = this.#send(owned).then(async () => {
      this.#underWay.delete(one);
      if (this.#isMore) await this.#fill();
    });
  }

  async #send(owned: Owned<NoticeRow>): Promise<void> {
    try {
      await sendNotice(this.#office, owned);
    } catch (error) {
      this.#office.log('error', 'A message could not be prepared; it is tried again', {
        noticeId: owned.row.id,
        error: String(error),
      });
    }
  }
}
