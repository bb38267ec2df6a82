import {DispatchError} from '@dispatch-kit/client';
import type {VisitSnapshot} from '@dispatch-kit/client';
import type {TrackingView, TrackingVisit} from '@dispatch-kit/core';
import '@dispatch-kit/elements/answers';
import '@dispatch-kit/elements/headline';
import '@dispatch-kit/elements/technician';
import '@dispatch-kit/elements/tracker';
import type {DispatchTracker} from '@dispatch-kit/elements/tracker';
import {firmWords} from '../firm-words.ts';
import type {Language} from '../firm-words.ts';
import {findAll, mapGround, press, put, seen, until} from '../stage.ts';
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
const askable = ['call', 'note', 'message', 'request_reschedule', 'request_cancel'] as const;
const consents = {sms: true, email: false};
/** Three free times on each of two days. */
const windows = {
  timeZone: 'America/Chicago',
  items: [4, 5].flatMap(day =>
    [15, 17, 19].map(hour => ({
      start: `2026-03-0${day}T${hour}:00:00Z`,
      end: `2026-03-0${day}T${hour + 2}:00:00Z`,
    })),
  ),
};
const arrivedAt = '2026-03-03T20:04:00Z';
const startedAt = '2026-03-03T20:08:00Z';
const completedAt = '2026-03-03T20:51:00Z';
const tomorrow = {start: '2026-03-04T15:00:00Z', end: '2026-03-04T17:00:00Z'};

/** A question stands open, with the times that a source offers. */
const asking =
  (view: (language: Language) => TrackingView, button: string, offered?: typeof windows): Scene =>
  async stage => {
    const source = standing({status: 'live', view: view(stage.language)});
    show(stage, {source: {...source, ...(offered && {windows: async () => offered})}});
    await press(stage.place, button);
    await seen(stage.place, 'form');
    if (offered && offered.items.length > 0) await seen(stage.place, '.chip');
  };
const upcoming =
  (more: Partial<TrackingView> = {}) =>
  (language: Language) =>
    visitView(language, {phase: 'upcoming'}, {actions: ['confirm', ...askable], consents, ...more});
const withMessage = (language: Language, unread?: boolean) =>
  visitView(language, onTheWay, {
    actions: ['call', 'note', 'message', 'not_home'],
    messages: [{text: firmWords[language].messages[1], at: '2026-03-03T20:01:00Z', ...(unread && {unread})}],
  });

export const trackerScenes: Scenes<'dispatch-tracker'> = {
  connecting: without({status: 'connecting'}),
  connecting_offline: without({status: 'offline'}),
  upcoming: phase({phase: 'upcoming'}, {actions: ['confirm', ...askable], consents}),
  move: asking(upcoming(), '#open-request_reschedule', windows),
  move_no_windows: asking(upcoming(), '#open-request_reschedule', {...windows, items: []}),
  ask_cancel: asking(upcoming(), '#open-request_cancel'),
  consents: asking(upcoming(), '#open-consents'),
  requested: phase({phase: 'upcoming', requested: 'reschedule'}, {actions: [...askable], consents}),
  own_blocks: stage => {
    const tracker = show(stage, {view: visitView(stage.language, onTheWay)});
    const card = document.createElement('div');
    card.slot = 'card';
    card.className = 'own-card';
    const blocks = ['eta', 'headline', 'answers', 'technician', 'timeline'];
    card.append(...blocks.map(name => document.createElement(`dispatch-${name}`)));
    tracker.append(card);
  },
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
  live_up: async stage => {
    show(stage, {view: withMessage(stage.language)});
    // On a wide page the card stands beside the map, and there is nothing to be pulled.
    if (stage.place.clientWidth >= 720) return;
    await press(stage.place, '.handle');
    const handle = () => [...findAll(stage.place, '.handle')][0];
    await until(() => handle()?.getAttribute('aria-expanded') === 'true', 'the sheet');
  },
  live_two: phase(onTheWay, {
    others: [{...onTheWay, phase: 'live', technician: {name: 'Nia', initials: 'NC'}}],
  }),
  live_thread: async stage => {
    show(stage, {view: withMessage(stage.language)});
    await press(stage.place, '#open-thread');
    await seen(stage.place, 'textarea');
  },
  live_unread: stage => void show(stage, {view: withMessage(stage.language, true)}),
  other_technician: async stage => {
    const view = visitView(stage.language, {phase: 'upcoming'});
    const tracker = show(stage, {view});
    await tracker.updateComplete;
    const technician = {name: firmWords[stage.language].technicians[1].split(' ')[0]!, initials: 'NC'};
    tracker.view = {...view, visit: {...view.visit, phase: 'suspended', delayed: true, technician}};
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
  rebook: asking(
    language => visitView(language, {phase: 'canceled'}, {actions: ['rebook', 'call', 'message']}),
    '#open-rebook',
    windows,
  ),
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
