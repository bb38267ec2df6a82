// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {DispatchOpenEvent} from '../events.ts';
import {DispatchVisit as Element} from '../visit/dispatch-visit.ts';

/** One visit, as a row, an item of a list or a card. `<dispatch-visit>` as a React component; its events are `on…` properties. */
export const DispatchVisit = createComponent({
  react: React,
  tagName: 'dispatch-visit',
  elementClass: Element,
  displayName: 'DispatchVisit',
  events: {onDispatchOpen: 'dispatch-open' as EventName<DispatchOpenEvent>},
});
