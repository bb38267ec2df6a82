// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {DispatchCommandEvent, DispatchErrorEvent, DispatchOpenEvent} from '../events.ts';
import {DispatchNewOrder as Element} from '../order/dispatch-new-order.ts';

/** Makes a job with its first visit. `<dispatch-new-order>` as a React component; its events are `on…` properties. */
export const DispatchNewOrder = createComponent({
  react: React,
  tagName: 'dispatch-new-order',
  elementClass: Element,
  displayName: 'DispatchNewOrder',
  events: {
    onDispatchOpen: 'dispatch-open' as EventName<DispatchOpenEvent>,
    onDispatchCommand: 'dispatch-command' as EventName<DispatchCommandEvent>,
    onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>,
    onClose: 'close' as EventName<Event>,
  },
});
