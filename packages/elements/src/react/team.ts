// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {DispatchCommandEvent, DispatchErrorEvent, DispatchOpenEvent} from '../events.ts';
import {DispatchTeam as Element} from '../team/dispatch-team.ts';

/** The members of a team. `<dispatch-team>` as a React component; its events are `on…` properties. */
export const DispatchTeam = createComponent({
  react: React,
  tagName: 'dispatch-team',
  elementClass: Element,
  displayName: 'DispatchTeam',
  events: {
    onDispatchOpen: 'dispatch-open' as EventName<DispatchOpenEvent>,
    onDispatchCommand: 'dispatch-command' as EventName<DispatchCommandEvent>,
    onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>,
  },
});
