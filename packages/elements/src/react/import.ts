// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {DispatchErrorEvent} from '../events.ts';
import {DispatchImport as Element} from '../import/dispatch-import.ts';

/** Imports orders from a table. `<dispatch-import>` as a React component; its events are `on…` properties. */
export const DispatchImport = createComponent({
  react: React,
  tagName: 'dispatch-import',
  elementClass: Element,
  displayName: 'DispatchImport',
  events: {
    onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>,
    onClose: 'close' as EventName<Event>,
  },
});
