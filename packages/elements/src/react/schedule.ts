// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {
  DispatchCommandEvent,
  DispatchErrorEvent,
  DispatchOpenEvent,
  DispatchSelectEvent,
} from '../events.ts';
import {DispatchSchedule as Element} from '../schedule/dispatch-schedule.ts';

/** The schedule of an office. `<dispatch-schedule>` as a React component; its events are `on…` properties. */
export const DispatchSchedule = createComponent({
  react: React,
  tagName: 'dispatch-schedule',
  elementClass: Element,
  displayName: 'DispatchSchedule',
  events: {
    onDispatchOpen: 'dispatch-open' as EventName<DispatchOpenEvent>,
    onDispatchSelect: 'dispatch-select' as EventName<DispatchSelectEvent>,
    onDispatchCommand: 'dispatch-command' as EventName<DispatchCommandEvent>,
    onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>,
  },
});
