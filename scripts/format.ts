/** `npm run format`: formats everything with Prettier. */
import {resolve} from 'node:path';
import {prettier} from './check/formatting.ts';

const {output, good} = prettier(resolve(import.meta.dirname, '..'), 'write');
if (output) console.log(output);
process.exitCode = good ? 0 : 1;
