import {minuteMs, toInstant, toMs} from '@dispatch-kit/core';
import {handOutEvents} from './hand-out-events.ts';
import {disableAfterMs, retryAfterMs} from './retry-schedule.ts';
import {signedHeaders} from './webhook-signature.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {WebhookSender} from '../options.ts';
import type {DeliveryRow, WebhookRow} from '../storage/correspondence-rows.ts';
import type {Owned} from '../storage/storage.ts';

const batch = 40;
/** Longer than any attempt takes. */
const leaseMs = minuteMs;
/** So long at most do the other deliveries of an address that does not answer wait for the one that failed. */
const holdUpMs = 5 * minuteMs;

type Outcome = {ok: boolean; status: number | null; error: string | null};

/**
 * Sends every event that is due to every webhook that wants it. Each is leased first, so that no other process sends it
 * meanwhile; it arrives at least once, always with the event's id as its `webhook-id`.
 */
export async function deliverWebhooks(office: Office, sender: WebhookSender): Promise<void> {
  await handOutEvents(office);
  for (;;) {
    const nowMs = office.clock.now();
    const leased = await office.storage.transaction(tx =>
      tx.deliveries.lease(toInstant(nowMs), toInstant(nowMs + leaseMs), batch),
    );
    await Promise.all(leased.map(owned => deliverOne(office, sender, owned)));
    if (leased.length < batch) return;
  }
}

async function deliverOne(
  office: Office,
  sender: WebhookSender,
  {organizationId, row}: Owned<DeliveryRow>,
): Promise<void> {
  const [webhook, events] = await office.storage.transaction(async tx => [
    await tx.webhooks.get(organizationId, row.webhookId),
    await tx.events.after(organizationId, row.seq - 1, 1),
  ]);
  const event = events[0];
  if (!webhook || !event) return;
  const body = JSON.stringify({type: event.type, timestamp: event.at, data: event});
  const headers = await signedHeaders(office, webhook, {id: event.id, body});
  const outcome = await attempt(sender, {url: webhook.url, headers, body});
  if (!outcome.ok)
    office.log('warn', 'A webhook did not take an event', {
      webhookId: webhook.id,
      deliveryId: row.id,
      attempts: row.attempts,
      status: outcome.status ?? 0,
    });
  await settle(office, organizationId, row, outcome);
}

async function attempt(
  sender: WebhookSender,
  message: Parameters<WebhookSender['send']>[0],
): Promise<Outcome> {
  try {
    const {status} = await sender.send(message);
    const ok = status >= 200 && status < 300;
    return {ok, status, error: ok ? null : `It answered ${status}.`};
  } catch (error) {
    return {ok: false, status: null, error: (error as Error).message.slice(0, 300)};
  }
}

/** Notes how an attempt ended, on the delivery and on its webhook. */
async function settle(
  office: Office,
  organizationId: string,
  leased: DeliveryRow,
  outcome: Outcome,
): Promise<void> {
  await office.storage.transaction(async tx => {
    await tx.organizations.lock(organizationId);
    const webhook = await tx.webhooks.get(organizationId, leased.webhookId);
    const row = await tx.deliveries.get(organizationId, leased.id);
    if (!webhook || !row) return;
    const last = {at: nowInstant(office), ...outcome};
    const next = afterAttempt(webhook, last);
    await tx.webhooks.put(organizationId, [next]);
    await tx.deliveries.put(organizationId, [settled(office, row, next, last)]);
    const shift = {now: last.at, from: 'waiting' as const};
    if (webhook.enabled && !next.enabled)
      await tx.deliveries.shift(organizationId, webhook.id, {...shift, to: 'held', runAfter: last.at});
    else if (outcome.error !== null && outcome.status === null)
      await tx.deliveries.shift(organizationId, webhook.id, {
        ...shift,
        to: 'waiting',
        runAfter: toInstant(
          toMs(last.at) + Math.min(holdUpMs, retryAfterMs(leased.attempts, 0.5) ?? holdUpMs),
        ),
      });
  });
}

/** A webhook whose receiver is gone, or has taken nothing for days, is disabled. */
function afterAttempt(webhook: WebhookRow, last: NonNullable<WebhookRow['last']>): WebhookRow {
  const failingSince = last.ok ? null : (webhook.failingSince ?? last.at);
  const next = {...webhook, last, failingSince};
  if (!webhook.enabled || last.ok) return next;
  if (last.status === 410) return {...next, enabled: false, disabledReason: 'gone'};
  const isLong = toMs(last.at) - toMs(failingSince!) >= disableAfterMs;
  return isLong ? {...next, enabled: false, disabledReason: 'failing'} : next;
}

function settled(
  office: Office,
  row: DeliveryRow,
  webhook: WebhookRow,
  last: NonNullable<DeliveryRow['last']>,
): DeliveryRow {
  const known = {...row, last, lockedUntil: null};
  if (last.ok) return {...known, state: 'delivered'};
  if (!webhook.enabled) return {...known, state: 'held'};
  const waitMs = retryAfterMs(row.attempts, office.crypto.randomBytes(1)[0]! / 255);
  if (waitMs === undefined) return {...known, state: 'failed'};
  return {...known, state: 'waiting', runAfter: toInstant(toMs(last.at) + waitMs)};
}
