/**
 * The docs drift check. A code block below `<!-- from: path#region -->` is that region of a file that runs;
 * what stands between `<!-- generated: command/id -->` and `<!-- /generated -->` is what
 * `generate(id)` of `scripts/docs/command.ts` returns.
 */
import {existsSync, globSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {format, resolveConfig} from 'prettier';
import type {Verdict} from './part.ts';

const pages = ['*.md', 'docs/**/*.md', 'packages/*/*.md', 'examples/**/*.md', 'benches/**/*.md'];
const codeBlock = /(<!-- from: (\S+?)#(\S+) -->\n+```\w*\n)[\s\S]*?```/g;
const generatedBlock = /(<!-- generated: (\w[\w-]*)\/(\S+) -->\n)[\s\S]*?(<!-- \/generated -->)/g;
const typedByHand = /(?<!<!-- from: \S+ -->\n+)^```(ts|tsx|js|jsx|html|css)$/gm;

/** With `write`, the pages are brought up to date instead. */
export async function checkDrift(root: string, {write = false} = {}): Promise<Verdict> {
  const problems: string[] = [];
  const found = globSync(pages, {cwd: root, exclude: path => path.includes('node_modules')}).sort();
  for (const page of found) {
    const before = readFileSync(join(root, page), 'utf8');
    try {
      const after = await refresh(root, before);
      if (write && after !== before) writeFileSync(join(root, page), after);
      if (!write && after !== before)
        problems.push(
          `${page}:${firstDifference(before, after)} is not what it is made from; run npm run docs.`,
        );
      problems.push(...handTyped(page, before));
    } catch (error) {
      problems.push(`${page}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return {problems, note: `${found.length} pages`};
}

/** The page with its code blocks and generated blocks made anew. */
export async function refresh(root: string, text: string): Promise<string> {
  const withCode = text.replace(codeBlock, (_whole, open: string, path: string, region: string) => {
    const code = regionOf(readFileSync(join(root, path), 'utf8'), `${path}#${region}`);
    return `${open}${code}\`\`\``;
  });
  let result = '';
  let end = 0;
  for (const match of withCode.matchAll(generatedBlock)) {
    const [whole, open = '', command = '', id = '', close = ''] = match;
    result += `${withCode.slice(end, match.index)}${open}\n${await generated(root, command, id)}\n${close}`;
    end = match.index + whole.length;
  }
  return result + withCode.slice(end);
}

/** The lines between the comments `#region name` and `#endregion`, moved to the left margin. */
export function regionOf(text: string, name: string): string {
  const region = name.slice(name.indexOf('#') + 1);
  const lines = text.split('\n');
  const start = lines.findIndex(line =>
    line
      .replace(/(-->|\*\/)$/, '')
      .trim()
      .endsWith(`#region ${region}`),
  );
  const length = lines.slice(start + 1).findIndex(line => line.includes('#endregion'));
  if (start < 0 || length < 0)
    throw new Error(`there is no region ${name}; mark it with // #region ${region}.`);
  const inside = lines.slice(start + 1, start + 1 + length);
  const indents = inside.filter(line => line.trim()).map(line => line.length - line.trimStart().length);
  const indent = Math.min(...indents, 80);
  return inside.map(line => `${line.slice(indent)}\n`).join('');
}

async function generated(root: string, command: string, id: string): Promise<string> {
  const file = join(root, 'scripts/docs', `${command}.ts`);
  if (!existsSync(file))
    throw new Error(`there is no scripts/docs/${command}.ts to generate ${command}/${id}.`);
  const {generate}: {generate(id: string): string | Promise<string>} = await import(file);
  return format(await generate(id), {...(await resolveConfig(file)), parser: 'markdown'});
}

function handTyped(page: string, text: string): string[] {
  return [...text.matchAll(typedByHand)].map(match => {
    const line = text.slice(0, match.index).split('\n').length;
    return `${page}:${line} is a code block typed by hand; make it a region of a file that runs (<!-- from: path#region -->).`;
  });
}

function firstDifference(before: string, after: string): number {
  const theirs = after.split('\n');
  return before.split('\n').findIndex((line, index) => line !== theirs[index]) + 1 || 1;
}
