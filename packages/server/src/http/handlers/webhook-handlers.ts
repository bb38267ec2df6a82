import type {DeliveryState, Webhook, WebhookDelivery, WebhookInput, WebhookPatch} from '@dispatch-kit/core';
import type {Call, Handler} from '../call.ts';
import {afterOf, pageOut} from '../cursor.ts';
import {nowInstant} from '../../office/office.ts';
import {Problem, fieldProblem, notFound} from '../../office/problem.ts';
import type {DeliveryRow, WebhookRow} from '../../storage/correspondence-rows.ts';
import {webhookSecret} from '../../webhooks/webhook-signature.ts';

const mostWebhooks = 20;
const mostReplayed = 10_000;

const webhookOut = ({afterSeq: _, version: _version, ...row}: WebhookRow): Webhook => row;

function deliveryOut({seq: _, runAfter, lockedUntil: _locked, ...row}: DeliveryRow): WebhookDelivery {
  return {...row, nextAttemptAt: row.state === 'waiting' ? runAfter : null};
}

async function readWebhook(call: Call): Promise<WebhookRow> {
  const row = await call.tx.webhooks.get(call.organizationId, call.params['id']!);
  if (!row) throw notFound('webhook');
  return row;
}

function demandAddress(call: Call, url: string): void {
  const sender = call.office.webhooks;
  if (!sender) throw new Problem('no_webhooks', 'This server was started without a sender of webhooks.');
  const refusal = sender.refusal(url);
  if (refusal) throw fieldProblem('url', refusal);
}

async function create(call: Call): Promise<unknown> {
  const {url, types = null, description = null} = call.body as WebhookInput;
  demandAddress(call, url);
  if ((await call.tx.webhooks.list(call.organizationId)).length >= mostWebhooks)
    throw fieldProblem(
      'url',
      `An organization has at most ${mostWebhooks} webhooks: remove one first.`,
      'too_many',
    );
  const row: WebhookRow = {
    id: call.office.newId('webhook'),
    url,
    types,
    description,
    enabled: true,
    disabledReason: null,
    last: null,
    failingSince: null,
    createdAt: nowInstant(call.office),
    version: 1,
    afterSeq: await call.tx.events.lastSeq(call.organizationId),
  };
  await call.tx.webhooks.insert(call.organizationId, [row]);
  return {...webhookOut(row), secret: await webhookSecret(call.office, row)};
}

async function edit(call: Call): Promise<Webhook> {
  const row = await readWebhook(call);
  const {enabled = row.enabled, ...patch} = call.body as WebhookPatch;
  if (patch.url !== undefined) demandAddress(call, patch.url);
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const next: WebhookRow = {...row, ...given, enabled};
  if (enabled !== row.enabled) {
    Object.assign(next, {disabledReason: enabled ? null : 'by_you', failingSince: null});
    const now = nowInstant(call.office);
    const [from, to] = enabled ? (['held', 'waiting'] as const) : (['waiting', 'held'] as const);
    await call.tx.deliveries.shift(call.organizationId, row.id, {now, from, to, runAfter: now});
  }
  await call.tx.webhooks.put(call.organizationId, [next]);
  return webhookOut(next);
}

async function deliveries(call: Call): Promise<unknown> {
  const {id: webhookId} = await readWebhook(call);
  const {limit = 50, cursor, state} = call.query as {limit?: number; cursor?: string; state?: DeliveryState};
  const filter = {webhookId, state};
  const after = await afterOf(call.office, call.organizationId, 'deliveries', filter, cursor);
  const rows = await call.tx.deliveries.list(call.organizationId, {...filter, after, limit: limit + 1});
  const page = {list: 'deliveries', filter, rows, limit, keyOf: (row: DeliveryRow) => row.at};
  return pageOut(call.office, call.organizationId, page, deliveryOut);
}

async function replay(call: Call): Promise<{queued: number}> {
  const webhook = await readWebhook(call);
  const rows = await replayed(call, webhook);
  const now = nowInstant(call.office);
  const state = webhook.enabled ? ('waiting' as const) : ('held' as const);
  await call.tx.deliveries.put(
    call.organizationId,
    rows.map(row => ({...row, state, attempts: 0, runAfter: now, lockedUntil: null})),
  );
  return {queued: rows.length};
}

async function replayed(call: Call, {id: webhookId}: WebhookRow): Promise<DeliveryRow[]> {
  const {deliveryIds, since, state} = call.body as {
    deliveryIds?: string[];
    since?: string;
    state?: 'delivered' | 'failed';
  };
  if ((deliveryIds === undefined) === (since === undefined))
    throw fieldProblem('since', 'Say which events: either deliveryIds or since.', 'required');
  if (since !== undefined)
    return call.tx.deliveries.list(call.organizationId, {
      webhookId,
      since,
      state: state ?? 'failed',
      limit: mostReplayed,
    });
  const known = await call.tx.deliveries.getMany(call.organizationId, deliveryIds!);
  const rows = known.filter(row => row.webhookId === webhookId);
  const unknown = deliveryIds!.filter(id => !rows.some(row => row.id === id));
  if (unknown.length > 0)
    throw fieldProblem('deliveryIds', `Not a delivery of this webhook: ${unknown.join(', ')}.`, 'unknown');
  const done = rows.filter(row => row.state === 'delivered' || row.state === 'failed');
  return done.filter(row => state === undefined || row.state === state);
}

export const webhookHandlers: Record<string, Handler> = {
  'webhooks.list': async call => ({
    items: (await call.tx.webhooks.list(call.organizationId)).map(webhookOut),
  }),
  'webhooks.create': create,
  'webhooks.get': async call => webhookOut(await readWebhook(call)),
  'webhooks.edit': edit,
  'webhooks.remove': async call => call.tx.webhooks.remove(call.organizationId, (await readWebhook(call)).id),
  'webhooks.deliveries': deliveries,
  'webhooks.replay': replay,
};
