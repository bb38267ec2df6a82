import {readFile} from 'node:fs/promises';
import {basename, dirname, resolve} from 'node:path';
import {build} from 'esbuild';
import type {BuildOptions, Metafile, Plugin} from 'esbuild';

type Files = ReadonlyMap<string, Uint8Array>;
type Outputs = ReadonlyMap<
  string,
  {text: string; imports: Metafile['outputs'][string]['imports']; exports: string[]}
>;

const names = /^\.\/([\w.-]+\.js)$/;

/**
 * Bundles a script so that all it begins with is one file, named as the script, beside the files of what it imports later. esbuild
 * alone would put each part that some of those share with the script into a file of its own, and a page would wait for one round of requests more.
 */
export async function wholeScript(script: string, options: BuildOptions): Promise<Files> {
  const entry = basename(script).replace(/\.ts$/, '.js');
  const outputs = await split(script, options);
  const first = closureOf(entry, outputs);
  // What a later file takes from a part is given out by the whole under a name that says of which part it is.
  const given = [...first].map((name, at) => {
    const list = outputs.get(name)!.exports.map(each => `${each} as part${at}_${each}`);
    return `export {${list.join(',')}} from './${name}'`;
  });
  const shims = new Map(
    [...first].map((name, at) => {
      const list = outputs.get(name)!.exports.map(each => `part${at}_${each} as ${each}`);
      return [name, `export {${list.join(',')}} from './${entry}'`] as const;
    }),
  );
  const isLater = (name: string) => !first.has(name);
  const textOf = (name: string) => outputs.get(name)!.text;
  const whole = await join(`import './${entry}';${given.join(';')}`, isLater, textOf, options);
  const files = new Map([[entry, whole]]);
  for (const name of [...outputs.keys()].filter(isLater)) {
    const isElsewhere = (other: string, importer: string) => isLater(other) || importer !== '';
    files.set(name, await join(textOf(name), isElsewhere, other => shims.get(other)!, options));
  }
  return files;
}

/** The script in the files that esbuild makes of it, by their names. */
async function split(script: string, options: BuildOptions): Promise<Outputs> {
  const {outputFiles, metafile} = await build({
    ...options,
    entryPoints: [script],
    bundle: true,
    splitting: true,
    metafile: true,
    write: false,
    minify: false,
    plugins: [pastDoors],
  });
  const made = new Map(Object.entries(metafile.outputs).map(([path, each]) => [basename(path), each]));
  return new Map(
    outputFiles.map(({path, text}) => {
      const {imports, exports} = made.get(basename(path))!;
      return [basename(path), {text, imports, exports}] as const;
    }),
  );
}

const packages = resolve(import.meta.dirname, '../packages');
const doorImport = /^import (\{[^}]*\}) from '@dispatch-kit\/(\w+)';/gm;
const doorExport = /^export \{([^}]*)\} from '([^']+)';/gm;

/**
 * Imports what a package's door names from the file where it is. To esbuild, whoever imports from a door needs all that is
 * behind it at once, as soon as some file that comes later uses it.
 */
const pastDoors: Plugin = {
  name: 'past-doors',
  setup(building) {
    const doors = new Map<string, Promise<ReadonlyMap<string, string>>>();
    building.onLoad({filter: /[/\\]packages[/\\]\w+[/\\]src[/\\].*\.ts$/}, async ({path}) => {
      const text = await readFile(path, 'utf8');
      for (const [, , door] of text.matchAll(doorImport))
        if (!doors.has(door!)) doors.set(door!, behind(door!));
      const places = new Map<string, ReadonlyMap<string, string>>();
      for (const [door, names] of doors) places.set(door, await names);
      const contents = text.replace(doorImport, (_, names: string, door: string) =>
        namesIn(names)
          .map(name => `import {${name}} from ${JSON.stringify(places.get(door)!.get(name.split(' ')[0]!))};`)
          .join(''),
      );
      return {contents, loader: 'ts'};
    });
  },
};

/** In which file each name is that a package gives out, also where a file on the way only passes it on. */
async function behind(door: string): Promise<ReadonlyMap<string, string>> {
  const places = await passedOn(resolve(packages, door, 'src/index.ts'));
  const deeper = await Promise.all(
    [...new Set(places.values())].map(async path => [path, await passedOn(path)] as const),
  );
  const byPath = new Map(deeper);
  return new Map([...places].map(([name, path]) => [name, byPath.get(path)!.get(name) ?? path] as const));
}

/** From which other file each name comes that a file passes on. */
async function passedOn(path: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(path, 'utf8');
  return new Map(
    [...text.matchAll(doorExport)].flatMap(([, names, from]) =>
      namesIn(names!).map(name => [name, resolve(dirname(path), from!)] as const),
    ),
  );
}

const namesIn = (list: string): string[] =>
  list
    .replaceAll(/[{}]/g, '')
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);

/** All files that a page waits for before the first of them runs. */
function closureOf(entry: string, outputs: Outputs): ReadonlySet<string> {
  const found = new Set([entry]);
  for (const name of found) {
    for (const {path, kind} of outputs.get(name)!.imports)
      if (kind === 'import-statement') found.add(basename(path));
  }
  return found;
}

/** Makes one file of a text and the files that it names, but for those that stay files of their own. */
async function join(
  contents: string,
  isApart: (name: string, importer: string) => boolean,
  textOf: (name: string) => string,
  options: BuildOptions,
): Promise<Uint8Array> {
  const plugin: Plugin = {
    name: 'outputs',
    setup(building) {
      building.onResolve({filter: names}, ({path, importer, namespace}) => {
        const name = names.exec(path)![1]!;
        const from = namespace === 'outputs' ? importer : '';
        return isApart(name, from) ? {path, external: true} : {path: name, namespace: 'outputs'};
      });
      building.onLoad({filter: /.*/, namespace: 'outputs'}, ({path}) => ({
        contents: textOf(path),
        loader: 'js',
      }));
    },
  };
  const {outputFiles} = await build({
    ...options,
    stdin: {contents, loader: 'js'},
    bundle: true,
    write: false,
    minify: true,
    plugins: [plugin],
  });
  return outputFiles![0]!.contents;
}
