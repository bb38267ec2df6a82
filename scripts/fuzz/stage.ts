import {appointmentMachine, jobMachine} from '@dispatch-kit/core';
import type {Job} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';
import {memoryFiles} from '@dispatch-kit/server';
import {sharpImages} from '@dispatch-kit/server/photos';
import type {Dice} from './dice.ts';
import {browser, openOutside} from './outside.ts';
import type {Outside} from './outside.ts';

const reason = {code: 'other', note: 'said so'};
/** The smallest picture there is. */
export const dot = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='),
  character => character.charCodeAt(0),
);
const path: Record<string, [string, object][]> = {
  draft: [],
  scheduled: [],
  enroute: [['depart', {}]],
  arrived: [
    ['depart', {}],
    ['arrive', {}],
  ],
  started: [['start', {}]],
  complete: [
    ['start', {}],
    ['complete', {outcome: 'done'}],
  ],
  canceled: [['cancel', {reason}]],
  deleted: [['delete', {}]],
};
const jobPath: Record<string, [string, object][]> = {
  unscheduled: [],
  scheduled: [],
  paused: [['pause', {reason, laterVisits: 'cancel'}]],
  complete: [['complete', {openVisits: 'cancel'}]],
  canceled: [['cancel', {reason}]],
  offered: [],
  declined: [['decline', {reason}]],
};

/** Two organizations in one office, everybody who could call it, and things in every state. */
export class Stage {
  readonly company: Company;
  readonly tokens: Record<string, string>;
  readonly outside: Outside;
  readonly #dice: Dice;
  #count = 0;
  /** Ids of ours and of the other organization, by prefix. */
  readonly ours = new Map<string, string[]>();
  readonly theirs = new Map<string, string[]>();
  /** Keys that the run itself stands on. */
  readonly #spared = new Set<string>();

  constructor(company: Company, tokens: Record<string, string>, dice: Dice, outside: Outside) {
    this.outside = outside;
    this.company = company;
    this.tokens = tokens;
    this.#dice = dice;
  }

  static async open(dice: Dice): Promise<Stage> {
    const outside = await openOutside(dice, () => company.clock.now());
    const company: Company = await createCompany({
      photos: {images: sharpImages(), files: memoryFiles()},
      ...outside,
      // What was to be sent is read here too: codes and invitations stand in it.
      notifier: {
        send(notice) {
          company.sent.push(notice);
          return outside.notifier.send(notice);
        },
      },
      settings: {graceSeconds: 0},
    });
    const stage = new Stage(company, {}, dice, outside);
    await stage.#people();
    const other = await company.server.createOrganization({name: 'Southside', timeZone: 'UTC'});
    await stage.#other(company.as(other.apiKey));
    return stage;
  }

  async #people(): Promise<void> {
    const {company} = this;
    const {admin} = company;
    const member = await company.hireTechnician();
    const [dispatcher, fired, demoted] = [
      await company.hireDispatcher(),
      await company.hireTechnician('Gone'),
      await company.hireDispatcher('Demoted'),
    ];
    await admin.delete(`/v1/members/${fired.id}`);
    await admin.patch(`/v1/members/${demoted.id}`, {roles: ['technician']});
    const key = async (more: object) =>
      expectOk(await admin.post<{id: string; key: string}>('/v1/api-keys', {name: 'Key', ...more}));
    const [revoked, source] = [await key({}), await key({kind: 'source', sourceId: 'acme'})];
    await admin.delete(`/v1/api-keys/${revoked.id}`);
    const session = async (more: object) =>
      expectOk(await admin.post<{token: string}>('/v1/embed-sessions', {...more})).token;
    const expired = await session({roles: ['admin'], expiresInSeconds: 30});
    const narrow = await session({roles: ['admin'], capabilities: ['jobs.read']});
    const origin = await session({roles: ['admin'], origins: ['https://only.example']});
    await company.pass(1);
    company.clock.advance(31_000);
    const link = await this.link();
    const ended = await this.link();
    await admin.delete(`/v1/tracking-links/${ended.id}`);
    Object.assign(this.tokens, {
      admin: admin.token,
      dispatcher: dispatcher.caller.token,
      technician: member.caller.token,
      fired: fired.caller.token,
      demoted: demoted.caller.token,
      revoked: revoked.key,
      source: source.key,
      expired,
      narrow,
      origin,
      link: link.token,
      ended: ended.token,
      operator: await company.server.createOperatorKey(),
      nobody: 'dk_live_nobody',
    });
    this.keep(this.ours, 'mem_', member.id);
    const {items} = expectOk(await admin.get<{items: {id: string}[]}>('/v1/api-keys'));
    for (const {id} of items) this.#spared.add(id);
  }

  async #other(admin: Caller): Promise<void> {
    const customer = expectOk(
      await admin.post<{id: string; contacts: {id: string}[]}>('/v1/customers', {
        name: 'Theirs',
        phone: '+13125550177',
      }),
    );
    const job = expectOk(
      await admin.post<Job>('/v1/jobs', {
        customerId: customer.id,
        title: 'Theirs',
        address: {line: '1'},
        appointment: {window: this.window(), durationMinutes: 60},
      }),
    );
    const member = expectOk(
      await admin.post<{id: string}>('/v1/members', {
        name: 'Theirs',
        phone: '+13125550178',
        roles: ['technician'],
      }),
    );
    const ids = [customer.id, customer.contacts[0]!.id, job.id, job.appointments[0]!.id, member.id];
    for (const id of ids) this.keep(this.theirs, id.slice(0, 4), id);
    this.tokens['theirs'] = admin.token;
  }

  keep(where: Map<string, string[]>, prefix: string, id: string): void {
    const known = where.get(prefix) ?? [];
    where.set(prefix, [...known, id].slice(-40));
  }

  /** Remembers every id of ours that a reply holds. */
  learn(text: string): void {
    for (const [id, prefix] of text.matchAll(
      /\b((?:cus|con|job|apt|mem|evt|not|nte|pho|lnk|whk|dlv|key|ses)_)[0-9A-Za-z]{8,40}\b/g,
    ))
      if (this.#dice.chance(0.1) && !this.#spared.has(id)) this.keep(this.ours, prefix!, id);
  }

  /** Somebody who can still act, after all that was done to him. */
  async refresh(): Promise<void> {
    const {admin} = this.company;
    expectOk(
      await admin.patch('/v1/organization', {
        graceSeconds: 0,
        quietHours: null,
        arrivalMode: 'combined',
        technicianMaySkip: false,
        undoMinutes: 5,
        timeZone: 'America/Chicago',
        origins: [],
      }),
    );
    const member = await this.company.hireTechnician();
    this.tokens['technician'] = member.caller.token;
    this.tokens['dispatcher'] = (await this.company.hireDispatcher()).caller.token;
    this.tokens['link'] = (await this.link()).token;
    this.keep(this.ours, 'mem_', member.id);
    await this.#letWrite(member);
    for (const name of ['api-keys', 'embed-sessions', 'webhooks']) {
      const body =
        name === 'webhooks'
          ? {url: 'https://host.example/hooks'}
          : name === 'api-keys'
            ? {name: 'Key'}
            : {roles: ['admin']};
      const made = await admin.post<{id: string}>(`/v1/${name}`, body);
      if (made.status === 201) this.keep(this.ours, made.body.id.slice(0, 4), made.body.id);
    }
  }

  /** Lets mail, push messages and searches for places go out: a customer who reads mail, a technician with a browser. */
  async #letWrite(member: {id: string; caller: Caller}): Promise<void> {
    const {admin} = this.company;
    const reader = {name: 'Reader', email: 'reader@example.com', consent: {email: true}};
    const {id} = expectOk(await admin.post<{id: string}>('/v1/customers', reader));
    const address = {line: `${this.number()} N Paulina St`, city: 'Chicago'};
    const appointment = {window: this.window(), durationMinutes: 60};
    expectOk(await admin.post('/v1/jobs', {customerId: id, title: 'Mail', address, appointment}));
    await member.caller.post('/v1/push-subscriptions', browser);
    await this.company.book({leadId: member.id, inHours: 1 + this.number()});
  }

  /** Another one each time. */
  number(): number {
    return ++this.#count;
  }

  idOf(prefix: string): string | undefined {
    const known = this.ours.get(prefix);
    return known && this.#dice.pick(known);
  }

  window(): {start: string; end: string} {
    const startMs = this.company.clock.now() + this.#dice.whole(60, 200_000) * 60_000;
    return {start: new Date(startMs).toISOString(), end: new Date(startMs + 3_600_000).toISOString()};
  }

  /** A new technician, so that nothing of before is in the way. */
  async technician(): Promise<{id: string; token: string}> {
    const member = await this.company.hireTechnician();
    this.keep(this.ours, 'mem_', member.id);
    return {id: member.id, token: member.caller.token};
  }

  async #make(where: string, more: object): Promise<Job> {
    const {admin} = this.company;
    const customer = expectOk(
      await admin.post<{id: string; contacts: {id: string}[]}>('/v1/customers', {
        name: 'Ada Lee',
        phone: '+13125550142',
        consent: {sms: true},
      }),
    );
    this.keep(this.ours, 'cus_', customer.id);
    this.keep(this.ours, 'con_', customer.contacts[0]!.id);
    const address = {line: '4417 N Paulina St', lat: 41.9484, lng: -87.6553};
    const job = expectOk(
      await admin.post<Job>(where, {customerId: customer.id, title: 'Tap', address, ...more}),
    );
    this.keep(this.ours, 'job_', job.id);
    return job;
  }

  async #walk(kind: string, id: string, steps: [string, object][]): Promise<void> {
    for (const [command, body] of steps)
      expectOk(await this.company.admin.post(`/v1/${kind}/${id}/${command}`, body));
  }

  /** A visit in a state in which a command is not refused by the state alone. */
  async visitFor(command: string): Promise<{id: string; jobId: string; token: string}> {
    const row = (status: string) =>
      (appointmentMachine as Record<string, Record<string, unknown>>)[status]?.[command];
    const open = Object.keys(path).filter(
      status =>
        row(status) !== undefined && !(typeof row(status) === 'object' && 'no' in (row(status) as object)),
    );
    return this.visitIn(
      command === 'undo' ? 'enroute' : this.#dice.pick(open.length > 0 ? open : Object.keys(path)),
    );
  }

  /** A new visit of a new technician, brought to a state by the taps that lead there. */
  async visitIn(status: string): Promise<{id: string; jobId: string; leadId: string; token: string}> {
    const technician = await this.technician();
    const job = await this.#make('/v1/jobs', {
      appointment: {
        window: this.window(),
        durationMinutes: 60,
        leadId: technician.id,
        ...(status === 'draft' && {draft: true}),
      },
    });
    const {id} = job.appointments[0]!;
    this.keep(this.ours, 'apt_', id);
    await this.#walk('appointments', id, path[status]!);
    return {id, jobId: job.id, leadId: technician.id, token: technician.token};
  }

  async jobFor(command: string): Promise<string> {
    const states = Object.keys(jobPath).filter(status => status in jobMachine);
    const offered = ['accept', 'decline', 'withdraw'].includes(command);
    const status = offered
      ? 'offered'
      : command === 'reinstate'
        ? 'canceled'
        : command === 'resume'
          ? 'paused'
          : this.#dice.pick(states);
    const isOffer = status === 'offered' || status === 'declined';
    const planned = status !== 'unscheduled' && {appointment: {window: this.window(), durationMinutes: 60}};
    const job = await this.#make(isOffer ? '/v1/offers' : '/v1/jobs', {...planned});
    await this.#walk('jobs', job.id, jobPath[status]!);
    return job.id;
  }

  async link(): Promise<{id: string; token: string; jobId: string}> {
    const job = await this.#make('/v1/jobs', {appointment: {window: this.window(), durationMinutes: 60}});
    const link = expectOk(
      await this.company.admin.post<{id: string; token: string}>('/v1/tracking-links', {jobId: job.id}),
    );
    this.keep(this.ours, 'lnk_', link.id);
    return {...link, jobId: job.id};
  }

  /** The link of a visit that was done a while ago: it can be rated. */
  async ratable(): Promise<string> {
    const {id, jobId} = await this.visitFor('complete');
    await this.company.admin.post(`/v1/appointments/${id}/start`);
    await this.company.admin.post(`/v1/appointments/${id}/complete`, {
      outcome: this.#dice.pick(['done', 'no_access']),
      reason,
    });
    await this.company.pass(2);
    return expectOk(await this.company.admin.post<{token: string}>('/v1/tracking-links', {jobId})).token;
  }

  /** The link of a visit that somebody is on the way to. */
  async live(): Promise<string> {
    const {jobId} = await this.visitIn('enroute');
    await this.company.pass(2);
    return expectOk(await this.company.admin.post<{token: string}>('/v1/tracking-links', {jobId})).token;
  }

  async photoUrl(): Promise<string> {
    const {server, url, admin} = this.company;
    const job = await this.#make('/v1/jobs', {});
    const headers = {authorization: `Bearer ${admin.token}`, 'content-type': 'image/png'};
    const sent = await server.fetch(
      new Request(`${url}/v1/jobs/${job.id}/photos`, {method: 'POST', headers, body: dot}),
    );
    const photo = (await sent.json()) as {id: string; url: string};
    this.keep(this.ours, 'pho_', photo.id);
    return photo.url;
  }

  async calendarUrl(): Promise<string> {
    const {id} = await this.technician();
    return expectOk(await this.company.admin.post<{url: string}>(`/v1/members/${id}/calendar`)).url;
  }

  async noticeInput(): Promise<object> {
    const job = await this.#make('/v1/jobs', {appointment: {window: this.window(), durationMinutes: 60}});
    const customer = expectOk(
      await this.company.admin.get<{contacts: {id: string}[]}>(`/v1/customers/${job.customerId}`),
    );
    return {kind: 'scheduled', subjectId: job.appointments[0]!.id, contactId: customer.contacts[0]!.id};
  }

  async webhook(): Promise<string> {
    const {admin} = this.company;
    const {items} = expectOk(await admin.get<{items: {id: string}[]}>('/v1/webhooks'));
    if (items.length > 15) await admin.delete(`/v1/webhooks/${items[0]!.id}`);
    return expectOk(await admin.post<{id: string}>('/v1/webhooks', {url: 'https://host.example/hooks'})).id;
  }
}
