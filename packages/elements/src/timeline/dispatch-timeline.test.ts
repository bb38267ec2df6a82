import type {DomainEvent, Job, Notice, TrackingView} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import axe from 'axe-core';
import {expect} from 'chai';
import {DispatchTimeline} from './dispatch-timeline.ts';

async function prepare(properties: Partial<DispatchTimeline>): Promise<DispatchTimeline> {
  const element = Object.assign(document.createElement('dispatch-timeline'), properties);
  document.body.append(element);
  await element.updateComplete;
  return element;
}
const view = (visit: TrackingView['visit']): TrackingView => ({version: 1, visit});
const textOf = (element: Element) => element.textContent.replaceAll(/\s+/g, ' ').trim();
const currentOf = (element: DispatchTimeline) => {
  const current = element.shadowRoot!.querySelector('[aria-current=step]');
  return current && textOf(current);
};
async function seriousProblems(): Promise<string[]> {
  const {violations} = await axe.run(document.body, {runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa']});
  return violations.map(({help}) => help);
}

describe('<dispatch-timeline>', () => {
  before(() => (document.documentElement.lang = 'en-US'));
  afterEach(() => document.body.replaceChildren());

  it('is defined', () => {
    expect(document.createElement('dispatch-timeline')).to.be.instanceOf(DispatchTimeline);
  });

  it('says how far a visit has come, and nothing where steps say nothing', async () => {
    const phases = {
      upcoming: 'Scheduled',
      suspended: 'Scheduled',
      live: 'On the way',
      live_stale: 'On the way',
      onsite: 'Arrived',
      feedback: 'Done',
      canceled: null,
    } as const;
    for (const [phase, step] of Object.entries(phases)) {
      const element = await prepare({view: view({phase: phase as 'live'})});
      expect(currentOf(element), phase).to.equal(step);
      expect(await seriousProblems(), phase).to.deep.equal([]);
      element.remove();
    }
    expect(currentOf(await prepare({view: view({phase: 'closed', outcome: 'done'})}))).to.equal('Done');
    expect(currentOf(await prepare({view: view({phase: 'closed', outcome: 'no_access'})}))).to.equal(null);
  });

  it('tells the history of a job: what, when and who, the newest first, with what was undone', async () => {
    const company = await createCompany();
    const sam = await company.hireTechnician('Sam Ortiz');
    const job: Job = await company.book({leadId: sam.id, inHours: 1});
    const path = `/v1/appointments/${job.appointments[0]!.id}`;
    for (const command of ['depart', 'undo', 'depart', 'start'])
      expectOk(await sam.caller.post(`${path}/${command}`));
    const reason = {code: 'needs_parts'};
    expectOk(await sam.caller.post(`${path}/complete`, {outcome: 'follow_up', reason}));
    const answer = await company.admin.get<{items: DomainEvent[]}>(`/v1/jobs/${job.id}/history`);
    const {items} = expectOk(answer);
    const members = new Map([[sam.id, sam]]);
    const element = await prepare({events: items, members, timeZone: 'America/Chicago'});
    while (!element.shadowRoot!.querySelector('.history')) await new Promise(requestAnimationFrame);
    const told = [...element.shadowRoot!.querySelectorAll('.history li:not(.day)')].map(textOf);
    expect(told).to.have.length(items.length);
    expect(told.join('\n')).to.include('Visit completed: Needs parts 9:00 am · Sam Ortiz');
    expect(told.filter(row => row.startsWith('On the way'))).to.have.length(2);
    expect(told.filter(row => row.includes('undone later'))).to.have.length(1);
    expect(told.at(-1)).to.match(/^(Job made|Visit planned).*Office$/);
    expect(told.join(' ')).to.not.include('Something happened');
    expect(await seriousProblems()).to.deep.equal([]);
    await company.close();
  });

  it('says of each message whether it arrived, or why it was not sent', async () => {
    const company = await createCompany();
    const sam = await company.hireTechnician('Sam Ortiz');
    const job: Job = await company.book({leadId: sam.id, inHours: 4});
    await company.pass(15);
    const path = `/v1/appointments/${job.appointments[0]!.id}`;
    expectOk(
      await company.admin.post(`${path}/reschedule`, {
        window: {start: '2026-03-03T21:00:00Z', end: '2026-03-03T22:00:00Z'},
      }),
    );
    expectOk(await company.admin.patch(`/v1/customers/${job.customerId}`, {consent: {sms: false}}));
    expectOk(await company.admin.post(`${path}/cancel`, {reason: {code: 'weather'}}));
    await company.pass(15);
    const events = expectOk(
      await company.admin.get<{items: DomainEvent[]}>(`/v1/jobs/${job.id}/history`),
    ).items;
    const notices = expectOk(await company.admin.get<{items: Notice[]}>(`/v1/notices?jobId=${job.id}`)).items;
    const element = await prepare({events, notices, timeZone: 'America/Chicago'});
    while (!element.shadowRoot!.querySelector('.history')) await new Promise(requestAnimationFrame);
    const told = [...element.shadowRoot!.querySelectorAll('.history .message')].map(textOf);
    expect(
      told.some(row => /^Text to Ada Lee: Visit booked 9:00 am · sent Northside Plumbing/.test(row)),
    ).to.equal(true);
    expect(told.some(row => /^Text to Sam Ortiz: New on the list .* sent/.test(row))).to.equal(true);
    expect(
      told.some(row => /^Message to Ada Lee: Visit canceled .* not sent: no consent to messages/.test(row)),
    ).to.equal(true);
    expect(told.join()).to.not.include('Visit moved');
    expect(element.shadowRoot!.querySelectorAll('.missed')).to.have.length(1);
    expect(await seriousProblems()).to.deep.equal([]);
    const failed = {
      ...notices[0]!,
      state: 'failed' as const,
      channel: 'sms' as const,
      reason: 'not_delivered',
    };
    const delivery = {
      state: 'failed' as const,
      providerId: null,
      error: '30003 <b>Unreachable</b>',
      at: notices[0]!.at,
    };
    element.notices = [
      {...failed, delivery},
      {...failed, id: 'not_2', state: 'dropped', reason: 'of a later server'},
    ];
    await element.updateComplete;
    const [odd, broken] = [...element.shadowRoot!.querySelectorAll('.history .message')].map(textOf);
    expect(broken).to.include('not delivered · 30003 <b>Unreachable</b>');
    expect(odd).to.match(/ · not sent /);
    await company.close();
  });

  it('says that nothing has happened yet', async () => {
    const element = await prepare({events: []});
    while (!element.shadowRoot!.querySelector('.empty')) await new Promise(requestAnimationFrame);
    expect(textOf(element.shadowRoot!.querySelector('.empty')!)).to.equal('Nothing has happened yet');
  });
});
