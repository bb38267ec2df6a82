/** `npm run changeset [-- COMMAND]`: notes a change for the people who upgrade, or runs another changesets command. */
import {runTool} from './tests/e2e-tool.ts';

process.exitCode = runTool('@changesets/cli/bin.js', process.argv.slice(2)) ? 0 : 1;
