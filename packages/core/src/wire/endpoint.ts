import type * as z from 'zod/mini';
import type {Capability} from '../people/permission.ts';

type Schema = z.ZodMiniType;

/** Who may call: anybody, the holder of an operator key or of a tracking link, any signed-in actor, or who has one of the capabilities. */
export type Access = 'public' | 'operator' | 'link' | 'any' | readonly Capability[];

/**
 * One row of the contract. The server mounts it, the client calls it, OpenAPI is made from it.
 * `later`: part of the contract, answered with 501 and a sentence until it is built.
 */
export type Endpoint<
  Q extends Schema | undefined = Schema | undefined,
  B extends Schema | undefined = Schema | undefined,
  R extends Schema = Schema,
> = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  readonly summary: string;
  readonly access: Access;
  readonly query?: Q;
  readonly body?: B;
  readonly reply?: R;
  /** The status of success; 200 unless said. */
  readonly status?: 200 | 201 | 202 | 204;
  /** What it answers with besides JSON. */
  readonly produces?:
    'text/event-stream' | 'text/plain' | 'text/html' | 'text/csv' | 'text/calendar' | 'text/xml' | 'image/*';
  /** What its body is, where that is no JSON. */
  readonly accepts?: 'image/*' | 'application/gpx+xml';
  /** It makes something, or is a command: `?dryRun=1` says what it would do. */
  readonly dryRun?: true;
  /** Its reply holds a secret that is shown once. */
  readonly secret?: true;
  /** It only asks, though it is a POST: nothing is written, so nothing is locked, and no reply is kept. */
  readonly reads?: true;
  readonly later?: true;
};

/** Keeps the schemas' types of a row. */
export function endpoint<const E extends Endpoint>(row: E): E {
  return row;
}

/** A wire word in a path: `stand_down` is written `stand-down`. */
export function inPath(word: string): string {
  return word.replaceAll('_', '-');
}
