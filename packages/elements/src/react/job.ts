// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {DispatchCommandEvent, DispatchErrorEvent} from '../events.ts';
import {DispatchJob as Element} from '../job/dispatch-job.ts';

/** One job, whole. `<dispatch-job>` as a React component; its events are `on…` properties. */
export const DispatchJob = createComponent({
  react: React,
  tagName: 'dispatch-job',
  elementClass: Element,
  displayName: 'DispatchJob',
  events: {
    onDispatchCommand: 'dispatch-command' as EventName<DispatchCommandEvent>,
    onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>,
  },
});
