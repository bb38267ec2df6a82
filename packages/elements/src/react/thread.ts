// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {DispatchCommandEvent, DispatchErrorEvent} from '../events.ts';
import {DispatchThread as Element} from '../answers/dispatch-thread.ts';

/** Messages between a customer and the office. `<dispatch-thread>` as a React component; its events are `on…` properties. */
export const DispatchThread = createComponent({
  react: React,
  tagName: 'dispatch-thread',
  elementClass: Element,
  displayName: 'DispatchThread',
  events: {
    onDispatchCommand: 'dispatch-command' as EventName<DispatchCommandEvent>,
    onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>,
  },
});
