import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {DeliveryRow, WebhookRow} from '../storage/correspondence-rows.ts';
import type {StoredEvent} from '../storage/rows.ts';

const webhooksAtOnce = 100;
const eventsAtOnce = 500;

/**
 * Makes a delivery of every new event for every webhook that wants it. A webhook remembers how far it came in the
 * organization's history, so no event is lost and none is handed out twice, however many processes do this.
 */
export async function handOutEvents(office: Office): Promise<void> {
  for (;;) {
    const behind = await office.storage.transaction(tx => tx.webhooks.behind(webhooksAtOnce));
    for (const {organizationId, row} of behind) await handOut(office, organizationId, row.id);
    if (behind.length === 0) return;
  }
}

async function handOut(office: Office, organizationId: string, webhookId: string): Promise<void> {
  await office.storage.transaction(async tx => {
    await tx.organizations.lock(organizationId);
    const webhook = await tx.webhooks.get(organizationId, webhookId);
    if (!webhook?.enabled) return;
    const events = await tx.events.after(organizationId, webhook.afterSeq, eventsAtOnce);
    const last = events.at(-1);
    if (!last) return;
    const wanted = events.filter(event => !webhook.types || webhook.types.includes(event.type));
    await tx.deliveries.insert(
      organizationId,
      wanted.map(event => newDelivery(office, webhook, event)),
    );
    await tx.webhooks.put(organizationId, [{...webhook, afterSeq: last.seq}]);
  });
}

function newDelivery(office: Office, webhook: WebhookRow, event: StoredEvent): DeliveryRow {
  const now = nowInstant(office);
  return {
    id: office.newId('delivery'),
    webhookId: webhook.id,
    eventId: event.id,
    seq: event.seq,
    type: event.type,
    state: 'waiting',
    attempts: 0,
    at: now,
    runAfter: now,
    lockedUntil: null,
    last: null,
  };
}
