import {endpoints} from '@dispatch-kit/core';
import type {Access} from '@dispatch-kit/core';
import {createCompany} from '@dispatch-kit/testing';
import {tellStory} from './api-story/tell-story.ts';
import type {Example} from './api-story/teller.ts';
import {table} from './table.ts';

type Schema = Record<string, unknown>;
type Operation = {
  operationId: string;
  summary: string;
  tags: string[];
  parameters?: {name: string; in: string; required: boolean; schema: Schema; description?: string}[];
  requestBody?: {content: Record<string, {schema: Schema}>};
  responses: Record<string, {description: string; content?: Record<string, {schema: Schema}>}>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: {schemas: Record<string, Schema>};
  tags: {name: string}[];
};

let read: Promise<Document> | undefined;
let told: ReturnType<typeof tellStory> | undefined;

/** The reference of the contract, from the document that an office gives out: `operations`, or `schemas`. */
export async function generate(id: string): Promise<string> {
  const document = await (read ??= readDocument());
  if (id === 'operations') {
    const {examples} = await (told ??= tellStory());
    return document.tags.map(({name}) => groupOf(document, name, examples)).join('\n\n');
  }
  if (id === 'schemas') return schemasOf(document);
  throw new Error(`There is no part api/${id}; there are operations and schemas.`);
}

async function readDocument(): Promise<Document> {
  const company = await createCompany();
  const response = await company.server.fetch(new Request(`${company.url}/openapi.json`));
  await company.close();
  return (await response.json()) as Document;
}

function groupOf({paths}: Document, tag: string, examples: ReadonlyMap<string, Example>): string {
  const own = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) =>
        [operationOf(method.toUpperCase(), path, operation), exampleOf(examples.get(operation.operationId))]
          .filter(Boolean)
          .join('\n\n'),
      ),
  );
  return [`## ${tag}`, ...own].join('\n\n');
}

function operationOf(method: string, path: string, operation: Operation): string {
  const row = endpoints.find(({endpoint}) => endpoint.method === method && endpoint.path === path)!;
  const {endpoint} = row;
  const body = operation.requestBody?.content;
  const json = body?.['application/json']?.schema;
  const query = (operation.parameters ?? []).filter(parameter => parameter.in !== 'path');
  return [
    `### ${method} ${path}`,
    `${operation.summary}. ${whoOf(endpoint.access)}${endpoint.later ? ' Comes later: answers 501.' : ''}`,
    query.length > 0
      ? table(
          ['parameter', 'in', 'what it is'],
          query.map(each => [
            `\`${each.name}\``,
            each.in,
            cell(
              `${typeOf(each.schema)}${each.required ? ', required' : ''}${each.description ? `. ${each.description}` : ''}`,
            ),
          ]),
        )
      : '',
    json ? `Body: ${fieldsOf(json)}` : body ? `Body: ${Object.keys(body).join(', ')}.` : '',
    endpoint.later ? '' : repliesOf(operation),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** A request that was sent, and what came back. */
function exampleOf(example: Example | undefined): string {
  if (!example) return '';
  const {request, status, reply} = example;
  const language = reply.startsWith('{') || reply.startsWith('[') ? 'json' : 'text';
  const answer = reply === '' ? '' : `\n\n\`\`\`${language}\n${reply}\n\`\`\``;
  return `\`\`\`sh\n${request}\n\`\`\`\n\n→ ${status}${answer}`;
}

function whoOf(access: Access): string {
  if (access === 'public') return 'Needs no token.';
  if (access === 'operator') return 'For the operator key.';
  if (access === 'link') return 'For the token of a tracking link.';
  if (access === 'any') return 'For any token of the organization.';
  return `Takes ${access.map(each => `\`${each}\``).join(' or ')}.`;
}

function fieldsOf(schema: Schema): string {
  if (schema['$ref']) return `${typeOf(schema)}.`;
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const required = (schema['required'] ?? []) as string[];
  if (properties.length === 0) return `${typeOf(schema)}.`;
  return `\n\n${table(
    ['field', 'what it is'],
    properties.map(([name, each]) => [
      `\`${name}\``,
      cell(`${typeOf(each)}${required.includes(name) ? ', required' : ''}`),
    ]),
  )}`;
}

function repliesOf({responses}: Operation): string {
  const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return good
    .map(([status, {content}]) => {
      const types = Object.entries(content ?? {}).map(([type, {schema}]) =>
        type === 'application/json' ? typeOf(schema) : type,
      );
      return `${status}: ${types.length > 0 ? types.join(' or ') : 'no body'}.`;
    })
    .join(' ');
}

function typeOf(schema: Schema): string {
  const ref = schema['$ref'] as string | undefined;
  if (ref) return linkTo(ref.split('/').at(-1)!);
  if ('const' in schema) return `\`${String(schema['const'])}\``;
  if (schema['enum']) return (schema['enum'] as unknown[]).map(value => `\`${String(value)}\``).join(', ');
  const choices = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
  if (choices) return choices.map(typeOf).join(' or ');
  const type = [schema['type']].flat().join(' or ');
  if (type === 'array') return `list of ${typeOf((schema['items'] ?? {}) as Schema)}`;
  if (type === 'object') return objectOf(schema);
  return [type || 'anything', boundsOf(schema)].filter(Boolean).join(', ');
}

function objectOf(schema: Schema): string {
  const names = Object.keys((schema['properties'] ?? {}) as object);
  return names.length > 0 ? `{${names.map(name => `\`${name}\``).join(', ')}}` : 'object';
}

function boundsOf(schema: Schema): string {
  const words: [string, string][] = [
    ['minimum', 'from'],
    ['maximum', 'to'],
    ['maxLength', 'at most characters:'],
  ];
  return words
    .filter(([key]) => Math.abs(Number(schema[key] ?? Infinity)) < 1e12)
    .map(([key, word]) => `${word} ${String(schema[key])}`)
    .join(' ');
}

const linkTo = (name: string) => `[${name}](#${name.toLowerCase()})`;
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function schemasOf({components}: Document): string {
  return Object.entries(components.schemas)
    .map(([name, schema]) => {
      const description = schema['description'] as string | undefined;
      return [`### ${name}`, description ? `${description}.` : '', fieldsOf(schema)]
        .filter(Boolean)
        .join('\n\n');
    })
    .join('\n\n');
}
