/**
 * `npm run docs`: brings code blocks and generated tables of the pages, and the React wrappers, up to date.
 * With `-- --reference` it also writes the reference of every door into `dist/reference`.
 */
import {resolve} from 'node:path';
import {checkDrift} from './check/drift.ts';
import {checkReactWrappers} from './docs/react-wrappers.ts';
import {runTool} from './tests/e2e-tool.ts';

const root = resolve(import.meta.dirname, '..');
await checkReactWrappers(root, {write: true});
const {problems, note} = await checkDrift(root, {write: true});
for (const problem of problems) console.log(problem);
console.log(`${note} looked at`);
const writeReference = () => runTool('typedoc/bin/typedoc', ['--options', 'typedoc.config.mjs']);
const good = problems.length === 0 && (!process.argv.includes('--reference') || writeReference());
process.exitCode = good ? 0 : 1;
