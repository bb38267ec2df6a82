import type {Customer, Job, Member} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import axe from 'axe-core';
import {expect} from 'chai';
import type {DispatchOpenEvent} from '../events.ts';
import {DispatchVisit} from './dispatch-visit.ts';

let job: Job;
let customer: Customer;
let member: Member;

async function prepare(properties: Partial<DispatchVisit>): Promise<DispatchVisit> {
  const given = {job, appointment: job.appointments[0]!, customer, member, timeZone: 'America/Chicago'};
  const element = Object.assign(document.createElement('dispatch-visit'), {...given, ...properties});
  document.body.append(element);
  await element.updateComplete;
  return element;
}
const textOf = (element: DispatchVisit) => element.shadowRoot!.textContent.replaceAll(/\s+/g, ' ').trim();

describe('<dispatch-visit>', () => {
  before(async () => {
    document.documentElement.lang = 'en-US';
    const company = await createCompany();
    member = await company.hireTechnician('Sam Ortiz');
    job = await company.book({leadId: member.id, inHours: 2});
    customer = expectOk(await company.admin.get<Customer>(`/v1/customers/${job.customerId}`));
    await company.close();
  });
  afterEach(() => document.body.replaceChildren());

  it('is defined', () => {
    expect(document.createElement('dispatch-visit')).to.be.instanceOf(DispatchVisit);
  });

  it('says in each density what, for whom and where, and how it stands', async () => {
    const texts: Record<string, string> = {};
    for (const density of ['row', 'item', 'card'] as const) texts[density] = textOf(await prepare({density}));
    expect(texts).to.deep.equal({
      row: '11:00 am Scheduled Leaking tap, kitchen Ada Lee · 4417 N Paulina St Sam Ortiz',
      item: '11:00 am Leaking tap, kitchen Ada Lee · 4417 N Paulina St',
      card: 'Scheduled Leaking tap, kitchen Ada Lee · 4417 N Paulina St 11:00 am – 12:00 pm',
    });
  });

  it('says what is unusual: pending, late, a conflict', async () => {
    const visit = job.appointments[0]!;
    const enroute = {...visit, status: 'enroute'} as const;
    expect(textOf(await prepare({appointment: enroute, pending: true}))).to.include('On the way · pending');
    const nowMs = Date.parse(visit.window.end) + 60_000;
    expect(textOf(await prepare({nowMs}))).to.include('Late');
    expect(textOf(await prepare({appointment: {...visit, conflict: true}}))).to.include('Overlaps');
    expect(textOf(await prepare({appointment: {...visit, needsReschedule: true}}))).to.include('new time');
  });

  it('opens as a whole, where it is asked to', async () => {
    const element = await prepare({opens: true});
    const opened: DispatchOpenEvent[] = [];
    document.body.addEventListener('dispatch-open', event => opened.push(event), {once: true});
    element.shadowRoot!.querySelector<HTMLElement>('.open')!.click();
    expect(opened[0]?.appointmentId).to.equal(job.appointments[0]!.id);
    expect((await prepare({})).shadowRoot!.querySelector('button')).to.equal(null);
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`can be read in each state and density, in the ${theme}`, async () => {
      document.documentElement.style.colorScheme = theme;
      document.body.style.background = theme === 'dark' ? '#0f1216' : '#f6f7f9';
      const visit = job.appointments[0]!;
      for (const status of ['scheduled', 'enroute', 'started', 'complete', 'canceled'] as const) {
        for (const density of ['row', 'item', 'card'] as const)
          await prepare({density, appointment: {...visit, status}, opens: true});
      }
      const {violations} = await axe.run(document.body, {runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa']});
      expect(violations.map(({help, nodes}) => `${help} ${nodes[0]!.html}`)).to.deep.equal([]);
      document.documentElement.style.removeProperty('color-scheme');
      document.body.style.removeProperty('background');
    });
  }
});
