import type {Endpoint} from '@dispatch-kit/core';
import {endpoints} from '@dispatch-kit/core';
import {callerOf, expectOk} from '../caller.ts';
import type {OfficeUnderTest} from './firm.ts';
import type {Schema} from './wrong-values.ts';

type Parameter = {name: string; in: string; schema: Schema};

/** One operation of a server's document, with its row of the contract. */
export type Operation = {
  name: string;
  endpoint: Endpoint;
  /** The parameters of its query. */
  parameters: readonly Parameter[];
  /** Of a body of JSON. */
  body: Schema | undefined;
  /** Every status that it says it may answer. */
  statuses: ReadonlySet<string>;
};

type Written = {
  parameters?: Parameter[];
  requestBody?: {content: Record<string, {schema: Schema}>};
  responses: Record<string, unknown>;
};
type Document = {
  paths: Record<string, Record<string, Written>>;
  components: {schemas: Record<string, Schema>};
};

/** Reads a server's own document: its operations that are built, and the schemas they name. */
export async function operationsOf(
  office: OfficeUnderTest,
): Promise<{operations: Operation[]; schemas: Record<string, Schema>}> {
  const stranger = callerOf(office.fetch ?? fetch, office.url, '');
  const {paths, components} = expectOk(await stranger.get<Document>('/openapi.json'));
  const operations = endpoints
    .filter(({endpoint}) => !endpoint.later)
    .map(({name, endpoint}) => {
      const {parameters = [], requestBody, responses} = paths[endpoint.path]![endpoint.method.toLowerCase()]!;
      return {
        name,
        endpoint,
        parameters: parameters.filter(parameter => parameter.in === 'query'),
        body: requestBody?.content['application/json']?.schema,
        statuses: new Set(Object.keys(responses)),
      };
    });
  return {operations, schemas: components.schemas};
}
