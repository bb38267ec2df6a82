// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';

import * as React from 'react';

import {DispatchTimeline as Element} from '../timeline/dispatch-timeline.ts';

/** The steps of a visit, or the history of a job. `<dispatch-timeline>` as a React component. */
export const DispatchTimeline = createComponent({
  react: React,
  tagName: 'dispatch-timeline',
  elementClass: Element,
  displayName: 'DispatchTimeline',
});
