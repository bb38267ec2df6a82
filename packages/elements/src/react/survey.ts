// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {DispatchCommandEvent, DispatchErrorEvent, DispatchRatedEvent} from '../events.ts';
import {DispatchSurvey as Element} from '../survey/dispatch-survey.ts';

/** How was it? Stars, reasons, a comment. `<dispatch-survey>` as a React component; its events are `on…` properties. */
export const DispatchSurvey = createComponent({
  react: React,
  tagName: 'dispatch-survey',
  elementClass: Element,
  displayName: 'DispatchSurvey',
  events: {
    onDispatchCommand: 'dispatch-command' as EventName<DispatchCommandEvent>,
    onDispatchRated: 'dispatch-rated' as EventName<DispatchRatedEvent>,
    onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>,
  },
});
