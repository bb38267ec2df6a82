import type {OfficePicture, SharingSnapshot, SharingStatus} from '@dispatch-kit/client';
import {isLive, isUnderWay, staleAfterMs, toMs} from '@dispatch-kit/core';
import type {Appointment, Job} from '@dispatch-kit/core';

/** Why a place that the office would listen to does not come; `stopped`: the person ended it. */
export type SharingTrouble =
  Exclude<SharingStatus, 'off' | 'asking' | 'sharing' | 'hidden' | 'not_wanted'> | 'offline' | 'stopped';

/** Who sees a technician's place now, and what stands in the way. */
export interface SharingSight {
  /** `customer`: the customer and the office. */
  seenBy: 'nobody' | 'office' | 'customer';
  /** The customer has seen somebody come, and now sees that nothing moves. */
  isPaused: boolean;
  /** The first name of the customer who waits. */
  customer: string | undefined;
  /** What the office listens for now; undefined while it does not listen. */
  occasion: string | undefined;
  /** Listened to, but no place is known yet. */
  isFinding: boolean;
  trouble: SharingTrouble | undefined;
}

export interface SharingAsked {
  memberId: string;
  sharing: Pick<SharingSnapshot, 'status'>;
  isOffline: boolean;
  nowMs: number;
}

/** Finds out who sees a member's place, as the office has it: from this page or from a phone app. */
export function sightOf(picture: OfficePicture, asked: SharingAsked): SharingSight {
  const {memberId, sharing, isOffline, nowMs} = asked;
  const {organization, members, positions} = picture;
  const found = underWayOf(picture, memberId);
  const leg = found?.visit.leg;
  const isOnShift = organization?.share === 'shift' && members.get(memberId)?.onShift === true;
  const occasion = leg ? `leg ${leg.id}` : isOnShift ? 'shift' : undefined;
  const position = positions.get(memberId);
  const isFresh = position !== undefined && nowMs - toMs(position.at) <= staleAfterMs;
  const isShown =
    found !== undefined && isShownToCustomer(found.visit, organization?.graceSeconds ?? 0, nowMs);
  const isSeen = occasion !== undefined && isFresh;
  const isFinding = occasion !== undefined && !isSeen && ['asking', 'sharing'].includes(sharing.status);
  return {
    seenBy: isSeen ? (isShown ? 'customer' : 'office') : 'nobody',
    isPaused: isShown && !isSeen,
    customer: found && firstNameOf(picture, found.job),
    occasion,
    isFinding: isFinding && !isOffline,
    trouble: occasion === undefined ? undefined : troubleOf(sharing.status, isOffline, isSeen),
  };
}

function troubleOf(status: SharingStatus, isOffline: boolean, isSeen: boolean): SharingTrouble | undefined {
  if (isOffline) return 'offline';
  // A phone app may be heard where this page is not.
  if (isSeen) return undefined;
  if (status === 'denied' || status === 'unavailable' || status === 'refused' || status === 'no_signal')
    return status;
  return status === 'off' || status === 'not_wanted' ? 'stopped' : undefined;
}

/** What the customer can see of a leg is held back for the grace in which it can be taken back untold. */
function isShownToCustomer(visit: Appointment, graceSeconds: number, nowMs: number): boolean {
  const {leg} = visit;
  return isLive(visit) && nowMs - toMs(leg!.departedAt!) >= graceSeconds * 1000;
}

function underWayOf({jobs}: OfficePicture, memberId: string): {job: Job; visit: Appointment} | undefined {
  for (const job of jobs.values()) {
    const visit = job.appointments.find(each => each.leadId === memberId && isUnderWay(each));
    if (visit) return {job, visit};
  }
  return undefined;
}

function firstNameOf({customers}: OfficePicture, job: Job): string | undefined {
  const customer = customers.get(job.customerId);
  const contacts = customer?.contacts ?? [];
  const name = (contacts.find(({id}) => job.contactIds.includes(id)) ?? contacts[0])?.name ?? customer?.name;
  return name?.trim().split(/\s+/)[0];
}
