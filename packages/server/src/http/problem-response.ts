import type {ErrorCode, Problem as ProblemBody} from '@dispatch-kit/core';
import {errorCodes} from '@dispatch-kit/core';
import {Problem} from '../office/problem.ts';
import {StorageConflict} from '../storage/storage.ts';

const conflictCodes: Record<StorageConflict['what'], ErrorCode> = {
  id: 'already_done',
  external_id: 'external_id_taken',
  slug: 'external_id_taken',
  notice: 'already_done',
  double_booking: 'technician_booked',
  two_under_way: 'technician_busy',
};

/** What a caller is told about anything thrown: problems as they are, a law of the storage as its refusal, the rest as ours. */
export function toProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof StorageConflict)
    return new Problem(conflictCodes[error.what], errorCodes[conflictCodes[error.what]].title);
  return undefined;
}

/** problem+json, RFC 9457. */
export function problemBody(problem: Problem, requestId: string): ProblemBody {
  const {status, title, retryable} = errorCodes[problem.code] as {
    status: number;
    title: string;
    retryable?: boolean;
  };
  return {
    type: `urn:dispatch-kit:problem:${problem.code}`,
    title,
    status,
    detail: problem.message,
    code: problem.code,
    retryable: retryable ?? false,
    ...(problem.fields.length > 0 && {fields: [...problem.fields]}),
    ...(problem.allowed && {allowed: [...problem.allowed]}),
    ...(problem.current !== undefined && {current: problem.current}),
    requestId,
  };
}

export function problemResponse(
  problem: Problem,
  requestId: string,
  headers: Record<string, string> = {},
): Response {
  const retry =
    problem.retryAfterSeconds === undefined ? {} : {'retry-after': String(problem.retryAfterSeconds)};
  return new Response(JSON.stringify(problemBody(problem, requestId)), {
    status: problem.status,
    headers: {'content-type': 'application/problem+json', ...retry, ...headers},
  });
}
