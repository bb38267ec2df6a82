import type {ArrivalRecord, IdKind, LearnedRoad, NewId} from '@dispatch-kit/core';
import {formatId, toInstant} from '@dispatch-kit/core';
import type {KnownDrives} from './known-drives.ts';
import type {
  Geocoder,
  Clock,
  Crypto,
  Limits,
  Log,
  Notifier,
  Router,
  ServerOptions,
  TextLine,
  WebhookSender,
} from '../options.ts';
import {base64Url} from '../options.ts';
import type {TokenRow} from '../storage/rows.ts';
import type {Storage, Transaction} from '../storage/storage.ts';

/** Everything the rooms of the server share: its ports, and what is made from them. */
export type Office = {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly crypto: Crypto;
  readonly secret: string;
  readonly publicUrl: string;
  readonly notifier: Notifier;
  readonly textLine: TextLine | undefined;
  readonly pushKey: string | undefined;
  /** The last day whose end was looked at, by organization. */
  readonly endedDays: Map<string, string>;
  /** What past drives taught this process. */
  readonly roads: {of(organizationId: string): LearnedRoad};
  /** How good arrival times were, for those that show it. */
  readonly arrivalRecords: {of(organizationId: string): ArrivalRecord | undefined};
  readonly router: Router | undefined;
  /** What it said lately of drives to plan with. */
  readonly knownDrives: KnownDrives;
  readonly geocoder: Geocoder | undefined;
  readonly webhooks: WebhookSender | undefined;
  readonly photos: ServerOptions['photos'] | undefined;
  readonly log: Log;
  readonly limits: Limits;
  readonly newId: NewId;
  /** Called with the organization whenever a technician's place on the road changed. */
  readonly onRoad: Set<(organizationId: string, memberId: string) => void>;
};

/** The office's now, as it is stored. */
export function nowInstant(office: Office): string {
  return toInstant(office.clock.now());
}

/** Ids that sort by the time they were made, on the office's clock; those of one moment in the order in which they were. */
export function idMaker(clock: Clock, crypto: Crypto): NewId {
  let lastMs = 0;
  let count = 0;
  return (kind: IdKind) => {
    const nowMs = clock.now();
    count = nowMs === lastMs ? count + 1 : 0;
    lastMs = nowMs;
    const chance = crypto.randomBytes(13);
    [chance[0], chance[1], chance[2]] = [count >> 10, count >> 5, count];
    return formatId(kind, nowMs, chance);
  };
}

/** A new secret with its prefix, such as `dk_live_…`; 32 random bytes. */
export function newSecret(crypto: Crypto, prefix: string): string {
  return `${prefix}${base64Url(crypto.randomBytes(32))}`;
}

/** Notes whose secret this is, without keeping the secret. */
export async function keepToken(
  office: Office,
  tx: Transaction,
  organizationId: string,
  holder: Pick<TokenRow, 'kind' | 'id'>,
  secret: string,
): Promise<void> {
  await tx.tokens.insert(organizationId, {...holder, hash: await office.crypto.sha256(secret)});
}
