import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {Delivery, NoticeRow} from '../storage/correspondence-rows.ts';

/** Reports come in any order: one that is behind what is known is left. */
const rank: Record<Delivery['state'], number> = {queued: 0, sent: 1, delivered: 2, failed: 2};

/** Notes what a provider reports of a message that it took. Answers the row, or undefined if nothing is known of it. */
export async function noteDelivery(
  office: Office,
  organizationId: string,
  noticeId: string,
  report: Pick<Delivery, 'state' | 'providerId' | 'error'>,
): Promise<NoticeRow | undefined> {
  return office.storage.transaction(async tx => {
    const row = await tx.notices.get(organizationId, noticeId);
    const isOurs = !row?.delivery?.providerId || row.delivery.providerId === report.providerId;
    if (!row || !isOurs) return undefined;
    if (row.delivery && rank[report.state] <= rank[row.delivery.state] && row.delivery.providerId) return row;
    const hasFailed = report.state === 'failed';
    const next: NoticeRow = {
      ...row,
      delivery: {...report, at: nowInstant(office)},
      ...(hasFailed && {state: 'failed', reason: 'not_delivered'}),
    };
    await tx.notices.put(organizationId, [next]);
    return next;
  });
}
