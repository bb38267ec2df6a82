import type {DispatchClient, VisitSource} from '@dispatch-kit/client';
import {ContextRoot, createContext} from '@lit/context';

// Keys that two copies of this package on one page share.

/** The client of the nearest provider. */
export const clientContext = createContext<DispatchClient | undefined>(Symbol.for('@dispatch-kit/client'));

/** The visit in view: what blocks draw when they are given nothing of their own. */
export const visitContext = createContext<VisitSource | undefined>(Symbol.for('@dispatch-kit/visit'));

// A provider that is upgraded after the elements inside it still reaches them.
if (globalThis.document) new ContextRoot().attach(document.documentElement);
