// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {DispatchErrorEvent} from '../events.ts';
import {DispatchSharing as Element} from '../sharing/dispatch-sharing.ts';

/** Who sees where the technician is, and the switch for it. `<dispatch-sharing>` as a React component; its events are `on…` properties. */
export const DispatchSharing = createComponent({
  react: React,
  tagName: 'dispatch-sharing',
  elementClass: Element,
  displayName: 'DispatchSharing',
  events: {onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>},
});
