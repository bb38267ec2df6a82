// Made by `npm run docs` from the classes of the elements: change those.
import {createComponent} from '@lit/react';
import type {EventName} from '@lit/react';
import * as React from 'react';
import type {DispatchErrorEvent, DispatchSignedInEvent} from '../events.ts';
import {DispatchSignIn as Element} from '../sign-in/dispatch-sign-in.ts';

/** Signing in by a code to the phone. `<dispatch-sign-in>` as a React component; its events are `on…` properties. */
export const DispatchSignIn = createComponent({
  react: React,
  tagName: 'dispatch-sign-in',
  elementClass: Element,
  displayName: 'DispatchSignIn',
  events: {
    onDispatchSignedIn: 'dispatch-signed-in' as EventName<DispatchSignedInEvent>,
    onDispatchError: 'dispatch-error' as EventName<DispatchErrorEvent>,
  },
});
