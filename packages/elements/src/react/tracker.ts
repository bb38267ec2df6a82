// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {
  DispatchArrivedEvent,
  DispatchCommandEvent,
  DispatchErrorEvent,
  DispatchEtaEvent,
  DispatchPhaseEvent,
  DispatchRatedEvent,
  DispatchStaleEvent,
} from '../events.ts';
import {DispatchTracker as Element} from '../tracker/dispatch-tracker.ts';

/** A customer's visit, live. `<dispatch-tracker>` as a React component; its events are `on…` properties. */
export const DispatchTracker = createComponent({
  react: React,
  tagName: 'dispatch-tracker',
  elementClass: Element,
  displayName: 'DispatchTracker',
  events: {
    onDispatchCommand: 'dispatch-command' as EventName<DispatchCommandEvent>,
    onDispatchPhase: 'dispatch-phase' as EventName<DispatchPhaseEvent>,
    onDispatchEta: 'dispatch-eta' as EventName<DispatchEtaEvent>,
    onDispatchStale: 'dispatch-stale' as EventName<DispatchStaleEvent>,
    onDispatchArrived: 'dispatch-arrived' as EventName<DispatchArrivedEvent>,
    onDispatchRated: 'dispatch-rated' as EventName<DispatchRatedEvent>,
    onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>,
  },
});
