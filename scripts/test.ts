/** `npm test`: everything. Installs what it needs and says so, runs every test and every check, and counts them. */
import {runBrowserTests} from './tests/browser-tests.ts';
import {checksAside} from './tests/checks-aside.ts';
import {nodeTestFiles, runNodeTests} from './tests/node-tests.ts';
import {setUpTests} from './tests/set-up.ts';
import {closeRun, emptyTally, sumTallies, type Tally} from './tests/tally.ts';

const chromium = setUpTests();
if (chromium) process.env.CHROME_PATH = chromium;

console.log('\n== Node tests');
const inNode = await runNodeTests(
  nodeTestFiles([
    'packages/{core,client,server,testing}/src/**/*.test.ts',
    'scripts/**/*.test.ts',
    'e2e/**/*.test.ts',
  ]),
);

console.log('\n== Browser tests');
// They leave a core free.
const checked = checksAside();
const noBrowser: Tally = {...emptyTally(), failures: ['browser tests: no browser']};
const inBrowser = chromium ? runBrowserTests(chromium) : noBrowser;

console.log('\n== Checks');
closeRun(sumTallies([inNode, inBrowser, await checked()]));
