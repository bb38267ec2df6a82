/**
 * What a script tag loads: each element comes by itself as soon as its tag stands in the page, so a page with a tracker
 * never loads a board. `DispatchClient` is a file of its own beside this one.
 */
import type {DispatchTracker} from './tracker/dispatch-tracker.ts';

export type {DispatchTracker};
export {polling} from '@dispatch-kit/client';

const loaders: Readonly<Record<string, () => Promise<unknown>>> = {
  'dispatch-agenda': () => import('./agenda/dispatch-agenda.ts'),
  'dispatch-answers': () => import('./answers/dispatch-answers.ts'),
  'dispatch-board': () => import('./board/dispatch-board.ts'),
  'dispatch-booking': () => import('./booking/dispatch-booking.ts'),
  'dispatch-dashboard': () => import('./dashboard/dispatch-dashboard.ts'),
  'dispatch-day-review': () => import('./review/dispatch-day-review.ts'),
  'dispatch-eta': () => import('./eta/dispatch-eta.ts'),
  'dispatch-headline': () => import('./headline/dispatch-headline.ts'),
  'dispatch-import': () => import('./import/dispatch-import.ts'),
  'dispatch-job': () => import('./job/dispatch-job.ts'),
  'dispatch-map': () => import('./map/dispatch-map.ts'),
  'dispatch-new-order': () => import('./order/dispatch-new-order.ts'),
  'dispatch-offers': () => import('./offers/dispatch-offers.ts'),
  'dispatch-provider': () => import('./provider/dispatch-provider.ts'),
  'dispatch-schedule': () => import('./schedule/dispatch-schedule.ts'),
  'dispatch-sharing': () => import('./sharing/dispatch-sharing.ts'),
  'dispatch-sign-in': () => import('./sign-in/dispatch-sign-in.ts'),
  'dispatch-status': () => import('./status/dispatch-status.ts'),
  'dispatch-status-button': () => import('./status/dispatch-status-button.ts'),
  'dispatch-survey': () => import('./survey/dispatch-survey.ts'),
  'dispatch-team': () => import('./team/dispatch-team.ts'),
  'dispatch-technician': () => import('./technician/dispatch-technician.ts'),
  'dispatch-thread': () => import('./answers/dispatch-thread.ts'),
  'dispatch-timeline': () => import('./timeline/dispatch-timeline.ts'),
  'dispatch-tracker': () => import('./tracker/dispatch-tracker.ts'),
  'dispatch-visit': () => import('./visit/dispatch-visit.ts'),
};

function load(root: Document | Element): void {
  const elements = [root, ...root.querySelectorAll(':not(:defined)')];
  for (const {localName} of elements.filter(each => each instanceof Element)) {
    const isOurs = Object.hasOwn(loaders, localName) && !customElements.get(localName);
    // Offline it fails, and is tried again with the next tag of its kind.
    if (isOurs) loaders[localName]!().catch((error: unknown) => console.error(`<${localName}>:`, error));
  }
}

new MutationObserver(changes => {
  for (const {addedNodes} of changes) for (const node of addedNodes) if (node instanceof Element) load(node);
}).observe(document, {childList: true, subtree: true});
load(document);
