import {DispatchClient, openVisit} from '@dispatch-kit/client';
import type {VisitStore} from '@dispatch-kit/client';
import type {Fix, LatLng, TrackingPhase} from '@dispatch-kit/core';

/** What is told while a drive is replayed: a change of what the customer sees, or of when somebody is expected. */
export type ReplayLine =
  | {kind: 'link'; url: string}
  | {kind: 'phase'; phase: TrackingPhase; at: string; basis?: string}
  | {
      kind: 'eta';
      at: string;
      expectedAt: string;
      earliestAt: string;
      latestAt: string;
      /** Who says so: the technician when leaving, or the office by his positions. */
      source: string;
      errorSeconds?: number;
    };

export type ReplayOptions = {
  /** The address of an office, and a server key of it. */
  url: string;
  apiKey: string;
  /** The office's own clock: a fix is sent when its time has come. */
  clock: {now(): number};
  fixes: readonly Fix[];
  destination: LatLng;
  /** When the drive really arrived, to judge the estimates by. */
  arrivedAt?: string | undefined;
  /** What the technician says he needs when he leaves; without it nothing. */
  etaMinutes?: number | undefined;
  title?: string;
  technician?: string;
  onLine: (line: ReplayLine) => void;
  signal?: AbortSignal;
};

/** A visit that waits to be driven. */
export type Replay = {
  /** The customer's page. */
  link: string;
  token: string;
  jobId: string;
  appointmentId: string;
  /** Taps *On my way*, sends the fixes as their time comes, and resolves when the last one was sent. */
  run(): Promise<void>;
};

const sleep = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));
const sendEveryMs = 200;
const mostFixes = 400;

/** Makes a customer, a technician and a visit in an office, ready for a recorded drive to be sent as that visit's leg. */
export async function prepareReplay(options: ReplayOptions): Promise<Replay> {
  const {url, apiKey, clock, destination, fixes} = options;
  const office = new DispatchClient({url, token: apiKey});
  await office.organization.edit({autoArrive: 'auto'});
  const name = options.technician ?? 'Sam Ortiz';
  const customer = await office.customers.create({
    name: 'Ada Lee',
    phone: '+13125550142',
    consent: {sms: true},
  });
  const member = await office.members.create({
    name,
    phone: '+13125550199',
    roles: ['technician'],
    vehicle: 'White Ford Transit',
  });
  const startMs = clock.now();
  const endMs = Math.max(startMs + 3_600_000, Date.parse(fixes.at(-1)!.at));
  const job = await office.jobs.create({
    customerId: customer.id,
    title: options.title ?? 'Leaking tap, kitchen',
    address: {line: '4417 N Paulina St', ...destination},
    appointment: {
      window: {start: new Date(startMs).toISOString(), end: new Date(endMs).toISOString()},
      durationMinutes: 60,
      leadId: member.id,
    },
  });
  const appointmentId = job.appointments[0]!.id;
  const link = await office.office.createLink({jobId: job.id});
  const fetchToken = async () => (await office.organization.createSession({memberId: member.id})).token;
  const technician = new DispatchClient({url, fetchToken});
  const visit = openVisit({url, token: link.token});
  return {
    link: link.url,
    token: link.token,
    jobId: job.id,
    appointmentId,
    async run() {
      const stop = follow(visit, office, job.id, options);
      await technician.appointments.depart(
        appointmentId,
        options.etaMinutes ? {etaMinutes: options.etaMinutes} : {},
      );
      await drive(technician, options);
      await stop();
    },
  };
}

async function drive(technician: DispatchClient, {fixes, clock, signal}: ReplayOptions): Promise<void> {
  let next = 0;
  while (next < fixes.length && !signal?.aborted) {
    const nowMs = clock.now();
    const from = next;
    while (next < fixes.length && next - from < mostFixes && Date.parse(fixes[next]!.at) <= nowMs) next++;
    const due = fixes.slice(from, next).map(({receivedAt: _, ...fix}) => fix);
    if (due.length > 0) await technician.road.report({fixes: due});
    else await sleep(sendEveryMs);
  }
}

/** Tells what the customer's page would show; answers how to stop, once what is on its way has come. */
function follow(
  visit: VisitStore,
  office: DispatchClient,
  jobId: string,
  {onLine, arrivedAt, clock}: ReplayOptions,
): () => Promise<void> {
  let phase: TrackingPhase | undefined;
  let expected = '';
  let telling = Promise.resolve();
  const tell = () => {
    const {view} = visit.get();
    if (!view) return;
    const at = view.serverTime ?? new Date(clock.now()).toISOString();
    if (view.visit.phase !== phase) {
      phase = view.visit.phase;
      const told = phase;
      telling = telling.then(async () => {
        const basis = await basisOf(office, jobId);
        onLine({kind: 'phase', phase: told, at, ...(basis && {basis})});
      });
    }
    const {eta} = view.visit;
    if (!eta?.expectedAt || eta.expectedAt === expected) return;
    expected = eta.expectedAt;
    const {expectedAt, earliestAt, latestAt, source} = eta;
    const errorSeconds = arrivedAt && {
      errorSeconds: Math.round((Date.parse(expectedAt) - Date.parse(arrivedAt)) / 1000),
    };
    telling = telling.then(() =>
      onLine({kind: 'eta', at, expectedAt, earliestAt, latestAt, source, ...errorSeconds}),
    );
  };
  const unsubscribe = visit.subscribe(tell);
  return async () => {
    await sleep(2500);
    unsubscribe();
    await telling;
  };
}

/** How the newest step of the visit came to be known. */
async function basisOf(office: DispatchClient, jobId: string): Promise<string | undefined> {
  const {items} = await office.jobs.history(jobId);
  const steps = [
    'appointment_departed',
    'appointment_arrived',
    'appointment_started',
    'appointment_completed',
    'appointment_scheduled',
  ];
  return items.findLast(event => steps.includes(event.type))?.basis;
}
