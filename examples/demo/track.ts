import {followLook, sharedNowMs, tell} from './backstage.ts';
// #region track
import '@dispatch-kit/elements/tracker';

// The token stands in the fragment, so that it is never sent to a server nor left in a log.
const tracker = document.querySelector('dispatch-tracker')!;
tracker.token = location.hash.slice(1);
// #endregion

addEventListener('hashchange', () => {
  tracker.token = location.hash.slice(1);
});

followLook();
tracker.addEventListener('dispatch-phase', ({previous}) => {
  if (previous) requestAnimationFrame(() => tell({kind: 'shown', where: 'customer', atMs: sharedNowMs()}));
});
