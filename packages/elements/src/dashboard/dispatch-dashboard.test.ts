/** The desk of an office, against the real server in the same tab. */
import {DispatchClient} from '@dispatch-kit/client';
import type {Job, Member} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';
import axe from 'axe-core';
import {expect} from 'chai';
import {setViewport} from '@web/test-runner-commands';
import '../provider/dispatch-provider.ts';
import {DispatchDashboard} from './dispatch-dashboard.ts';

let company: Company;
let sam: Member & {caller: Caller};
let desk: DispatchDashboard;
let tap: Job;
let streams: AbortController;

const root = () => desk.shadowRoot!;
const inside = (name: string) => root().querySelector(name)?.shadowRoot ?? undefined;

async function until<T>(find: () => T | undefined | null | false, what: string): Promise<T> {
  for (let frames = 0; frames < 1800; frames++) {
    const found = find();
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`${what} did not come`);
}

const tab = (words: string) =>
  [...root().querySelectorAll<HTMLElement>('.views button')].find(each => each.textContent.includes(words));
const count = (words: string) =>
  [...root().querySelectorAll<HTMLElement>('.count')].find(each => each.textContent.includes(words));
const rows = () => [...(inside('dispatch-board')?.querySelectorAll<HTMLElement>('.row') ?? [])];
const rowOf = (job: Job) => until(() => rows().find(each => each.id === job.id), job.title);
const press = (target: HTMLElement, key: string) =>
  target.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, composed: true, cancelable: true}));

/** Puts a desk on the page. */
function put(caller: Caller = company.admin, options: Partial<DispatchDashboard> = {}): void {
  const provider = document.createElement('dispatch-provider');
  provider.client = new DispatchClient({
    url: company.url,
    token: caller.token,
    fetch: async (input, init) => {
      const response = await company.server.fetch(new Request(input, init));
      if (!response.body) return response;
      const {readable, writable} = new TransformStream<Uint8Array, Uint8Array>();
      void response.body.pipeTo(writable, {signal: streams.signal}).catch(() => {});
      return new Response(readable, response);
    },
  });
  desk = Object.assign(document.createElement('dispatch-dashboard'), {noMap: true, ...options});
  provider.append(desk);
  document.body.append(provider);
}

async function show(caller?: Caller): Promise<void> {
  put(caller);
  await until(() => rows().length > 0, 'the jobs');
}

const depart = async (job: Job) =>
  expectOk(await sam.caller.post(`/v1/appointments/${job.appointments[0]!.id}/depart`, {}));

/** Opens a job with the keyboard. */
async function open(job: Job): Promise<void> {
  const row = await rowOf(job);
  row.focus();
  press(row, 'Enter');
  await until(() => inside('dispatch-job')?.textContent.includes(job.title), 'the job');
}

describe('<dispatch-dashboard>', () => {
  before(() => setViewport({width: 1440, height: 900}));
  after(() => setViewport({width: 800, height: 600}));

  beforeEach(async () => {
    document.documentElement.lang = 'en-US';
    streams = new AbortController();
    company = await createCompany();
    sam = await company.hireTechnician('Sam Ortiz');
    tap = await company.book({leadId: sam.id, inHours: 1, title: 'Leaking tap'});
    await company.book({inHours: 2, title: 'Cold heater'});
  });

  afterEach(async () => {
    document.body.replaceChildren();
    history.replaceState(null, '', location.pathname + location.search);
    await company.close();
  });

  it('counts the day, and follows it', async () => {
    await show();
    await until(() => count('Scheduled')?.textContent.includes('2'), 'two planned visits');
    await depart(tap);
    await until(() => count('In progress')?.textContent.includes('1'), 'one under way');
    expect(count('Scheduled')!.textContent).to.include('1');
  });

  it('shows the jobs that it counts, and all of them again', async () => {
    await show();
    await depart(tap);
    await until(() => count('In progress')?.textContent.includes('1'), 'one under way');
    count('In progress')!.click();
    await until(() => rows().length === 1, 'the one under way');
    expect(count('In progress')!.ariaPressed).to.equal('true');
    count('In progress')!.click();
    await until(() => rows().length === 2, 'all');
  });

  it('shows those that are late, though no status says so', async () => {
    await company.book({leadId: sam.id, inHours: -3, title: 'Blocked drain'});
    await show();
    await until(() => count('Late')?.textContent.includes('1'), 'one that is late');
    expect(rows()).to.have.length(3);
    count('Late')!.click();
    await until(() => rows().length === 1, 'the one that is late');
    expect(rows()[0]!.textContent).to.include('Blocked drain');
    expect(count('Late')!.ariaPressed).to.equal('true');
    count('Late')!.click();
    await until(() => rows().length === 3, 'all');
  });

  it('opens a job beside the list, and gives the keyboard back where it was', async () => {
    await show();
    await open(tap);
    expect(root().activeElement?.className).to.equal('close');
    press(root().activeElement as HTMLElement, 'Escape');
    await until(() => !inside('dispatch-job'), 'the end of it');
    await until(() => inside('dispatch-board')?.activeElement?.id === tap.id, 'the row');
  });

  it('leaves a job to a page that shows it itself', async () => {
    await show();
    desk.addEventListener('dispatch-open', event => event.preventDefault());
    press(await rowOf(tap), 'Enter');
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(inside('dispatch-job')).to.equal(undefined);
  });

  it('shows one view at a time, and comes back to a list as it was left', async () => {
    await show();
    const list = root().querySelector('dispatch-board');
    tab('Schedule')!.click();
    await until(() => inside('dispatch-schedule')?.querySelector('.card'), 'the schedule');
    expect(root().querySelector('dispatch-board')).to.equal(null);
    expect(tab('Schedule')!.ariaCurrent).to.equal('page');
    tab('Jobs')!.click();
    await until(() => root().querySelector('dispatch-board'), 'the list');
    expect(root().querySelector('dispatch-board')).to.equal(list);
  });

  it('shows what the day has left open, though nothing changes', async () => {
    await show();
    tab('Day review')!.click();
    await until(() => inside('dispatch-day-review')?.textContent.includes('Leaking tap'), 'the review');
  });

  it('keeps in the address what it shows', async () => {
    location.hash = '#token&view=team';
    put(company.admin, {viewInHash: true});
    await until(() => inside('dispatch-team')?.textContent.includes('Sam Ortiz'), 'the team');
    tab('Jobs')!.click();
    await until(() => rows().length > 0, 'the jobs');
    expect(location.hash).to.equal('#token');
  });

  it('offers nobody what he may not see', async () => {
    await show(sam.caller);
    await until(() => !tab('Team'), 'no team');
    const words = [...root().querySelectorAll('.views button')].map(each => each.textContent.trim());
    expect(words).to.deep.equal(['Jobs', 'Schedule']);
  });

  it('is fit for everybody', async () => {
    await show();
    await open(tap);
    const {violations} = await axe.run(document.body, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: {region: {enabled: false}, 'page-has-heading-one': {enabled: false}},
    });
    expect(violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`)).to.deep.equal([]);
  });
});
