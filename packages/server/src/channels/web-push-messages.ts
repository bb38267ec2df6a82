import webPush from 'web-push';
import {NoticeRefused} from '../options.ts';
import type {Notifier, OutgoingNotice} from '../options.ts';

export type WebPushOptions = {
  /** The VAPID keys, base64url, as `npx web-push generate-vapid-keys` prints them. */
  publicKey: string;
  privateKey: string;
  /** `mailto:` or `https:`: whom a push service asks when something goes wrong. */
  subject: string;
  /** Posts to push services, and to nowhere inside; `nodeWebhookSender()` is one. */
  sender: {
    send(message: {
      url: string;
      headers: Record<string, string>;
      body: string | Uint8Array;
    }): Promise<{status: number}>;
  };
};

type Subscription = NonNullable<OutgoingNotice['subscriptions']>[number];

/**
 * Sends messages to browsers (RFC 8030, encrypted by RFC 8291, signed by RFC 8292). Subscriptions that have ended are
 * reported, so that they are forgotten; a message that reached one browser is sent.
 */
export function webPushMessages({publicKey, privateKey, subject, sender}: WebPushOptions): Notifier {
  const details = {subject, publicKey, privateKey};
  const post = async (subscription: Subscription, payload: string, isUrgent: boolean): Promise<number> => {
    const {endpoint, headers, body} = webPush.generateRequestDetails(subscription, payload, {
      vapidDetails: details,
      TTL: isUrgent ? 15 * 60 : 24 * 60 * 60,
      urgency: isUrgent ? 'high' : 'normal',
      contentEncoding: 'aes128gcm',
    });
    const named = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length');
    const texts = Object.fromEntries(named.map(([name, value]) => [name, String(value)]));
    return (await sender.send({url: endpoint, headers: texts, body: body ?? ''})).status;
  };
  return {
    async send(notice) {
      const {subscriptions = []} = notice;
      const payload = JSON.stringify({
        id: notice.id,
        kind: notice.kind,
        title: notice.organization.name,
        body: notice.text,
        url: notice.link,
        lang: notice.locale,
      });
      const isUrgent = urgent.has(notice.kind);
      const answers = await Promise.allSettled(subscriptions.map(each => post(each, payload, isUrgent)));
      return judge(subscriptions, answers);
    },
  };
}

const urgent = new Set<string>([
  'on_the_way',
  'new_eta',
  'minutes_away',
  'arrived',
  'assigned',
  'team_canceled',
]);

function judge(subscriptions: readonly Subscription[], answers: readonly PromiseSettledResult<number>[]) {
  const statuses = answers.map(answer => (answer.status === 'fulfilled' ? answer.value : 0));
  const goneEndpoints = subscriptions
    .filter((_, index) => statuses[index] === 404 || statuses[index] === 410)
    .map(each => each.endpoint);
  if (statuses.some(status => status >= 200 && status < 300)) return {state: 'sent' as const, goneEndpoints};
  const mayHelp = statuses.some(status => status === 0 || status === 429 || status >= 500);
  const detail = `Push services answered ${statuses.join(', ')}.`;
  if (mayHelp) throw new Error(detail);
  throw new NoticeRefused(`push_${statuses[0] ?? 'none'}`, detail, {goneEndpoints});
}
