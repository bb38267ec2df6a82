import {defineConfig, globalIgnores} from 'eslint/config';
import tseslint from 'typescript-eslint';

const port = 'the world comes in through a port';

/** What reads the clock, rolls dice or waits. A room that may not gets these as errors. */
const worldSyntax = [
  {selector: "MemberExpression[object.name='Date'][property.name='now']", message: `No Date.now(): ${port}.`},
  {selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: `No new Date(): ${port}.`},
  {selector: "CallExpression[callee.name='Date']", message: `No Date(): ${port}.`},
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: `No Math.random(): ${port}.`,
  },
  {
    selector: "MemberExpression[object.name='crypto'][property.name=/^(getRandomValues|randomUUID)$/]",
    message: `No dice: ${port}.`,
  },
];
const timers = ['setTimeout', 'setInterval', 'setImmediate'];
const browserOnly = ['window', 'document', 'navigator', 'localStorage', 'sessionStorage', 'indexedDB'];
const forbid = names => ['error', ...names.map(name => ({name, message: `No ${name} here: ${port}.`}))];

/** Tests may wait for and call what they test, but their dice are seeded too. */
const tests = ['packages/**/*.test.ts'];

export default defineConfig([
  globalIgnores(['**/node_modules/', '**/dist/', '.tmp/', 'coverage/', '.git/']),
  tseslint.configs.base,
  {
    files: ['**/*.ts'],
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite']},
          ],
        },
      ],
      '@typescript-eslint/no-misused-promises': ['error', {checksVoidReturn: false}],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_', varsIgnorePattern: '^_'}],
    },
  },
  {
    files: ['**/*.{ts,mjs}'],
    linterOptions: {reportUnusedDisableDirectives: 'error'},
    rules: {
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: 'error',
      'no-debugger': 'error',
      'no-unreachable': 'error',
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    ignores: [
      'packages/client/src/platform.ts',
      'packages/server/src/node/**',
      'packages/server/src/web-crypto.ts',
      'packages/testing/src/conformance/**',
      'packages/testing/src/leaks/**',
      'packages/testing/src/replay/**',
    ],
    rules: {
      'no-restricted-syntax': ['error', ...worldSyntax],
      'no-restricted-globals': forbid([...timers, 'fetch']),
    },
  },
  {
    files: ['packages/core/src/**/*.ts'],
    rules: {
      'no-restricted-globals': forbid([
        ...timers,
        ...browserOnly,
        'fetch',
        'performance',
        'crypto',
        'process',
        'console',
      ]),
    },
  },
  {
    files: ['packages/client/src/**/*.ts'],
    ignores: [
      'packages/client/src/platform.ts',
      'packages/client/src/outbox/indexed-db-outbox.ts',
      'packages/client/src/kept-store.ts',
      'packages/client/src/sharing/web-receiver.ts',
    ],
    rules: {'no-restricted-globals': forbid([...timers, ...browserOnly, 'fetch'])},
  },
  {
    files: ['packages/elements/src/base/**/*.ts'],
    rules: {'no-restricted-globals': forbid(['fetch'])},
  },
  {
    files: tests,
    rules: {
      'no-restricted-syntax': ['error', worldSyntax[3]],
      'no-restricted-globals': 'off',
    },
  },
]);
