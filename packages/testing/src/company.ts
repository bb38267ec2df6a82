import type {Job, Member} from '@dispatch-kit/core';
import {createServer, memoryStorage} from '@dispatch-kit/server';
import type {
  DispatchServer,
  OutgoingNotice,
  ServerOptions,
  Storage,
  WebhookMessage,
} from '@dispatch-kit/server';
import {callerOf, expectOk} from './caller.ts';
import type {Caller} from './caller.ts';
import {virtualClock} from './clock.ts';
import type {VirtualClock} from './clock.ts';

/** A service company that lives in this process, on a clock of its own; its messages are caught, not sent. */
export type Company = {
  readonly server: DispatchServer;
  readonly clock: VirtualClock;
  readonly storage: Storage;
  readonly organizationId: string;
  readonly url: string;
  /** The server key: acts as admin. */
  readonly admin: Caller;
  /** Every message that went out, oldest first; those of a `notifier` of your own are not among them. */
  readonly sent: OutgoingNotice[];
  /** Every event that went out to a webhook, oldest first. */
  readonly delivered: WebhookMessage[];
  as(token: string): Caller;
  /** Moves the clock, and lets everything happen that becomes due, second by second at most. */
  pass(seconds: number): Promise<void>;
  hireTechnician(name?: string): Promise<Member & {caller: Caller}>;
  hireDispatcher(name?: string): Promise<Member & {caller: Caller}>;
  /** A job for a customer who agreed to text messages, with a visit if `leadId` or `inHours` is given. */
  book(job?: {
    leadId?: string;
    inHours?: number;
    minutes?: number;
    title?: string;
    at?: {lat: number; lng: number};
  }): Promise<Job>;
  close(): Promise<void>;
};

export type CompanyOptions = Partial<
  Pick<
    ServerOptions,
    | 'crypto'
    | 'router'
    | 'geocoder'
    | 'limits'
    | 'log'
    | 'webhooks'
    | 'photos'
    | 'notifier'
    | 'textLine'
    | 'pushKey'
  >
> & {
  start?: string;
  timeZone?: string;
  storage?: Storage;
  /** Settings of the organization that differ from the defaults. */
  settings?: Record<string, unknown>;
};

/** Opens a company. Without a storage it keeps everything in memory. */
export async function createCompany(options: CompanyOptions = {}): Promise<Company> {
  const clock = virtualClock(options.start ?? '2026-03-03T15:00:00Z');
  const storage = options.storage ?? memoryStorage();
  const url = 'https://office.test';
  const sent: OutgoingNotice[] = [];
  const delivered: WebhookMessage[] = [];
  const {
    crypto,
    router,
    geocoder,
    limits,
    log,
    photos,
    notifier,
    textLine,
    pushKey,
    webhooks = catching(delivered),
  } = options;
  const server = createServer({
    storage,
    clock,
    secret: 'a secret of at least thirty-two characters',
    publicUrl: url,
    notifier: notifier ?? {send: notice => Promise.resolve(void sent.push(notice))},
    ...(textLine && {textLine}),
    ...(pushKey && {pushKey}),
    webhooks,
    ...(photos && {photos}),
    ...(crypto && {crypto}),
    ...(router && {router}),
    ...(geocoder && {geocoder}),
    limits: {requestsPerMinute: 1e9, anonymousPerMinute: 1e9, ...limits},
    ...(log && {log}),
  });
  const {organizationId, apiKey} = await server.createOrganization({
    name: 'Northside Plumbing',
    timeZone: options.timeZone ?? 'America/Chicago',
  });
  const as = (token: string) => callerOf(request => server.fetch(request), url, token);
  const admin = as(apiKey);
  const settings = {quietHours: null, ...options.settings};
  expectOk(await admin.patch('/v1/organization', settings));
  const hire = (roles: string[]) => async (name?: string) =>
    hireMember(admin, as, name ?? 'Sam Ortiz', roles);
  return {
    server,
    clock,
    storage,
    organizationId,
    url,
    admin,
    sent,
    delivered,
    as,
    async pass(seconds) {
      for (let left = seconds; left > 0; left -= 1) {
        clock.advance(Math.min(left, 1) * 1000);
        await server.tick();
        await server.deliver();
      }
    },
    hireTechnician: hire(['technician']),
    hireDispatcher: hire(['dispatcher']),
    book: job => book(admin, clock, job ?? {}),
    close: () => server.close(),
  };
}

/** Takes every event, as a host's server that is always well. */
function catching(delivered: WebhookMessage[]): NonNullable<ServerOptions['webhooks']> {
  return {
    refusal: url => (url.startsWith('https:') ? undefined : 'Give an https address.'),
    send(message) {
      delivered.push(message);
      return Promise.resolve({status: 200});
    },
  };
}

let phones = 0;

async function hireMember(
  admin: Caller,
  as: (token: string) => Caller,
  name: string,
  roles: string[],
): Promise<Member & {caller: Caller}> {
  phones += 1;
  const phone = `+1312555${String(phones % 10_000).padStart(4, '0')}`;
  const member = expectOk(await admin.post<Member>('/v1/members', {name, phone, roles}));
  const session = expectOk(await admin.post<{token: string}>('/v1/embed-sessions', {memberId: member.id}));
  return {...member, caller: as(session.token)};
}

async function book(
  admin: Caller,
  clock: VirtualClock,
  job: NonNullable<Parameters<Company['book']>[0]>,
): Promise<Job> {
  const customer = expectOk(
    await admin.post<{id: string}>('/v1/customers', {
      name: 'Ada Lee',
      phone: '+13125550142',
      consent: {sms: true},
    }),
  );
  const {
    leadId,
    inHours,
    minutes = 60,
    title = 'Leaking tap, kitchen',
    at = {lat: 41.9484, lng: -87.6553},
  } = job;
  const startMs = clock.now() + (inHours ?? 2) * 3_600_000;
  const window = {
    start: new Date(startMs).toISOString(),
    end: new Date(startMs + minutes * 60_000).toISOString(),
  };
  const appointment = {window, durationMinutes: minutes, ...(leadId && {leadId})};
  const planned = leadId !== undefined || inHours !== undefined;
  const address = {line: '4417 N Paulina St', city: 'Chicago', postcode: '60640', ...at};
  return expectOk(
    await admin.post<Job>('/v1/jobs', {
      customerId: customer.id,
      title,
      address,
      ...(planned && {appointment}),
    }),
  );
}
