/**
 * Runs `scripts/<name>.ts` on the Node of this repository, right after a clone too.
 *
 *     node scripts/bootstrap.mjs <name> [args…]   installs when needed, then runs the script
 *     node scripts/bootstrap.mjs --install e2e    installs the tools of a folder when needed
 *     node scripts/bootstrap.mjs --installed      notes that npm has just installed the root
 *
 * It must run on whatever Node ≥ 20 is there and before anything is installed, so it is plain
 * JavaScript that depends on nothing. What it says goes to stderr: stdout is the script's.
 */
import {spawn, spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';

const [name, ...rest] = process.argv.slice(2);
if (name === '--installed') markInstalled(root);
else if (name === '--install') await installWhenStale(join(root, rest[0] ?? '.'));
else if (!name || !existsSync(scriptFile(name))) refuse(name);
else {
  await installWhenStale(root);
  run(scriptFile(name), rest);
}

function scriptFile(script) {
  return join(root, 'scripts', `${script}.ts`);
}

function refuse(script) {
  console.error(script ? `There is no scripts/${script}.ts to run.` : 'Say which script to run.');
  process.exitCode = 1;
}

function lockHash(folder) {
  return createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
}

function markInstalled(folder) {
  writeFileSync(join(folder, 'node_modules', '.dispatch-lock'), lockHash(folder));
}

function isFresh(folder) {
  const mark = join(folder, 'node_modules', '.dispatch-lock');
  return existsSync(mark) && readFileSync(mark, 'utf8') === lockHash(folder);
}

async function installWhenStale(folder) {
  if (isFresh(folder)) return;
  const release = await takeLock(join(root, '.tmp', `install-${basename(folder)}`));
  try {
    if (!isFresh(folder)) install(folder);
  } finally {
    release();
  }
}

function install(folder) {
  const where = folder === root ? 'the dependencies' : `the tools of ${basename(folder)}/`;
  const why = existsSync(join(folder, 'node_modules')) ? 'have changed' : 'are not there yet';
  console.error(`Installing ${where} with npm ci, since they ${why}.`);
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const env = {...process.env, PUPPETEER_SKIP_DOWNLOAD: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1'};
  const stdio = ['ignore', 'ignore', 'inherit'];
  const npm = process.env.npm_execpath ?? '';
  const done = basename(npm).startsWith('npm-cli')
    ? spawnSync(process.execPath, [npm, ...args], {cwd: folder, env, stdio})
    : spawnSync('npm', args, {cwd: folder, env, stdio, shell: windows});
  if (done.error || done.status !== 0) {
    console.error(
      `npm ci did not succeed${done.error ? `: ${done.error.message}` : '; its message is above'}.`,
    );
    process.exit(done.status || 1);
  }
  markInstalled(folder);
}

/** One installs, others wait: the lock is a file with the holder's process id, made in one step by a link. */
async function takeLock(lock) {
  mkdirSync(join(root, '.tmp'), {recursive: true});
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  for (let told = false; !linked(mine, lock); told = true) {
    if (!told) console.error('Another process is installing; waiting for it.');
    removeIfHolderIsGone(lock, `${mine}.gone`);
    await sleep(200);
  }
  rmSync(mine);
  return () => rmSync(lock, {force: true});
}

function linked(file, lock) {
  try {
    linkSync(file, lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function removeIfHolderIsGone(lock, aside) {
  try {
    const holder = readFileSync(lock, 'utf8');
    if (isRunning(Number(holder))) return;
    renameSync(lock, aside);
    // Someone else may have cleared and taken the lock since it was read: then it is theirs.
    if (readFileSync(aside, 'utf8') !== holder) linked(aside, lock);
    rmSync(aside);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function run(script, args) {
  const node = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
  const options = {stdio: 'inherit', cwd: root};
  const child = spawn(node, ['--conditions=@dispatch-kit/source', script, ...args], options);
  child.on('error', error => {
    console.error(
      `Node could not be started from node_modules: ${error.message}. Delete node_modules and try again.`,
    );
    process.exitCode = 1;
  });
  // A terminal sends Ctrl-C to the child as well; a second one would cut its closing short.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
