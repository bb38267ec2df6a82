/** The whole desk of an office. */
import '@dispatch-kit/elements/dashboard';
import type {DispatchDashboard} from '@dispatch-kit/elements/dashboard';
import {busyOffice} from '../firm.ts';
import type {Firm} from '../firm.ts';
import {findAll, mapGround, seen, until} from '../stage.ts';
import type {Scenes, Stage} from '../stage.ts';
import {provide} from './office-scenes.ts';

interface OpenDesk {
  firm: Firm;
  desk: DispatchDashboard;
}

async function openDesk(stage: Stage, view: DispatchDashboard['view'] = 'board'): Promise<OpenDesk> {
  const firm = await busyOffice(stage.language);
  const desk = provide(stage, firm.office, document.createElement('dispatch-dashboard'));
  Object.assign(desk, {view, ...mapGround()});
  await seen(stage.place, view === 'schedule' ? '.card' : '.row');
  const isDrawn = () => [...findAll(stage.place, 'dispatch-map')].every(map => map.matches(':state(drawn)'));
  await until(isDrawn, 'the map');
  return {firm, desk};
}

export const dashboardScenes: Scenes<'dispatch-dashboard'> = {
  day: async stage => void (await openDesk(stage)),
  job_open: async stage => {
    const {firm} = await openDesk(stage);
    const row = [...findAll(stage.place, '.row')].find(each => each.id === firm.job('tap').id)!;
    row.focus();
    row.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, composed: true}));
    await seen(stage.place, '.facts');
    await until(() => ![...findAll(stage.place, '.bone')].some(each => each.checkVisibility()), 'the papers');
  },
  schedule: async stage => void (await openDesk(stage, 'schedule')),
  offline: async stage => {
    const {firm} = await openDesk(stage);
    firm.cut();
    await seen(stage.place, '.banner');
  },
};
