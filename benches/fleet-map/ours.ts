/** `<dispatch-map fleet>` over a host's own picture of an office: as it is, or (`?ours-each`) drawn in each frame like the others. */
import type {BoardStore, OfficePicture} from '@dispatch-kit/client';
import type {Job, Member} from '@dispatch-kit/core';
import '@dispatch-kit/elements/map';
import * as maplibre from 'maplibre-gl';
import {camera, plainStyle, stage, watch} from './stage.ts';
import {startReports, visitOf} from './traffic.ts';

let picture: OfficePicture = {
  status: 'live',
  jobs: new Map(),
  customers: new Map(),
  members: new Map(),
  positions: new Map(),
};
const listeners = new Set<() => void>();
const board = {
  selection: {},
  get: () => picture,
  nowMs: () => performance.timeOrigin + performance.now(),
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
} as unknown as BoardStore;

// The element keeps its map to itself: it is noted as it is made.
const {addSource} = maplibre.Map.prototype;
maplibre.Map.prototype.addSource = function (...args) {
  maplibre.Map.prototype.addSource = addSource;
  watch(this);
  this.repaint = location.search.includes('each');
  return addSource.apply(this, args);
};
const element = document.createElement('dispatch-map');
Object.assign(element, {fleet: true, board, mapStyle: plainStyle, workerUrl: '/maplibre-gl-worker.mjs'});
document.querySelector('main')!.append(element);

/** Somebody is on the way to it, so that he is drawn as the peers draw him: filled, with a point ahead. It has no place, so it has no pin. */
function jobOf(memberId: string): Job {
  const visit = {id: visitOf(memberId), leadId: memberId, status: 'enroute'};
  return {status: 'in_progress', address: {}, appointments: [visit]} as unknown as Job;
}

let isInPlace = false;
startReports((reports, positions) => {
  if (picture.members.size === 0) {
    const nameOf = (i: number) => `Sam ${String.fromCharCode(65 + (i % 26))}.`;
    const members = reports.map(({memberId: id}, i) => [id, {id, name: nameOf(i)} as Member] as const);
    const jobs = reports.map(({memberId}) => [`job_${memberId}`, jobOf(memberId)] as const);
    picture = {...picture, members: new Map(members), jobs: new Map(jobs)};
  }
  picture = {...picture, positions};
  // It has put everybody in view by itself; and now exactly as the others.
  if (stage.frames.length > 0 && !isInPlace) {
    isInPlace = true;
    stage.map!.jumpTo(camera);
  }
  for (const listener of listeners) listener();
});
