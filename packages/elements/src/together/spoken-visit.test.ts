/** A whole visit as a screen reader tells it, to the customer and to the technician: what matters once, and no chatter. */
import {DispatchClient, memoryOutbox, openVisit} from '@dispatch-kit/client';
import type {Job, Member} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';
import {expect} from 'chai';
import '../agenda/dispatch-agenda.ts';
import '../provider/dispatch-provider.ts';
import '../tracker/dispatch-tracker.ts';

/** All that is said by itself; what a listener finds when he reads the page is not in it. */
const told = `
# the office gives Sam another visit, moves it, and cancels it
technician: Scheduled: Drain camera inspection, 1:00 – 2:00 pm
technician: Visit moved to another time: Drain camera inspection, 2:00 – 3:00 pm
technician: Canceled: Drain camera inspection
# the customer confirms
customer: Confirmed
# Sam says that he is on his way
customer: Sam is on the way
technician: Next step: Start appointment
# he drives for six minutes
customer: Now expected between 9:07 – 9:12 am.
# he is held up for fifteen
customer: Later than planned: now expected between 9:10 – 9:14 am.
customer: Now expected between 9:15 – 9:19 am.
customer: Now expected between 9:20 – 9:24 am.
# the connection is lost for a while
customer: Connection lost.
technician: Connection lost.
# it comes back
customer: Connected again.
technician: Connected again.
# the office writes
customer: New message from Northside Plumbing: We bring a spare key.
# he arrives
customer: Sam has arrived
# he starts, and is done
customer: How did it go?
technician: Next step: Complete
technician: All done for today
# the customer rates
customer: All done
customer: Thank you for your rating.
`.trim();

/** Out of shadow roots, in the order in which they stand. */
function* withinOf(part: ParentNode): Generator<HTMLElement> {
  for (const each of part.querySelectorAll<HTMLElement>('*')) {
    yield each;
    if (each.shadowRoot) yield* withinOf(each.shadowRoot);
  }
}

/** What is there to be heard: drawn or only spoken, but not hidden. */
function heardText(part: Node): string {
  if (part instanceof Text) return part.data;
  if (!(part instanceof Element) || part.matches('style, [aria-hidden=true]')) return '';
  const isBox = getComputedStyle(part).display !== 'contents';
  if (isBox && !part.checkVisibility({visibilityProperty: true})) return '';
  const given = part instanceof HTMLSlotElement ? part.assignedNodes() : [];
  const inner = given.length > 0 ? given : (part.shadowRoot ?? part).childNodes;
  return [...inner].map(heardText).join(' ');
}
const tidy = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/**
 * Writes down what a screen reader says by itself of a page: what a live region holds after it has changed. A region must
 * be there before: one that comes with its words is told only where it is an alert. A log tells what was added to it.
 */
class Listener {
  readonly #name: string;
  readonly #page: Element;
  readonly #lines: string[];
  readonly #known = new Map<Element, string>();
  #frame = 0;

  constructor(name: string, page: Element, lines: string[]) {
    [this.#name, this.#page, this.#lines] = [name, page, lines];
    this.#compare({isFirst: true});
    this.#listen();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
  }

  /** What changes in one stretch of work is heard as one. */
  #listen(): void {
    this.#frame = requestAnimationFrame(() => {
      this.#compare();
      this.#listen();
    });
  }

  #compare({isFirst = false} = {}): void {
    for (const region of this.#regions()) {
      const isNew = !this.#known.has(region);
      const before = this.#known.get(region) ?? '';
      const text = tidy(heardText(region));
      this.#known.set(region, text);
      const isTold = !isNew || region.role === 'alert';
      if (isFirst || text === '' || text === before) continue;
      const added =
        region.role === 'log' && text.startsWith(before) ? text.slice(before.length).trim() : text;
      this.#lines.push(`${this.#name}${isTold ? '' : ' is not told'}: ${added}`);
    }
  }

  #regions(): HTMLElement[] {
    const regions = [];
    for (const each of withinOf(this.#page.shadowRoot!))
      if (each.matches('[role=status], [role=alert], [role=log], [aria-live]')) regions.push(each);
    return regions;
  }
}

const realNow = performance.now.bind(performance);
/** What the clock of the page is ahead of the real one by. */
let aheadMs: number;
let company: Company;
let sam: Member & {caller: Caller};
let job: Job;
let isCut: boolean;
let cutStreams: AbortController;
let lines: string[];
let listeners: Listener[];

/** The company's server as a network that can be cut. */
async function network(input: Request | string | URL, init?: RequestInit): Promise<Response> {
  if (isCut) throw new TypeError('The network is cut.');
  const response = await company.server.fetch(new Request(input, init));
  if (!response.body) return response;
  const {readable, writable} = new TransformStream<Uint8Array, Uint8Array>();
  void response.body.pipeTo(writable, {signal: cutStreams.signal}).catch(() => {});
  return new Response(readable, response);
}

/** The company's clock and the page's go on. */
async function pass(seconds: number): Promise<void> {
  aheadMs += seconds * 1_000;
  await company.pass(seconds);
}

const page = (name: string) => document.querySelector<HTMLElement>(name)!;
const saysNow = (name: string) => tidy(heardText(page(name)));

async function seen(name: string, what: RegExp): Promise<void> {
  for (let frames = 0; frames < 600; frames++) {
    if (what.test(saysNow(name))) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`${what} did not come; the page says: ${saysNow(name)}`);
}

/** So long that what comes of it is said. */
async function calm(): Promise<void> {
  for (let frames = 0; frames < 4; frames++) await new Promise(requestAnimationFrame);
}

/** What a selector finds on a page, once it is there and may be worked. */
async function ready(name: string, selector: string, words = /(?:)/): Promise<HTMLElement> {
  const isMeant = (each: HTMLElement) =>
    each.matches(selector) && words.test(each.textContent) && each.ariaDisabled !== 'true';
  for (let frames = 0; frames < 600; frames++) {
    const found = [...withinOf(page(name).shadowRoot!)].find(isMeant);
    if (found?.checkVisibility()) return found;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`there is no ${selector} ${words}; the page says: ${saysNow(name)}`);
}

async function press(name: string, words: RegExp): Promise<void> {
  const button = await ready(name, 'button', words);
  button.focus();
  button.click();
}

const scene = async (title: string, play: () => Promise<unknown>) => {
  lines.push(`# ${title}`);
  const from = lines.length;
  await play();
  await calm();
  // Of two pages that hear of the same thing either may be the first.
  lines.push(...lines.splice(from).toSorted((a, b) => rank(a) - rank(b)));
};
const rank = (line: string) => (line.startsWith('technician') ? 1 : 0);

describe('a whole visit, told by a screen reader', () => {
  before(() => {
    document.documentElement.lang = 'en-US';
    performance.now = () => realNow() + aheadMs;
  });
  after(() => {
    performance.now = realNow;
  });
  beforeEach(async () => {
    [isCut, cutStreams, lines, aheadMs] = [false, new AbortController(), [], 0];
    company = await createCompany();
    sam = await company.hireTechnician('Sam Ortiz');
    job = await company.book({leadId: sam.id, inHours: 1});
    const made = await company.admin.post<{token: string}>('/v1/tracking-links', {jobId: job.id});
    const tracker = document.createElement('dispatch-tracker');
    tracker.noMap = true;
    tracker.source = openVisit({url: company.url, token: expectOk(made).token, fetch: network});
    const provider = document.createElement('dispatch-provider');
    const outbox = memoryOutbox();
    provider.client = new DispatchClient({url: company.url, token: sam.caller.token, fetch: network, outbox});
    provider.append(document.createElement('dispatch-agenda'));
    document.body.append(tracker, provider);
    await seen('dispatch-tracker', /Leaking tap, kitchen/);
    await seen('dispatch-agenda', /1 of 1/);
    listeners = [
      new Listener('customer', page('dispatch-tracker'), lines),
      new Listener('technician', page('dispatch-agenda'), lines),
    ];
    await calm();
  });
  afterEach(async () => {
    for (const listener of listeners) listener.stop();
    document.body.replaceChildren();
    await company.close();
  });

  it('tells each of both what matters to him, once', async function () {
    this.timeout(120_000);
    const {lat, lng} = job.address as {lat: number; lng: number};
    const drive = async (kmLeft: number) => {
      const at = new Date(company.clock.now()).toISOString();
      const place = {lat: lat - kmLeft / 111, lng, at, accuracyMeters: 8, speedMetersPerSecond: 10};
      expectOk(await sam.caller.post('/v1/positions', {fixes: [place]}));
      await pass(20);
      await calm();
    };

    let other: Job | undefined;
    await scene('the office gives Sam another visit, moves it, and cancels it', async () => {
      other = await company.book({leadId: sam.id, inHours: 4, title: 'Drain camera inspection'});
      await seen('dispatch-agenda', /1 of 2/);
      await calm();
      const path = `/v1/appointments/${other.appointments[0]!.id}`;
      const {start} = other.appointments[0]!.window;
      const later = (minutes: number) => new Date(Date.parse(start) + minutes * 60_000).toISOString();
      const window = {start: later(60), end: later(120)};
      expectOk(await company.admin.post(`${path}/reschedule`, {window}));
      await pass(1);
      await calm();
      expectOk(await company.admin.post(`${path}/cancel`, {reason: 'The customer called'}));
      await pass(1);
    });
    await scene('the customer confirms', async () => {
      await press('dispatch-tracker', /Confirm this time/);
      await seen('dispatch-tracker', /Confirmed/);
      await calm();
    });
    await scene('Sam says that he is on his way', async () => {
      await press('dispatch-agenda', /On my way/);
      await seen('dispatch-agenda', /Start appointment/);
      await pass(15);
    });
    await scene('he drives for six minutes', async () => {
      for (let kmLeft = 5; kmLeft > 1.4; kmLeft -= 0.2) await drive(kmLeft);
      await seen('dispatch-tracker', /Sam is on the way/);
    });
    await scene('he is held up for fifteen', async () => {
      for (let minutes = 0; minutes < 15; minutes++) {
        await drive(1.4);
        await pass(40);
      }
    });
    await scene('the connection is lost for a while', async () => {
      isCut = true;
      cutStreams.abort();
      await seen('dispatch-tracker', /Offline/);
      await seen('dispatch-agenda', /Offline/);
    });
    await scene('it comes back', async () => {
      [isCut, cutStreams] = [false, new AbortController()];
      dispatchEvent(new Event('online'));
      await seen('dispatch-agenda', /^(?!.*Offline)/);
      await seen('dispatch-tracker', /^(?!.*Offline)/);
    });
    await scene('the office writes', async () => {
      expectOk(await company.admin.post(`/v1/jobs/${job.id}/messages`, {text: 'We bring a spare key.'}));
      await pass(2);
    });
    await scene('he arrives', async () => {
      expectOk(await sam.caller.post(`/v1/appointments/${job.appointments[0]!.id}/arrive`, {}));
      await pass(11);
      await seen('dispatch-tracker', /Sam has arrived/);
    });
    await scene('he starts, and is done', async () => {
      await press('dispatch-agenda', /Start appointment/);
      await pass(11);
      await press('dispatch-agenda', /^\s*Complete\s*$/);
      await calm();
      (await ready('dispatch-agenda', 'input[value=done]')).click();
      await calm();
      await press('dispatch-agenda', /Complete the job/);
      await seen('dispatch-agenda', /All done/);
      await calm();
      await pass(11);
      await seen('dispatch-tracker', /How did it go/);
    });
    await scene('the customer rates', async () => {
      (await ready('dispatch-tracker', 'input[name=stars][value="5"]')).click();
      await calm();
      await press('dispatch-tracker', /Send rating/);
      await seen('dispatch-tracker', /Thank you/);
    });
    // On a busy machine a tap may take so long that it is said to wait.
    const without = lines.filter(line => !/waits? to be sent/.test(line));
    expect(without.join('\n')).to.equal(told);
  });
});
