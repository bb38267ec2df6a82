import '@dispatch-kit/elements/map';
import type {BoardStore} from '@dispatch-kit/client';
import type {DispatchMap} from '@dispatch-kit/elements/map';
import {busyOffice} from '../firm.ts';
import {mapGround, put, seen, until} from '../stage.ts';
import type {Scenes, Stage} from '../stage.ts';
import {onTheWay, stale, visitView} from '../visit-views.ts';

function show(stage: Stage, properties: Partial<DispatchMap>): DispatchMap {
  return put(stage, document.createElement('dispatch-map'), {
    ...mapGround(),
    ...properties,
  });
}

async function showFleet(stage: Stage): Promise<BoardStore> {
  const firm = await busyOffice(stage.language);
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
    const board = await showFleet(stage);
    const [memberId] = board.get().positions.keys();
    board.select({memberId: memberId!});
  },
};
