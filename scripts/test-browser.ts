/** `npm run test:browser -- [FILES]`: the browser tests alone, or only the given files. */
import {runBrowserTests} from './tests/browser-tests.ts';
import {setUpTests} from './tests/set-up.ts';
import {closeRun, emptyTally} from './tests/tally.ts';

const chromium = setUpTests();
closeRun(
  chromium
    ? runBrowserTests(chromium, process.argv.slice(2))
    : {...emptyTally(), failures: ['browser tests: no browser']},
);
