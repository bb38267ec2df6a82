/** The map of a fleet, against the real server in the same tab. */
import {DispatchClient} from '@dispatch-kit/client';
import type {BoardStore} from '@dispatch-kit/client';
import type {Member} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';
import axe from 'axe-core';
import {expect} from 'chai';
import './dispatch-map.ts';
import type {DispatchMap} from './dispatch-map.ts';

const home = {lat: 41.9, lng: -87.6};

for (const noTiles of [false, true]) {
  describe(`<dispatch-map fleet>, ${noTiles ? 'drawn on plain ground' : 'on a street map'}`, () => {
    let company: Company;
    let sam: Member & {caller: Caller};
    let nia: Member & {caller: Caller};
    let board: BoardStore;
    let element: DispatchMap;
    let selected: object[];

    const root = () => element.shadowRoot!;
    const find = <E extends HTMLElement>(selector: string) => root().querySelector<E>(selector);
    const entries = () =>
      [...root().querySelectorAll<HTMLElement>('.fleet-list li button')].map(each =>
        each.textContent.replaceAll(/\s+/g, ' ').trim(),
      );
    async function until<T>(isSo: () => T): Promise<NonNullable<T>> {
      for (;;) {
        const found = isSo();
        if (found) return found;
        await new Promise(requestAnimationFrame);
      }
    }
    const leave = async (technician: typeof sam, at: typeof home) => {
      const job = await company.book({leadId: technician.id, inHours: 1, at});
      expectOk(await technician.caller.post(`/v1/appointments/${job.appointments[0]!.id}/depart`, {}));
      const fix = {...at, lng: at.lng - 0.01, at: new Date(company.clock.now()).toISOString()};
      expectOk(await technician.caller.post('/v1/positions', {fixes: [fix]}));
    };
    async function open(): Promise<void> {
      (await until(() => find('.fleet-toggle'))).click();
      await until(() => find('.fleet-list input'));
    }

    beforeEach(async () => {
      document.documentElement.lang = 'en-US';
      selected = [];
      company = await createCompany({});
      sam = await company.hireTechnician('Sam Ortiz');
      nia = await company.hireTechnician('Nia Cole');
      await leave(sam, home);
      await leave(nia, {...home, lat: 41.92});
      const fetch: typeof globalThis.fetch = (input, init) => company.server.fetch(new Request(input, init));
      const client = new DispatchClient({url: company.url, token: company.admin.token, fetch});
      board = client.board({});
      element = document.createElement('dispatch-map');
      const style = {version: 8, sources: {}, layers: []};
      Object.assign(element, {fleet: true, board, noTiles, mapStyle: style});
      Object.assign(element.style, {blockSize: '420px', inlineSize: '360px'});
      element.addEventListener('dispatch-select', ({memberId}) => selected.push({memberId}));
      document.body.append(element);
    });
    afterEach(async () => {
      document.body.replaceChildren();
      await company.close();
    });

    it('lists its technicians by name with what they do, and selects one for everybody', async () => {
      await open();
      expect(find('.fleet-toggle')!.textContent.trim()).to.equal('Technicians (2)');
      expect(entries()).to.deep.equal(['NC Nia Cole On the way', 'SO Sam Ortiz On the way']);
      find<HTMLButtonElement>('.fleet-list li:nth-child(2) button')!.click();
      expect(board.selection).to.deep.equal({memberId: sam.id});
      expect(selected).to.deep.equal([{memberId: sam.id}]);
      await until(() => find('.fleet-list [aria-pressed=true]')?.textContent.includes('Sam Ortiz'));
    });

    it('finds a technician by a part of his name, and says when there is none', async () => {
      await open();
      const type = (text: string) => {
        const field = find<HTMLInputElement>('.fleet-list input')!;
        field.value = text;
        field.dispatchEvent(new Event('input'));
      };
      type('ort');
      expect(entries()).to.deep.equal(['SO Sam Ortiz On the way']);
      type('nobody');
      expect(entries()).to.deep.equal([]);
      expect(find('.fleet-list [role=status]')!.textContent).to.include('Nothing fits');
    });

    it('takes the focus into the list and, on Escape, back to its button', async () => {
      await open();
      expect(root().activeElement).to.equal(find('.fleet-list input'));
      const escape = new KeyboardEvent('keydown', {key: 'Escape', bubbles: true});
      find('.fleet-list input')!.dispatchEvent(escape);
      expect(root().activeElement).to.equal(find('.fleet-toggle'));
      expect(find('.fleet-toggle')!.ariaExpanded).to.equal('false');
      expect(find('.fleet-list input')).to.equal(null);
    });

    it('is accessible with its list open', async () => {
      await open();
      const {violations} = await axe.run(document.body, {runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa']});
      expect(violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`)).to.deep.equal([]);
    });
  });
}
