import type {ErrorCode, FieldProblem, Refusal} from '@dispatch-kit/core';
import {errorCodes} from '@dispatch-kit/core';

/** Something a caller is told instead of an answer. Becomes problem+json at the door. */
export class Problem extends Error {
  override name = 'Problem' as const;
  readonly code: ErrorCode;
  readonly fields: readonly FieldProblem[];
  readonly allowed: readonly string[] | undefined;
  readonly current: unknown;
  /** What was written stays written: a refused tap is history too. */
  readonly commits: boolean;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    detail: string,
    more: {
      fields?: readonly FieldProblem[];
      allowed?: readonly string[] | undefined;
      current?: unknown;
      commits?: boolean;
      retryAfterSeconds?: number;
    } = {},
  ) {
    super(detail);
    this.code = code;
    this.fields = more.fields ?? [];
    this.allowed = more.allowed;
    this.current = more.current;
    this.commits = more.commits ?? false;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }
}

/** A field that is not as it should be: where, and the remedy. */
export function fieldProblem(path: string, message: string, code = 'invalid'): Problem {
  return new Problem('invalid', `${path}: ${message}`, {fields: [{path, code, message}]});
}

export function notFound(what: string): Problem {
  return new Problem('not_found', `There is no ${what} by that id in this organization.`);
}

/** A refusal of the laws, with what could be done instead. */
export function refusalProblem(refusal: Refusal, allowed?: readonly string[], commits = false): Problem {
  return new Problem(refusal.refused, refusal.sentence, {allowed, commits});
}
