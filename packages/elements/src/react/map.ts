// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {DispatchOpenEvent, DispatchPinEvent, DispatchSelectEvent} from '../events.ts';
import {DispatchMap as Element} from '../map/dispatch-map.ts';

/** A street map of one visit, or of a whole fleet. `<dispatch-map>` as a React component; its events are `on…` properties. */
export const DispatchMap = createComponent({
  react: React,
  tagName: 'dispatch-map',
  elementClass: Element,
  displayName: 'DispatchMap',
  events: {
    onDispatchSelect: 'dispatch-select' as EventName<DispatchSelectEvent>,
    onDispatchOpen: 'dispatch-open' as EventName<DispatchOpenEvent>,
    onDispatchPin: 'dispatch-pin' as EventName<DispatchPinEvent>,
  },
});
