import {parseArgs} from 'node:util';
import {consoleNotifier} from '@dispatch-kit/server';
import {runOffice} from '@dispatch-kit/server/node';
import {createPages} from './pages.ts';

const usage = `npm run -s office -- --port 0 --data DIR [--database-url memory:|pglite:DIR|postgres://…] [--speed N] [--host ADDRESS] [--public-url URL]

Starts the server alone. Prints one line of JSON when it answers; messages that would be sent go to standard error.`;

async function main(): Promise<void> {
  const {values} = parseArgs({
    options: {
      port: {type: 'string', default: '8787'},
      data: {type: 'string', default: './data'},
      host: {type: 'string', default: '127.0.0.1'},
      'database-url': {type: 'string'},
      'public-url': {type: 'string'},
      speed: {type: 'string', default: '1'},
      quiet: {type: 'boolean', default: false},
      'rate-limit': {type: 'string'},
      help: {type: 'boolean', default: false},
    },
  });
  if (values.help) return void console.error(usage);
  const speed = positive('--speed', values.speed);
  const requestsPerMinute =
    values['rate-limit'] === undefined ? undefined : positive('--rate-limit', values['rate-limit']);
  const office = await runOffice({
    dataDir: values.data,
    databaseUrl: values['database-url'] ?? process.env['DATABASE_URL'],
    port: wholeNumber('--port', values.port),
    host: values.host,
    ...(values['public-url'] && {publicUrl: values['public-url']}),
    ...(speed !== 1 && {speed}),
    ...(requestsPerMinute && {limits: {requestsPerMinute}}),
    notifier: consoleNotifier(line => void (values.quiet || console.error(line))),
    log: (level, message, facts) => console.error(JSON.stringify({level, message, ...facts})),
    pages: createPages(),
  });
  const {url, operatorKey, apiKey, organizationId} = office;
  console.log(JSON.stringify({ready: true, url, operatorKey, apiKey, organizationId}));
  const stop = () => void office.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new Error(`${name}: give a number above 0, not ${text}.`);
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value < 65_536) return value;
  throw new Error(`${name}: give a port from 0 (any free one) to 65535, not ${text}.`);
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
