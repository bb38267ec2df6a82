import type {Endpoint} from '@dispatch-kit/core';
import {Problem, endpoints} from '@dispatch-kit/core';
import * as z from 'zod/mini';

type Json = Record<string, unknown>;

/** The contract as OpenAPI 3.1, made from the wire table. */
export function openApi(serverUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const {name, endpoint} of endpoints) {
    (paths[endpoint.path] ??= {})[endpoint.method.toLowerCase()] = operation(name, endpoint);
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
      schemas: {Problem: jsonSchema(Problem, 'output')},
      responses: {
        Problem: {
          description: 'What is wrong, in a code and in words (RFC 9457)',
          content: {'application/problem+json': {schema: {$ref: '#/components/schemas/Problem'}}},
        },
      },
    },
  };
}

function operation(name: string, endpoint: Endpoint): Json {
  const body = endpoint.body && jsonSchema(endpoint.body, 'input');
  return {
    operationId: name.replace(/\W(\w)/g, (_, letter: string) => letter.toUpperCase()),
    summary: endpoint.summary,
    tags: [name.split('.')[0]],
    ...(endpoint.access === 'public' && {security: []}),
    ...parametersOf(endpoint),
    ...(body && {requestBody: {required: true, content: {'application/json': {schema: body}}}}),
    responses: {
      ...success(endpoint),
      '4XX': {$ref: '#/components/responses/Problem'},
      '5XX': {$ref: '#/components/responses/Problem'},
    },
  };
}

function success(endpoint: Endpoint): Json {
  const status = String(endpoint.status ?? 200);
  if (endpoint.later)
    return {
      '501': {
        description: 'Part of the contract, and not built yet',
        content: {'application/problem+json': {schema: {$ref: '#/components/schemas/Problem'}}},
      },
    };
  if (status === '204') return {[status]: {description: 'Done'}};
  const content: Json = {};
  if (endpoint.reply) content['application/json'] = {schema: jsonSchema(endpoint.reply, 'output')};
  if (endpoint.produces) content[endpoint.produces] = {schema: {type: 'string'}};
  return {[status]: {description: endpoint.summary, content}};
}

function parametersOf(endpoint: Endpoint): {parameters?: Json[]} {
  const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: {type: 'string'},
  }));
  const query = endpoint.query ? jsonSchema(endpoint.query, 'input') : {};
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
    ...(endpoint.method === 'POST'
      ? [header('Idempotency-Key', 'The same key and body: the same reply, done once')]
      : []),
    ...(endpoint.method === 'PATCH' || endpoint.dryRun
      ? [header('If-Match', 'The version you have seen')]
      : []),
  ];
  const parameters = [...inPath, ...inQuery, ...headers];
  return parameters.length > 0 ? {parameters} : {};
}

function jsonSchema(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
  const {$schema: _, ...json} = z.toJSONSchema(schema, {io, unrepresentable: 'any'}) as Json;
  return json;
}
