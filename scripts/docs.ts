/** `npm run docs`: brings code blocks and generated tables of the pages up to date. */
import {resolve} from 'node:path';
import {checkDrift} from './check/drift.ts';

const {problems, note} = await checkDrift(resolve(import.meta.dirname, '..'), {write: true});
for (const problem of problems) console.log(problem);
console.log(`${note} looked at`);
process.exitCode = problems.length === 0 ? 0 : 1;
