import type {EventType, NewEvent} from '@dispatch-kit/core';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {Principal} from '../office/principal.ts';
import type {Transaction} from '../storage/storage.ts';

/** Records a fact that no machine decides: something was edited, written, rated. */
export async function recordEvent(
  {office, tx, principal}: {office: Office; tx: Transaction; principal: Principal},
  fact: {type: EventType} & Partial<
    Pick<NewEvent, 'jobId' | 'appointmentId' | 'subjectId' | 'set' | 'was' | 'data' | 'at' | 'basis'>
  >,
): Promise<void> {
  const now = nowInstant(office);
  const event: NewEvent = {
    id: office.newId('event'),
    v: 1,
    at: now,
    actor: principal.actor,
    basis: 'manual',
    ...fact,
  };
  await tx.events.append(principal.organization.id, [event], now);
}
