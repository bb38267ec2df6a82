import {globSync, readFileSync} from 'node:fs';
import {basename, resolve} from 'node:path';
import ts from 'typescript';
import {table} from './table.ts';

const root = resolve(import.meta.dirname, '../..');

/** What the doc comment of a class may list, and what it is called on the page. */
const lists = {
  fires: 'event',
  slot: 'slot',
  csspart: 'part',
  cssprop: 'custom property',
  cssstate: 'state',
} as const;

/** The API of an element by its tag, from its class: properties with their attributes, and what its doc comment lists. */
export function generate(tag: string): string {
  const [path] = globSync(`packages/elements/src/*/${tag}.ts`, {cwd: root});
  if (!path) throw new Error(`there is no element ${tag}`);
  const source = ts.createSourceFile(
    basename(path),
    readFileSync(resolve(root, path), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const element = source.statements.find(ts.isClassDeclaration);
  if (!element) throw new Error(`${path} holds no class`);
  return [properties(element), ...Object.entries(lists).map(([name, head]) => listed(element, name, head))]
    .filter(part => part !== '')
    .join('\n\n');
}

function properties(element: ts.ClassDeclaration): string {
  const rows = element.members.filter(ts.isPropertyDeclaration).flatMap(member => {
    const options = optionsOf(member);
    if (options === undefined) return [];
    const name = member.name.getText();
    const type = oneLine(member.type?.getText() ?? 'boolean').replace(/ \| undefined$/, '');
    return [
      [`\`${name}\``, attributeOf(name, options), `\`${type.replaceAll('|', '\\|')}\``, saysOf(member)],
    ];
  });
  return rows.length > 0 ? table(['property', 'attribute', 'type', 'what it is'], rows) : '';
}

/** The text of the options of `@property(…)`; undefined for what is no property. */
function optionsOf(member: ts.PropertyDeclaration): string | undefined {
  for (const {expression} of ts.getDecorators(member) ?? []) {
    if (ts.isCallExpression(expression) && expression.expression.getText() === 'property')
      return expression.arguments[0]?.getText() ?? '';
  }
  return undefined;
}

function attributeOf(name: string, options: string): string {
  if (options.includes('attribute: false')) return '';
  return `\`${/attribute: '([^']+)'/.exec(options)?.[1] ?? name.toLowerCase()}\``;
}

function saysOf(node: ts.Node): string {
  const [doc] = ts.getJSDocCommentsAndTags(node);
  return oneLine(ts.getTextOfJSDocComment(doc?.comment) ?? '');
}

function listed(element: ts.ClassDeclaration, name: string, head: string): string {
  const tags = ts.getJSDocTags(element).filter(({tagName}) => tagName.text === name);
  const rows = tags.map(({comment}) => {
    const text = oneLine(ts.getTextOfJSDocComment(comment) ?? '');
    const [, what = '', says = ''] = /^(\S*?)\s*- (.*)$/.exec(text) ?? [];
    return [what ? `\`${what}\`` : '(default)', says];
  });
  return rows.length > 0 ? table([head, 'what it is'], rows) : '';
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
