import type {Principal} from '../office/principal.ts';
import {Problem} from '../office/problem.ts';

/** The token of a request, from its Authorization header; undefined without one. */
export function bearerOf(request: Request): string | undefined {
  const [scheme, token] = (request.headers.get('authorization') ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && token ? token : undefined;
}

/** Refuses a page that neither the organization nor the session has listed. A page of the office itself is at home. */
export function checkOrigin(request: Request, publicUrl: string, principal: Principal): void {
  const origin = request.headers.get('origin');
  if (!origin) return;
  const home = [new URL(request.url).origin, new URL(publicUrl).origin];
  const listed = principal.origins.length > 0 ? principal.origins : principal.organization.origins;
  if (home.includes(origin) || listed.includes(origin)) return;
  throw new Problem(
    'origin_not_allowed',
    `Add ${origin} to the organization’s origins (PATCH /v1/organization) or to the session’s.`,
  );
}
