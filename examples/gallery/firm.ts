/** A company that lives in this tab, with its network, which can be cut. */
import {DispatchClient, memoryOutbox} from '@dispatch-kit/client';
import type {Job, JobInput, Member} from '@dispatch-kit/core';
import {minuteMs, toInstant} from '@dispatch-kit/core';
import {aCustomer, aMember, anAddress, createCompany} from '@dispatch-kit/testing';
import type {Company, CompanyOptions} from '@dispatch-kit/testing';
import {firmWords} from './firm-words.ts';
import type {FirmWords, JobName, Language} from './firm-words.ts';
import {loadedDice, lookAt} from './still.ts';

export interface Plan {
  name: JobName;
  /** Who does it: 0 to 3, in the order of the technicians. */
  lead?: number;
  /** When it begins, in minutes from two o'clock in the afternoon; without it, it is not planned. */
  due?: number;
  minutes?: number;
  more?: Partial<JobInput>;
  /** Waits for an answer, until so many minutes after two o'clock, or for ever. */
  offer?: {until?: number; sourceId?: string};
  /** Did not agree to messages. */
  isSilent?: boolean;
}

type FirmOptions = Pick<CompanyOptions, 'router'>;

const twoMs = Date.parse('2026-03-03T20:00:00Z');
const begin = '2026-03-03T14:00:00Z';

export class Firm {
  readonly words: FirmWords;
  readonly office: DispatchClient;
  readonly technicians: Member[] = [];
  readonly jobs = new Map<JobName, Job>();
  #isCut = false;
  #streams = new AbortController();
  readonly company: Company;

  private constructor(company: Company, language: Language) {
    this.company = company;
    this.words = firmWords[language];
    this.office = this.#clientOf(company.admin.token);
  }

  static async open(language: Language, options: FirmOptions = {}): Promise<Firm> {
    const firm = new Firm(await createCompany({start: begin, crypto: loadedDice(), ...options}), language);
    await firm.office.organization.edit({brand: {name: firm.words.company}, locale: language});
    for (const [i, name] of firm.words.technicians.entries()) {
      firm.technicians.push(await firm.office.members.create(aMember(i, {name})));
    }
    return firm;
  }

  async plan(plans: readonly Plan[]): Promise<void> {
    for (const plan of plans) this.jobs.set(plan.name, await this.#make(plan, this.jobs.size));
  }

  /** Turns the clock to so many minutes from two o'clock. */
  at(minutes: number): void {
    this.company.clock.set(toInstant(twoMs + minutes * minuteMs));
  }

  /** Turns the clock to when everything is looked at, and lets happen what is due by then. */
  async look(): Promise<void> {
    this.company.clock.set(lookAt);
    await this.company.server.tick();
    await this.company.server.deliver();
  }

  job(name: JobName): Job {
    const job = this.jobs.get(name);
    if (!job) throw new Error(`There is no job ${name}.`);
    return job;
  }

  visitId(name: JobName): string {
    return this.job(name).appointments[0]!.id;
  }

  /** The phone of a technician, with an outbox. */
  async phone(lead = 0): Promise<DispatchClient> {
    const {token} = await this.office.organization.createSession({memberId: this.technicians[lead]!.id});
    return this.#clientOf(token, {hasOutbox: true});
  }

  /** A client that is not known here. */
  stranger(): DispatchClient {
    return this.#clientOf('dk_test_unknown');
  }

  /** A client whose server does not answer. */
  unanswered(): DispatchClient {
    return new DispatchClient({url: this.company.url, token: 'a', fetch: () => new Promise(() => {})});
  }

  cut(): void {
    this.#isCut = true;
    this.#streams.abort();
  }

  mend(): void {
    this.#isCut = false;
    this.#streams = new AbortController();
    dispatchEvent(new Event('online'));
  }

  #clientOf(token: string, {hasOutbox = false} = {}): DispatchClient {
    return new DispatchClient({
      url: this.company.url,
      token,
      fetch: (input, init) => this.#send(new Request(input, init)),
      ...(hasOutbox && {outbox: memoryOutbox()}),
    });
  }

  async #send(request: Request): Promise<Response> {
    if (this.#isCut) throw new TypeError('The network is cut.');
    const response = await this.company.server.fetch(request);
    if (!response.body) return response;
    const {readable, writable} = new TransformStream<Uint8Array, Uint8Array>();
    void response.body.pipeTo(writable, {signal: this.#streams.signal}).catch(() => {});
    return new Response(readable, response);
  }

  async #make(
    {name, lead, due, minutes = 60, more, offer, isSilent = false}: Plan,
    index: number,
  ): Promise<Job> {
    const [title, customerName] = this.words.jobs[name];
    const customer = await this.office.customers.create(
      aCustomer(index, {name: customerName, consent: {sms: !isSilent}}),
    );
    const line = this.words.street[index % this.words.street.length]!;
    const startMs = twoMs + (due ?? 0) * minuteMs;
    const windowMs = Math.floor(startMs / (30 * minuteMs)) * 30 * minuteMs;
    const input: JobInput = {
      customerId: customer.id,
      title,
      address: anAddress(index * 7 + 3, {line, ...(name === 'tap' && {access: this.words.access})}),
      ...(due !== undefined && {
        appointment: {
          window: {start: toInstant(windowMs), end: toInstant(windowMs + 60 * minuteMs)},
          planned: {start: toInstant(startMs)},
          durationMinutes: minutes,
          ...(lead !== undefined && {leadId: this.technicians[lead]!.id, override: true}),
        },
      }),
      notify: false,
      ...more,
    };
    if (!offer) return this.office.jobs.create(input);
    const {until, sourceId} = offer;
    const expiresAt = until === undefined ? {} : {expiresAt: toInstant(twoMs + until * minuteMs)};
    return this.office.jobs.offer({...input, ...expiresAt, ...(sourceId && {sourceId})});
  }
}

/** The office at two o'clock: somebody is under way, somebody works, something waits for a hand. */
export async function busyOffice(language: Language, options?: FirmOptions): Promise<Firm> {
  const firm = await Firm.open(language, options);
  await firm.plan([
    {name: 'tap', lead: 0, due: 0},
    {name: 'heater', lead: 1, due: -35},
    {name: 'boiler', lead: 2, due: -15},
    {name: 'noHeat', lead: 3, due: -12},
    {name: 'camera', lead: 0, due: 120},
    {name: 'thermostat', lead: 1, due: 60, isSilent: true},
    {name: 'pump', lead: 1, due: 75},
    {name: 'pressure', lead: 2, due: -10, minutes: 30},
    {name: 'disposal'},
    {name: 'valve', lead: 2, due: -240},
    {name: 'dishwasher', due: 200, offer: {until: 130}},
    {name: 'faucet', lead: 0, due: -180},
    {name: 'hookUp', lead: 3, due: -60},
  ]);
  const {office} = firm;
  await office.appointments.confirm(firm.visitId('thermostat'));
  const quiet = {notify: false};
  const work = async (name: JobName, lead: number, minutes: number) => {
    firm.at(minutes);
    const {appointments} = await firm.phone(lead);
    await appointments.depart(firm.visitId(name), quiet);
    firm.at(minutes + 12);
    await appointments.start(firm.visitId(name), quiet);
  };
  await work('valve', 2, -252);
  const reason = {code: 'needs_parts', note: firm.words.note};
  await complete(firm, 'valve', 2, {outcome: 'follow_up', reason, ...quiet});
  await work('faucet', 0, -190);
  firm.at(-130);
  await complete(firm, 'faucet', 0, {outcome: 'done', ...quiet});
  await office.jobs.cancel(firm.job('hookUp').id, {reason: {code: 'customer_absent'}, ...quiet});
  await work('heater', 1, -45);
  await work('boiler', 2, -27);
  await leave(firm, 'tap', 0, -6);
  await leave(firm, 'noHeat', 3, -2);
  await firm.look();
  for (const [lead, name] of (['tap', 'heater', 'boiler', 'noHeat'] as const).entries()) {
    await report(firm, name, lead, ['heater', 'boiler'].includes(name) ? 0 : 0.014);
  }
  return firm;
}

type Completion = Parameters<DispatchClient['appointments']['complete']>[1];

async function complete(firm: Firm, name: JobName, lead: number, how: Completion): Promise<void> {
  const {appointments} = await firm.phone(lead);
  await appointments.complete(firm.visitId(name), how);
}

async function leave(firm: Firm, name: JobName, lead: number, minutes: number): Promise<void> {
  firm.at(minutes);
  const {appointments} = await firm.phone(lead);
  await appointments.depart(firm.visitId(name), {notify: false});
}

/** Where a technician is: so many degrees south and west of the address. */
async function report(firm: Firm, name: JobName, lead: number, off: number): Promise<void> {
  const {lat, lng} = firm.job(name).address;
  const {road} = await firm.phone(lead);
  const at = toInstant(firm.company.clock.now());
  await road.report({
    fixes: [{lat: lat! - off, lng: lng! - off, at, accuracyMeters: 8, ...(off > 0 && {headingDegrees: 40})}],
  });
}

/** A technician's afternoon: one visit done, three to come. */
export async function technicianDay(language: Language): Promise<Firm> {
  const firm = await Firm.open(language);
  await firm.plan([
    {name: 'tap', lead: 0, due: 20},
    {name: 'camera', lead: 0, due: 105},
    {name: 'thermostat', lead: 0, due: 180},
    {name: 'faucet', lead: 0, due: -180},
  ]);
  firm.at(-190);
  const {appointments} = await firm.phone();
  const quiet = {notify: false};
  await appointments.depart(firm.visitId('faucet'), quiet);
  await appointments.start(firm.visitId('faucet'), quiet);
  firm.at(-120);
  await complete(firm, 'faucet', 0, {outcome: 'done', ...quiet});
  await firm.look();
  return firm;
}
