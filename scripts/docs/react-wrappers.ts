import {existsSync, globSync, readFileSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {format, resolveConfig} from 'prettier';
import ts from 'typescript';

const folder = 'packages/elements/src/react';

/**
 * A React component for each element, made from what the doc comments of the classes say they fire: the text of each
 * file by its path. A file for each, so that a page with a tracker loads no board.
 */
export async function reactWrappers(root: string): Promise<ReadonlyMap<string, string>> {
  const paths = globSync('packages/elements/src/*/dispatch-*.ts', {cwd: root})
    .filter(path => !/\.(test|styles)\.ts$/.test(path))
    .sort((a, b) => basename(a).localeCompare(basename(b)));
  const elements = paths.map(path => readElement(root, path));
  const texts = new Map(elements.map(element => [fileOf(element), wrapperOf(element)]));
  const lines = elements.map(element => `export {${element.name}} from './${basename(fileOf(element))}';`);
  texts.set(`${folder}/index.ts`, [note, ...lines].join('\n'));
  const formatted = [...texts].map(async ([path, text]) => {
    const config = await resolveConfig(join(root, path));
    return [path, await format(text, {...config, parser: 'typescript'})] as const;
  });
  return new Map(await Promise.all(formatted));
}

/** The wrappers that are not what they are made from; with `write`, they are made anew. */
export async function checkReactWrappers(root: string, {write = false} = {}): Promise<string[]> {
  const problems: string[] = [];
  for (const [path, text] of await reactWrappers(root)) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    if (write) writeFileSync(file, text);
    else problems.push(`${path} is not what it is made from; run npm run docs.`);
  }
  return problems;
}

const note = '// Made by `npm run docs` from the classes of the elements: change those.';

interface ElementSource {
  path: string;
  name: string;
  tag: string;
  summary: string;
  fires: string[];
}

function readElement(root: string, path: string): ElementSource {
  const text = readFileSync(join(root, path), 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const element = source.statements.find(ts.isClassDeclaration);
  if (!element?.name) throw new Error(`${path} holds no class`);
  const tags = ts.getJSDocTags(element);
  const textOf = (tag: ts.JSDocTag) => (ts.getTextOfJSDocComment(tag.comment) ?? '').replaceAll(/\s+/g, ' ');
  const summary = tags.find(({tagName}) => tagName.text === 'summary');
  return {
    path: path.replaceAll('\\', '/').replace('packages/elements/src/', ''),
    name: element.name.text,
    tag: basename(path, '.ts'),
    summary: summary ? textOf(summary) : '',
    fires: tags
      .filter(({tagName}) => tagName.text === 'fires')
      .map(
        tag =>
          textOf(tag)
            .split(/[\s-]+-/)[0]!
            .trim()
            .split(' ')[0]!,
      ),
  };
}

function fileOf({tag}: ElementSource): string {
  return `${folder}/${tag.replace('dispatch-', '')}.ts`;
}

function wrapperOf({path, name, tag, summary, fires}: ElementSource): string {
  const own = fires.filter(event => event.startsWith('dispatch-')).map(eventClass);
  const events = fires.map(event => {
    const type = event.startsWith('dispatch-') ? eventClass(event) : 'Event';
    return `on${eventClass(event).replace(/Event$/, '')}: '${event}' as EventName<${type}>,`;
  });
  return `${note}
import {createComponent} from '@lit/react';
${fires.length > 0 ? "import type {EventName} from '@lit/react';" : ''}
import * as React from 'react';
${own.length > 0 ? `import type {${own.sort().join(', ')}} from '../events.ts';` : ''}
import {${name} as Element} from '../${path}';

/** ${summary} \`<${tag}>\` as a React component${events.length > 0 ? '; its events are `on…` properties' : ''}. */
export const ${name} = createComponent({
  react: React,
  tagName: '${tag}',
  elementClass: Element,
  displayName: '${name}',
  ${events.length > 0 ? `events: {${events.join(' ')}},` : ''}
});`;
}

/** `dispatch-phase` is a `DispatchPhaseEvent`. */
function eventClass(event: string): string {
  const words = event.split('-').map(word => word[0]!.toUpperCase() + word.slice(1));
  return `${words.join('')}Event`;
}
