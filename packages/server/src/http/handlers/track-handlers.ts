import type {AppointmentCommand, AppointmentFacts, LatLng, TimeRange, TrackingView} from '@dispatch-kit/core';
import type {Call, Handler} from '../call.ts';
import {nowInstant} from '../../office/office.ts';
import {askingOf} from '../../office/principal.ts';
import {Problem} from '../../office/problem.ts';
import {recordEvent} from '../../desk/record-event.ts';
import {runCommand} from '../../desk/run-command.ts';
import {takePin} from '../../desk/take-pin.ts';
import {loadTracked, viewOf} from '../../live/tracked-job.ts';
import type {Tracked} from '../../live/tracked-job.ts';

async function trackedOf(call: Call): Promise<Tracked> {
  const tracked = await loadTracked(
    call.office,
    call.tx,
    call.principal.organization,
    call.principal.link!.jobId,
  );
  if (!tracked) throw new Problem('link_ended', 'This link has ended.');
  return tracked;
}

/** The customer’s view as it is now. */
export async function view(call: Call): Promise<TrackingView> {
  return viewOf(call.office, await trackedOf(call), call.principal.link!.contactId).view;
}

/** The visit that an answer is about: the one on top of the page. */
async function subjectOf(call: Call, action: string): Promise<AppointmentFacts> {
  const {view: shown, subjectId, tracked} = await shownOf(call);
  const visit = tracked.visits.find(each => each.id === subjectId)?.facts;
  if (visit && shown.actions?.includes(action as never)) return visit;
  throw new Problem('not_allowed', 'This cannot be done on this visit now.', {allowed: shown.actions ?? []});
}

/** The view that a link shows, the visit on top of it, and what it is cut from. */
export async function shownOf(
  call: Call,
): Promise<{view: TrackingView; subjectId: string | undefined; tracked: Tracked}> {
  const tracked = await trackedOf(call);
  return {...viewOf(call.office, tracked, call.principal.link!.contactId), tracked};
}

type Wish = 'confirm' | 'request_reschedule' | 'request_cancel' | 'rebook' | 'not_home';

async function wish(call: Call, type: Wish): Promise<TrackingView> {
  const {windows, reason} = call.body as {windows?: TimeRange[]; reason?: string};
  const {subjectId, tracked} = await shownOf(call);
  if (!subjectId) throw new Problem('not_allowed', 'There is no visit to answer about yet.');
  const known = tracked.visits.find(each => each.id === subjectId)!.facts;
  if (type === 'confirm' && known.confirmed) return view(call);
  const visit = await subjectOf(call, type);
  const command = {
    type,
    appointmentId: visit.id,
    ...(windows && {windows}),
    ...(reason && {reason: {code: 'other', note: reason}}),
  } as AppointmentCommand;
  await runCommand(
    call.office,
    call.tx,
    call.principal.organization,
    command,
    askingOf(call.office, call.principal),
    {dryRun: false},
  );
  return view(call);
}

async function rate(call: Call): Promise<TrackingView> {
  const {stars, comment, reasons} = call.body as {stars: number; comment?: string; reasons?: string[]};
  const {subjectId, tracked, view: shown} = await shownOf(call);
  const isRated = shown.rating !== undefined;
  const visit = isRated
    ? tracked.visits.find(each => each.id === subjectId)!.facts
    : await subjectOf(call, 'rate');
  const {link} = call.principal;
  const known = tracked.ratings.find(
    each => each.appointmentId === visit.id && each.contactId === link!.contactId,
  );
  await call.tx.ratings.put(call.organizationId, {
    id: known?.id ?? call.office.newId('note'),
    jobId: visit.jobId,
    appointmentId: visit.id,
    contactId: link!.contactId,
    stars,
    comment: comment ?? null,
    reasons: reasons ?? [],
    at: nowInstant(call.office),
  });
  await recordEvent(call, {type: 'visit_rated', jobId: visit.jobId, appointmentId: visit.id, data: {stars}});
  return view(call);
}

async function note(call: Call): Promise<TrackingView> {
  const visit = await subjectOf(call, 'note');
  const noteId = call.office.newId('note');
  await call.tx.notes.insert(call.organizationId, [
    {
      id: noteId,
      jobId: visit.jobId,
      appointmentId: visit.id,
      eventId: null,
      visibility: 'customer',
      text: (call.body as {text: string}).text,
      authorKind: 'customer',
      authorId: call.principal.link!.contactId,
      at: nowInstant(call.office),
    },
  ]);
  await recordEvent(call, {
    type: 'note_added',
    jobId: visit.jobId,
    appointmentId: visit.id,
    data: {noteId, visibility: 'customer'},
  });
  return view(call);
}

async function pin(call: Call): Promise<TrackingView> {
  await subjectOf(call, 'pin');
  await takePin(call, await trackedOf(call), call.body as LatLng);
  return view(call);
}

export const trackHandlers: Record<string, Handler> = {
  'track.view': view,
  'track.confirm': call => wish(call, 'confirm'),
  'track.requestReschedule': call => wish(call, 'request_reschedule'),
  'track.requestCancel': call => wish(call, 'request_cancel'),
  'track.rebook': call => wish(call, 'rebook'),
  'track.notHome': call => wish(call, 'not_home'),
  'track.rate': rate,
  'track.note': note,
  'track.pin': pin,
};
