import type {VisitSnapshot} from '@dispatch-kit/client';
import type {TrackingPhase, TrackingView} from '@dispatch-kit/core';
import {formatDay, formatDistance, formatTime} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import type {Localizer} from '../base/localizer.ts';

/** What a tracker is in: the phase of the visit, or why there is none to show. */
export type TrackerPhase = TrackingPhase | 'expired' | 'connecting' | 'refused' | 'unknown';

/** The phase that a snapshot puts the tracker into. A phase that is not known here is shown as text alone. */
export function phaseOf({status, view}: VisitSnapshot): TrackerPhase {
  if (status === 'ended') return 'expired';
  if (status === 'refused') return 'refused';
  if (!view) return 'connecting';
  return view.visit.phase in headlines ? view.visit.phase : 'unknown';
}

/** Whether there is a place worth a map. */
export function hasMap(phase: TrackerPhase, view: TrackingView | undefined): boolean {
  const isOpen = ['upcoming', 'live', 'live_stale', 'suspended', 'onsite'].includes(phase);
  return isOpen && (view?.destination ?? view?.visit.position) !== undefined;
}

/** What the page says first, and what it says below. */
export interface Headline {
  title: string;
  text: string | undefined;
}

type Say = Localizer['say'];
type Write = (view: TrackingView, say: Say, format: Format) => Headline;

const onTheWay: Write = (view, say, format) => {
  const {distanceMeters} = view.visit;
  const name = nameIn(view, say, 'technicianFirst');
  if (distanceMeters === undefined) return {title: say('isOnTheWay', {name}), text: undefined};
  const distance = formatDistance(format, distanceMeters);
  return {title: say('isOnTheWayFrom', {name, distance}), text: undefined};
};

const headlines: Readonly<Record<TrackingPhase, Write>> = {
  upcoming: (view, say) =>
    view.visit.needsReschedule
      ? {title: say('needsNewTime'), text: say('needsNewTimeText')}
      : {title: view.job?.title ?? say('isScheduled'), text: undefined},
  live: onTheWay,
  live_stale: onTheWay,
  onsite: (view, say, format) => {
    const {arrivedAt, startedAt} = view.visit;
    const name = nameIn(view, say, 'technicianFirst');
    const text = startedAt
      ? say('startedAt', {time: formatTime(format, startedAt)})
      : arrivedAt && say('arrivedAt', {time: formatTime(format, arrivedAt)});
    return {title: say('hasArrived', {name}), text};
  },
  suspended: (_, say) => ({title: say('isDelayed'), text: say('isDelayedText')}),
  canceled: (_, say) => ({title: say('isCanceled'), text: say('isCanceledText')}),
  feedback: (view, say) => ({title: say('howDidItGo'), text: view.job?.title}),
  closed: (view, say, format) => {
    const {outcome, completedAt} = view.visit;
    if (outcome === 'follow_up') return {title: say('needsFollowUp'), text: say('needsFollowUpText')};
    if (outcome === 'no_access') return {title: say('missedYou'), text: say('missedYouText')};
    if (outcome === 'interrupted') return {title: say('wasInterrupted'), text: say('wasInterruptedText')};
    if (outcome !== 'done') return {title: say('isOver'), text: undefined};
    const when = completedAt && {
      day: formatDay(format, completedAt),
      time: formatTime(format, completedAt),
    };
    return {title: say('isDone'), text: when && say('isDoneText', when)};
  },
};

/** What the page says first. */
export function headlineOf(
  phase: TrackerPhase,
  view: TrackingView | undefined,
  say: Say,
  format: Format,
): Headline {
  if (phase === 'expired') return {title: say('linkEnded'), text: say('linkEndedText')};
  if (phase === 'refused') return {title: say('cannotShow'), text: say('cannotShowText')};
  if (phase === 'connecting' || !view) return {title: say('loading'), text: undefined};
  if (phase === 'unknown') return {title: view.job?.title ?? say('yourVisit'), text: undefined};
  return headlines[phase](view, say, format);
}

/** What the technician is called: by name, by the organization's own word, or by ours. */
export function nameIn(
  view: TrackingView | undefined,
  say: Say,
  otherwise: 'technicianFirst' | 'technicianWithin',
): string {
  return view?.visit.technician?.name ?? view?.organization?.terms?.['technician'] ?? say(otherwise);
}

/** Whether there is a time to be written big, so that the sentence stands below it. */
export function hasTime(phase: TrackerPhase, view: TrackingView | undefined): boolean {
  const {eta, window, needsReschedule} = view?.visit ?? {};
  if (phase === 'live' || phase === 'live_stale') return (eta ?? window) !== undefined;
  return (phase === 'upcoming' || phase === 'suspended') && window !== undefined && !needsReschedule;
}
