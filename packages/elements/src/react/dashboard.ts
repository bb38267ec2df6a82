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
import {DispatchDashboard as Element} from '../dashboard/dispatch-dashboard.ts';

/** The whole desk of an office. `<dispatch-dashboard>` as a React component; its events are `on…` properties. */
export const DispatchDashboard = createComponent({
  react: React,
  tagName: 'dispatch-dashboard',
  elementClass: Element,
  displayName: 'DispatchDashboard',
  events: {
    onDispatchOpen: 'dispatch-open' as EventName<DispatchOpenEvent>,
    onDispatchSelect: 'dispatch-select' as EventName<DispatchSelectEvent>,
    onDispatchCommand: 'dispatch-command' as EventName<DispatchCommandEvent>,
    onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>,
  },
});
