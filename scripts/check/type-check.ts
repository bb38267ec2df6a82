import {existsSync} from 'node:fs';
import {join, relative} from 'node:path';
import ts from 'typescript';
import type {Verdict} from './part.ts';

let program: ts.Program | undefined;
const browserTest = /packages\/elements\/src\/.*\.test\.ts$|\.browser\.test\.ts$/;

/** The TypeScript program of the whole repository, made once. What imports from e2e/ is left out until that is installed. */
export function projectProgram(root: string): ts.Program {
  if (program) return program;
  const {config} = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const {options, fileNames} = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const rootNames = fileNames.filter(file => hasTools(root) || !needsTools(root, file));
  program = ts.createProgram({rootNames, options});
  return program;
}

export async function checkTypes(root: string): Promise<Verdict> {
  const problems = ts
    .getPreEmitDiagnostics(projectProgram(root))
    .map(diagnostic => sentence(root, diagnostic));
  if (hasTools(root)) return {problems};
  return {problems, note: 'without e2e/ and browser tests, whose tools npm test installs'};
}

function hasTools(root: string): boolean {
  return existsSync(join(root, 'e2e/node_modules'));
}

function needsTools(root: string, file: string): boolean {
  return relative(root, file).startsWith('e2e') || browserTest.test(file);
}

function sentence(root: string, {file, start, messageText, code}: ts.Diagnostic): string {
  const text = ts.flattenDiagnosticMessageText(messageText, '\n');
  if (!file) return `TS${code}: ${text}`;
  const line = file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
  return `${relative(root, file.fileName)}:${line} TS${code}: ${text}`;
}
