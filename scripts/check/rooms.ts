/** The room check: every line of `packages/*\/src` knows its room, and imports only along the arrows of `rooms.json`. */
import {globSync, readFileSync} from 'node:fs';
import {basename, dirname, join, relative} from 'node:path/posix';
import ts from 'typescript';
import type {Verdict} from './part.ts';

/** A room: the file or folder at `path`, what it is for in one sentence, and the rooms it may import. */
export interface Room {
  path: string;
  says: string;
  imports: string[];
}

/** The rooms of the house, and for each library from outside the only places that may import it. */
export interface Rooms {
  rooms: Room[];
  doorkeepers: Record<string, string[]>;
}

export interface SourceFile {
  path: string;
  text: string;
}

interface Import {
  specifier: string;
  line: number;
}

const vagueNames = ['utils', 'util', 'helpers', 'helper', 'common', 'types', 'constants', 'misc', 'shared'];

export async function checkRooms(root: string): Promise<Verdict> {
  const rooms: Rooms = JSON.parse(readFileSync(join(root, 'rooms.json'), 'utf8'));
  const paths = globSync('packages/*/src/**/*.ts', {cwd: root}).map(path => path.replaceAll('\\', '/'));
  const files = paths.sort().map(path => ({path, text: readFileSync(join(root, path), 'utf8')}));
  const barrels = globSync('packages/*/package.json', {cwd: root}).flatMap(path => doorFiles(root, path));
  return {
    problems: [...planProblems(rooms), ...files.flatMap(file => fileProblems(file, rooms, barrels))],
    note: `${rooms.rooms.length} rooms, ${files.length} files`,
  };
}

/** The source files that the `exports` of a package name. */
function doorFiles(root: string, manifest: string): string[] {
  const exported: Record<string, Record<string, string>> = JSON.parse(
    readFileSync(join(root, manifest), 'utf8'),
  ).exports ?? {};
  return Object.values(exported).map(door => join(dirname(manifest), door['@dispatch-kit/source'] ?? ''));
}

/** What is wrong with `rooms.json` itself. */
export function planProblems({rooms}: Rooms): string[] {
  const paths = rooms.map(room => room.path);
  const problems: string[] = [];
  for (const {path, says, imports} of rooms) {
    if (/\band\b/i.test(says))
      problems.push(`rooms.json: ${path} needs "and" to say what it is; make it two rooms.`);
    for (const other of imports.filter(
      other => !paths.includes(other) && !other.startsWith('@dispatch-kit/'),
    ))
      problems.push(`rooms.json: ${path} may import ${other}, which is no room; name a room's path.`);
  }
  return problems;
}

/** What is wrong with one file: each sentence names the place, the rule and the remedy. */
export function fileProblems(file: SourceFile, rooms: Rooms, barrels: string[]): string[] {
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  const imports = importsOf(source, file.text);
  const room = roomOf(file.path, rooms.rooms);
  const isIndex = basename(file.path) === 'index.ts';
  const isTest = file.path.endsWith('.test.ts');
  return [
    ...nameProblems(file.path),
    ...exportProblems(source, file.path),
    ...(isIndex ? indexProblems(source, file.path, barrels) : []),
    ...(!room && !isIndex ? [`${file.path}:1 belongs to no room; add its room to rooms.json.`] : []),
    ...imports.flatMap(found => {
      const place = `${file.path}:${found.line}`;
      if (found.specifier.startsWith('.'))
        return relativeProblems(file.path, place, found, room, rooms, isTest || isIndex);
      if (found.specifier.startsWith('@dispatch-kit/'))
        return packageProblems(place, found, room, isTest || isIndex);
      return isTest ? [] : libraryProblems(file.path, place, found, rooms);
    }),
  ];
}

function importsOf(source: ts.SourceFile, text: string): Import[] {
  const {importedFiles} = ts.preProcessFile(text, true, true);
  return importedFiles.map(({fileName, pos}) => ({
    specifier: fileName,
    line: source.getLineAndCharacterOfPosition(pos).line + 1,
  }));
}

/** The room with the longest path that holds the file; a package's `src` holds only the files directly in it. */
export function roomOf(path: string, rooms: Room[]): Room | undefined {
  const bare = path.replace(/(\.[a-z]+)*\.ts$/, '');
  const holds = (room: string) =>
    room.endsWith('/src') ? dirname(path) === room : bare === room || path.startsWith(`${room}/`);
  return rooms.filter(room => holds(room.path)).sort((a, b) => b.path.length - a.path.length)[0];
}

function packageOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

function nameProblems(path: string): string[] {
  const vague = path
    .split('/')
    .map(part => part.split('.')[0] ?? '')
    .find(part => vagueNames.includes(part));
  return vague ? [`${path}:1 is named "${vague}", which says nothing; name the noun it is about.`] : [];
}

function exportProblems(source: ts.SourceFile, path: string): string[] {
  const problems: string[] = [];
  for (const statement of source.statements) {
    const place = `${path}:${source.getLineAndCharacterOfPosition(statement.getStart()).line + 1}`;
    if (
      ts.isExportDeclaration(statement) &&
      (!statement.exportClause || ts.isNamespaceExport(statement.exportClause))
    )
      problems.push(`${place} exports with a star; list the names.`);
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    const marked = modifiers?.some(modifier => modifier.kind === ts.SyntaxKind.DefaultKeyword);
    const renamed =
      ts.isExportDeclaration(statement) &&
      statement.exportClause &&
      ts.isNamedExports(statement.exportClause) &&
      statement.exportClause.elements.some(({name}) => name.text === 'default');
    if (ts.isExportAssignment(statement) || marked || renamed)
      problems.push(`${place} exports a default; export it by its name.`);
  }
  return problems;
}

function indexProblems(source: ts.SourceFile, path: string, barrels: string[]): string[] {
  if (!barrels.includes(path))
    return [`${path}:1 is an index that is no door of its package; import the files themselves.`];
  const other = source.statements.find(
    statement => !ts.isExportDeclaration(statement) && !ts.isImportDeclaration(statement),
  );
  if (!other) return [];
  const line = source.getLineAndCharacterOfPosition(other.getStart()).line + 1;
  return [`${path}:${line} does more than list names; move it into a file named after it.`];
}

function relativeProblems(
  path: string,
  place: string,
  {specifier}: Import,
  room: Room | undefined,
  {rooms}: Rooms,
  anyRoom: boolean,
): string[] {
  const target = join(dirname(path), specifier);
  if (packageOf(target) !== packageOf(path))
    return [`${place} reaches into ${packageOf(target)} by path; import its door, @dispatch-kit/….`];
  if (!anyRoom && target.endsWith('/index.ts'))
    return [`${place} imports its own package's door; import the file that has the name.`];
  const other = roomOf(target, rooms);
  if (anyRoom || !room || !other || other === room || room.imports.includes(other.path)) return [];
  return [
    `${place} imports ${relative(packageOf(path), target)}, but no arrow goes from ${room.path} to ${other.path}; ` +
      'move the line to a room that may, or add the arrow to rooms.json if the rule was wrong.',
  ];
}

function packageProblems(
  place: string,
  {specifier}: Import,
  room: Room | undefined,
  anyRoom: boolean,
): string[] {
  const name = specifier.split('/').slice(0, 2).join('/');
  if (anyRoom || !room || room.imports.includes(name)) return [];
  return [
    `${place} imports ${name}, but no arrow goes from ${room.path} to it; keep the rule or add the arrow to rooms.json.`,
  ];
}

function libraryProblems(path: string, place: string, {specifier}: Import, {doorkeepers}: Rooms): string[] {
  const scoped = specifier.startsWith('@') ? 2 : 1;
  const library = specifier.startsWith('node:') ? 'node:*' : specifier.split('/').slice(0, scoped).join('/');
  const doors = doorkeepers[library];
  if (!doors)
    return [`${place} imports ${library}, which has no doorkeeper; name one in rooms.json or do without it.`];
  if (doors.some(door => path === door || path.startsWith(door.endsWith('/') ? door : `${door}/`))) return [];
  return [`${place} imports ${library}, which only ${doors.join(', ')} may; ask that file instead.`];
}
