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
import {DispatchBoard as Element} from '../board/dispatch-board.ts';

/** The order board of an office. `<dispatch-board>` as a React component; its events are `on…` properties. */
export const DispatchBoard = createComponent({
  react: React,
  tagName: 'dispatch-board',
  elementClass: Element,
  displayName: 'DispatchBoard',
  events: {
    onDispatchOpen: 'dispatch-open' as EventName<DispatchOpenEvent>,
    onDispatchSelect: 'dispatch-select' as EventName<DispatchSelectEvent>,
    onDispatchCommand: 'dispatch-command' as EventName<DispatchCommandEvent>,
    onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>,
  },
});
