import type {Place} from '@dispatch-kit/elements';
import {changedKeys} from '@dispatch-kit/client';
import {ask, followLook, sessionAs, sharedNowMs, tell} from './backstage.ts';
// #region office
import {DispatchClient} from '@dispatch-kit/client';
import '@dispatch-kit/elements/dashboard';
import '@dispatch-kit/elements/provider';

const client = new DispatchClient({url: location.origin, fetchToken: sessionAs('office')});
const provider = document.querySelector('dispatch-provider')!;
provider.client = client;
// #endregion

// `/office?day=2026-03-03`, or `?day=all` for everything there is.
const asked = new URLSearchParams(location.search).get('day') ?? 'today';
const day = asked === 'all' ? '' : asked;
const desk = document.querySelector('dispatch-dashboard')!;
desk.day = day;

// The demo knows addresses to make orders for; who comes with a token of his own has no demo behind him.
if (!location.hash) {
  const places = ask<Place[]>('/demo/places');
  void places.then(known => (desk.places = known));
}

followLook();
provider.addEventListener('dispatch-select', ({jobId}) => {
  if (jobId) tell({kind: 'selected', jobId});
});

const board = client.board(day ? {day} : {});
let before = board.get();
board.subscribe(() => {
  const [known, now] = [before, board.get()];
  before = now;
  const {organization} = now;
  const brand = organization?.brand;
  if (brand && organization !== known.organization)
    provider.brand = {...(brand.name && {name: brand.name}), ...(brand.accent && {accent: brand.accent})};
  const statuses = (jobs: typeof now.jobs, id: string) =>
    new Map(jobs.get(id)?.appointments.map(visit => [visit.id, visit.status]));
  const isChanged = changedKeys(known.jobs, now.jobs).some(id => {
    const next = statuses(now.jobs, id);
    return [...statuses(known.jobs, id)].some(
      ([visit, status]) => next.has(visit) && next.get(visit) !== status,
    );
  });
  // After the board has drawn it.
  if (isChanged) requestAnimationFrame(() => tell({kind: 'shown', where: 'office', atMs: sharedNowMs()}));
});
