/** The end of a day, against the real server in the same tab. */
import {DispatchClient} from '@dispatch-kit/client';
import type {DayReview, Job, Member} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';
import axe from 'axe-core';
import {expect} from 'chai';
import '../provider/dispatch-provider.ts';
import {DispatchDayReview} from './dispatch-day-review.ts';

let company: Company;
let sam: Member & {caller: Caller};
let element: DispatchDayReview;
let isCut: boolean;
let streams: AbortController;

const root = () => element.shadowRoot!;
const dialog = () => root().querySelector('dispatch-plan-dialog')?.shadowRoot;
const textOf = () => `${root().textContent ?? ''} ${dialog()?.textContent ?? ''}`.replaceAll(/\s+/g, ' ');

async function until(isSo: () => unknown, what: string): Promise<void> {
  for (let frames = 0; frames < 400; frames++) {
    if (isSo()) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`${what} did not come; it says: ${textOf()}`);
}
const seen = (words: string) => until(() => textOf().includes(words), words);

const buttonOf = (words: string) =>
  [...(dialog() ?? root()).querySelectorAll<HTMLElement>('button')].find(each =>
    `${each.textContent} ${each.ariaLabel}`.includes(words),
  );

async function press(words: string): Promise<void> {
  await until(
    () => buttonOf(words)?.ariaDisabled === 'false' || buttonOf(words)?.ariaDisabled === null,
    words,
  );
  buttonOf(words)!.click();
}

async function check(): Promise<void> {
  const {violations} = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: {region: {enabled: false}, 'page-has-heading-one': {enabled: false}},
  });
  expect(violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`)).to.deep.equal([]);
}

async function show(caller: Caller = company.admin): Promise<void> {
  const provider = document.createElement('dispatch-provider');
  provider.client = new DispatchClient({
    url: company.url,
    token: caller.token,
    fetch: async (input, init) => {
      if (isCut) throw new TypeError('The network is cut.');
      const response = await company.server.fetch(new Request(input, init));
      if (!response.body) return response;
      const {readable, writable} = new TransformStream<Uint8Array, Uint8Array>();
      void response.body.pipeTo(writable, {signal: streams.signal}).catch(() => {});
      return new Response(readable, response);
    },
  });
  element = document.createElement('dispatch-day-review');
  provider.append(element);
  document.body.append(provider);
  await until(() => root().querySelector('.counts, .empty'), 'the review');
}

const command = async (job: Job, name: string, body = {}) =>
  expectOk(await sam.caller.post(`/v1/appointments/${job.appointments[0]!.id}/${name}`, body));

/** A visit of today after which somebody has to come again. */
async function interrupted(title: string): Promise<void> {
  const kim = await company.hireTechnician('Kim Park');
  const job = await company.book({leadId: kim.id, inHours: 1, title});
  const visit = `/v1/appointments/${job.appointments[0]!.id}`;
  expectOk(await kim.caller.post(`${visit}/depart`, {}));
  expectOk(await kim.caller.post(`${visit}/start`, {}));
  const reason = {code: 'needs_parts'};
  expectOk(await kim.caller.post(`${visit}/complete`, {outcome: 'follow_up', reason}));
}
const counts = async () => expectOk(await company.admin.get<DayReview>('/v1/day-review')).counts;

describe('<dispatch-day-review>', () => {
  beforeEach(async () => {
    document.documentElement.lang = 'en-US';
    isCut = false;
    streams = new AbortController();
    company = await createCompany();
    sam = await company.hireTechnician('Sam Ortiz');
  });
  afterEach(async () => {
    document.body.replaceChildren();
    await company.close();
  });

  it('is defined', () => {
    expect(document.createElement('dispatch-day-review')).to.be.instanceOf(DispatchDayReview);
  });

  it('says what is still under way, what was never begun and what is still to come, live', async () => {
    const tap = await company.book({leadId: sam.id, inHours: 1, title: 'Tap'});
    await company.book({leadId: sam.id, inHours: 3, title: 'Boiler'});
    await command(tap, 'depart');
    await show();
    await seen('Still under way 1');
    await seen('Still to come 1');
    await seen('If you complete it:');
    await check();
    await interrupted('Heater');
    await seen('Jobs that nobody comes for 1');
    company.clock.advance(5 * 3_600_000);
    document.body.replaceChildren();
    await show();
    await seen('Never begun 1');
    await check();
  });

  it('completes with one tap, above which stands who is told, and takes it back', async () => {
    const tap = await company.book({leadId: sam.id, inHours: 1, title: 'Tap'});
    await command(tap, 'depart');
    await company.pass(15);
    await show();
    await seen('Ada Lee gets a text');
    await press('Complete: Tap');
    await seen('Completed: Tap.');
    await seen('All done');
    expect(element.matches(':state(done)')).to.equal(true);
    expect(await counts()).to.include({planned: 1, done: 1, open: 0});
    await check();
    await press('Undo');
    await seen('Still under way 1');
    expect(await counts()).to.include({done: 0, open: 1});
  });

  it('moves to the next day, cancels, or keeps with a reason', async () => {
    for (const [at, title] of ['Move me', 'Cancel me', 'Keep me'].entries())
      await company.book({leadId: sam.id, inHours: 1 + 2 * at, title});
    await show();
    await press('Move: Move me');
    await until(
      () => dialog()?.querySelector<HTMLInputElement>('input[type=date]')?.value === '2026-03-04',
      'the next day',
    );
    await check();
    await press('Save');
    await seen('New time for Move me');
    await press('Cancel: Cancel me');
    await until(() => dialog()?.querySelector('select'), 'the reasons');
    await press('Cancel it');
    await seen('Canceled: Cancel me.');
    await press('Keep open: Keep me');
    await until(() => dialog()?.querySelector('select'), 'the reasons');
    await check();
    await press('Keep open');
    await seen('Kept open: Keep me.');
    // Whose visit alone was canceled, the job still waits for somebody.
    await seen('Jobs that nobody comes for 1');
    expect(await counts()).to.deep.equal({planned: 3, done: 0, canceled: 1, moved: 1, kept: 1, open: 0});
  });

  it('plans a visit for a job that nobody comes for', async () => {
    await interrupted('Heater');
    await show();
    await press('Plan a visit: Heater');
    await until(
      () => dialog()?.querySelector<HTMLInputElement>('input[type=date]')?.value === '2026-03-04',
      'the next day',
    );
    await press('Plan it');
    await seen('All done');
  });

  it('says that nothing was planned, and who may not see it', async () => {
    await show();
    await seen('No visits were planned for this day');
    await check();
    document.body.replaceChildren();
    await show(sam.caller);
    await seen('Only people who plan visits can review the day.');
    await check();
  });

  it('keeps what is known while offline, and settles nothing then', async () => {
    await company.book({leadId: sam.id, inHours: 1, title: 'Tap'});
    await show();
    await seen('If you complete it:');
    isCut = true;
    streams.abort();
    await until(() => element.matches(':state(offline)'), 'offline');
    buttonOf('Complete: Tap')!.click();
    buttonOf('Move: Tap')!.click();
    await element.updateComplete;
    expect(dialog()).to.equal(undefined);
    expect((await counts()).open).to.equal(1);
    await check();
  });
});
