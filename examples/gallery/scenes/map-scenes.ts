import '@dispatch-kit/elements/map';
import type {BoardStore} from '@dispatch-kit/client';
import type {LatLng} from '@dispatch-kit/core';
import type {DispatchMap} from '@dispatch-kit/elements/map';
import {busyOffice} from '../firm.ts';
import {mapGround, press, put, seen, until} from '../stage.ts';
import type {Scenes, Stage} from '../stage.ts';
import {onTheWay, stale, visitView} from '../visit-views.ts';

function show(stage: Stage, properties: Partial<DispatchMap>): DispatchMap {
  return put(stage, document.createElement('dispatch-map'), {
    ...mapGround(),
    ...properties,
  });
}

/** Streets that go north and east. */
const router = {
  route: (from: LatLng, to: LatLng) =>
    Promise.resolve({
      geometry: [from, {lat: to.lat, lng: from.lng}, to],
      durationSeconds: 420,
      distanceMeters: 2600,
    }),
};

async function showFleet(stage: Stage, options?: {router: typeof router}): Promise<BoardStore> {
  const firm = await busyOffice(stage.language, options);
  await firm.company.server.deliver();
  const board = firm.office.board({day: 'today'});
  show(stage, {fleet: true, board});
  await until(() => board.get().positions.size > 0, 'where the technicians are');
  return board;
}

export const mapScenes: Scenes<'dispatch-map'> = {
  live: async stage => {
    show(stage, {view: visitView(stage.language, onTheWay)});
    await seen(stage.place, '.marker');
  },
  drawn: async stage => {
    show(stage, {noTiles: true, view: visitView(stage.language, onTheWay)});
    await seen(stage.place, '.marker');
  },
  drawn_stale: async stage => {
    show(stage, {noTiles: true, view: visitView(stage.language, {...onTheWay, ...stale})});
    await seen(stage.place, '.marker');
  },
  fleet: async stage => void (await showFleet(stage)),
  fleet_selected: async stage => {
    const board = await showFleet(stage, {router});
    const [memberId] = board.get().positions.keys();
    board.select({memberId: memberId!});
  },
  fleet_listed: async stage => {
    await showFleet(stage);
    await press(stage.place, '.fleet-toggle');
    await seen(stage.place, '.fleet-list li');
  },
  fleet_card: async stage => {
    await showFleet(stage);
    await press(stage.place, '.fleet-toggle');
    (await seen(stage.place, '.fleet-list li button')).focus();
    await seen(stage.place, '.fleet-card');
  },
};
