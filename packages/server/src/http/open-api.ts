import type {Endpoint} from '@dispatch-kit/core';
import {CommandReply, ImportRow, Job, Problem, endpoints} from '@dispatch-kit/core';
import * as z from 'zod/mini';
import {SchemaBook} from './open-api-schemas.ts';

type Json = Record<string, unknown>;

const {events, notices} = CommandReply.shape;
const DryJob = z.extend(Job, {events, notices, dryRun: z.literal(true)});

/** The contract as OpenAPI 3.1, made from the wire table. */
export function openApi(serverUrl: string): Json {
  const book = new SchemaBook();
  book.of(Problem, 'output');
  const paths: Record<string, Json> = {};
  for (const {name, endpoint} of endpoints) {
    (paths[endpoint.path] ??= {})[endpoint.method.toLowerCase()] = operation(book, name, endpoint);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Dispatch Kit',
      version: '1.0.0',
      summary: 'Dispatch and live customer tracking',
      license: {name: 'MIT', identifier: 'MIT'},
    },
    servers: [{url: serverUrl}],
    tags: [...new Set(endpoints.map(({name}) => name.split('.')[0]))].map(name => ({
      name,
      description: `Everything about ${name}`,
    })),
    security: [{bearer: []}],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key, an embed session, a tracking link’s token, or the operator key.',
        },
      },
      schemas: sorted(book.components),
      responses: {
        ...refusedResponses(),
        Problem: {
          description: 'What is wrong, in a code and in words (RFC 9457)',
          content: {'application/problem+json': {schema: {$ref: '#/components/schemas/Problem'}}},
        },
      },
    },
  };
}

function operation(book: SchemaBook, name: string, endpoint: Endpoint): Json {
  const body = bodyOf(book, name, endpoint);
  return {
    operationId: name.replace(/\W(\w)/g, (_, letter: string) => letter.toUpperCase()),
    summary: endpoint.summary,
    tags: [name.split('.')[0]],
    ...(endpoint.access === 'public' && {security: []}),
    ...parametersOf(book, endpoint),
    ...(body && {requestBody: {required: true, content: {'application/json': {schema: body}}}}),
    ...(endpoint.accepts && {
      requestBody: {
        required: true,
        content: {[endpoint.accepts]: {schema: {type: 'string', contentMediaType: endpoint.accepts}}},
      },
    }),
    responses: {
      ...success(book, endpoint),
      ...refusalsOf(endpoint),
      '4XX': {$ref: '#/components/responses/Problem'},
      '5XX': {$ref: '#/components/responses/Problem'},
    },
  };
}

/** What each status means wherever it is declared. */
const refused = {
  400: 'Something in the request is not as it should be: `fields` say where, and what helps',
  401: 'No token, one that is not known, or one that has ended',
  403: 'This token may not do that, or not from this page’s origin',
  404: 'There is nothing of this kind by that id',
  409: 'It cannot be done as things are: `code` and `allowed` say why, and what can',
  410: 'This link has ended',
  412: 'Somebody changed it since you read it; `current` is how it is now',
  413: 'The body is too large',
  415: 'The body is of another type',
  429: 'Too many requests: wait as long as Retry-After says',
} as const;

/** The refusals that the row itself tells; any other one is a 4XX too. */
function refusalsOf({method, path, access, accepts, dryRun}: Endpoint): Json {
  const isWriting = method === 'POST' || method === 'PATCH';
  const isPublic = access === 'public';
  const statuses = [
    400,
    ...(isPublic ? [] : [401, 403]),
    ...(path.includes('{') ? [404] : []),
    ...(isWriting ? [409] : []),
    ...(access === 'link' ? [410] : []),
    ...(method === 'PATCH' || (dryRun && path.includes('{id}')) ? [412] : []),
    ...(isWriting || accepts ? [413, 415] : []),
    429,
  ] as (keyof typeof refused)[];
  return Object.fromEntries(statuses.map(status => [status, {$ref: `#/components/responses/${status}`}]));
}

function refusedResponses(): Json {
  const content = {'application/problem+json': {schema: {$ref: '#/components/schemas/Problem'}}};
  return Object.fromEntries(
    Object.entries(refused).map(([status, description]) => [status, {description, content}]),
  );
}

/** The rows of an import are read one by one, so that one which is wrong refuses no other; here they have their schema. */
function bodyOf(book: SchemaBook, name: string, {body}: Endpoint): Json | undefined {
  if (!body) return undefined;
  const schema = book.of(body, 'input');
  if (name !== 'office.import') return schema;
  const properties = schema['properties'] as {rows: Json};
  return {...schema, properties: {rows: {...properties.rows, items: book.of(ImportRow, 'input')}}};
}

function success(book: SchemaBook, endpoint: Endpoint): Json {
  const status = String(endpoint.status ?? 200);
  if (endpoint.later)
    return {
      '2XX': {description: 'To be described when it is built'},
      501: {
        description: 'Part of the contract, and not built yet',
        content: {'application/problem+json': {schema: {$ref: '#/components/schemas/Problem'}}},
      },
    };
  if (status === '204') return {[status]: {description: 'Done'}};
  const content: Json = {};
  if (endpoint.reply) content['application/json'] = {schema: book.of(endpoint.reply, 'output')};
  if (endpoint.produces) content[endpoint.produces] = {schema: {type: 'string'}};
  const made = {[status]: {description: endpoint.summary, content}};
  if (!endpoint.dryRun || status === '200') return made;
  // A dry run makes nothing, so it is no 201; it says what would follow beside what would be made.
  const told = {
    'application/json': {schema: book.of(endpoint.reply === Job ? DryJob : CommandReply, 'output')},
  };
  return {200: {description: 'What it would be; a dry run wrote nothing', content: told}, ...made};
}

function parametersOf(book: SchemaBook, endpoint: Endpoint): {parameters?: Json[]} {
  const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: {type: 'string'},
  }));
  const query = endpoint.query ? book.of(endpoint.query, 'input') : {};
  const required = (query['required'] as string[] | undefined) ?? [];
  const inQuery = Object.entries((query['properties'] as Json | undefined) ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: {type: 'string'},
  });
  const headers = [
    ...(endpoint.method === 'POST' && !endpoint.reads
      ? [header('Idempotency-Key', 'The same key, body and parameters: the same reply, done once')]
      : []),
    ...(endpoint.method === 'PATCH' || (endpoint.dryRun && endpoint.path.includes('{id}'))
      ? [header('If-Match', 'The version you have seen')]
      : []),
  ];
  const parameters = [...inPath, ...inQuery, ...headers];
  return parameters.length > 0 ? {parameters} : {};
}

function sorted(components: Record<string, Json>): Record<string, Json> {
  return Object.fromEntries(Object.entries(components).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
