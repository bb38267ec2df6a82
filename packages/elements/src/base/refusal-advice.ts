import type {DispatchError} from '@dispatch-kit/client';

/** Whether a page is somebody's workbench: there an error names its cause and remedy, elsewhere it stays calm. */
export function isDevelopment({protocol, hostname}: Location): boolean {
  if (protocol === 'file:') return true;
  return /^(localhost|127(\.\d+){3}|\[::1\]|.*\.(localhost|local|test))$/.test(hostname);
}

/** What a developer should know of a refusal: what is wrong, at which attribute, and what to do. */
export function adviceOn(
  error: DispatchError,
  {src, origin}: {src: string | undefined; origin: string},
): string {
  switch (error.code) {
    case 'unauthenticated':
    case 'token_expired':
      return `The server does not know the token in the attribute "token". Take the one behind # in a tracking link, or make one with POST /v1/tracking-links.`;
    case 'origin_not_allowed':
      return `The organization does not list ${origin}. Add it to "origins" with PATCH /v1/organization.`;
    case 'invalid_reply':
      return `The attribute "src" (${src ?? 'not set'}) does not lead to a dispatch server. ${error.message}`;
    case 'unreachable':
    case 'timeout':
      return `The attribute "src" (${src ?? 'not set'}) must lead to a server that runs and may be called from here. ${error.message}`;
    default:
      return `${error.code}: ${error.message}`;
  }
}
