// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';

import * as React from 'react';

import {DispatchHeadline as Element} from '../headline/dispatch-headline.ts';

/** Where a visit stands, in words. `<dispatch-headline>` as a React component. */
export const DispatchHeadline = createComponent({
  react: React,
  tagName: 'dispatch-headline',
  elementClass: Element,
  displayName: 'DispatchHeadline',
});
