import '@dispatch-kit/elements/board';
import {HostOffice} from '@dispatch-kit/client';
import type {HostMember} from '@dispatch-kit/client';
import type {Job} from '@dispatch-kit/core';

/** Our board over the array, without groups and in the order of the windows. */
export function mount(host: HTMLElement, jobs: Job[], members: HostMember[]) {
  const office = new HostOffice({timeZone: 'America/Los_Angeles', jobs, members});
  office.setFilter({list: 'all', group: 'none', sort: 'window'});
  const board = document.createElement('dispatch-board');
  board.style.height = '100%';
  board.day = '';
  board.source = office;
  host.append(board);
  return {
    change: (job: Job) => office.change({jobs: [job]}),
    scroller: () => board.shadowRoot!.querySelector<HTMLElement>('.scroller'),
    firstRow: () => board.shadowRoot!.querySelector<HTMLElement>('.row'),
  };
}
