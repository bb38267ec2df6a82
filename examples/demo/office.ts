import {followLook, sessionAs, sharedNowMs, tell} from './backstage.ts';
// #region office
import {DispatchClient} from '@dispatch-kit/client';
import '@dispatch-kit/elements/board';
import '@dispatch-kit/elements/map';
import '@dispatch-kit/elements/provider';

const client = new DispatchClient({url: location.origin, fetchToken: sessionAs('office')});
const provider = document.querySelector('dispatch-provider')!;
provider.client = client;
// #endregion

followLook();
provider.addEventListener('dispatch-select', ({jobId}) => {
  if (jobId) tell({kind: 'selected', jobId});
});

const board = client.board({day: 'today'});
let shown = new Map<string, string>();
board.subscribe(() => {
  const {jobs, organization} = board.get();
  const brand = organization?.brand;
  if (brand)
    provider.brand = {...(brand.name && {name: brand.name}), ...(brand.accent && {accent: brand.accent})};
  const next = new Map(
    [...jobs.values()].flatMap(job => job.appointments.map(({id, status}) => [id, status] as const)),
  );
  const isChanged = [...next].some(([id, status]) => shown.has(id) && shown.get(id) !== status);
  shown = next;
  // After the board has drawn it.
  if (isChanged) requestAnimationFrame(() => tell({kind: 'shown', where: 'office', atMs: sharedNowMs()}));
});
