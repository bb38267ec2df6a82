// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {DispatchCommandEvent, DispatchErrorEvent, DispatchOpenEvent} from '../events.ts';
import {DispatchDayReview as Element} from '../review/dispatch-day-review.ts';

/** What a day has left open. `<dispatch-day-review>` as a React component; its events are `on…` properties. */
export const DispatchDayReview = createComponent({
  react: React,
  tagName: 'dispatch-day-review',
  elementClass: Element,
  displayName: 'DispatchDayReview',
  events: {
    onDispatchOpen: 'dispatch-open' as EventName<DispatchOpenEvent>,
    onDispatchCommand: 'dispatch-command' as EventName<DispatchCommandEvent>,
    onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>,
  },
});
