import {endpoints} from '@dispatch-kit/core';
import {Hono} from 'hono';
import {Door} from './door.ts';
import type {Peer} from './door.ts';
import type {Office} from '../office/office.ts';
import {Problem} from '../office/problem.ts';
import type {Streams} from '../live/streams.ts';

/** Mounts the contract: every row of the wire table, and nothing else. */
export function createApp(
  office: Office,
  streams: Streams,
): (request: Request, peer?: Peer) => Promise<Response> {
  const door = new Door(office, streams);
  const app = new Hono<{Bindings: Peer}>();
  for (const row of endpoints) {
    const path = row.endpoint.path.replace(/\{(\w+)\}/g, ':$1');
    app.on(row.endpoint.method, path, c =>
      door.answer(row, c.req.raw, c.req.param() as Record<string, string>, c.env),
    );
  }
  const methods = Map.groupBy(endpoints, ({endpoint}) => endpoint.path.replace(/\{(\w+)\}/g, ':$1'));
  for (const [path, rows] of methods) {
    const allow = rows.map(row => row.endpoint.method).join(', ');
    app.all(path, c => door.refuse(c.req.raw, new Problem('method_not_allowed', `Use ${allow}.`), {allow}));
  }
  app.notFound(c =>
    door.refuse(
      c.req.raw,
      new Problem('no_route', 'There is nothing at this address; /openapi.json lists what there is.'),
    ),
  );
  return async (request, peer = {}) =>
    request.method === 'OPTIONS' ? preflight(request) : app.fetch(request, peer);
}

/** Answered for any origin and without credentials: it carries no token. The real request is checked. */
function preflight(request: Request): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-origin': request.headers.get('origin') ?? '*',
      'access-control-allow-methods': 'GET, POST, PATCH, DELETE',
      'access-control-allow-headers':
        'authorization, content-type, idempotency-key, if-match, last-event-id, accept',
      'access-control-max-age': '7200',
      vary: 'origin',
    },
  });
}
