import type {Receiver} from '@dispatch-kit/client';
import {ask, followLook, sessionAs, sharedNowMs, tell} from './backstage.ts';
// #region technician
import {DispatchClient, indexedDbOutbox, indexedDbPositions} from '@dispatch-kit/client';
import '@dispatch-kit/elements/agenda';
import '@dispatch-kit/elements/provider';
import '@dispatch-kit/elements/sharing';

const client = new DispatchClient({
  url: location.origin,
  fetchToken: sessionAs('technician'),
  // Taps are kept on the phone until the office has them, also over a reload.
  outbox: indexedDbOutbox({name: 'technician'}),
  positions: indexedDbPositions({name: 'technician'}),
});
document.querySelector('dispatch-provider')!.client = client;
// #endregion

// The van of the demo drives by itself; where this browser is, is nobody's business. A page of an office shares.
const noPlace: Receiver = {
  watch: () => () => {},
  keepAwake: () => Promise.resolve(() => {}),
  isHidden: () => false,
  onVisibility: () => () => {},
};
if (!location.hash) document.querySelector('dispatch-sharing')!.sharing = client.shareLocation(noPlace);

followLook();
document.addEventListener('dispatch-command', () => {
  tell({kind: 'tap', atMs: sharedNowMs()});
  // Who taps plays the technician from here on; an office without the demo plays nobody.
  if (!location.hash) void ask('/demo/switch', {isPlayed: false}).catch(() => undefined);
});
