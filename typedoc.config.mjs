/** The reference made from doc comments, by `npm run docs -- --reference`. */
import {globSync, readFileSync} from 'node:fs';
import {OptionDefaults} from './e2e/node_modules/typedoc/dist/index.js';

/** The source behind every door of every package. */
const doors = globSync('packages/*/package.json').flatMap(path =>
  Object.values(JSON.parse(readFileSync(path, 'utf8')).exports).map(door =>
    path.replace('package.json', door['@dispatch-kit/source'].slice(2)),
  ),
);

export default {
  name: 'Dispatch Kit',
  entryPoints: doors,
  tsconfig: 'tsconfig.json',
  exclude: ['**/*.test.ts'],
  out: 'dist/reference',
  readme: 'README.md',
  disableGit: true,
  sourceLinkTemplate: '{path}#L{line}',
  blockTags: [...OptionDefaults.blockTags, '@slot', '@fires', '@csspart', '@cssprop', '@cssstate'],
};
