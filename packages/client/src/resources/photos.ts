import {photoEndpoints} from '@dispatch-kit/core';
import type {Photo} from '@dispatch-kit/core';
import type {Call, CallInput, CallOptions, QueryOf} from './call.ts';
import {resource} from './resource.ts';
import type {Resource} from './resource.ts';

type Add = typeof photoEndpoints.add;
/** What is said of a picture: who may see it (`team` unless given), and of which visit it is. */
export type PhotoQuery = Partial<NonNullable<QueryOf<Add>>>;

/** Photos of jobs: each method is a row of the contract. */
export type Photos = Pick<Resource<typeof photoEndpoints>, 'list' | 'remove'> & {
  /**
   * Sends a picture of at most 15 MiB at once; the server writes it anew without place or camera. One that may wait
   * for a network goes into the outbox: `client.outbox.photo()`.
   */
  add(jobId: string, picture: Blob, query?: PhotoQuery, options?: CallOptions): Promise<Photo>;
};

/** Makes the methods of photos; `add` takes the picture itself as its body. */
export function photos(call: Call): Photos {
  const {list, remove} = resource(photoEndpoints, call);
  return {
    list,
    remove,
    add: (jobId, picture, query, options) =>
      call(photoEndpoints.add, {
        ...options,
        params: {id: jobId},
        ...(query && {query}),
        body: picture as unknown,
      } as CallInput<Add>),
  };
}
