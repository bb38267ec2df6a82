import type {GeocodedPlace, CalendarVisit, LatLng, NoticeKind} from '@dispatch-kit/core';
import type {Storage} from './storage/storage.ts';

/** The time the office lives by. Scaled or virtual clocks are normal: demos and tests run on them. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** How fast it runs; 1 is real time. */
  readonly timeScale: number;
};

/** Chance and digests. `webCrypto()` is the usual one, in Node and browsers. */
export type Crypto = {
  randomBytes(length: number): Uint8Array<ArrayBuffer>;
  sha256(text: string): Promise<string>;
  /** base64url of an HMAC-SHA256. */
  hmac(secret: string, text: string): Promise<string>;
};

/** A message on its way out. */
export type OutgoingNotice = {
  /** The same for every try: the provider's idempotency key. */
  id: string;
  organization: {id: string; name: string};
  kind: NoticeKind;
  channel: 'sms' | 'email' | 'push';
  /** A phone number, an e-mail address; for push, the reader's name. */
  to: string;
  /** The reader's language, such as `es` or `de-AT`. */
  locale: string;
  subject: string;
  text: string;
  /** The same words as a page, for e-mail. */
  html: string;
  /** Where it leads, if it leads somewhere. */
  link: string | null;
  /** The visit it speaks of, for the reader's calendar. */
  calendar?: {method: 'REQUEST' | 'CANCEL'; visit: CalendarVisit};
  /** For push: the browsers that take it. */
  subscriptions?: readonly {endpoint: string; keys: {p256dh: string; auth: string}}[];
  /** Where the provider may report what became of it. */
  statusUrl: string;
};

/** What a provider says when it has taken a message. */
export type Receipt = {
  providerId?: string;
  state?: 'queued' | 'sent' | 'delivered';
  /** Subscriptions that have ended: they are forgotten. */
  goneEndpoints?: readonly string[];
};

/** The provider will never take this message: it is not tried again. Any other error means: try again later. */
export class NoticeRefused extends Error {
  override name = 'NoticeRefused' as const;
  /** The provider's word for it, such as `twilio_21610`. */
  readonly reason: string;
  /** The number takes no messages from this sender: its owner said STOP. */
  readonly stopped: boolean;
  /** Subscriptions that have ended: they are forgotten. */
  readonly goneEndpoints: readonly string[];

  constructor(
    reason: string,
    detail: string,
    {stopped = false, goneEndpoints = []}: {stopped?: boolean; goneEndpoints?: readonly string[]} = {},
  ) {
    super(detail);
    this.reason = reason;
    this.stopped = stopped;
    this.goneEndpoints = goneEndpoints;
  }
}

/** Carries messages out. Throwing means: try again later, unless it is a `NoticeRefused`. */
export type Notifier = {send(notice: OutgoingNotice): Promise<Receipt | void>};

/** The line on which text messages come in. */
export type TextLine = {
  /** The number or service that sends, as the provider names it. */
  readonly sender: string;
  /** True for a request that the provider signed: its full address, the fields of its form, the signature it came with. */
  verify(url: string, form: Readonly<Record<string, string>>, signature: string): Promise<boolean>;
};

/** One signed event, ready to go out. */
export type WebhookMessage = {url: string; headers: Record<string, string>; body: string};

/** Carries events to the hosts' own servers. `nodeWebhookSender()` is the usual one. */
export type WebhookSender = {
  /** Why nothing can ever be sent to an address, with the remedy; undefined if it can. Asked when a webhook is made. */
  refusal(url: string): string | undefined;
  /** Posts a message and answers the status of the reply. Throws, saying why, if there is none. */
  send(message: WebhookMessage): Promise<{status: number}>;
};

/** A picture that was written anew: upright, of bounded size, without what the camera wrote into it. JPEG. */
export type PreparedPhoto = {
  width: number;
  height: number;
  full: Uint8Array<ArrayBuffer>;
  thumbnail: Uint8Array<ArrayBuffer>;
};

/** Reads and writes pictures. `sharpImages()` is the usual one. */
export type Images = {
  /** Throws `ImageRefused` for what is no picture, damaged, or too large to open. */
  prepare(bytes: Uint8Array<ArrayBuffer>): Promise<PreparedPhoto>;
};

/** Why a picture is not taken, in words for who sent it. */
export class ImageRefused extends Error {
  override name = 'ImageRefused' as const;
}

/** Keeps files by their keys, such as `org_…/pho_…/full.jpg`. Adapters prove themselves with `fileStoreSuite`. */
export type FileStore = {
  /** Adds a file, or takes the place of the one with its key. */
  put(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  get(key: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Deletes a file; one that is not there is no error. */
  remove(key: string): Promise<void>;
  /** The keys that begin so, in any order; also those of files that were not written to their end, if any are left. */
  list(prefix: string): AsyncIterable<string>;
};

/** A way on roads. */
export type RoutedWay = {durationSeconds: number; distanceMeters: number; geometry: LatLng[]};

/** The routing engine asks to be left alone for a while. */
export class RouterBusy extends Error {
  override name = 'RouterBusy' as const;
  /** How long, where it said so. */
  readonly retryAfterMs: number | undefined;

  constructor(detail: string, retryAfterMs: number | undefined) {
    super(detail);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Knows roads: `osrmRouter()`, `googleRouter()`, or one of your own. Throwing means: not now; what is not answered is estimated. */
export type Router = {
  /** The way from one place to another, for a car; undefined where no road leads. */
  route(from: LatLng, to: LatLng): Promise<RoutedWay | undefined>;
  /** Seconds of driving from each source to each target, null where no road leads. Without it ways are asked for one by one. */
  matrix?(sources: readonly LatLng[], targets: readonly LatLng[]): Promise<(number | null)[][]>;
};

/** The geocoder asks to be left alone for a while. */
export class GeocoderBusy extends Error {
  override name = 'GeocoderBusy' as const;
  /** How long, where it said so. */
  readonly retryAfterMs: number | undefined;

  constructor(detail: string, retryAfterMs: number | undefined) {
    super(detail);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Finds places by what people write. Throwing means: not now. */
export type Geocoder = {
  /** A word for it in what has happened, such as `nominatim`. */
  readonly name: string;
  /** What has to be shown wherever a place is that it found. */
  readonly attribution?: string;
  /** At most so many questions a second, over all processes of the office; as many as come, unless given. */
  readonly perSecond?: number;
  /** At most `limit` places, the likeliest first; none for what is not known. */
  find(query: string, limit: number): Promise<GeocodedPlace[]>;
};

export type LogLevel = 'info' | 'warn' | 'error';
/** One line about what happened; never with names, phones, texts, tokens or places. */
export type Log = (
  level: LogLevel,
  message: string,
  facts?: Record<string, string | number | boolean>,
) => void;

export type ServerOptions = {
  storage: Storage;
  clock: Clock;
  /** At least 32 characters that only this office knows: links, cursors and keys hang on it. */
  secret: string;
  /** Where the office is reached from outside: tracking links begin with it. */
  publicUrl: string;
  crypto?: Crypto;
  notifier?: Notifier;
  /** Takes replies and delivery reports of text messages; without it nobody may report any. */
  textLine?: TextLine;
  /** The public half of the VAPID keys, which browsers need to subscribe to push messages. */
  pushKey?: string;
  router?: Router;
  /** Places orders whose addresses have no coordinates. Without one they stay unplaced, and `GET /v1/geocode` answers 501 `no_geocoder`. */
  geocoder?: Geocoder;
  /** Without one, webhooks answer 501 `no_webhooks`. */
  webhooks?: WebhookSender;
  /** Without both, photos answer 501 `no_photos`. */
  photos?: {images: Images; files: FileStore};
  log?: Log;
  limits?: Partial<Limits>;
};

export type Limits = {
  bodyBytes: number;
  photoBytes: number;
  requestsPerMinute: number;
  /** For callers without a known token, by address. */
  anonymousPerMinute: number;
  heartbeatMs: number;
};

export const defaultLimits: Limits = {
  bodyBytes: 1024 * 1024,
  photoBytes: 15 * 1024 * 1024,
  requestsPerMinute: 6000,
  anonymousPerMinute: 300,
  heartbeatMs: 15_000,
};

/** Base64 for addresses and headers. */
export function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
