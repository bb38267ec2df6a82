import type {CommandReply, Endpoint} from '@dispatch-kit/core';
import type {Call, CallOptions} from './call.ts';
import {resource} from './resource.ts';
import type {CamelCase} from './resource.ts';

type Body = {_zod: {input: unknown}};
type InputOf<S extends Body> = S['_zod']['input'];

type CommandMethod<S extends Body> =
  Record<never, never> extends InputOf<S>
    ? (id: string, body?: InputOf<S>, options?: CallOptions) => Promise<CommandReply>
    : (id: string, body: InputOf<S>, options?: CallOptions) => Promise<CommandReply>;

/** Each command as a method of its own name in camelCase: `standDown(id)`, `complete(id, {outcome: 'done'})`. */
export type Commands<B extends Readonly<Record<string, Body>>> = {
  readonly [K in keyof B as CamelCase<K>]: CommandMethod<B[K]>;
};

/** Makes the methods of all commands out of their rows; what each takes is the type of its body in `B`. */
export function commands<B extends Readonly<Record<string, Body>>>(
  rows: Readonly<Record<string, Endpoint>>,
  call: Call,
): Commands<B> {
  return resource(rows, call) as unknown as Commands<B>;
}
