import {followLook, sharedNowMs, tell} from './backstage.ts';
import '@dispatch-kit/elements/tracker';

followLook();
document.querySelector('dispatch-tracker')!.addEventListener('dispatch-phase', ({previous}) => {
  if (previous) requestAnimationFrame(() => tell({kind: 'shown', where: 'customer', atMs: sharedNowMs()}));
});
