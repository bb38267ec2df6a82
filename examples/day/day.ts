/**
 * A day of a company, told over plain HTTP: `day.ts` opens an office in memory, on a clock of its own, lives through
 * one visit that goes every way a visit can go, and prints what was asked, what came of it, and every message.
 */
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setImmediate} from 'node:timers/promises';
import type {BookingPage, CommandReply, Job, Member, Organization} from '@dispatch-kit/core';
import type {OutgoingNotice} from '@dispatch-kit/server';
import {runOffice} from '@dispatch-kit/server/node';
import {virtualClock} from '@dispatch-kit/testing';

/** A message, and when it went out by the clock of the office. */
export type Sent = OutgoingNotice & {at: string};

const zone = 'America/Chicago';
/** Monday evening in Chicago. */
const begin = '2026-03-02T20:10:00-06:00';

/** Opens the office of the day, tells the day, and answers with the messages that went out. */
export async function liveTheDay(tell: (line: string) => void): Promise<Sent[]> {
  const clock = virtualClock(begin);
  const sent: Sent[] = [];
  const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-day-'));
  const office = await runOffice({
    dataDir,
    databaseUrl: 'memory:',
    port: 0,
    clock,
    organization: {name: 'Northside Plumbing', timeZone: zone},
    notifier: {
      send(notice) {
        sent.push({...notice, at: new Date(clock.now()).toISOString()});
        tell(`    ${timeOf(clock.now())}  ✉ ${notice.to}: ${notice.text}`);
        return Promise.resolve();
      },
    },
  });
  const call = async <T = CommandReply>(token: string, method: string, path: string, body?: object) => {
    const response = await fetch(office.url + path, {
      method,
      headers: {...(token && {authorization: `Bearer ${token}`}), 'content-type': 'application/json'},
      ...(body && {body: JSON.stringify(body)}),
    });
    const reply = (await response.json()) as T & {detail?: string};
    tell(`${timeOf(clock.now())}  ${method} ${path.replaceAll(/_\w+/g, '_…')}  ${response.status}`);
    if (!response.ok) throw new Error(`${method} ${path}: ${reply.detail}`);
    return reply;
  };
  /** Lets time pass until a moment, in steps short enough for everything to happen when it is due. */
  const until = async (instant: string) => {
    const endMs = Date.parse(instant);
    while (clock.now() < endMs) {
      clock.advance(Math.min(15_000, endMs - clock.now()));
      await office.server.tick();
      await office.server.deliver();
      await setImmediate();
    }
  };
  try {
    const codeOf = (phone: string) =>
      /\d{6}/.exec(
        sent.findLast(each => each.to === phone && each.kind === 'sign_in_code')?.text ?? '',
      )?.[0] ?? '';
    await tellDay({call, until, codeOf, apiKey: office.apiKey, tell});
    return sent;
  } finally {
    await office.close();
    await rm(dataDir, {recursive: true});
  }
}

const timeOf = (ms: number) =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    hour: 'numeric',
    minute: '2-digit',
  }).format(ms);

type Office = {
  call<T = CommandReply>(token: string, method: string, path: string, body?: object): Promise<T>;
  until(instant: string): Promise<void>;
  /** The code that a phone was sent last. */
  codeOf(phone: string): string;
  apiKey: string;
  tell(line: string): void;
};

const tuesday = (time: string) => `2026-03-03T${time}:00-06:00`;
const wednesday = (time: string) => `2026-03-04T${time}:00-06:00`;

async function tellDay({call, until, codeOf, apiKey, tell}: Office): Promise<void> {
  const admin = <T = CommandReply>(path: string, body: object = {}) => call<T>(apiKey, 'POST', path, body);
  const quietHours = {from: '21:00', to: '08:00'};
  const services = [{id: 'tap', name: 'Leaking tap', durationMinutes: 60}];
  const {slug} = await call<Organization>(apiKey, 'PATCH', '/v1/organization', {
    quietHours,
    graceSeconds: 10,
    services,
  });

  tell('\nPeople');
  const hire = async (name: string, phone: string) => {
    const {id} = await admin<Member>('/v1/members', {name, phone, roles: ['technician']});
    const tap = async (path: string, body: object = {}) => {
      // Lives an hour at most: a host's back end makes a new one for its signed-in user.
      const {token} = await admin<{token: string}>('/v1/embed-sessions', {memberId: id});
      return call(token, 'POST', path, body);
    };
    return {id, tap};
  };
  const sam = await hire('Sam Ortiz', '+13125550101');
  const kim = await hire('Kim Park', '+13125550102');

  tell('\nMonday evening: Rosa asks for a visit, the office takes it on');
  const rosa = '+13125550142';
  const stranger = '';
  const page = await call<BookingPage>(stranger, 'GET', `/v1/book/${slug}?days=2`);
  const window = page.days.flatMap(({windows}) => windows)[0]!;
  const booking = await call<{bookingId: string}>(stranger, 'POST', `/v1/book/${slug}`, {
    serviceId: 'tap',
    window,
    name: 'Rosa Díaz',
    phone: rosa,
    locale: 'es',
    address: {line: '4417 N Paulina St', city: 'Chicago', lat: 41.961, lng: -87.672},
    consent: {sms: true},
  });
  await until('2026-03-02T20:11:00-06:00');
  await call(stranger, 'POST', `/v1/book/${slug}/verify`, {bookingId: booking.bookingId, code: codeOf(rosa)});
  const offers = await call<{items: Job[]}>(apiKey, 'GET', '/v1/jobs?status=offered');
  const offer = offers.items[0]!;
  await until('2026-03-02T21:30:00-06:00');
  const accepted = await admin(`/v1/jobs/${offer.id}/accept`);
  const visit = `/v1/appointments/${accepted.job.appointments[0]!.id}`;

  tell('\nTuesday: who goes there');
  await until(tuesday('08:15'));
  await admin(`${visit}/assign`, {leadId: sam.id});
  await until(tuesday('09:10'));
  await sam.tap(`${visit}/depart`);
  await sam.tap(`${visit}/undo`);
  await until(tuesday('09:20'));
  await sam.tap(`${visit}/depart`, {etaMinutes: 20});
  await until(tuesday('09:25'));
  await admin(`${visit}/assign`, {leadId: kim.id});
  await kim.tap(`${visit}/depart`, {etaMinutes: 20});
  await until(tuesday('09:45'));
  await kim.tap(`${visit}/arrive`);
  await until(tuesday('09:50'));
  await kim.tap(`${visit}/start`);

  tell('\nA part is missing');
  await until(tuesday('10:20'));
  await kim.tap(`${visit}/complete`, {outcome: 'follow_up', reason: {code: 'needs_parts'}});
  await until(tuesday('10:40'));
  const second = await admin(`/v1/jobs/${offer.id}/appointments`, {
    window: {start: wednesday('14:00'), end: wednesday('16:00')},
    durationMinutes: 60,
    leadId: kim.id,
  });
  const again = `/v1/appointments/${second.appointment!.id}`;

  tell('\nCanceled, and back');
  await until(tuesday('11:00'));
  await admin(`/v1/jobs/${offer.id}/cancel`, {reason: {code: 'customer_absent'}});
  await until(tuesday('11:30'));
  await admin(`/v1/jobs/${offer.id}/reinstate`);

  tell('\nWednesday: the part is there');
  await until(wednesday('13:50'));
  await kim.tap(`${again}/depart`, {etaMinutes: 15});
  await until(wednesday('14:05'));
  await kim.tap(`${again}/start`);
  await until(wednesday('14:40'));
  await kim.tap(`${again}/complete`, {outcome: 'done'});
  await until(wednesday('15:00'));
  const link = await admin<{token: string}>('/v1/tracking-links', {jobId: offer.id});
  await call(link.token, 'POST', '/v1/track/rate', {stars: 5, comment: 'Muy amables.'});
  const job = await call<Job>(apiKey, 'GET', `/v1/jobs/${offer.id}`);
  tell(`\nThe job is ${job.status}.`);
}

if (import.meta.main) await liveTheDay(line => console.log(line));
