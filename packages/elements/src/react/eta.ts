// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {DispatchEtaEvent} from '../events.ts';
import {DispatchEta as Element} from '../eta/dispatch-eta.ts';

/** The expected arrival. `<dispatch-eta>` as a React component; its events are `on…` properties. */
export const DispatchEta = createComponent({
  react: React,
  tagName: 'dispatch-eta',
  elementClass: Element,
  displayName: 'DispatchEta',
  events: {onDispatchEta: 'dispatch-eta' as EventName<DispatchEtaEvent>},
});
