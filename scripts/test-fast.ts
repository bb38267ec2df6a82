/** `npm run test:fast`: the tests that need no database, browser or other process, in one process. */
import {nodeTestFiles, runNodeTests} from './tests/node-tests.ts';
import {closeRun} from './tests/tally.ts';

const globs = ['packages/{core,client,server,testing}/src/**/*.test.ts', 'scripts/**/*.test.ts'];
const files = nodeTestFiles(globs).filter(file => !file.endsWith('.slow.test.ts'));
closeRun(await runNodeTests(files, {oneProcess: true}));
