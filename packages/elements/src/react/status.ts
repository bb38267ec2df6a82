// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';

import * as React from 'react';

import {DispatchStatus as Element} from '../status/dispatch-status.ts';

/** The status of a job or a visit, as a badge. `<dispatch-status>` as a React component. */
export const DispatchStatus = createComponent({
  react: React,
  tagName: 'dispatch-status',
  elementClass: Element,
  displayName: 'DispatchStatus',
});
