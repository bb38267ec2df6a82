import assert from 'node:assert/strict';
import {SchemaReader} from './json-schema.ts';

type Operation = {
  operationId: string;
  parameters?: {name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: object}[];
  requestBody?: {content: Record<string, {schema: object}>};
  responses: Record<string, {$ref?: string; content?: Record<string, {schema: object}>}>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: {responses: Record<string, Operation['responses'][string]>};
};
type Route = {method: string; path: string; operation: Operation; pattern: RegExp};

/** What is sent with a call, by the names of the document. */
export type Sent = {
  path?: Record<string, string>;
  query?: Record<string, string>;
  header?: Record<string, string>;
  body?: unknown;
};

/** Knows an API by its OpenAPI document alone, and holds every request and every reply against it. */
export class OpenApiClient {
  readonly #url: string;
  readonly #routes: Route[];
  readonly #document: Document;
  readonly #reader: SchemaReader;
  /** Operations whose reply was held against the document. */
  readonly judged = new Set<string>();

  constructor(url: string, document: Document) {
    this.#url = url;
    this.#document = document;
    this.#reader = new SchemaReader(document);
    this.#routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        operation,
        pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
      })),
    );
  }

  static async read(url: string): Promise<OpenApiClient> {
    const response = await fetch(`${url}/openapi.json`);
    return new OpenApiClient(url, (await response.json()) as Document);
  }

  /** Calls an operation by its id, with nothing that the document does not name. */
  async call<T = Record<string, never>>(token: string, operationId: string, sent: Sent = {}): Promise<T> {
    const route = this.#routes.find(({operation}) => operation.operationId === operationId);
    assert.ok(route, `the document has no operation ${operationId}`);
    this.#judgeRequest(route, sent);
    const filled = route.path.replace(/\{(\w+)\}/g, (_, name: string) => sent.path![name]!);
    const query = new URLSearchParams(sent.query).toString();
    const request = new Request(`${this.#url}${filled}${query && `?${query}`}`, {
      method: route.method,
      headers: {
        authorization: `Bearer ${token}`,
        ...sent.header,
        ...(sent.body !== undefined && {'content-type': 'application/json'}),
      },
      ...(sent.body !== undefined && {body: JSON.stringify(sent.body)}),
    });
    const response = await fetch(request);
    const text = await response.text();
    this.judge(request, response, text);
    assert.ok(response.ok, `${operationId}: ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  #judgeRequest({operation}: Route, {path = {}, query = {}, header = {}, body}: Sent): void {
    const known = operation.parameters ?? [];
    for (const [where, given] of Object.entries({path, query, header})) {
      for (const [name, value] of Object.entries(given)) {
        const parameter = known.find(
          each => each.in === where && each.name.toLowerCase() === name.toLowerCase(),
        );
        assert.ok(parameter, `${operation.operationId} has no ${where} parameter ${name}`);
        const read = where === 'query' && /^\d+$/.test(value) ? [value, Number(value)] : [value];
        const faults = read.map(each => this.#reader.faults(parameter.schema as never, each));
        assert.ok(
          faults.some(each => each.length === 0),
          `${name}: ${faults.flat().join('; ')}`,
        );
      }
    }
    const needed = known.filter(each => each.required && !(each.name in {...path, ...query, ...header}));
    assert.deepEqual(needed, [], `${operation.operationId} needs more parameters`);
    const schema = operation.requestBody?.content['application/json']?.schema;
    assert.equal(
      body !== undefined,
      schema !== undefined,
      `${operation.operationId}: a body is sent where one is described`,
    );
    if (schema) assert.deepEqual(this.#reader.faults(schema as never, body), [], operation.operationId);
  }

  /** Holds a reply against the document: its status, its type, and every field of it. */
  judge(request: Request, response: Response, text: string): void {
    const route = this.#routeOf(request);
    const type = (response.headers.get('content-type') ?? '').split(';')[0]!;
    if (!route) {
      assert.ok(
        response.status >= 400 && type === 'application/problem+json',
        `${request.method} ${request.url}`,
      );
      return;
    }
    const {operationId, responses} = route.operation;
    const status = String(response.status);
    const named = responses[status] ?? responses[`${status[0]}XX`];
    assert.ok(named, `${operationId} answers ${status}, which the document does not name`);
    const described = named.$ref
      ? this.#document.components.responses[named.$ref.split('/').at(-1)!]!
      : named;
    this.judged.add(operationId);
    if (!described.content) return assert.equal(text, '', `${operationId} answers with a body`);
    // A document may name a range of types, such as every picture.
    const content = described.content[type] ?? described.content[type.replace(/\/.*$/, '/*')];
    assert.ok(content, `${operationId} answers ${status} with ${type}`);
    if (!type.endsWith('json')) return;
    const faults = this.#reader.faults(content.schema as never, JSON.parse(text));
    assert.deepEqual(faults, [], `${operationId} ${status}: ${text.slice(0, 2000)}`);
  }

  #routeOf({method, url}: Request): Route | undefined {
    const {pathname} = new URL(url);
    const fits = this.#routes.filter(route => route.method === method && route.pattern.test(pathname));
    // A word in a path goes before a parameter: /v1/jobs/{id}/undo.
    return fits.toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
  }
}
