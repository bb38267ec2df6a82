import type {Server} from 'node:http';
import {toMs} from '@dispatch-kit/core';
import {createAdaptorServer} from '@hono/node-server';
import type {Channels} from './channels-from-environment.ts';
import {openStorage} from './open-storage.ts';
import {scaledClock} from './scaled-clock.ts';
import {photosIn} from './photos-in.ts';
import {secretOf} from './secret-file.ts';
import {nodeWebhookSender} from './webhook-sender.ts';
import {createServer} from '../create-server.ts';
import type {DispatchServer} from '../create-server.ts';
import type {
  Clock,
  Geocoder,
  Limits,
  Log,
  Notifier,
  Router,
  ServerOptions,
  WebhookSender,
} from '../options.ts';
import type {Storage} from '../storage/storage.ts';

export {channelsFromEnvironment} from './channels-from-environment.ts';
export type {Channels} from './channels-from-environment.ts';
export {scaledClock} from './scaled-clock.ts';
export type {ScaledClock} from './scaled-clock.ts';
export {ConfigError} from './config-error.ts';
export {officeConfig, optionsOf, readConfig} from './office-config.ts';
export type {ConfigEntry, OfficeConfig} from './office-config.ts';
export {geocoderOf} from './geocoder-of.ts';
export {routerOf} from './router-of.ts';
export {backUpOffice, examineOffice, rebuildOffice, restoreOffice} from './upkeep.ts';
export type {StoredOffice} from './upkeep.ts';
export {folderFiles} from './folder-files.ts';
export {nodeWebhookSender} from './webhook-sender.ts';
export type {WebhookSenderOptions} from './webhook-sender.ts';

/** How an office is run as a process. */
export type OfficeOptions = {
  /** Where its secret and, with PGlite, its database live. */
  dataDir: string;
  /** `memory:`, `pglite:DIR`, `postgres://…`; default PGlite in `dataDir`. */
  databaseUrl?: string | undefined;
  /** 0 takes any free port. */
  port: number;
  /** Default: loopback only. */
  host?: string;
  /** Where it is reached from outside; default its own address. */
  publicUrl?: string;
  /** The clock to live by; without it one is made from `speed` and `startMs`. */
  clock?: Clock;
  /** How many times as fast as real time its clock runs. */
  speed?: number;
  /** The moment at which the clock begins; without it, now, or where it stood when it was last used. */
  startMs?: number;
  notifier?: Notifier;
  /** Over what messages go out: made of the clock, so that it may be one that runs faster. Instead of `notifier`. */
  channels?: (clock: Clock, webhooks: WebhookSender) => Promise<Channels>;
  /** Finds ways on roads; `routerOf` makes one of a configuration. */
  router?: Router;
  /** Places orders that come without coordinates; `geocoderOf` makes one of a configuration. */
  geocoder?: Geocoder;
  /** Default: `nodeWebhookSender()`, which sends to the open internet only. */
  webhooks?: WebhookSender;
  /** For development: lets webhooks lead to http and to private addresses. */
  allowPrivateWebhooks?: boolean;
  /** At least 32 characters; default DISPATCH_SECRET, else the file `secret` in `dataDir`. */
  secret?: string;
  /** Default: in the folder `photos` of `dataDir`, read and written by sharp where that is installed. */
  photos?: ServerOptions['photos'];
  log?: Log;
  limits?: Partial<Limits>;
  /** The name and zone of the organization that a new office begins with. */
  organization?: {name: string; timeZone: string};
  /** Answers what is not part of the contract, such as pages. */
  pages?: (request: Request) => Promise<Response | undefined>;
};

/** An office that answers. */
export type RunningOffice = {
  url: string;
  /** The port it listens on. */
  port: number;
  server: DispatchServer;
  clock: Clock;
  operatorKey: string;
  apiKey: string;
  organizationId: string;
  /** Takes no more requests, answers those it has taken, ends the streams, and closes the storage. */
  close(): Promise<void>;
};

const beatMs = 250;

/** Starts an office as a process: storage, clock, HTTP, heartbeat. On a folder that exists it goes on, with new keys beside the old. */
export async function runOffice(options: OfficeOptions): Promise<RunningOffice> {
  const {host = '127.0.0.1'} = options;
  const secret = options.secret ?? (await secretOf(options.dataDir, process.env));
  const opened = await openStorage(options.databaseUrl, options.dataDir);
  const clock = options.clock ?? (await clockOf(opened.storage, options));
  const running: {server?: DispatchServer} = {};
  const busy = new Set<object>();
  const http = createAdaptorServer({
    async fetch(request, env) {
      const mark = {};
      busy.add(mark);
      try {
        const page = await options.pages?.(request);
        const address = env.incoming.socket.remoteAddress;
        return page ?? (await running.server!.fetch(request, address ? {address} : {}));
      } finally {
        busy.delete(mark);
      }
    },
  }) as Server;
  const port = await listen(http, options.port, host);
  const url = options.publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const {router, geocoder, log, limits, allowPrivateWebhooks: allowPrivateTargets = false} = options;
  const webhooks = options.webhooks ?? nodeWebhookSender({allowPrivateTargets});
  const channels = await options.channels?.(clock, webhooks);
  const notifier = channels?.notifier ?? options.notifier;
  const photos = options.photos ?? (await photosIn(options.dataDir));
  const server = createServer({
    storage: opened.storage,
    clock,
    secret,
    publicUrl: url,
    ...(notifier && {notifier}),
    ...(channels?.textLine && {textLine: channels.textLine}),
    ...(channels?.pushKey && {pushKey: channels.pushKey}),
    webhooks,
    ...(router && {router}),
    ...(geocoder && {geocoder}),
    ...(photos && {photos}),
    ...(log && {log}),
    ...(limits && {limits}),
  });
  running.server = server;
  const loops = [beat(() => server.tick()), repeat(() => server.deliver())];
  const keys = await keysOf(server, opened.storage, options);
  const close = async () => {
    const closed = new Promise(resolve => http.close(resolve));
    await Promise.all(loops.map(loop => loop.stop()));
    await drained(busy);
    await Promise.race([server.close(), passed(drainMs)]);
    http.closeAllConnections();
    await closed;
    await opened.close();
  };
  return {url, port, server, clock, ...keys, close};
}

const drainMs = 10_000;

/** Requests that were taken are answered, within ten seconds. */
async function drained(busy: ReadonlySet<object>): Promise<void> {
  const endsMs = performance.now() + drainMs;
  while (busy.size > 0 && performance.now() < endsMs) await new Promise(resolve => setTimeout(resolve, 20));
}

/** Waits, but does not keep the process alive for it. */
function passed(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms).unref();
  });
}

function listen(http: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      const address = http.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** A clock never goes back behind what was recorded: a fast office that is opened again goes on where it was. */
async function clockOf(storage: Storage, {speed, startMs}: OfficeOptions): Promise<Clock> {
  const last = await storage.transaction(async tx => {
    const organizations = await tx.organizations.list();
    const events = await Promise.all(
      organizations.map(async ({id}) =>
        tx.events.after(id, Math.max(0, (await tx.events.lastSeq(id)) - 1), 1),
      ),
    );
    return Math.max(0, ...events.flat().map(event => toMs(event.recordedAt)));
  });
  if (startMs !== undefined) return scaledClock({speed: speed ?? 1, startMs: Math.max(startMs, last)});
  if (last > Date.now()) return scaledClock({speed: speed ?? 1, startMs: last});
  return scaledClock(speed === undefined ? {} : {speed});
}

async function keysOf(
  server: DispatchServer,
  storage: Storage,
  {organization = {name: 'Northside Plumbing', timeZone: 'America/Chicago'}}: OfficeOptions,
): Promise<{operatorKey: string; apiKey: string; organizationId: string}> {
  const operatorKey = await server.createOperatorKey();
  const [known] = await storage.transaction(tx => tx.organizations.list());
  if (!known) return {operatorKey, ...(await server.createOrganization(organization))};
  return {operatorKey, organizationId: known.id, apiKey: await server.createKey(known.id, 'Made at start')};
}

/** Runs again and again until it is stopped, without waiting for the run before. */
function repeat(run: () => Promise<void>): {stop(): Promise<void>} {
  const timer = setInterval(() => void run(), beatMs);
  return {
    stop() {
      clearInterval(timer);
      return Promise.resolve();
    },
  };
}

/** Beats until it is stopped; the next beat is set when one has ended. */
function beat(run: () => Promise<void>): {stop(): Promise<void>} {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const next = () => {
    timer = setTimeout(() => {
      running = run().finally(() => {
        if (!stopped) next();
      });
    }, beatMs);
  };
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
