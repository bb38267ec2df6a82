import assert from 'node:assert/strict';
import {test} from 'node:test';
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
    assert.equal(message.includes(text), name !== 'secret', message);
    if (option) assert.ok(said(() => readConfig({[option]: text}, {})).startsWith(`--${option}: give`));
  }
});

test('a variable that nobody knows is refused, with those there are', () => {
  assert.throws(
    () => readConfig({}, {DISPATCH_PROT: '1'}),
    /DISPATCH_PROT: there is no such setting; there are .*DISPATCH_PORT/,
  );
});
