import type {Endpoint, FieldProblem} from '@dispatch-kit/core';
import {en} from 'zod/locales';
import * as z from 'zod/mini';
import {Problem} from '../office/problem.ts';

const {localeError} = en();

/** Reads a body of JSON, at most so large. An empty one counts as `{}`. */
export async function readJson(request: Request, mostBytes: number): Promise<unknown> {
  const bytes = await readBytes(request, mostBytes);
  if (bytes.length === 0) return {};
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type))
    throw new Problem('unsupported_type', `Send content-type: application/json, not ${type || 'nothing'}.`);
  const body = parseJson(bytes);
  const path = unstorable(body);
  if (path === undefined) return body;
  throw new Problem('invalid', `${path}: Text may hold neither a NUL nor half a character.`, {
    fields: [{path, code: 'unstorable_text', message: 'Text may hold neither a NUL nor half a character.'}],
  });
}

/** Reads a form. A field that is there twice is joined by commas; what no database keeps is left out. */
export async function readForm(request: Request, mostBytes: number): Promise<Record<string, string>> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type))
    throw new Problem(
      'unsupported_type',
      `Send application/x-www-form-urlencoded, not ${type || 'nothing'}.`,
    );
  const text = new TextDecoder().decode(await readBytes(request, mostBytes));
  const form = new URLSearchParams(text);
  return Object.fromEntries(
    [...form.keys()].map(name => [name, form.getAll(name).join(',').replaceAll('\0', '')]),
  );
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes));
  } catch (error) {
    throw new Problem('malformed', `The body is not JSON: ${(error as Error).message}`);
  }
}

/** Where a text stands that no database keeps as it is; undefined if there is none. */
function unstorable(value: unknown, path = 'body'): string | undefined {
  const isBad = (text: string) => text.includes('\0') || !text.isWellFormed();
  if (typeof value === 'string') return isBad(value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = isBad(key) ? path : unstorable(inner, path === 'body' ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Reads a body, at most so large. */
export async function readBytes(request: Request, mostBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new Problem('too_large', `The body may be at most ${mostBytes} bytes.`);
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) throw tooLarge();
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > mostBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Checks a body against its row of the contract; unknown fields are named. */
export function parseBody(endpoint: Endpoint, body: unknown): unknown {
  if (endpoint.body) return parse(endpoint.body, body, 'field');
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const extra = isObject ? Object.keys(body) : ['body'];
  if (extra.length > 0) throw unknownOnes(extra, 'field');
  return {};
}

/** Checks query parameters; unknown and doubled ones are named. */
export function parseQuery(endpoint: Endpoint, search: URLSearchParams): Record<string, unknown> {
  const doubled = [...search.keys()].filter(key => search.getAll(key).length > 1);
  if (doubled.length > 0)
    throw new Problem('invalid', `Give ${doubled[0]} once.`, {
      fields: [{path: doubled[0]!, code: 'repeated', message: 'Give it once.'}],
    });
  const query = Object.fromEntries(search);
  if (endpoint.query) return parse(endpoint.query, query, 'parameter') as Record<string, unknown>;
  if (Object.keys(query).length > 0) throw unknownOnes(Object.keys(query), 'parameter');
  return {};
}

function unknownOnes(keys: readonly string[], kind: 'field' | 'parameter'): Problem {
  const fields = keys.map(path => ({
    path,
    code: `unknown_${kind}`,
    message: `There is no such ${kind} here; leave it out.`,
  }));
  return new Problem('invalid', `Unknown ${kind}: ${keys.join(', ')}.`, {fields});
}

function parse(schema: z.ZodMiniType, input: unknown, kind: 'field' | 'parameter'): unknown {
  const result = schema.safeParse(input, {error: localeError, reportInput: true});
  if (result.success) return result.data;
  const fields = result.error.issues.flatMap(issue => fieldsOf(issue, kind)).slice(0, 50);
  throw new Problem('invalid', fields.map(field => `${field.path}: ${field.message}`).join(' '), {fields});
}

function fieldsOf(issue: z.core.$ZodIssue, kind: 'field' | 'parameter'): FieldProblem[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      path: [path, key].filter(Boolean).join('.'),
      code: `unknown_${kind}`,
      message: `There is no such ${kind} here; leave it out.`,
    }));
  }
  const code = issue.code === 'invalid_type' && issue.input === undefined ? 'required' : issue.code;
  const message = code === 'required' ? 'This is required.' : sentence(issue.message);
  return [{path: path || (kind === 'field' ? 'body' : 'query'), code, message}];
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
