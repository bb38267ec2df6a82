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
import {DispatchOffers as Element} from '../offers/dispatch-offers.ts';

/** Offers that wait for an answer. `<dispatch-offers>` as a React component; its events are `on…` properties. */
export const DispatchOffers = createComponent({
  react: React,
  tagName: 'dispatch-offers',
  elementClass: Element,
  displayName: 'DispatchOffers',
  events: {
    onDispatchOpen: 'dispatch-open' as EventName<DispatchOpenEvent>,
    onDispatchSelect: 'dispatch-select' as EventName<DispatchSelectEvent>,
    onDispatchCommand: 'dispatch-command' as EventName<DispatchCommandEvent>,
    onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>,
  },
});
