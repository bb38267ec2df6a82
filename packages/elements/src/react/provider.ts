// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';

import * as React from 'react';

import {DispatchProvider as Element} from '../provider/dispatch-provider.ts';

/** The one element that acts on the server. `<dispatch-provider>` as a React component. */
export const DispatchProvider = createComponent({
  react: React,
  tagName: 'dispatch-provider',
  elementClass: Element,
  displayName: 'DispatchProvider',
});
