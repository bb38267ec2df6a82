import '@dispatch-kit/elements/map';
import type {DispatchMap} from '@dispatch-kit/elements/map';
import {busyOffice} from '../firm.ts';
import {mapGround, put, seen} from '../stage.ts';
import type {Scenes, Stage} from '../stage.ts';
import {onTheWay, stale, visitView} from '../visit-views.ts';

function show(stage: Stage, properties: Partial<DispatchMap>): DispatchMap {
  return put(stage, document.createElement('dispatch-map'), {
    ...mapGround(),
    ...properties,
  });
}

async function showFleet(stage: Stage): Promise<void> {
  const firm = await busyOffice(stage.language);
  const board = firm.office.board({day: 'today'});
  show(stage, {fleet: true, board});
  await seen(stage.place, '[part~=technician]');
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
  fleet: showFleet,
  fleet_selected: async stage => {
    await showFleet(stage);
    (await seen(stage.place, '[part~=technician]')).click();
  },
};
