import {toMs} from '@dispatch-kit/core';
import {bearerOf} from './caller.ts';
import {Content} from './content.ts';
import type {Gauge, Metrics} from './metrics.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import {Problem} from '../office/problem.ts';
import type {Streams} from '../live/streams.ts';
import type {Transaction} from '../storage/storage.ts';

/** Refuses who does not hold an operator key. */
export async function demandOperator(office: Office, tx: Transaction, request: Request): Promise<void> {
  const token = bearerOf(request);
  if (!token || !(await tx.operatorKeys.has(await office.crypto.sha256(token))))
    throw new Problem('unauthenticated', 'This takes the operator key (ok_…).');
}

/** Ready to serve: the storage answers and its tables are those of this program. */
export async function demandReady(office: Office): Promise<void> {
  const lack = await office.storage.lacks().catch((error: unknown) => {
    office.log('error', 'The storage does not answer', {error: String(error)});
    return 'The storage does not answer.';
  });
  if (lack) throw new Problem('unavailable', lack, {retryAfterSeconds: 5});
}

/** What an operator watches; no personal data. */
export async function readMetrics(
  office: Office,
  request: Request,
  {metrics, streams}: {metrics: Metrics; streams: Streams},
): Promise<Content> {
  const now = nowInstant(office);
  const backlog = await office.storage.transaction(async tx => {
    await demandOperator(office, tx, request);
    return tx.backlog.read(now);
  });
  const age = (at: string | null) => (at === null ? 0 : Math.max(0, (toMs(now) - toMs(at)) / 1000));
  const gauges: Gauge[] = [
    {name: 'dispatch_streams_open', help: 'Event streams open in this process.', value: streams.size},
    {name: 'dispatch_notices_due', help: 'Messages that are due and not sent.', value: backlog.notices.count},
    {
      name: 'dispatch_notices_oldest_seconds',
      help: 'How long the oldest of them has been due.',
      value: age(backlog.notices.oldestAt),
    },
    {
      name: 'dispatch_webhook_deliveries_due',
      help: 'Events that are due for a webhook and not delivered.',
      value: backlog.deliveries.count,
    },
    {
      name: 'dispatch_webhook_deliveries_oldest_seconds',
      help: 'How long the oldest of them has been due.',
      value: age(backlog.deliveries.oldestAt),
    },
  ];
  return new Content('text/plain; version=0.0.4; charset=utf-8', metrics.text(gauges));
}
