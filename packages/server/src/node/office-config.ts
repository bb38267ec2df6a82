import {ConfigError} from './config-error.ts';
import {geocoderOf} from './geocoder-of.ts';
import {routerOf} from './router-of.ts';
import type {OfficeOptions} from './run-office.ts';
import type {LogLevel} from '../options.ts';

/** One thing that can be set, by an option on the command line or a variable of the environment. */
export type ConfigEntry = {
  readonly option: string;
  readonly variable: string;
  readonly default: string;
  readonly says: string;
  /** What to give, and how to read it; undefined is not as it should be. */
  readonly give: string;
  readonly read: (text: string) => unknown;
  /** It is shown nowhere, not even a wrong one. */
  readonly isSecret?: boolean;
};

const whole = (least: number, most: number) => (text: string) => {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least && value <= most ? value : undefined;
};
const positive = (text: string) =>
  Number(text) > 0 && Number.isFinite(Number(text)) ? Number(text) : undefined;
const oneOf =
  <T extends string>(...words: T[]) =>
  (text: string) =>
    words.find(word => word === text);
const some = (text: string) => text.trim() || undefined;
const webAddress = (text: string) => (/^https?:$/.test(URL.parse(text)?.protocol ?? '') ? text : undefined);

/** Everything that an office reads when it starts. The command line goes before the environment. */
export const officeConfig = {
  databaseUrl: {
    option: 'database-url',
    variable: 'DATABASE_URL',
    default: 'PGlite in the data folder',
    says: 'Where everything is kept.',
    give: 'memory:, pglite:FOLDER or postgres://user:password@host/database',
    read: text => (/^(memory:$|pglite:|postgres(ql)?:\/\/)/.test(text) ? text : undefined),
  },
  dataDir: {
    option: 'data',
    variable: 'DISPATCH_DATA',
    default: './data',
    says: 'The folder of the secret, of photos and, with PGlite, of the database.',
    give: 'a folder',
    read: some,
  },
  port: {
    option: 'port',
    variable: 'DISPATCH_PORT',
    default: '8787',
    says: 'The port to answer on.',
    give: 'a port from 0 (any free one) to 65535',
    read: whole(0, 65_535),
  },
  host: {
    option: 'host',
    variable: 'DISPATCH_HOST',
    default: '127.0.0.1',
    says: 'The address to listen on: this machine alone unless you say otherwise.',
    give: 'an address of this machine, such as 0.0.0.0',
    read: text => (/^[\w.:-]+$/.test(text) ? text : undefined),
  },
  publicUrl: {
    option: 'public-url',
    variable: 'DISPATCH_PUBLIC_URL',
    default: 'its own address',
    says: 'Where it is reached from outside: tracking links, photos and calendars begin with it.',
    give: 'an http or https address, such as https://dispatch.example.com',
    read: webAddress,
  },
  secret: {
    option: '',
    variable: 'DISPATCH_SECRET',
    default: 'made on the first run, in the file `secret` of the data folder',
    says: 'What links, cursors and webhook signatures hang on. All processes of one office have the same.',
    give: 'at least 32 characters that only this office knows',
    read: text => (text.length >= 32 ? text : undefined),
    isSecret: true,
  },
  log: {
    option: 'log',
    variable: 'DISPATCH_LOG',
    default: 'info',
    says: 'How much is logged, as lines of JSON on standard error: each request, or only what is wrong.',
    give: 'info, warn or error',
    read: oneOf<LogLevel>('info', 'warn', 'error'),
  },
  rateLimit: {
    option: 'rate-limit',
    variable: 'DISPATCH_RATE_LIMIT',
    default: '6000',
    says: 'Requests a minute, for each token and address.',
    give: 'a number above 0',
    read: positive,
  },
  privateWebhooks: {
    option: 'private-webhooks',
    variable: 'DISPATCH_PRIVATE_WEBHOOKS',
    default: 'no',
    says: 'Lets webhooks lead to http and to private addresses: for development alone.',
    give: 'yes or no',
    read: oneOf('yes', 'no'),
  },
  geocoderKind: {
    option: 'geocoder-kind',
    variable: 'DISPATCH_GEOCODER_KIND',
    default: 'none: orders without lat and lng stay unplaced',
    says: 'Which kind of service finds addresses.',
    give: 'nominatim, photon or google',
    read: oneOf('nominatim', 'photon', 'google'),
  },
  geocoderUrl: {
    option: 'geocoder-url',
    variable: 'DISPATCH_GEOCODER_URL',
    default: 'Google’s own, with `google`; the others need one',
    says: 'Where that service answers.',
    give: 'an http or https address, such as https://nominatim.openstreetmap.org',
    read: webAddress,
  },
  geocoderKey: {
    option: '',
    variable: 'DISPATCH_GEOCODER_KEY',
    default: 'none',
    says: 'Your key, which `google` needs.',
    give: 'the key as the service gave it to you',
    read: some,
    isSecret: true,
  },
  geocoderUserAgent: {
    option: 'geocoder-user-agent',
    variable: 'DISPATCH_GEOCODER_USER_AGENT',
    default: 'none',
    says: 'Who asks, which `nominatim` needs: your office and a way to reach you.',
    give: 'one line, such as Northside Plumbing (office@example.com)',
    read: text => (/^[\x20-\x7e]{3,200}$/.test(text) ? text : undefined),
  },
  geocoderPerSecond: {
    option: 'geocoder-per-second',
    variable: 'DISPATCH_GEOCODER_PER_SECOND',
    default: '1 with `nominatim`, else as many as come',
    says: 'How many addresses are asked for in a second at most, over all processes of the office.',
    give: 'a whole number from 1 to 1000',
    read: whole(1, 1000),
  },
  routerKind: {
    option: 'router-kind',
    variable: 'DISPATCH_ROUTER_KIND',
    default: 'none: ways are estimated from straight lines and from what was driven',
    says: 'Which kind of routing engine finds ways: the customer’s map then draws what is left of them.',
    give: 'osrm or google',
    read: oneOf('osrm', 'google'),
  },
  routerUrl: {
    option: 'router-url',
    variable: 'DISPATCH_ROUTER_URL',
    default: 'Google’s own, with `google`; `osrm` needs one',
    says: 'Where that routing engine answers.',
    give: 'an http or https address, such as http://127.0.0.1:5000',
    read: webAddress,
  },
  routerKey: {
    option: '',
    variable: 'DISPATCH_ROUTER_KEY',
    default: 'none',
    says: 'Your key of the Routes API, which `google` needs.',
    give: 'the key as the service gave it to you',
    read: some,
    isSecret: true,
  },
  speed: {
    option: 'speed',
    variable: 'DISPATCH_SPEED',
    default: '1',
    says: 'How many times as fast as real time its clock runs: for trying things.',
    give: 'a number above 0',
    read: positive,
  },
} as const satisfies Record<string, ConfigEntry>;

/** Variables of the tests, and of programs that call an office. */
const others = /^DISPATCH_(TEST_\w+|API_KEY)$/;

type Name = keyof typeof officeConfig;
type ValueOf<N extends Name> = Exclude<ReturnType<(typeof officeConfig)[N]['read']>, undefined>;
/** What was given; what was not is left out. */
export type OfficeConfig = {[N in Name]?: ValueOf<N>};

/**
 * Reads what an office is started with.
 *
 * @param options by their names on the command line.
 * @param environment the variables; one that begins with DISPATCH_ and is not known is refused.
 */
export function readConfig(
  options: Readonly<Record<string, string | undefined>>,
  environment: Readonly<Record<string, string | undefined>>,
): OfficeConfig {
  const entries = Object.entries(officeConfig) as [Name, ConfigEntry][];
  const known = new Set(entries.map(([, {variable}]) => variable));
  const stranger = Object.keys(environment).find(
    name => name.startsWith('DISPATCH_') && !others.test(name) && !known.has(name),
  );
  if (stranger)
    throw new ConfigError(`${stranger}: there is no such setting; there are ${[...known].join(', ')}.`);
  const given = entries.flatMap(([name, entry]) => {
    const option = options[entry.option];
    const text = option ?? environment[entry.variable];
    if (text === undefined || (option === undefined && text === '')) return [];
    const value = entry.read(text);
    const source = option === undefined ? entry.variable : `--${entry.option}`;
    const shown = entry.isSecret ? '' : `, not ${text === '' ? 'nothing' : text}`;
    if (value === undefined) throw new ConfigError(`${source}: give ${entry.give}${shown}.`);
    return [[name, value]];
  });
  return Object.fromEntries(given) as OfficeConfig;
}

/** The options of `runOffice` that a configuration means. */
export function optionsOf(config: OfficeConfig): OfficeOptions {
  const {dataDir = './data', port = 8787, rateLimit, privateWebhooks} = config;
  const {databaseUrl, host, publicUrl, secret, speed} = config;
  const {geocoder} = geocoderOf(config);
  const {router} = routerOf(config);
  return {
    ...(databaseUrl !== undefined && {databaseUrl}),
    ...(host !== undefined && {host}),
    ...(publicUrl !== undefined && {publicUrl}),
    ...(secret !== undefined && {secret}),
    ...(speed !== undefined && {speed}),
    ...(geocoder && {geocoder}),
    ...(router && {router}),
    dataDir,
    port,
    ...(rateLimit !== undefined && {limits: {requestsPerMinute: rateLimit}}),
    allowPrivateWebhooks: privateWebhooks === 'yes',
  };
}
