import type {Office} from '../office/office.ts';
import type {WebhookRow} from '../storage/correspondence-rows.ts';

/** The key that signs for a webhook. Made again whenever it is needed, so that it is stored nowhere. */
function signingKey(office: Office, {id, version}: Pick<WebhookRow, 'id' | 'version'>): Promise<string> {
  return office.crypto.hmac(office.secret, `webhook.${id}.${version}`);
}

/** The key as a receiver is given it: `whsec_` and base64. */
export async function webhookSecret(
  office: Office,
  webhook: Pick<WebhookRow, 'id' | 'version'>,
): Promise<string> {
  return `whsec_${btoa(await signingKey(office, webhook))}`;
}

/** The headers that prove who sent a body, and when; see standardwebhooks.com. */
export async function signedHeaders(
  office: Office,
  webhook: WebhookRow,
  message: {id: string; body: string},
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(office.clock.now() / 1000));
  const key = await signingKey(office, webhook);
  const signature = await office.crypto.hmac(key, `${message.id}.${timestamp}.${message.body}`);
  return {
    'content-type': 'application/json',
    'user-agent': 'DispatchKit-Webhooks/1',
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${plainBase64(signature)}`,
  };
}

function plainBase64(base64Url: string): string {
  const text = base64Url.replaceAll('-', '+').replaceAll('_', '/');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}
