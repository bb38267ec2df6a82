import {parseArgs} from 'node:util';
import {consoleNotifier} from '@dispatch-kit/server';
import type {Log} from '@dispatch-kit/server';
import {
  ConfigError,
  backUpOffice,
  channelsFromEnvironment,
  examineOffice,
  officeConfig,
  geocoderOf,
  optionsOf,
  readConfig,
  rebuildOffice,
  restoreOffice,
  routerOf,
  runOffice,
} from '@dispatch-kit/server/node';
import type {OfficeConfig} from '@dispatch-kit/server/node';
import {createPages} from './pages.ts';

const usage = `npm run -s office -- [OPTIONS]                starts the server alone
npm run -s office -- backup FILE [OPTIONS]    writes everything into one file
npm run -s office -- restore FILE [OPTIONS]   puts a backup into an office that is empty
npm run -s office -- rebuild [OPTIONS]        folds jobs and visits again from their events
npm run -s office -- doctor [OPTIONS]         says what is stored and cannot be so

${Object.values(officeConfig)
  .filter(({option}) => option !== '')
  .map(
    ({option, variable, says, default: otherwise}) =>
      `  --${option}, or ${variable}\n      ${says} Default: ${otherwise}.`,
  )
  .join('\n')}
  --quiet
      Does not print messages that would be sent.

When it answers it prints one line of JSON. Messages go out over the channels that the environment has keys for
(docs/guides/going-live-with-sms.md), the others with the log to standard error. docs/guides/running-an-office.md has the rest.`;

const levels = ['info', 'warn', 'error'] as const;

async function main(): Promise<void> {
  const named = Object.values(officeConfig).filter(({option}) => option !== '');
  const options = Object.fromEntries(named.map(({option}) => [option, {type: 'string' as const}]));
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {...options, quiet: {type: 'boolean'}, help: {type: 'boolean'}},
  });
  if (values['help']) return void console.error(usage);
  const config = readConfig(values as Record<string, string | undefined>, process.env);
  const [word, file, ...more] = positionals;
  if (word === undefined) return start(config, values['quiet'] === true);
  await lookAfter(
    word,
    [file, ...more].filter(each => each !== undefined),
    config,
  );
}

async function start(config: OfficeConfig, isQuiet: boolean): Promise<void> {
  const {log = 'info'} = config;
  const write: Log = (level, message, facts) => {
    if (levels.indexOf(level) < levels.indexOf(log)) return;
    console.error(JSON.stringify({time: new Date().toISOString(), level, message, ...facts}));
  };
  write('info', geocoderOf(config).says);
  write('info', routerOf(config).says);
  const office = await runOffice({
    ...optionsOf(config),
    async channels(clock, sender) {
      const otherwise = consoleNotifier(line => void (isQuiet || console.error(line)));
      const channels = await channelsFromEnvironment(process.env, {
        otherwise,
        sender,
        now: () => clock.now(),
      });
      channels.says.forEach(sentence => write('info', sentence));
      return channels;
    },
    log: write,
    pages: createPages(),
  });
  const {url, operatorKey, apiKey, organizationId} = office;
  console.log(JSON.stringify({ready: true, url, operatorKey, apiKey, organizationId}));
  const stop = () => void office.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

/** Backup, restore, rebuild, doctor: each prints one line of JSON, what it found before that. */
async function lookAfter(word: string, files: readonly string[], config: OfficeConfig): Promise<void> {
  const {dataDir, databaseUrl} = optionsOf(config);
  const stored = {dataDir, databaseUrl};
  const [file] = files;
  const needsFile = word === 'backup' || word === 'restore';
  if (files.length !== (needsFile ? 1 : 0))
    throw new ConfigError(
      `office ${word}: give ${needsFile ? 'one FILE' : 'options only'}; --help tells them.`,
    );
  if (word === 'backup') {
    await backUpOffice(stored, file!);
    console.log(JSON.stringify({backup: file}));
  } else if (word === 'restore') console.log(JSON.stringify({restored: await restoreOffice(stored, file!)}));
  else if (word === 'rebuild') {
    const {jobs, changed} = await rebuildOffice(stored);
    for (const id of changed) console.log(`changed  ${id}`);
    console.log(JSON.stringify({jobs, changed: changed.length}));
  } else if (word === 'doctor') {
    const {findings, ...counts} = await examineOffice(stored);
    for (const {organizationId, rule, id, detail, remedy} of findings)
      console.log(`${rule}  ${organizationId}  ${id}  ${detail} ${remedy}`);
    console.log(JSON.stringify({...counts, findings: findings.length}));
    process.exitCode = findings.length === 0 ? 0 : 1;
  } else
    throw new ConfigError(
      `office ${word}: there is backup, restore, rebuild and doctor; without a word it starts.`,
    );
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
