import {DispatchClient, eachOf} from '@dispatch-kit/client';
import {minuteMs, toInstant} from '@dispatch-kit/core';
import type {Customer, Job, JobInput, LatLng, Member} from '@dispatch-kit/core';
import type {RoadGraph} from '@dispatch-kit/testing/simulator';
import {dayRows, services, technicians} from './chicago-day.ts';
import type {DayRow} from './chicago-day.ts';
import {houseNear} from './chicago-houses.ts';

/** Whom a visitor plays, and whose visit the customer's phone shows at first. */
export interface ChicagoCast {
  technician: {id: string; name: string; phone: string};
  jobId: string;
}

export interface ChicagoOptions {
  /** The address of an office that is empty, and a server key of it. */
  url: string;
  apiKey: string;
  /** How requests are sent; the platform's own unless given. */
  fetch?: typeof globalThis.fetch;
  /** The office's clock. Where it can skip ahead, the day is planned before it opens, and the morning has its times. */
  clock: {now(): number; skipTo?(ms: number): void};
  /** When the demo opens: the visits lie around this moment. */
  openMs: number;
  graph: RoadGraph;
}

/** Where the vans stand in the morning. */
export const depot: LatLng = {lat: 41.9352, lng: -87.6872};

const castMember = 'technician:1';
const castRow = 1;
/** Orders are known by their number, those of a later day by the day too. */
const orderId = (row: number, day?: string) => (day ? `order:${day}:${row + 1}` : `order:${row + 1}`);
const phoneOf = (area: number, number: number) => `+1${area}55501${String(number).padStart(2, '0')}`;

/** Makes the company, its day so far and what lies ahead, by the same calls that any platform would make. */
export async function fillChicago(options: ChicagoOptions): Promise<ChicagoCast> {
  const {url, apiKey, fetch, clock, openMs, graph} = options;
  const as = (token: string) => new DispatchClient({url, token, ...(fetch && {fetch})});
  const office = as(apiKey);
  await office.organization.edit({services, autoArrive: 'auto', quietHours: null});
  const members = new Map<string, Member>();
  for (const [i, technician] of technicians.entries()) {
    const more = {
      phone: phoneOf(773, i + 1),
      roles: ['technician' as const],
      externalId: `technician:${i + 1}`,
    };
    const skills = [...technician.skills];
    members.set(technician.name, await office.members.create({...technician, ...more, skills}));
  }
  const customers = new Map<string, Customer>();
  const planned: {row: DayRow; job: Job}[] = [];
  for (const [i, row] of dayRows.entries()) {
    const customer = customers.get(row.customer) ?? (await makeCustomer(office, row, customers.size));
    customers.set(row.customer, customer);
    const lead = row.technician && members.get(row.technician);
    const input = {
      ...orderOf(row, graph, openMs, lead),
      customerId: customer.id,
      externalId: orderId(i),
    };
    const expiresAt = toInstant(openMs + 150 * minuteMs + i * minuteMs);
    const isOffer = row.progress === 'offered';
    planned.push({
      row,
      job: await (isOffer ? office.jobs.offer({...input, expiresAt}) : office.jobs.create(input)),
    });
  }
  const plannedMs = clock.now();
  clock.skipTo?.(openMs);
  for (const {row, job} of planned) await playSoFar({as, office, row, job, openMs, plannedMs});
  return (await castOf(office))!;
}

/** Plans another day for the same company; all of it lies ahead. `openMs` is its 9:40. */
export async function planDay(
  office: DispatchClient,
  {day, openMs, graph}: {day: string; openMs: number; graph: RoadGraph},
): Promise<ChicagoCast> {
  const customers = new Map<string, Customer>();
  for await (const customer of eachOf(office.customers.list)) customers.set(customer.name, customer);
  const {items} = await office.members.list({limit: 200});
  const members = new Map(items.map(member => [member.name, member]));
  for (const [i, row] of dayRows.entries()) {
    const customerId = customers.get(row.customer)?.id;
    if (!customerId) continue;
    const lead = row.technician && members.get(row.technician);
    const externalId = orderId(i, day);
    const order = {...orderOf(row, graph, openMs, lead), customerId, externalId};
    // Begun a second time, it makes nothing twice.
    await office.jobs.create(order, {idempotencyKey: externalId});
  }
  return (await castOf(office, day))!;
}

/** Finds the cast of a day in an office that was filled before, or of its first day; undefined in any other office. */
export async function castOf(office: DispatchClient, day?: string): Promise<ChicagoCast | undefined> {
  const {items: members} = await office.members.list({externalId: castMember});
  const jobsOf = async (id: string) => (await office.jobs.list({externalId: id})).items;
  const [job] = [...(day ? await jobsOf(orderId(castRow, day)) : []), ...(await jobsOf(orderId(castRow)))];
  const [member] = members;
  if (!member || !job) return undefined;
  return {technician: {id: member.id, name: member.name, phone: member.phone ?? ''}, jobId: job.id};
}

function makeCustomer(office: DispatchClient, row: DayRow, number: number): Promise<Customer> {
  const phone = phoneOf(312, number + 1);
  return office.customers.create({name: row.customer, phone, consent: {sms: true}});
}

function orderOf(
  {title, service, at: [north, east], access, description, due, progress}: DayRow,
  graph: RoadGraph,
  openMs: number,
  lead: Member | undefined,
): Omit<JobInput, 'customerId'> {
  const house = houseNear(graph, {lat: 41.9 + north / 1000, lng: -87.7 + east / 1000});
  const startMs = openMs + (due ?? 0) * minuteMs;
  // A window is told in half hours; the technician is due inside it.
  const windowMs = Math.floor((startMs - 10 * minuteMs) / (30 * minuteMs)) * 30 * minuteMs;
  const durationMinutes = services.find(({id}) => id === service)?.durationMinutes ?? 60;
  return {
    title,
    serviceId: service,
    ...(description && {description}),
    address: {...house, ...(access && {access})},
    ...(progress !== 'unscheduled' && {
      appointment: {
        window: {start: toInstant(windowMs), end: toInstant(windowMs + 60 * minuteMs)},
        planned: {start: toInstant(startMs)},
        durationMinutes,
        ...(lead && {leadId: lead.id, override: true}),
      },
    }),
    notify: false,
  };
}

interface SoFar {
  as: (token: string) => DispatchClient;
  office: DispatchClient;
  row: DayRow;
  job: Job;
  openMs: number;
  plannedMs: number;
}

/** What has already happened to a visit, tapped late: it tells nobody. */
async function playSoFar({as, office, row, job, openMs, plannedMs}: SoFar): Promise<void> {
  const visit = job.appointments[0];
  const {progress = 'planned', due = 0} = row;
  if (!visit || progress === 'planned' || progress === 'offered') return;
  if (progress === 'confirmed') return void (await office.appointments.confirm(visit.id));
  if (progress === 'canceled')
    return void (await office.jobs.cancel(job.id, {reason: {code: 'customer_absent'}, notify: false}));
  const tap = (minutes: number) => {
    const ms = openMs + minutes * minuteMs;
    return {notify: false, ...(ms > plannedMs && {at: toInstant(ms)})};
  };
  const {token} = await office.organization.createSession({memberId: visit.leadId!});
  const technician = as(token);
  const endsAt = due + Math.min(visit.planned.durationMinutes, 50) * 0.85;
  await technician.appointments.depart(visit.id, tap(due - 14));
  await technician.appointments.start(visit.id, tap(due + 2));
  const {lat, lng} = job.address;
  const heardMs = openMs + Math.min(endsAt, -1) * minuteMs;
  await technician.road.report({fixes: [{lat: lat!, lng: lng!, at: toInstant(heardMs), accuracyMeters: 6}]});
  if (progress === 'done')
    await technician.appointments.complete(visit.id, {outcome: 'done', ...tap(endsAt)});
  if (progress === 'follow_up') {
    const reason = {code: 'needs_parts', note: 'Valve cartridge ordered'};
    await technician.appointments.complete(visit.id, {outcome: 'follow_up', reason, ...tap(endsAt)});
  }
}
