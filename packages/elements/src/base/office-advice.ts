import type {DispatchError} from '@dispatch-kit/client';
import {adviceOn} from './refusal-advice.ts';

const address = 'The attribute "src" of <dispatch-provider>, or the "url" of its client,';

/** What a developer who shows an office should know of a refusal. Apart, since a customer's page does without it. */
export function officeAdviceOn(error: DispatchError, {origin}: {origin: string}): string {
  switch (error.code) {
    case 'unauthenticated':
    case 'token_expired':
      return 'The server does not know the token of this session. Give <dispatch-provider> a "fetchToken" that asks your back end for one, made with POST /v1/embed-sessions.';
    case 'invalid_reply':
      return `${address} does not lead to a dispatch server. ${error.message}`;
    case 'unreachable':
    case 'timeout':
      return `${address} must lead to a server that runs and may be called from here. ${error.message}`;
    default:
      return adviceOn(error, {src: undefined, origin});
  }
}
