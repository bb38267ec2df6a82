import type {Job, Notice, NoticeKind} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';

/** How the customer agreed to be written to, and how the team can be reached. */
export type Reach = {customer?: 'sms' | 'email' | 'push' | 'none'; team?: 'sms' | 'push'};

const graceSeconds = 30;
/** Where the customers live: quiet hours are those of their clocks, not of the office's. */
const customersZone = 'America/New_York';
const officeZone = 'America/Chicago';
const door = {lat: 41.9484, lng: -87.6553};
const metersADegree = 111_195;

/** A company with one customer, two technicians and a dispatcher, in which one message comes about. */
export class Stage {
  static readonly graceSeconds = graceSeconds;
  readonly company: Company;
  readonly #customerId: string;
  readonly sam: Hired;
  readonly kim: Hired;
  readonly dana: Hired;
  job!: Job;
  visitId = '';

  private constructor(company: Company, customerId: string, [sam, kim, dana]: readonly Hired[]) {
    this.company = company;
    this.#customerId = customerId;
    this.sam = sam!;
    this.kim = kim!;
    this.dana = dana!;
  }

  static async open({customer = 'sms', team = 'sms'}: Reach = {}): Promise<Stage> {
    const settings = {graceSeconds, followUpSurvey: true, minutesAway: 5, closingTime: '23:59'};
    const company = await createCompany({settings, pushKey: 'a public key'});
    const {admin} = company;
    const {id} = expectOk(
      await admin.post<{id: string}>('/v1/customers', {
        name: 'Ada Lee',
        phone: '+13125550142',
        email: 'ada@example.com',
        consent: {sms: false, email: false, ...(customer !== 'none' && {[customer]: true})},
      }),
    );
    const people = ['Sam Ortiz', 'Kim Park', 'Dana Wu'].map((name, n) =>
      hire(company, name, n === 2 ? 'dispatcher' : 'technician', {
        phone: `+1312555017${n}`,
      }),
    );
    const stage = new Stage(company, id, await Promise.all(people));
    if (customer === 'push') await stage.#subscribeCustomer();
    if (team === 'push') for (const each of [stage.sam, stage.kim, stage.dana]) await subscribe(each.caller);
    return stage;
  }

  async #subscribeCustomer(): Promise<void> {
    const {id: jobId} = await this.order({});
    const {token} = expectOk(await this.company.admin.post<{token: string}>('/v1/tracking-links', {jobId}));
    await subscribe(this.company.as(token), '/v1/track/push');
  }

  /** A job; with a visit in 30 hours unless it is told otherwise. */
  order(more: {appointment?: object}): Promise<Job> {
    const address = {line: '4417 N Paulina St', ...door, timeZone: customersZone};
    const job = {customerId: this.#customerId, title: 'Leaking tap', address, ...more};
    return this.company.admin.post<Job>('/v1/jobs', job).then(expectOk);
  }

  window(inHours: number): {start: string; end: string} {
    return {start: this.inSeconds(inHours * 3600), end: this.inSeconds((inHours + 1) * 3600)};
  }

  inSeconds(seconds: number): string {
    return new Date(this.company.clock.now() + seconds * 1000).toISOString();
  }

  /** Books a visit, which the later taps are about. */
  async book(more: object = {leadId: this.sam.id}): Promise<void> {
    this.job = await this.order({appointment: {window: this.window(30), durationMinutes: 60, ...more}});
    this.visitId = this.job.appointments[0]!.id;
  }

  async tap(command: string, body: object = {}): Promise<void> {
    expectOk(await this.company.admin.post(`/v1/appointments/${this.visitId}/${command}`, body));
  }

  /** Where Sam is: so far north of the door. */
  async report(metersNorth: number): Promise<void> {
    const place = {lat: door.lat + metersNorth / metersADegree, lng: door.lng};
    const fix = {...place, accuracyMeters: 10, at: this.inSeconds(0)};
    expectOk(await this.sam.caller.post('/v1/positions', {fixes: [fix]}));
  }

  async invite(): Promise<void> {
    expectOk(await this.company.admin.post(`/v1/members/${this.sam.id}/invite`));
  }

  /** Moves the clock and lets everything happen that is due then. */
  async pass(seconds: number): Promise<void> {
    this.company.clock.advance(seconds * 1000);
    await this.company.server.tick();
    await this.deliver();
  }

  deliver(): Promise<void> {
    return this.company.server.deliver();
  }

  /** Lets the office close in this minute. */
  async close(): Promise<void> {
    const closingTime = wallClock(this.company.clock.now(), officeZone);
    expectOk(await this.company.admin.patch('/v1/organization', {closingTime}));
    await this.company.server.tick();
  }

  /** Quiet hours that began an hour ago and end so many seconds from now, by the clock of who is written to. Answers their end. */
  async beQuiet(seconds: number, atCustomers: boolean): Promise<string> {
    const zone = atCustomers ? customersZone : officeZone;
    const nowMs = this.company.clock.now();
    const endMs = Math.ceil((nowMs + seconds * 1000) / 60_000) * 60_000;
    const quietHours = {from: wallClock(nowMs - 3_600_000, zone), to: wallClock(endMs, zone)};
    expectOk(await this.company.admin.patch('/v1/organization', {quietHours}));
    return new Date(endMs).toISOString();
  }

  /** The messages of a kind that are not dropped; with `state` those that stand there. */
  async notices(kind: NoticeKind, state?: string): Promise<Notice[]> {
    const {items} = expectOk(await this.company.admin.get<{items: Notice[]}>('/v1/notices?limit=200'));
    return items.filter(
      each => each.kind === kind && (state ? each.state === state : each.state !== 'dropped'),
    );
  }
}

type Hired = {id: string; caller: Caller};

async function hire(company: Company, name: string, role: string, by: object): Promise<Hired> {
  const {admin} = company;
  const {id} = expectOk(await admin.post<{id: string}>('/v1/members', {name, roles: [role], ...by}));
  const {token} = expectOk(await admin.post<{token: string}>('/v1/embed-sessions', {memberId: id}));
  return {id, caller: company.as(token)};
}

async function subscribe(caller: Caller, path = '/v1/push-subscriptions'): Promise<void> {
  const keys = {p256dh: 'B'.repeat(87), auth: 'A'.repeat(22)};
  const endpoint = `https://push.example/${caller.token.slice(-12)}`;
  expectOk(await caller.post(path, {endpoint, keys}));
}

function wallClock(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {timeZone, hour: '2-digit', minute: '2-digit'}).format(atMs);
}
