// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {DispatchCommandEvent, DispatchErrorEvent} from '../events.ts';
import {DispatchAnswers as Element} from '../answers/dispatch-answers.ts';

/** What a customer can do about the visit. `<dispatch-answers>` as a React component; its events are `on…` properties. */
export const DispatchAnswers = createComponent({
  react: React,
  tagName: 'dispatch-answers',
  elementClass: Element,
  displayName: 'DispatchAnswers',
  events: {
    onDispatchCommand: 'dispatch-command' as EventName<DispatchCommandEvent>,
    onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>,
  },
});
