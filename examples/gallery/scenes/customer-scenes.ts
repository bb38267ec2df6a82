/** The blocks of a customer's page, each alone. */
import type {TrackingView, TrackingVisit} from '@dispatch-kit/core';
import '@dispatch-kit/elements/answers';
import '@dispatch-kit/elements/headline';
import '@dispatch-kit/elements/survey';
import type {DispatchSurvey} from '@dispatch-kit/elements/survey';
import '@dispatch-kit/elements/technician';
import '@dispatch-kit/elements/thread';
import {firmWords} from '../firm-words.ts';
import {press, put, putCaptioned, seen} from '../stage.ts';
import type {Scene, Scenes, Stage} from '../stage.ts';
import {onTheWay, visitView} from '../visit-views.ts';

const completedAt = '2026-03-03T20:51:00Z';
const rateable = (stage: Stage) =>
  visitView(stage.language, {phase: 'feedback', outcome: 'done', completedAt}, {actions: ['rate']});

function survey(stage: Stage, view = rateable(stage)): DispatchSurvey {
  return put(stage, document.createElement('dispatch-survey'), {view});
}
const starred =
  (stars: number): Scene =>
  async stage => {
    survey(stage);
    await press(stage.place, `input[value="${stars}"]`);
    await seen(stage.place, '.reasons');
  };

export const surveyScenes: Scenes<'dispatch-survey'> = {
  empty: stage => void survey(stage),
  good: starred(5),
  poor: starred(2),
  no_stars: async stage => {
    survey(stage);
    await press(stage.place, '[type=submit]');
    await seen(stage.place, '[role=alert]');
  },
  sent: stage => void survey(stage, {...rateable(stage), rating: {stars: 4, at: completedAt}}),
};

const phases: readonly Partial<TrackingVisit>[] = [
  {phase: 'upcoming', confirmed: true},
  onTheWay,
  {phase: 'onsite', arrivedAt: completedAt},
  {phase: 'suspended'},
  {phase: 'closed', outcome: 'no_access'},
  {phase: 'canceled'},
];

export const headlineScenes: Scenes<'dispatch-headline'> = {
  phases: stage =>
    putCaptioned(
      stage,
      phases.map(visit => {
        const view = visitView(stage.language, visit);
        return [view.visit.phase, Object.assign(document.createElement('dispatch-headline'), {view})];
      }),
    ),
};

export const technicianScenes: Scenes<'dispatch-technician'> = {
  known: stage => {
    const known = visitView(stage.language, onTheWay);
    const {technician: _, ...visit} = known.visit;
    putCaptioned(stage, [
      ['known', Object.assign(document.createElement('dispatch-technician'), {view: known})],
      [
        'not known yet',
        Object.assign(document.createElement('dispatch-technician'), {view: {...known, visit}}),
      ],
    ]);
  },
};

const answers =
  (visit: Partial<TrackingVisit>, more: Partial<TrackingView>): Scene =>
  stage =>
    void put(stage, document.createElement('dispatch-answers'), {
      view: visitView(stage.language, visit, more),
    });

export const answersScenes: Scenes<'dispatch-answers'> = {
  upcoming: answers(
    {phase: 'upcoming'},
    {actions: ['confirm', 'note', 'request_reschedule', 'request_cancel'], consents: {sms: true}},
  ),
  live: answers(onTheWay, {actions: ['note', 'not_home']}),
};

const thread = (stage: Stage, messages: NonNullable<TrackingView['messages']>) =>
  void put(stage, document.createElement('dispatch-thread'), {
    view: visitView(stage.language, onTheWay, {actions: ['message'], messages}),
  });

export const threadScenes: Scenes<'dispatch-thread'> = {
  empty: stage => thread(stage, []),
  messages: stage => {
    const [first, second] = firmWords[stage.language].messages;
    thread(stage, [
      {text: first, at: '2026-03-03T18:20:00Z'},
      {text: second, at: '2026-03-03T20:01:00Z'},
    ]);
  },
};
