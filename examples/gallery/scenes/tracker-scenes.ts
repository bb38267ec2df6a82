import {DispatchError} from '@dispatch-kit/client';
import type {VisitSnapshot} from '@dispatch-kit/client';
import type {TrackingView, TrackingVisit} from '@dispatch-kit/core';
import '@dispatch-kit/elements/tracker';
import type {DispatchTracker} from '@dispatch-kit/elements/tracker';
import {mapGround, press, put, seen} from '../stage.ts';
import type {Scene, Scenes, Stage} from '../stage.ts';
import {asOf, late, onTheWay, stale, standing, visitView} from '../visit-views.ts';

function show(stage: Stage, properties: Partial<DispatchTracker>): DispatchTracker {
  return put(stage, document.createElement('dispatch-tracker'), {
    ...mapGround(),
    ...properties,
  });
}

const phase =
  (visit: Partial<TrackingVisit>, more: Partial<TrackingView> = {}): Scene =>
  stage =>
    void show(stage, {view: visitView(stage.language, visit, more)});
const without = (snapshot: VisitSnapshot): Scene => {
  return stage => void show(stage, {source: standing(snapshot)});
};
const problem = (code: string) =>
  new DispatchError({kind: 'refused', code, message: 'The token is not known here.', retryable: false});
const askable = ['call', 'note', 'request_reschedule', 'request_cancel'] as const;
const arrivedAt = '2026-03-03T20:04:00Z';
const startedAt = '2026-03-03T20:08:00Z';
const completedAt = '2026-03-03T20:51:00Z';
const tomorrow = {start: '2026-03-04T15:00:00Z', end: '2026-03-04T17:00:00Z'};

export const trackerScenes: Scenes<'dispatch-tracker'> = {
  connecting: without({status: 'connecting'}),
  connecting_offline: without({status: 'offline'}),
  upcoming: phase({phase: 'upcoming'}, {actions: ['confirm', ...askable]}),
  upcoming_confirmed: phase(
    {phase: 'upcoming', confirmed: true},
    {actions: [...askable], others: [{phase: 'upcoming', window: tomorrow}]},
  ),
  needs_new_time: phase({phase: 'upcoming', needsReschedule: true}, {actions: [...askable]}),
  live: phase(onTheWay),
  live_branded: phase(onTheWay, {
    organization: {name: 'Casa Verde Heating', accent: '#0a7d55', phone: '+13125550100'},
  }),
  live_without_position: phase({eta: {...onTheWay.eta!, source: 'technician'}}),
  live_late: phase({...onTheWay, ...late}),
  live_stale: phase({...onTheWay, ...stale}),
  live_note: async stage => {
    show(stage, {view: visitView(stage.language, onTheWay)});
    await press(stage.place, '#open-note');
    await seen(stage.place, 'textarea');
  },
  suspended: phase({phase: 'suspended', delayed: true}, {actions: [...askable]}),
  arrived: phase({phase: 'onsite', arrivedAt}, {actions: ['call', 'note', 'not_home']}),
  started: phase({phase: 'onsite', arrivedAt, startedAt}, {actions: ['call']}),
  feedback: phase({phase: 'feedback', outcome: 'done', completedAt}, {actions: ['rate', 'call']}),
  feedback_sent: phase(
    {phase: 'closed', outcome: 'done', completedAt},
    {actions: ['call'], rating: {stars: 4, at: completedAt}},
  ),
  follow_up: phase({phase: 'closed', outcome: 'follow_up', completedAt}, {actions: ['call']}),
  missed_you: phase({phase: 'closed', outcome: 'no_access', completedAt}, {actions: ['call', 'rebook']}),
  interrupted: phase({phase: 'closed', outcome: 'interrupted', completedAt}, {actions: ['call']}),
  canceled: phase({phase: 'canceled'}, {actions: ['rebook', 'call']}),
  closed: phase({phase: 'closed', outcome: 'done', completedAt}, {actions: ['call']}),
  offline: stage =>
    void show(stage, {
      source: standing({
        status: 'offline',
        view: visitView(stage.language, onTheWay),
        asOfMs: Date.parse(asOf) - 4 * 60_000,
      }),
    }),
  expired: without({status: 'ended'}),
  refused: without({status: 'refused', error: problem('invalid_token')}),
};
