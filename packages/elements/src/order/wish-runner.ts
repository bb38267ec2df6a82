import {isDispatchError} from '@dispatch-kit/client';
import type {DispatchClient} from '@dispatch-kit/client';
import type {CommandReply} from '@dispatch-kit/core';
import {reasonOf, tellError} from '../base/failure.ts';
import {DispatchCommandEvent} from '../events.ts';
import type {OfficeLocalizer} from './office-words.ts';
import {plainly} from './plan-wish.ts';
import type {Wish} from './plan-wish.ts';
import {requestOf} from '../provider/office-answerer.ts';

/** What became of a wish, or would: the server's answer, or why not. */
export type WishResult = {readonly reply: CommandReply | undefined} | {readonly why: string};

/** Asks what a wish would do; with nothing to wish, or refused, it says why. */
export async function askWish(
  wish: Wish | undefined,
  client: DispatchClient | undefined,
  localizer: OfficeLocalizer,
  signal: AbortSignal,
): Promise<WishResult> {
  const found = wish && requestOf(wish);
  if (!found) return {why: localizer.say('bulkNothing')};
  if (!client) return {reply: undefined};
  try {
    const request = {...found.request, dryRun: true, signal};
    const reply: unknown = await client.call(found.endpoint, request as never);
    return {reply: reply as CommandReply};
  } catch (error) {
    return {why: whyOf(error, localizer)};
  }
}

/** Wishes it, and waits for what came of it. */
export async function doWish(
  {appointmentId, jobId, command, input}: Wish,
  host: HTMLElement,
  localizer: OfficeLocalizer,
): Promise<WishResult> {
  const asked = new DispatchCommandEvent({command, input, subject: {appointmentId, jobId}});
  host.dispatchEvent(asked);
  try {
    return {reply: (await asked.answer) as CommandReply | undefined};
  } catch (error) {
    if (host.isConnected) tellError(host, error);
    return {why: whyOf(error, localizer)};
  }
}

function whyOf(error: unknown, localizer: OfficeLocalizer): string {
  const known = isDispatchError(error) && localizer.sayIfKnown(`refusal.${error.code}`);
  return known || plainly(reasonOf(error, localizer.say('noConnection')));
}
