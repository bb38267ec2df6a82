import assert from 'node:assert/strict';
import {defaultSettings} from '@dispatch-kit/core';
import type {
  CommandReply,
  Customer,
  DomainEvent,
  Job,
  Member,
  Notice,
  Organization,
  TrackingView,
} from '@dispatch-kit/core';
import {callerOf, expectOk} from '../caller.ts';
import type {Answer, Caller} from '../caller.ts';

/** A server to be judged, and the keys it gave. */
export type OfficeUnderTest = {
  /** Where it answers, without `/v1`. */
  url: string;
  /** A server key (`dk_…`) of any organization of it. */
  apiKey: string;
  /**
   * The key (`ok_…`) that makes organizations: each scenario has its own. Without it they share the organization of the API key,
   * one after another, and those that need one of their own throw `NeedsOwnOrganization`.
   */
  operatorKey?: string | undefined;
  /** How requests are sent; default the global `fetch`. */
  fetch?: (request: Request) => Promise<Response>;
};

/** Declares one test; `test` of node:test is one. */
export type DeclareTest = (name: string, run: () => Promise<void>) => unknown;

export type Technician = Member & {caller: Caller};

/** What is asked for of a job to be booked; without `leadId`, `inHours` and `appointment` it has no visit. */
export type Booking = {
  leadId?: string;
  inHours?: number;
  minutes?: number;
  appointment?: Record<string, unknown>;
  customerId?: string;
  caller?: Caller;
  job?: Record<string, unknown>;
};

/** A fresh organization of the server, with everything that a scenario needs to live in it. */
export class Firm {
  readonly office: OfficeUnderTest;
  readonly organization: Organization;
  /** The server key: acts as admin. */
  readonly admin: Caller;
  /** How fast the server's clock runs, and how far it is from this machine's. */
  readonly #clock: {timeScale: number; serverMs: number; takenMs: number};
  #people = 0;

  constructor(
    office: OfficeUnderTest,
    organization: Organization,
    admin: Caller,
    clock: {timeScale: number; serverTime: string; askedMs: number},
  ) {
    this.office = office;
    this.organization = organization;
    this.admin = admin;
    this.#clock = {
      timeScale: clock.timeScale,
      serverMs: Date.parse(clock.serverTime),
      takenMs: clock.askedMs,
    };
  }

  as(token: string): Caller {
    return callerOf(this.office.fetch ?? fetch, this.office.url, token);
  }

  /** Whether a message went out. A test organization keeps what it would send, and only such a one may. */
  wasSent(notice: {state: string} | undefined): boolean {
    return notice?.state === (this.organization.test ? 'kept' : 'sent');
  }

  /** A moment so many minutes from the server's now. */
  inMinutes(minutes: number): string {
    const {serverMs, takenMs, timeScale} = this.#clock;
    return new Date(serverMs + (performance.now() - takenMs) * timeScale + minutes * 60_000).toISOString();
  }

  /** A window that begins in so many hours. */
  window(inHours: number, minutes = 60): {start: string; end: string} {
    return {start: this.inMinutes(inHours * 60), end: this.inMinutes(inHours * 60 + minutes)};
  }

  async technician(name = 'Sam Ortiz', more: Record<string, unknown> = {}): Promise<Technician> {
    return this.#hire(name, ['technician'], more);
  }

  async dispatcher(name = 'Dana Cole'): Promise<Technician> {
    return this.#hire(name, ['dispatcher'], {});
  }

  async #hire(name: string, roles: string[], more: Record<string, unknown>): Promise<Technician> {
    this.#people += 1;
    const phone = `+13125550${String(100 + this.#people)}`;
    const member = expectOk(await this.admin.post<Member>('/v1/members', {name, phone, roles, ...more}));
    const session = expectOk(
      await this.admin.post<{token: string}>('/v1/embed-sessions', {memberId: member.id}),
    );
    return {...member, caller: this.as(session.token)};
  }

  async customer(more: Record<string, unknown> = {}): Promise<Customer> {
    const agreed = {name: 'Ada Lee', phone: '+13125550142', consent: {sms: true}};
    return expectOk(await this.admin.post<Customer>('/v1/customers', {...agreed, ...more}));
  }

  async book(booking: Booking = {}): Promise<Job> {
    return expectOk(await this.tryBook(booking));
  }

  async tryBook(booking: Booking = {}): Promise<Answer<Job>> {
    const customerId = booking.customerId ?? (await this.customer()).id;
    const {caller = this.admin, job} = booking;
    return caller.post<Job>('/v1/jobs', {
      customerId,
      title: 'Leaking tap, kitchen',
      address: {line: '4417 N Paulina St', city: 'Chicago', postcode: '60640', lat: 41.9484, lng: -87.6553},
      ...this.#appointmentOf(booking),
      ...job,
    });
  }

  #appointmentOf({leadId, inHours, minutes = 60, appointment}: Booking): {appointment?: object} {
    if (leadId === undefined && inHours === undefined && !appointment) return {};
    const window = this.window(inHours ?? 2, minutes);
    return {appointment: {window, durationMinutes: minutes, ...(leadId && {leadId}), ...appointment}};
  }

  /** A job with one visit of a technician, brought to a status by the taps that lead there. */
  async visitIn(
    status: string,
    {technician, ...booking}: Booking & {technician?: Technician} = {},
  ): Promise<{technician: Technician; job: Job; id: string}> {
    const lead = technician ?? (await this.technician());
    const isDraft = status === 'draft';
    const job = await this.book({
      leadId: lead.id,
      ...booking,
      ...(isDraft && {appointment: {...booking.appointment, draft: true}}),
    });
    const {id} = job.appointments[0]!;
    for (const [command, body] of pathTo[status] ?? [])
      expectOk(await this.admin.post(`/v1/appointments/${id}/${command}`, body));
    return {technician: lead, job, id};
  }

  /** A visit that was planned so many minutes ago, so that taps of that time can be told; its window began then. */
  async pastVisit(
    minutesAgo: number,
    more: Record<string, unknown> = {},
  ): Promise<{technician: Technician; job: Job; id: string}> {
    const technician = await this.technician();
    const job = await this.book();
    const reply = expectOk(
      await this.admin.post<CommandReply>(`/v1/jobs/${job.id}/appointments`, {
        window: {start: this.inMinutes(-minutesAgo), end: this.inMinutes(60)},
        durationMinutes: 60,
        leadId: technician.id,
        at: this.inMinutes(-minutesAgo),
        notify: false,
        ...more,
      }),
    );
    return {technician, job: reply.job, id: reply.appointment!.id};
  }

  /** Reports where a technician was: metres north of the usual address, minutes from now. */
  async report(
    technician: Technician,
    places: readonly {north: number; minutes?: number; accuracyMeters?: number}[],
  ): Promise<{taken: number; refused: Record<string, number>; sharing: boolean}> {
    const fixes = places.map(({north, minutes = 0, accuracyMeters = 10}) => ({
      lat: 41.9484 + north / 111_195,
      lng: -87.6553,
      accuracyMeters,
      at: this.inMinutes(minutes),
    }));
    return expectOk(await technician.caller.post('/v1/positions', {fixes})) as never;
  }

  /** Gives a visit a command, and expects it to be taken. */
  async tap(id: string, command: string, body: object = {}, caller = this.admin): Promise<CommandReply> {
    return expectOk(await caller.post<CommandReply>(`/v1/appointments/${id}/${command}`, body));
  }

  async jobTap(id: string, command: string, body: object = {}, caller = this.admin): Promise<CommandReply> {
    return expectOk(await caller.post<CommandReply>(`/v1/jobs/${id}/${command}`, body));
  }

  async job(id: string): Promise<Job> {
    return expectOk(await this.admin.get<Job>(`/v1/jobs/${id}`));
  }

  async history(jobId: string): Promise<DomainEvent[]> {
    return expectOk(await this.admin.get<{items: DomainEvent[]}>(`/v1/jobs/${jobId}/history`)).items;
  }

  async notices(jobId: string): Promise<Notice[]> {
    const page = expectOk(await this.admin.get<{items: Notice[]}>(`/v1/notices?jobId=${jobId}&limit=200`));
    return page.items;
  }

  /** The notices of a kind on a job. */
  async noticesOf(jobId: string, kind: string): Promise<Notice[]> {
    return (await this.notices(jobId)).filter(notice => notice.kind === kind);
  }

  async link(jobId: string): Promise<{id: string; caller: Caller; view(): Promise<TrackingView>}> {
    const {id, token} = expectOk(
      await this.admin.post<{id: string; token: string}>('/v1/tracking-links', {jobId}),
    );
    const caller = this.as(token);
    return {id, caller, view: async () => expectOk(await caller.get<TrackingView>('/v1/track'))};
  }
}

const done = {outcome: 'done'};
const reason = {code: 'other', note: 'said so'};
const pathTo: Record<string, [string, object][]> = {
  enroute: [['depart', {}]],
  arrived: [
    ['depart', {}],
    ['arrive', {}],
  ],
  started: [['start', {}]],
  complete: [
    ['start', {}],
    ['complete', done],
  ],
  canceled: [['cancel', {reason}]],
  deleted: [['delete', {}]],
};

/** Thrown by a scenario that cannot be played in an organization that was used before. */
export class NeedsOwnOrganization extends Error {
  override name = 'NeedsOwnOrganization' as const;
  constructor() {
    super('This needs an organization of its own, and there is no operator key to make one.');
  }
}

const ownSettings = {quietHours: null, graceSeconds: 1};

/** Opens an organization; its settings are the defaults without quiet hours, and those given. */
export async function openFirm(
  office: OfficeUnderTest,
  settings: Record<string, unknown> = {},
  organization: Record<string, unknown> = {},
): Promise<Firm> {
  const isPlain = Object.keys(organization).length === 0;
  if (office.operatorKey || !isPlain) return openOwnFirm(office, settings, organization);
  const admin = callerOf(office.fetch ?? fetch, office.url, office.apiKey);
  return firmOf(office, admin, {...defaultSettings, ...ownSettings, ...settings});
}

/** Opens an organization that nobody has used before. */
export async function openOwnFirm(
  office: OfficeUnderTest,
  settings: Record<string, unknown> = {},
  organization: Record<string, unknown> = {},
): Promise<Firm> {
  if (!office.operatorKey) throw new NeedsOwnOrganization();
  const caller = (token: string) => callerOf(office.fetch ?? fetch, office.url, token);
  const made = expectOk(
    await caller(office.operatorKey).post<{organization: Organization; apiKey: string}>('/v1/organizations', {
      name: 'Northside Plumbing',
      timeZone: 'America/Chicago',
      ...organization,
    }),
  );
  return firmOf(office, caller(made.apiKey), {...ownSettings, ...settings});
}

async function firmOf(
  office: OfficeUnderTest,
  admin: Caller,
  settings: Record<string, unknown>,
): Promise<Firm> {
  const patched = expectOk(await admin.patch<Organization>('/v1/organization', settings));
  // Counted from when it was asked for, the clock here is never behind the server's.
  const askedMs = performance.now();
  const clock = expectOk(await admin.get<{serverTime: string; timeScale: number}>('/v1/me'));
  return new Firm(office, patched, admin, {...clock, askedMs});
}

/** Asks again until the answer holds, for at most so many seconds; answers with it. */
export async function eventually<T>(
  ask: () => Promise<T>,
  holds: (answer: T) => boolean,
  {seconds = 40, what = 'it'}: {seconds?: number; what?: string} = {},
): Promise<T> {
  const untilMs = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (performance.now() > untilMs)
      assert.fail(`${what} did not come within ${seconds} s; the last answer: ${JSON.stringify(answer)}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** Expects a refusal by its code, with words and, where it is one of the machine, what is allowed instead. */
export function expectRefused(answer: Answer<unknown>, code: string, status?: number): void {
  const {problem} = answer;
  assert.ok(problem, `expected ${code}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
  assert.equal(problem.code, code, problem.detail);
  assert.ok(problem.detail.length > 8, `${code} says nothing`);
  assert.equal(problem.status, answer.status);
  if (status !== undefined) assert.equal(answer.status, status);
}
