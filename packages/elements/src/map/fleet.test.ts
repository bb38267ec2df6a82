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
    const words = (each: HTMLElement) => each.textContent.replaceAll(/\s+/g, ' ').trim();
    const entriesOf = (kind: 'member' | 'job') =>
      [...root().querySelectorAll<HTMLElement>(`.fleet-list [data-${kind}]`)].map(words);
    const entries = () => entriesOf('member');
    const press = (target: HTMLElement, key: string) =>
      target.dispatchEvent(
        new KeyboardEvent('keydown', {key, bubbles: true, composed: true, cancelable: true}),
      );
    const card = () => find('.fleet-card');
    /** Moves the pointer over the map until it is on somebody. */
    const pointAtSomebody = () => {
      const marker = find('.technician');
      if (marker) return void marker.dispatchEvent(new MouseEvent('mouseenter'));
      const {x, y, width, height} = element.getBoundingClientRect();
      const canvas = find('canvas')!;
      for (let down = 0; down < height; down += 10) {
        for (let across = 0; across < width; across += 10) {
          if (canvas.style.cursor === 'pointer') return;
          const at = {clientX: x + across, clientY: y + down, bubbles: true};
          canvas.dispatchEvent(new MouseEvent('mousemove', at));
        }
      }
    };
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
      expect(words(find('.fleet-toggle')!)).to.equal('Technicians (2) Jobs (2)');
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
      expect([...entries(), ...entriesOf('job')]).to.deep.equal([]);
      expect(find('.fleet-list [role=status]')!.textContent).to.include('Nothing fits');
    });

    it('lists its jobs too, found by title or customer, and goes through all of it with the arrows', async () => {
      await open();
      expect(entriesOf('job').length).to.equal(2);
      const field = find<HTMLInputElement>('.fleet-list input')!;
      press(field, 'ArrowDown');
      expect((root().activeElement as HTMLElement).dataset['member']).to.equal(nia.id);
      for (let step = 0; step < 2; step++) press(root().activeElement as HTMLElement, 'ArrowDown');
      const {job} = (root().activeElement as HTMLElement).dataset;
      expect(board.get().jobs.has(job!)).to.equal(true);
      expect([...root().querySelectorAll('.fleet-list li [tabindex="0"]')].length).to.equal(1);
      (root().activeElement as HTMLElement).click();
      expect(board.selection).to.deep.equal({jobId: job});
      field.value = board.get().customers.values().next().value!.name;
      field.dispatchEvent(new Event('input'));
      expect(entriesOf('member')).to.deep.equal([]);
      expect(entriesOf('job').length).to.be.greaterThan(0);
    });

    it('shows on a card what a technician does, to the pointer, until it is gone or Escape is pressed', async () => {
      await until(() => element.matches(':state(drawn)') && find('.fleet-toggle'));
      pointAtSomebody();
      const shown = words(await until(card));
      expect(shown).to.match(/Sam Ortiz|Nia Cole/);
      for (const told of ['Last position', 'Nothing more planned', 'Open the job'])
        expect(shown).to.include(told);
      expect(find('.fleet-card dispatch-status')!.getAttribute('status')).to.equal('enroute');
      find('.fleet-card-place')!.dispatchEvent(new PointerEvent('pointerenter'));
      press(document.body, 'Escape');
      expect(card()).to.equal(null);
    });

    it('shows the card of whom the keyboard is on in the list, and opens the job from it', async () => {
      const opened: object[] = [];
      element.addEventListener('dispatch-open', ({jobId, appointmentId}) =>
        opened.push({jobId, appointmentId}),
      );
      await open();
      const entry = find<HTMLElement>('.fleet-list [data-member]')!;
      entry.focus();
      expect(words(card()!)).to.include('Nia Cole');
      expect(find('.fleet-list [aria-describedby="fleet-card"]')!.textContent).to.include('Nia Cole');
      entry.click();
      find<HTMLElement>('.card-open')!.focus();
      await new Promise(done => setTimeout(done, 400));
      find<HTMLElement>('.card-open')!.click();
      const job = [...board.get().jobs.values()].find(each => each.appointments[0]!.leadId === nia.id)!;
      expect(opened).to.deep.equal([{jobId: job.id, appointmentId: job.appointments[0]!.id}]);
      press(find('.card-open')!, 'Escape');
      expect(card()).to.equal(null);
      expect(find('.fleet-list input'), 'the list stays').not.to.equal(null);
    });

    it('says of whom nothing is heard any more how long that is', async () => {
      await open();
      find<HTMLElement>('.fleet-list [data-member]')!.focus();
      company.clock.advance(180_000);
      expectOk(
        await sam.caller.post('/v1/positions', {
          fixes: [{...home, at: new Date(company.clock.now()).toISOString()}],
        }),
      );
      await until(() => card()?.textContent.includes('No news since the last position 3 minutes ago'));
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

    it('is accessible with its list and a card open', async () => {
      await open();
      find<HTMLElement>('.fleet-list [data-member]')!.focus();
      const {violations} = await axe.run(document.body, {runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa']});
      expect(violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`)).to.deep.equal([]);
    });
  });
}
