// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {DispatchCommandEvent, DispatchErrorEvent, DispatchOpenEvent} from '../events.ts';
import {DispatchAgenda as Element} from '../agenda/dispatch-agenda.ts';

/** A technician's day. `<dispatch-agenda>` as a React component; its events are `on…` properties. */
export const DispatchAgenda = createComponent({
  react: React,
  tagName: 'dispatch-agenda',
  elementClass: Element,
  displayName: 'DispatchAgenda',
  events: {
    onDispatchCommand: 'dispatch-command' as EventName<DispatchCommandEvent>,
    onDispatchOpen: 'dispatch-open' as EventName<DispatchOpenEvent>,
    onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>,
  },
});
