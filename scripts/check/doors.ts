/** The door check: each entry of a package's `exports` is listed by name, leads somewhere, imports, and exports what it did. */
import {existsSync, globSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {build} from 'esbuild';
import ts from 'typescript';
import type {Verdict} from './part.ts';
import {projectProgram} from './type-check.ts';

/** One entry of `exports`: how it is imported, and the files it leads to. */
interface Door {
  specifier: string;
  folder: string;
  source: string;
  types: string;
  built: string;
}

const snapshotPath = 'scripts/doors.snapshot.json';
const condition = '@dispatch-kit/source';

/** With `update`, the names found become the snapshot. */
export async function checkDoors(root: string, {update = false} = {}): Promise<Verdict> {
  const doors = globSync('packages/*/package.json', {cwd: root})
    .sort()
    .flatMap(path => doorsOf(root, path));
  const problems = doors.flatMap(door => shapeProblems(root, door));
  const open = doors.filter(door => existsSync(join(root, door.folder, door.source)));
  for (const door of open) problems.push(...(await importProblems(root, door)));
  const names = Object.fromEntries(open.map(door => [door.specifier, exportedNames(root, door)]));
  if (update) writeFileSync(join(root, snapshotPath), `${JSON.stringify(names, null, 2)}\n`);
  else problems.push(...nameProblems(root, names));
  return {problems, note: `${open.length} of ${doors.length} doors`};
}

function doorsOf(root: string, manifest: string): Door[] {
  const {name, exports} = JSON.parse(readFileSync(join(root, manifest), 'utf8'));
  const folder = manifest.replace(/.package\.json$/, '');
  return Object.entries<Record<string, string>>(exports).map(([entry, target]) => ({
    specifier: entry.replace(/^\./, name),
    folder,
    source: target[condition] ?? '',
    types: target.types ?? '',
    built: target.default ?? '',
  }));
}

function shapeProblems(root: string, {specifier, folder, source, types, built}: Door): string[] {
  if (`${specifier}${source}${built}`.includes('*'))
    return [`${specifier} is a wildcard in ${folder}/package.json; list each door by name.`];
  const bare = source.replace(/^\.\/src\//, './dist/').replace(/\.ts$/, '');
  const problems: string[] = [];
  if (types !== `${bare}.d.ts` || built !== `${bare}.js`)
    problems.push(
      `${specifier} leads to ${types} and ${built}, not to what ${source} is built into; mend ${folder}/package.json.`,
    );
  if (!existsSync(join(root, folder, source)))
    problems.push(
      `${specifier} leads to ${join(folder, source)}, which is not there; write it or close the door.`,
    );
  return problems;
}

async function importProblems(root: string, {specifier, folder, source}: Door): Promise<string[]> {
  try {
    if (specifier.startsWith('@dispatch-kit/elements')) await bundle(root, join(root, folder, source));
    else await import(specifier);
    return [];
  } catch (error) {
    const first = (error instanceof Error ? error.message : String(error)).split('\n').slice(0, 3).join('\n');
    return [`${specifier} cannot be imported: ${first}`];
  }
}

/** Elements need a document to run; here it is enough that everything they import is found. */
async function bundle(root: string, entry: string): Promise<void> {
  await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    splitting: true,
    outdir: join(root, 'dist'),
    conditions: [condition],
    tsconfig: join(root, 'tsconfig.json'),
    logLevel: 'silent',
  });
}

function exportedNames(root: string, {folder, source}: Door): string[] {
  const program = projectProgram(root);
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(join(root, folder, source));
  const symbol = file && checker.getSymbolAtLocation(file);
  if (!symbol) return [];
  return checker
    .getExportsOfModule(symbol)
    .map(name => (isValue(checker, name) ? name.name : `type ${name.name}`))
    .sort();
}

function isValue(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (target.flags & ts.SymbolFlags.Value) !== 0;
}

function nameProblems(root: string, names: Record<string, string[]>): string[] {
  const before: Record<string, string[]> = existsSync(join(root, snapshotPath))
    ? JSON.parse(readFileSync(join(root, snapshotPath), 'utf8'))
    : {};
  const specifiers = [...new Set([...Object.keys(before), ...Object.keys(names)])];
  return specifiers.flatMap(specifier => {
    const was = before[specifier] ?? [];
    const is = names[specifier] ?? [];
    const gone = was.filter(name => !is.includes(name));
    const come = is.filter(name => !was.includes(name));
    if (gone.length + come.length === 0) return [];
    const changes = [...gone.map(name => `−${name}`), ...come.map(name => `+${name}`)].join(', ');
    return [`${specifier} exports other names: ${changes}. If that is meant: npm run check -- --update`];
  });
}
