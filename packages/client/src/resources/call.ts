import type {Endpoint} from '@dispatch-kit/core';

type Schema = {_zod: {input: unknown; output: unknown}};
type InputOf<S> = S extends Schema ? S['_zod']['input'] : undefined;

/** What a row of the contract takes as its body. */
export type BodyOf<E extends Endpoint> = InputOf<E['body']>;
/** What a row of the contract takes as its query. */
export type QueryOf<E extends Endpoint> = E['query'] extends Schema
  ? Wide<E['query']['_zod']['input']>
  : undefined;
/** What a row of the contract answers with. */
export type ReplyOf<E extends Endpoint> = E['reply'] extends Schema
  ? E['reply']['_zod']['output']
  : undefined;

/** A number may stand where its text goes into the address, a list where its parts are joined by commas. */
type Wide<T> = {[K in keyof T]: T[K] | (unknown extends T[K] ? number | string : never) | readonly string[]};

/** What every call takes. */
export interface CallOptions {
  /** Says what it would do, and writes nothing. Commands and creates only. */
  dryRun?: boolean;
  /** The `version` you read: refused as `version_conflict` if somebody changed it since. PATCH and planning only. */
  ifMatch?: number;
  /** Yours, if you send the same request again after a reload; otherwise each call gets a key of its own. */
  idempotencyKey?: string;
  /** Sent once: a lost connection is told at once, instead of after two more tries. */
  noRetry?: boolean;
  signal?: AbortSignal;
}

export interface CallInput<E extends Endpoint> extends CallOptions {
  /** What stands in braces in the path. */
  params?: Readonly<Record<string, string>>;
  query?: QueryOf<E>;
  body?: BodyOf<E>;
}

/** Calls one row of the contract. */
export type Call = <E extends Endpoint>(endpoint: E, input?: CallInput<E>) => Promise<ReplyOf<E>>;
