// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {DispatchBookedEvent, DispatchErrorEvent} from '../events.ts';
import {DispatchBooking as Element} from '../booking/dispatch-booking.ts';

/** Ask for a visit. `<dispatch-booking>` as a React component; its events are `on…` properties. */
export const DispatchBooking = createComponent({
  react: React,
  tagName: 'dispatch-booking',
  elementClass: Element,
  displayName: 'DispatchBooking',
  events: {
    onDispatchBooked: 'dispatch-booked' as EventName<DispatchBookedEvent>,
    onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>,
  },
});
