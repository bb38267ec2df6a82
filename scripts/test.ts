/** `npm test`: everything. Installs what it needs and says so, runs every test and every check, and counts them. */
import {judge} from './check/part.ts';
import {checkParts} from './check/parts.ts';
import {runBrowserTests} from './tests/browser-tests.ts';
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
const noBrowser: Tally = {...emptyTally(), failures: ['browser tests: no browser']};
const inBrowser = chromium ? runBrowserTests(chromium) : noBrowser;

console.log('\n== Checks');
const checks = emptyTally();
for (const part of checkParts()) {
  const {problems} = await judge(part);
  if (problems.length === 0) checks.passed += 1;
  else checks.failures.push(`npm run check ${part.name}: ${problems.length} problems`);
}

closeRun(sumTallies([inNode, inBrowser, checks]));
