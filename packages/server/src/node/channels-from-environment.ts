import {byChannel} from '../channels/by-channel.ts';
import {twilioTexts} from '../channels/twilio-texts.ts';
import type {Notifier, TextLine, WebhookSender} from '../options.ts';

/** The channels that an office sends over. */
export type Channels = {
  notifier: Notifier;
  textLine?: TextLine;
  pushKey?: string;
  /** One sentence a channel: over what it is sent, or why it is only written down. */
  says: string[];
};

type Environment = Readonly<Record<string, string | undefined>>;
type Rule = {readonly pattern: RegExp; readonly remedy: string};

/** Every key of a channel, and what it looks like. */
const keys = {
  sms: {
    TWILIO_ACCOUNT_SID: {pattern: /^AC[0-9a-fA-F]{32}$/, remedy: 'it begins with AC and has 34 characters'},
    TWILIO_AUTH_TOKEN: {pattern: /^[0-9a-fA-F]{32}$/, remedy: 'it has 32 hexadecimal digits'},
    TWILIO_FROM: {
      pattern: /^(\+[1-9]\d{6,14}|MG[0-9a-fA-F]{32})$/,
      remedy: 'give a number such as +13125550100, or a messaging service MG…',
    },
  },
  email: {
    SMTP_URL: {pattern: /^smtps?:\/\/[^\s/]+/, remedy: 'give smtps://user:password@mail.example.com'},
    SMTP_FROM: {
      pattern: /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/,
      remedy: 'give an address such as visits@example.com',
    },
  },
  push: {
    VAPID_PUBLIC_KEY: {pattern: /^[\w-]{87}$/, remedy: 'it has 87 characters of base64url'},
    VAPID_PRIVATE_KEY: {pattern: /^[\w-]{43}$/, remedy: 'it has 43 characters of base64url'},
    VAPID_SUBJECT: {
      pattern: /^(mailto:\S+@\S+|https:\/\/\S+)$/,
      remedy: 'give mailto:you@example.com or an https address',
    },
  },
} as const satisfies Record<string, Record<string, Rule>>;

/**
 * Sets up the channels that the environment has keys for: TWILIO_*, SMTP_*, VAPID_*. A channel whose keys are missing or
 * malformed goes to `otherwise`, and says why; the keys themselves are never said.
 */
export async function channelsFromEnvironment(
  environment: Environment,
  world: {otherwise: Notifier; sender: WebhookSender; now: () => number},
): Promise<Channels> {
  const read = (channel: keyof typeof keys) => readKeys(keys[channel], environment);
  const [sms, email, push] = [read('sms'), read('email'), read('push')];
  const texts = sms.values && twilioOf(sms.values);
  const mail = email.values && (await mailOf(email.values, world.now));
  const browsers = push.values && (await pushOf(push.values, world.sender));
  const notifier = byChannel(
    {...(texts && {sms: texts}), ...(mail && {email: mail}), ...(browsers && {push: browsers})},
    world.otherwise,
  );
  return {
    notifier,
    ...(texts && {textLine: texts}),
    ...(push.values && {pushKey: push.values['VAPID_PUBLIC_KEY']!}),
    says: [
      texts ? `SMS goes out by Twilio, from ${texts.sender}.` : `SMS is only written down: ${sms.why}`,
      mail
        ? `E-mail goes out from ${email.values['SMTP_FROM']}.`
        : `E-mail is only written down: ${email.why}`,
      browsers ? 'Web push goes out.' : `Web push is only written down: ${push.why}`,
    ],
  };
}

type Read = {values: Record<string, string>; why: undefined} | {values: undefined; why: string};

function readKeys(rules: Readonly<Record<string, Rule>>, environment: Environment): Read {
  const missing = Object.keys(rules).filter(name => !environment[name]);
  if (missing.length > 0) return {values: undefined, why: `${missing.join(', ')} not set.`};
  const values = Object.fromEntries(Object.keys(rules).map(name => [name, environment[name]!.trim()]));
  const bad = Object.entries(rules).find(([name, {pattern}]) => !pattern.test(values[name]!));
  return bad
    ? {values: undefined, why: `${bad[0]} is not as it should be: ${bad[1].remedy}.`}
    : {values, why: undefined};
}

function twilioOf(values: Record<string, string>) {
  return twilioTexts({
    accountSid: values['TWILIO_ACCOUNT_SID']!,
    authToken: values['TWILIO_AUTH_TOKEN']!,
    from: values['TWILIO_FROM']!,
    fetch: (url, init) => globalThis.fetch(url, init),
  });
}

/** Libraries of channels are loaded by who has keys for them. */
async function mailOf(values: Record<string, string>, now: () => number): Promise<Notifier> {
  const {smtpMail} = await import('../channels/smtp-mail.ts');
  return smtpMail({url: values['SMTP_URL']!, from: values['SMTP_FROM']!, now});
}

async function pushOf(values: Record<string, string>, sender: WebhookSender): Promise<Notifier> {
  const {webPushMessages} = await import('../channels/web-push-messages.ts');
  return webPushMessages({
    publicKey: values['VAPID_PUBLIC_KEY']!,
    privateKey: values['VAPID_PRIVATE_KEY']!,
    subject: values['VAPID_SUBJECT']!,
    sender,
  });
}
