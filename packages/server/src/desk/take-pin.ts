import type {LatLng} from '@dispatch-kit/core';
import {isUnderWay, judgePin} from '@dispatch-kit/core';
import {placeOf} from './job-rows.ts';
import {recordEvent} from './record-event.ts';
import {writeMessage} from './write-message.ts';
import type {Office} from '../office/office.ts';
import type {Principal} from '../office/principal.ts';
import type {AppointmentRow, JobRow, StoredEvent} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

type Acting = {office: Office; tx: Transaction; principal: Principal};
type Pinned = {job: JobRow; visits: readonly AppointmentRow[]; history: readonly StoredEvent[]};

/** Takes a customer's pin: one that counts by itself moves the address, any other one is told to the office in the thread. */
export async function takePin(acting: Acting, {job, visits, history}: Pinned, pin: LatLng): Promise<void> {
  const {tx, principal} = acting;
  const verdict = judgePin(pin, {
    place: placeOf(job),
    isPinned: history.some(({type, actor}) => type === 'job_edited' && actor.kind === 'customer'),
    isUnderWay: visits.some(({facts}) => isUnderWay(facts)),
  });
  if (verdict === 'asked') {
    const text = `📍 ${pin.lat.toFixed(5)}, ${pin.lng.toFixed(5)}`;
    const {contactId} = principal.link!;
    await writeMessage(acting, job, {from: 'customer', contactId, via: 'link', text});
    return;
  }
  const address = {...job.address, lat: pin.lat, lng: pin.lng};
  const place = {source: 'customer' as const, reason: null, attribution: null};
  await tx.jobs.put(principal.organization.id, [{...job, version: job.version + 1, address, place}]);
  await recordEvent(acting, {type: 'job_edited', jobId: job.id, data: {fields: ['address'], pin: true}});
}
