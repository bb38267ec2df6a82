// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';

import * as React from 'react';

import {DispatchTechnician as Element} from '../technician/dispatch-technician.ts';

/** Who comes, and whom to call. `<dispatch-technician>` as a React component. */
export const DispatchTechnician = createComponent({
  react: React,
  tagName: 'dispatch-technician',
  elementClass: Element,
  displayName: 'DispatchTechnician',
});
