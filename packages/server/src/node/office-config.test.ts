import assert from 'node:assert/strict';
import {test} from 'node:test';
import {geocoderOf} from './geocoder-of.ts';
import {routerOf} from './router-of.ts';
import {officeConfig, optionsOf, readConfig} from './office-config.ts';

test('the command line goes before the environment, and what is not given is left out', () => {
  const environment = {
    DISPATCH_PORT: '1',
    DISPATCH_HOST: '0.0.0.0',
    DATABASE_URL: '',
    PATH: '/bin',
    DISPATCH_TEST_DATA: '/x',
  };
  assert.deepEqual(readConfig({port: '2'}, environment), {port: 2, host: '0.0.0.0'});
  const options = optionsOf(readConfig({'rate-limit': '10', 'private-webhooks': 'yes', log: 'warn'}, {}));
  assert.deepEqual(options, {
    dataDir: './data',
    port: 8787,
    limits: {requestsPerMinute: 10},
    allowPrivateWebhooks: true,
  });
});

const wrong: [string, string][] = [
  ['databaseUrl', 'mysql://x'],
  ['dataDir', ' '],
  ['port', '70000'],
  ['host', 'a b'],
  ['publicUrl', 'ftp://x'],
  ['secret', 'short'],
  ['log', 'loud'],
  ['rateLimit', '-1'],
  ['privateWebhooks', 'maybe'],
  ['geocoderKind', 'atlas'],
  ['geocoderUrl', 'geo.example.com'],
  ['geocoderKey', ' '],
  ['geocoderUserAgent', 'Zoë'],
  ['geocoderPerSecond', '0.5'],
  ['routerKind', 'atlas'],
  ['routerUrl', 'ways.example.com'],
  ['routerKey', ' '],
  ['speed', 'fast'],
];

test('a wrong value says which setting it is and what to give, and shows no secret', () => {
  assert.deepEqual(wrong.map(([name]) => name).sort(), Object.keys(officeConfig).sort());
  for (const [name, text] of wrong) {
    const {variable, option, give} = officeConfig[name as keyof typeof officeConfig];
    const said = (run: () => unknown) => {
      try {
        run();
      } catch (error) {
        return (error as Error).message;
      }
      return 'nothing';
    };
    const message = said(() => readConfig({}, {[variable]: text}));
    assert.ok(message.startsWith(`${variable}: give ${give}`), message);
    if (!['secret', 'geocoderKey'].includes(name)) assert.ok(message.includes(text), message);
    if (name === 'secret') assert.doesNotMatch(message, /short/);
    if (option) assert.ok(said(() => readConfig({[option]: text}, {})).startsWith(`--${option}: give`));
  }
});

test('a variable that nobody knows is refused, with those there are', () => {
  assert.throws(
    () => readConfig({}, {DISPATCH_PROT: '1'}),
    /DISPATCH_PROT: there is no such setting; there are .*DISPATCH_PORT/,
  );
});

test('a geocoder is set up of what its kind needs, and what is missing is named', () => {
  const of = (options: Record<string, string>, environment: Record<string, string> = {}) =>
    geocoderOf(readConfig(options, environment));
  assert.equal(of({}).geocoder, undefined);
  assert.match(of({}).says, /Addresses are not looked up.*DISPATCH_GEOCODER_KIND/);
  const nominatim = {'geocoder-kind': 'nominatim', 'geocoder-url': 'https://geo.example.com'};
  const full = of({...nominatim, 'geocoder-user-agent': 'Northside (office@example.com)'});
  assert.deepEqual([full.geocoder!.name, full.geocoder!.perSecond], ['nominatim', 1]);
  assert.equal(full.says, 'Addresses are looked up by nominatim at geo.example.com.');
  assert.throws(() => of(nominatim), /^ConfigError: DISPATCH_GEOCODER_USER_AGENT: nominatim needs the name/);
  assert.throws(() => of({'geocoder-kind': 'photon'}), /^ConfigError: DISPATCH_GEOCODER_URL: photon needs/);
  assert.throws(() => of({'geocoder-kind': 'google'}), /^ConfigError: DISPATCH_GEOCODER_KEY: google needs/);
  assert.throws(() => of({}, {DISPATCH_GEOCODER_KEY: 'k'}), /give DISPATCH_GEOCODER_KIND too/);
  const google = of({'geocoder-kind': 'google', 'geocoder-per-second': '9'}, {DISPATCH_GEOCODER_KEY: 'k'});
  assert.equal(google.geocoder!.perSecond, 9);
  assert.equal(google.says, 'Addresses are looked up by google at maps.googleapis.com.');
});

test('a routing engine is set up of what its kind needs, and what is missing or too much is named', () => {
  const url = 'http://127.0.0.1:5000';
  assert.match(routerOf({routerKind: 'osrm', routerUrl: url}).says, /osrm at 127\.0\.0\.1:5000/);
  assert.match(routerOf({routerKind: 'google', routerKey: 'k'}).says, /google at routes\.googleapis\.com/);
  assert.equal(routerOf({}).router, undefined);
  assert.throws(() => routerOf({routerKind: 'osrm'}), /^ConfigError: DISPATCH_ROUTER_URL: /);
  assert.throws(() => routerOf({routerKind: 'google'}), /^ConfigError: DISPATCH_ROUTER_KEY: /);
  assert.throws(() => routerOf({routerUrl: url}), /DISPATCH_ROUTER_URL: give DISPATCH_ROUTER_KIND too/);
  assert.throws(() => routerOf({routerKey: 'k'}), /DISPATCH_ROUTER_KEY: give DISPATCH_ROUTER_KIND too/);
  assert.throws(() => routerOf({routerKind: 'osrm', routerUrl: url, routerKey: 'k'}), /takes no key/);
});
