/** Orders of another system on their way into an office. */
import '@dispatch-kit/elements/import';
import type {DispatchImport} from '@dispatch-kit/elements/import';
import {busyOffice} from '../firm.ts';
import {press, seen} from '../stage.ts';
import type {Scenes, Stage} from '../stage.ts';
import {provide} from './office-scenes.ts';

const table = `Order number;Title;Customer;Address;Date;Technician
A-1041;Leaking tap, kitchen;Ada Lee;4417 N Paulina St;2026-12-24 14:00;Sam Ortiz
A-1042;Boiler service;Brightwood Dental;2101 W Belmont Ave;2026-12-24 16:00;Nia Cole
A-1043;No heat;Petra Novak;3920 N Lincoln Ave;tomorrow;
A-1044;;Rohan Iyer;2915 N Sheffield Ave;;
A-1045;Sump pump check;Olga Petrenko;5012 N Clark St;;`;

async function open(stage: Stage): Promise<DispatchImport> {
  const firm = await busyOffice(stage.language);
  const element = document.createElement('dispatch-import');
  element.open = true;
  provide(stage, firm.office, element);
  await seen(stage.place, '.drop');
  return element;
}

export const importScenes: Scenes<'dispatch-import'> = {
  choose: async stage => void (await open(stage)),
  read: async stage => {
    const element = await open(stage);
    element.shadowRoot!.querySelector('textarea')!.value = table;
    await press(stage.place, 'form [type=submit]');
    await seen(stage.place, '.judgement .good');
  },
};
