import type {Endpoint} from '@dispatch-kit/core';
import type {BodyOf, Call, CallInput, CallOptions, QueryOf, ReplyOf} from './call.ts';

type IdArgument<E extends Endpoint> = E['path'] extends `${string}{${string}}${string}` ? [id: string] : [];
/** An argument that may be left out where nothing in it is required. */
type Argument<T> = T extends undefined ? [] : Record<never, never> extends T ? [input?: T] : [input: T];
type InputArgument<E extends Endpoint> = E['method'] extends 'GET'
  ? Argument<QueryOf<E>>
  : Argument<BodyOf<E>>;

/** A row of the contract as a method: `(id, body or query, options)`, each where the row has one. */
export type Method<E extends Endpoint> = (
  ...args: [...IdArgument<E>, ...InputArgument<E>, options?: CallOptions]
) => Promise<ReplyOf<E>>;

/** `stand_down` as `standDown`. */
export type CamelCase<S> = S extends `${infer A}_${infer B}` ? `${A}${Capitalize<CamelCase<B>>}` : S;
type Rows = Readonly<Record<string, Endpoint>>;
/** The rows that are built; one that comes later has no method yet. */
type Built<R extends Rows> = {[K in keyof R as R[K] extends {later: true} ? never : K]: R[K]};

/** A group of the contract with a method for each row, named as the row in camelCase (`stand_down` → `standDown`). */
export type Resource<R extends Rows> = {
  readonly [K in keyof Built<R> as CamelCase<K>]: Built<R>[K] extends Endpoint ? Method<Built<R>[K]> : never;
};

/** Makes the methods of a group out of its rows. */
export function resource<R extends Rows>(rows: R, call: Call): Resource<R> {
  const methods = Object.entries(rows)
    .filter(([, endpoint]) => !endpoint.later)
    .map(([name, endpoint]) => [camelCase(name), methodOf(endpoint, call)]);
  return Object.fromEntries(methods) as Resource<R>;
}

function methodOf(endpoint: Endpoint, call: Call) {
  const param = /\{(\w+)\}/.exec(endpoint.path)?.[1];
  const inputKey = endpoint.method === 'GET' ? endpoint.query && 'query' : endpoint.body && 'body';
  return (...args: unknown[]) => {
    const rest = [...args];
    const id = param && {params: {[param]: rest.shift() as string}};
    const input = inputKey && {[inputKey]: rest.shift()};
    return call(endpoint, {...id, ...input, ...(rest.shift() as CallOptions)} as CallInput<Endpoint>);
  };
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

type Page = {items: unknown[]; nextCursor?: string | undefined};
type ItemOf<P> = P extends {items: (infer T)[]} ? T : never;

/** Goes through all pages of a list, one item after the other, asking for the next page when it is needed. */
export async function* eachOf<Q extends object, P extends Page>(
  list: (query?: Q & {cursor?: string}) => Promise<P>,
  query?: Q,
): AsyncGenerator<ItemOf<P>> {
  let cursor: string | undefined;
  do {
    const page = await list({...query, ...(cursor && {cursor})} as Q & {cursor?: string});
    yield* page.items as ItemOf<P>[];
    cursor = page.nextCursor;
  } while (cursor);
}
