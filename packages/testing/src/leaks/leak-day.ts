import {defaultVisibility} from '@dispatch-kit/core';
import type {LatLng} from '@dispatch-kit/core';
import {Canaries} from './canaries.ts';
import {hintsIn} from './hints-in.ts';
import {LinkHolder} from './link-holder.ts';
import type {Guesses} from './link-holder.ts';
import {callerOf, expectOk} from '../caller.ts';
import {eventually, openFirm} from '../conformance/firm.ts';
import type {Firm, OfficeUnderTest, Technician} from '../conformance/firm.ts';
import {operationsOf} from '../conformance/operations.ts';
import type {Operation} from '../conformance/operations.ts';

const settings = {
  graceSeconds: 1,
  hideStartMeters: 300,
  share: 'shift',
  autoArrive: 'off',
  visibility: {...defaultVisibility, distance: 'live', stopsAhead: 'live'},
};

const reason = {code: 'other'};

/** One day of an organization, as the holder of one link lives it: where he may look, and what he must not find. */
export class LeakDay {
  readonly leaks: string[] = [];
  moments = 0;
  shown = 0;
  hiddenAfterMs = 0;
  holder!: LinkHolder;
  readonly canaries = new Canaries();
  readonly #office: OfficeUnderTest;
  readonly #urls: readonly string[];
  readonly #firm: Firm;
  #operations: readonly Operation[] = [];
  #guesses: Guesses = {ids: {}, cursor: ''};
  #places = 0;
  #reports = 0;
  #lastFixMs = 0;

  private constructor(office: OfficeUnderTest, urls: readonly string[], firm: Firm) {
    this.#office = office;
    this.#urls = urls;
    this.#firm = firm;
  }

  static async open(office: OfficeUnderTest, urls: readonly string[]): Promise<LeakDay> {
    const day = new LeakDay(office, urls, await openFirm(office, settings));
    day.#operations = (await operationsOf(office)).operations;
    return day;
  }

  async play(): Promise<void> {
    const firm = this.#firm;
    const [sam, kim, lee] = [
      await this.#onShift('Sam Ortiz'),
      await this.#onShift('Kim Park'),
      await this.#onShift('Lee Voss'),
    ];
    const {id, job} = await firm.visitIn('scheduled', {technician: sam, inHours: 2});
    const other = await firm.visitIn('scheduled', {technician: sam, inHours: 5});
    const lees = await firm.visitIn('enroute', {technician: lee, inHours: 2});
    const link = await firm.link(job.id);
    this.holder = new LinkHolder(this.#urls, link.caller.token, this.#office.fetch ?? fetch);
    await this.holder.listen();
    await this.#learn({job: other.job, id: other.id, member: sam.id, link: link.id});
    await this.#secret('another technician', lee);
    await this.#beforeDeparture(sam, other.id);
    await this.#takenBack(id, sam);
    await this.#putBack(id, sam);
    await this.#canceled(id, sam);
    await this.#given(id, sam, kim);
    await this.#atTheDoor(id, kim);
    await this.#secret('another technician, later', lee);
    await this.#hidden('after the end', {});
    await firm.tap(lees.id, 'start');
    expectOk(await firm.admin.delete(`/v1/tracking-links/${link.id}`));
    await this.#hidden('after the link was ended', {});
    this.holder.close();
    this.#search();
  }

  async #beforeDeparture(sam: Technician, otherId: string): Promise<void> {
    await this.#secret('before the departure', sam);
    await this.#hidden('before the departure', {});
    await this.#firm.tap(otherId, 'depart');
    await this.#secret('on the way to another customer', sam);
    await this.#hidden('on the way to another customer', {});
    await this.#firm.tap(otherId, 'start');
    await this.#firm.tap(otherId, 'complete', {outcome: 'done'});
  }

  /** A departure taken back within the grace, then one that had been told, and the same leg once more from elsewhere. */
  async #takenBack(id: string, sam: Technician): Promise<void> {
    await this.#firm.tap(id, 'depart');
    await this.#secret('where Sam set off by mistake', sam);
    await this.#firm.tap(id, 'undo', {reason});
    await this.#secret('after a departure was undone at once', sam);
    await this.#hidden('after a departure was undone at once', {});
    const home = await this.#drive(id, sam, 'Sam');
    await this.#ends('undo', () => this.#firm.tap(id, 'undo', {reason}));
    await this.#secret('after a departure was undone', sam);
    await this.#hidden('after a departure was undone', {});
    await this.#drive(id, sam, 'Sam, once more,');
    await this.#report(sam, home);
    await this.#hidden('back where the leg had begun the first time', {isLive: true});
  }

  /** The visit is scheduled again while he is on the way. */
  async #putBack(id: string, sam: Technician): Promise<void> {
    await this.#ends('stand down', () => this.#firm.tap(id, 'stand-down'));
    await this.#secret('stood down', sam);
    await this.#hidden('stood down', {});
  }

  async #canceled(id: string, sam: Technician): Promise<void> {
    await this.#drive(id, sam, 'Sam, after he stood down,');
    await this.#ends('cancel', () => this.#firm.tap(id, 'cancel', {reason}));
    await this.#secret('canceled on the way', sam);
    await this.#hidden('canceled on the way', {});
    await this.#firm.tap(id, 'reinstate');
    await this.#secret('reinstated', sam);
    await this.#hidden('reinstated', {});
  }

  /** Given to another on the way, twice: by the office alone, and after he put it back himself. */
  async #given(id: string, sam: Technician, kim: Technician): Promise<void> {
    await this.#drive(id, sam, 'Sam again');
    await this.#ends('assign to another', () => this.#firm.tap(id, 'assign', {leadId: kim.id}));
    await this.#secret('after it was given to another', sam);
    await this.#secret('the other one before the departure', kim);
    await this.#hidden('after it was given to another', {});
    await this.#drive(id, kim, 'Kim');
    await this.#ends('stand down of the other one', () => this.#firm.tap(id, 'stand-down'));
    await this.#firm.tap(id, 'assign', {leadId: sam.id});
    await this.#secret('the other one, after he put it back', kim);
    await this.#hidden('put back, and given to the first', {});
    await this.#firm.tap(id, 'assign', {leadId: kim.id});
    await this.#drive(id, kim, 'Kim again');
    await this.#secret('the first one while the other is on the way', sam);
    await this.#hidden('the first one while the other is on the way', {isShown: true});
  }

  async #atTheDoor(id: string, kim: Technician): Promise<void> {
    await this.#ends('arrive', () => this.#firm.tap(id, 'arrive'));
    await this.#secret('after the arrival', kim);
    await this.#hidden('after the arrival', {});
    await this.#firm.tap(id, 'start');
    await this.#secret('at work', kim);
    await this.#firm.tap(id, 'complete', {outcome: 'done'});
    await this.#secret('after the end', kim);
  }

  async #onShift(name: string): Promise<Technician> {
    const technician = await this.#firm.technician(name);
    expectOk(await technician.caller.post(`/v1/members/${technician.id}/shift`, {on: true}));
    return technician;
  }

  /** What the holder of the link guesses is true: the hardest case. */
  async #learn({
    job,
    id,
    member,
    link,
  }: Record<'id' | 'member' | 'link', string> & {job: {id: string; customerId: string}}): Promise<void> {
    const {cursor} = expectOk(await this.#firm.admin.get<{cursor: string}>('/v1/events?limit=2'));
    const ids = {
      jobs: job.id,
      jobId: job.id,
      appointments: id,
      appointmentId: id,
      customers: job.customerId,
      customerId: job.customerId,
      members: member,
      memberId: member,
      leadId: member,
      'tracking-links': link,
      view: 'fleet',
    };
    this.#guesses = {ids, cursor};
  }

  /** Goes from a home that is masked to a road that is shown. */
  async #drive(id: string, technician: Technician, who: string): Promise<LatLng> {
    await this.#firm.tap(id, 'depart');
    const home = await this.#secret(`where ${who} sets off`, technician);
    await this.#hidden(`in the grace after the departure of ${who}`, {isLive: true});
    const phase = async () =>
      Promise.all(this.#urls.map(async url => (await this.holder.view(url))?.visit.phase));
    const isLive = (phases: (string | undefined)[]) => phases.every(each => each?.startsWith('live'));
    await eventually(phase, isLive, {what: 'the leg on the page'});
    await this.#hidden(`where ${who} sets off`, {isLive: true});
    const near = {lat: home.lat + 0.0015, lng: home.lng + 0.0012};
    await this.#secret(`near where ${who} sets off`, technician, near);
    await this.#hidden(`near where ${who} sets off`, {isLive: true});
    await this.#show(technician);
    return home;
  }

  /** A place that must come to the page, by each process and each stream: else nothing that is not found says anything. */
  async #show(technician: Technician): Promise<void> {
    const place = this.#nextPlace();
    await this.#report(technician, place);
    const isThere = (view: {visit: {position?: LatLng | undefined}} | undefined) =>
      view?.visit.position?.lat === place.lat && view.visit.position.lng === place.lng;
    for (const url of this.#urls)
      await eventually(() => this.holder.view(url), isThere, {what: 'a place that is to be shown'});
    for (const stream of this.holder.streams)
      await eventually(() => Promise.resolve(stream.last), isThere, {what: 'it on the stream'});
    this.shown += 1;
  }

  /** Puts a technician where nobody may know of it. */
  async #secret(what: string, technician: Technician, place: LatLng = this.#nextPlace()): Promise<LatLng> {
    this.canaries.add(what, place);
    await this.#report(technician, place);
    return place;
  }

  /** No place, no matter which process is asked and for what; with `isShown`, none but that of the one who is on the way. */
  async #hidden(
    moment: string,
    {isLive = false, isShown = false}: {isLive?: boolean; isShown?: boolean},
  ): Promise<void> {
    this.moments += 1;
    for (const url of isShown ? [] : this.#urls) {
      const view = await this.holder.view(url);
      for (const hint of view ? hintsIn(view, isLive) : [])
        this.leaks.push(`${moment}: the view tells ${hint}`);
    }
    await this.holder.tryAll(this.#operations, this.#guesses);
  }

  /** What ends a leg hides it: for whoever asks, at once; for whoever listens, as soon as it is written. */
  async #ends(what: string, end: () => Promise<unknown>): Promise<void> {
    await end();
    const endedMs = performance.now();
    for (const url of this.#urls) {
      const view = await this.holder.view(url);
      for (const hint of view ? hintsIn(view, true) : [])
        this.leaks.push(`${what}: the view still tells ${hint}`);
    }
    for (const stream of this.holder.streams) {
      await eventually(
        () => Promise.resolve(stream.last),
        view => view?.visit.position === undefined,
        {what: `${what} on the stream`},
      );
      this.hiddenAfterMs = Math.max(this.hiddenAfterMs, Math.round(stream.lastMs - endedMs));
    }
    await this.#hidden(`in the grace after ${what}`, {isLive: true});
  }

  #nextPlace(): LatLng {
    this.#places += 1;
    return {lat: round(41.7 + this.#places * 0.0071), lng: round(-87.9 + this.#places * 0.0083)};
  }

  /** Said four times: a leap is believed when it is repeated. Each time at the next process. */
  async #report(technician: Technician, place: LatLng): Promise<void> {
    this.#lastFixMs = Math.max(this.#lastFixMs, Date.parse(this.#firm.inMinutes(0)));
    const fixes = Array.from({length: 4}, () => ({
      ...place,
      accuracyMeters: 8,
      at: new Date(++this.#lastFixMs).toISOString(),
    }));
    const url = this.#urls[this.#reports++ % this.#urls.length]!;
    const caller = callerOf(this.#office.fetch ?? fetch, url, technician.caller.token);
    const {sharing} = expectOk(await caller.post<{sharing: boolean}>('/v1/positions', {fixes}));
    if (!sharing) throw new Error('The run is void: the office did not take a position.');
  }

  #search(): void {
    const heard = [
      ...this.holder.heard,
      ...this.holder.streams.map(({text}) => ({what: 'the stream', text})),
    ];
    for (const {what, text} of heard)
      for (const secret of this.canaries.findIn(text)) this.leaks.push(`${what} tells where: ${secret}`);
  }
}

function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
