import type {LatLng} from '@dispatch-kit/core';
import {defaultVisibility} from '@dispatch-kit/core';
import {webCrypto} from '@dispatch-kit/server';
import {LinkStream} from './link-stream.ts';
import {expectOk} from '../caller.ts';
import type {Caller} from '../caller.ts';
import {createCompany} from '../company.ts';
import type {Company, CompanyOptions} from '../company.ts';
import {dice} from '../dice.ts';

/** What two days came to that differ only in where technicians were while nobody may know. */
export type TwinDays = {
  replies: number;
  bytes: number;
  /** What a customer got otherwise on the second day: nothing, or he could tell the days apart. */
  differences: string[];
  /** True if a place that is shown was another, and that was told: a comparison that sees nothing proves nothing. */
  seesWhatIsShown: boolean;
};

type Traffic = {what: string; text: string}[];

/** Of the request, not of the office: when it was answered, and by real time when a caller's allowance is full again. */
const notCompared = new Set(['date', 'ratelimit-reset', 'ratelimit-remaining']);

/**
 * Plays one day twice on a virtual clock, with the same dice and the same events, and with technicians elsewhere whenever
 * the customer's leg is not live. Every byte that the customer gets is compared: bodies, headers, stream.
 */
export async function twinDays(options: Pick<CompanyOptions, 'router'> = {}): Promise<TwinDays> {
  const first = await playDay({hidden: 0, shown: 0}, options);
  const second = await playDay({hidden: 0.013, shown: 0}, options);
  const third = await playDay({hidden: 0, shown: 0.004}, options);
  return {
    replies: first.length,
    bytes: first.reduce((sum, {text}) => sum + text.length, 0),
    differences: differencesOf(first, second),
    seesWhatIsShown: differencesOf(first, third).length > 0,
  };
}

function differencesOf(first: Traffic, second: Traffic): string[] {
  return first.flatMap(({what, text}, i) => {
    const other = second[i]?.text ?? '';
    if (text === other) return [];
    const at = [...text].findIndex((character, j) => character !== other[j]);
    const around = (of: string) => of.slice(Math.max(0, at - 60), at + 60);
    return [`${what}: …${around(text)}… and …${around(other)}…`];
  });
}

/** Where technicians are moved on this day, in degrees. */
type Shift = {hidden: number; shown: number};

async function playDay(shift: Shift, {router}: Pick<CompanyOptions, 'router'>): Promise<Traffic> {
  const company = await createCompany({
    crypto: seededCrypto(),
    ...(router && {router}),
    settings: {
      share: 'shift',
      autoArrive: 'off',
      hideStartMeters: 300,
      visibility: {...defaultVisibility, distance: 'live', stopsAhead: 'live'},
    },
  });
  const day = new TwinDay(company, shift);
  try {
    return await day.play();
  } finally {
    await company.close();
  }
}

/** Sees to it that ids and secrets are the same on both days. */
function seededCrypto(): NonNullable<CompanyOptions['crypto']> {
  const random = dice('twin days');
  return {
    ...webCrypto(),
    randomBytes: length => Uint8Array.from({length}, () => Math.floor(random() * 256)),
  };
}

class TwinDay {
  readonly #company: Company;
  readonly #shift: Shift;
  readonly #traffic: Traffic = [];
  #customer!: Caller;

  constructor(company: Company, shift: Shift) {
    this.#company = company;
    this.#shift = shift;
  }

  async play(): Promise<Traffic> {
    const company = this.#company;
    const [sam, kim] = [await this.#onShift('Sam Ortiz'), await this.#onShift('Kim Park')];
    const job = await company.book({leadId: sam.id, inHours: 1});
    const other = await company.book({leadId: kim.id, inHours: 1});
    const [id, others] = [job.appointments[0]!.id, other.appointments[0]!.id];
    const {token} = expectOk(
      await company.admin.post<{token: string}>('/v1/tracking-links', {jobId: job.id}),
    );
    this.#customer = company.as(token);
    const stream = await this.#stream(token);
    await this.#tap(others, 'depart');
    await this.#hidden('before', sam, [41.8, 41.81]);
    await this.#hidden('of another', kim, [41.85, 41.86]);
    await this.#tap(id, 'depart');
    await this.#shown('on the way', sam, [41.82, 41.821, 41.83, 41.84]);
    await this.#tap(id, 'stand-down');
    await this.#hidden('stood down', sam, [41.845, 41.85]);
    await this.#tap(id, 'depart');
    await this.#shown('on the way again', sam, [41.855, 41.856, 41.865]);
    await this.#tap(id, 'arrive');
    await this.#hidden('arrived', sam, [41.87, 41.88]);
    await this.#tap(id, 'start');
    await this.#tap(id, 'complete', {outcome: 'done'});
    await this.#hidden('at the end', sam, [41.89, 41.9]);
    stream.close();
    return [...this.#traffic, {what: 'the stream', text: stream.text}];
  }

  async #onShift(name: string): Promise<{id: string; caller: Caller}> {
    const member = await this.#company.hireTechnician(name);
    expectOk(await member.caller.post(`/v1/members/${member.id}/shift`, {on: true}));
    return member;
  }

  async #stream(token: string): Promise<LinkStream> {
    const {url, server} = this.#company;
    const headers = {authorization: `Bearer ${token}`};
    const request = new Request(`${url}/v1/track/events`, {headers});
    return LinkStream.open(each => server.fetch(each), request);
  }

  async #tap(id: string, command: string, body: object = {}): Promise<void> {
    expectOk(await this.#company.admin.post(`/v1/appointments/${id}/${command}`, body));
    await this.#look(`after ${command}`);
    await this.#company.pass(15);
    await this.#look(`15 s after ${command}`);
  }

  #hidden(what: string, member: {caller: Caller}, lats: readonly number[]): Promise<void> {
    return this.#drive(
      what,
      member,
      lats.map(lat => ({lat: lat + this.#shift.hidden, lng: -87.7 - this.#shift.hidden})),
    );
  }

  #shown(what: string, member: {caller: Caller}, lats: readonly number[]): Promise<void> {
    return this.#drive(
      what,
      member,
      lats.map(lat => ({lat: lat + this.#shift.shown, lng: -87.7})),
    );
  }

  /** A place every two minutes: far enough apart in time to be believed on either day. */
  async #drive(what: string, {caller}: {caller: Caller}, places: readonly LatLng[]): Promise<void> {
    for (const place of places) {
      await this.#company.pass(120);
      const at = new Date(this.#company.clock.now()).toISOString();
      expectOk(await caller.post('/v1/positions', {fixes: [{...place, accuracyMeters: 8, at}]}));
      await this.#look(what);
      await this.#company.pass(3);
      await this.#look(`${what}, 3 s later`);
    }
  }

  /** Everything that the page asks for. */
  async #look(what: string): Promise<void> {
    for (const path of ['/v1/track', '/v1/track/windows?days=3']) {
      const {status, body, headers} = await this.#customer.get(path);
      const told = [...headers].filter(([name]) => !notCompared.has(name));
      this.#traffic.push({what: `${path} ${what}`, text: JSON.stringify([status, told, body])});
    }
    await new Promise(resolve => setTimeout(resolve, 0));
  }
}
