import {relative} from 'node:path';
import {ESLint} from 'eslint';
import type {Verdict} from './part.ts';

/** ESLint with `eslint.config.mjs` over everything we write. */
export async function checkLint(root: string): Promise<Verdict> {
  const results = await new ESLint({cwd: root}).lintFiles(['.']);
  return {
    problems: results.flatMap(({filePath, messages}) =>
      messages.map(
        ({line, message, ruleId}) => `${relative(root, filePath)}:${line} ${message} [${ruleId ?? 'parser'}]`,
      ),
    ),
    note: `${results.length} files`,
  };
}
