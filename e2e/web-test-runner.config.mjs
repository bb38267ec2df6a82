/** How browser tests run: TypeScript through esbuild, packages from their sources, in one headless Chromium. */
import {writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {defaultReporter} from '@web/test-runner';
import {playwrightLauncher} from '@web/test-runner-playwright';
import {chromiumFlags, findChromium} from '../scripts/tests/chromium.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export default {
  rootDir: root,
  files: ['packages/elements/src/**/*.test.ts', 'packages/*/src/**/*.browser.test.ts'],
  nodeResolve: {
    exportConditions: ['@dispatch-kit/source', 'default'],
    // What only browser tests import is installed here, not beside the packages.
    modulePaths: [fileURLToPath(new URL('node_modules', import.meta.url))],
  },
  plugins: [
    esbuildPlugin({ts: true, target: 'es2022', tsconfig: `${root}tsconfig.json`}),
    axeAsModule(),
    asProduction(),
  ],
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: {executablePath: findChromium(), args: chromiumFlags},
    }),
  ],
  concurrency: 2,
  testsFinishTimeout: 300_000,
  // What hangs ends; a machine that is busy with something else may take its time.
  testFramework: {config: {timeout: 60_000}},
  reporters: [defaultReporter({reportTestProgress: false}), resultReporter()],
};

/** axe-core is a script that sets a global; `import axe from 'axe-core'` needs a default export. */
function axeAsModule() {
  return {
    name: 'axe-as-module',
    transform({path, body}) {
      return path.endsWith('/axe-core/axe.js') ? `${body}\nexport default globalThis.axe;` : undefined;
    },
  };
}

/** What bundlers do for a library that asks whether it is in production. */
function asProduction() {
  return {
    name: 'as-production',
    transform({path, body}) {
      return path.includes('/@tanstack/virtual-core/')
        ? body.replaceAll('process.env.NODE_ENV', '"production"')
        : undefined;
    },
  };
}

/** Writes what each test came to into the file that `npm test` reads its count from. */
function resultReporter() {
  return {
    onTestRunFinished({sessions}) {
      const file = process.env.DISPATCH_BROWSER_RESULT;
      if (!file) return;
      const tally = {passed: 0, failures: [], skips: []};
      for (const session of sessions) {
        const path = session.testFile.replace(root, '');
        const tests = testsOf(session.testResults);
        for (const test of tests) count(tally, path, test);
        const silent = tests.every(test => test.passed || test.skipped) && !session.passed;
        if (silent) tally.failures.push(`${path} did not load or finish`);
      }
      writeFileSync(file, JSON.stringify(tally));
    },
  };
}

function testsOf(suite, names = []) {
  if (!suite) return [];
  const own = suite.tests.map(test => ({...test, name: [...names, test.name].join(' ')}));
  return [...own, ...suite.suites.flatMap(inner => testsOf(inner, [...names, inner.name]))];
}

function count(tally, path, test) {
  if (test.skipped) tally.skips.push(`${path} ${test.name}`);
  else if (test.passed) tally.passed += 1;
  else tally.failures.push(`${path} ${test.name}`);
}
