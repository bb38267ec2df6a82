// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {DispatchCommandEvent, DispatchErrorEvent} from '../events.ts';
import {DispatchStatusButton as Element} from '../status/dispatch-status-button.ts';

/** The next step of a visit, as one big button. `<dispatch-status-button>` as a React component; its events are `on…` properties. */
export const DispatchStatusButton = createComponent({
  react: React,
  tagName: 'dispatch-status-button',
  elementClass: Element,
  displayName: 'DispatchStatusButton',
  events: {
    onDispatchCommand: 'dispatch-command' as EventName<DispatchCommandEvent>,
    onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>,
  },
});
