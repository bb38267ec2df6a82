import type {Endpoint} from '@dispatch-kit/core';
import {Aftermath} from './aftermath.ts';
import {bearerOf, checkOrigin} from './caller.ts';
import {AfterReading} from './call.ts';
import type {Call} from './call.ts';
import {Content} from './content.ts';
import {handlers, publicHandlers} from './handlers.ts';
import {claim, keyedOf} from './idempotency.ts';
import type {Keyed} from './idempotency.ts';
import {inbound} from './inbound.ts';
import {Metrics} from './metrics.ts';
import {openApi} from './open-api.ts';
import {demandOperator, demandReady, readMetrics} from './operations.ts';
import {parseBody, parseQuery, readJson} from './parse.ts';
import {phoneApps} from './phone-apps.ts';
import {readGpxFile} from './read-gpx-file.ts';
import {readPhoto} from './read-photo.ts';
import {problemBody, problemResponse, toProblem} from './problem-response.ts';
import {RateLimit} from './rate-limit.ts';
import type {Allowance} from './rate-limit.ts';
import {Kept, dressed, jsonResponse} from './reply.ts';
import type {Reply} from './reply.ts';
import {createOrganization} from '../desk/organizations.ts';
import type {Office} from '../office/office.ts';
import {authenticate} from '../office/authenticate.ts';
import {demand} from '../office/principal.ts';
import type {Principal} from '../office/principal.ts';
import {Problem} from '../office/problem.ts';
import {organizationOut} from '../desk/shapes.ts';
import type {Streams} from '../live/streams.ts';
import type {Transaction} from '../storage/storage.ts';

/** Where a request came from, as the process that took it knows. */
export type Peer = {address?: string};

type Asked = Pick<Call, 'params' | 'body' | 'afterCommit' | 'afterFailure'> & {
  url: URL;
  token: string | undefined;
};
type Row = {name: string; endpoint: Endpoint};

/** Lets requests in along the rows of the contract: counts them, knows who calls, reads what is sent, and answers each once. */
export class Door {
  readonly #office: Office;
  readonly #streams: Streams;
  readonly #known: RateLimit;
  readonly #anonymous: RateLimit;
  readonly #metrics = new Metrics();

  constructor(office: Office, streams: Streams) {
    this.#office = office;
    this.#streams = streams;
    const realNow = () => performance.now();
    this.#known = new RateLimit(office.limits.requestsPerMinute, realNow);
    this.#anonymous = new RateLimit(office.limits.anonymousPerMinute, realNow);
  }

  async answer(row: Row, request: Request, params: Record<string, string>, peer: Peer): Promise<Response> {
    const startedMs = performance.now();
    const requestId = this.#office.newId('event').replace('evt_', 'req_');
    const response = await this.#answer(row, request, params, {peer, requestId});
    const seconds = (performance.now() - startedMs) / 1000;
    this.#metrics.observe(row.name, response.status, seconds);
    this.#office.log('info', 'Answered', {
      route: row.name,
      status: response.status,
      milliseconds: Math.round(seconds * 1000),
      requestId,
    });
    return response;
  }

  async #answer(
    row: Row,
    request: Request,
    params: Record<string, string>,
    {peer, requestId}: {peer: Peer; requestId: string},
  ): Promise<Response> {
    let allowance: Allowance | undefined;
    try {
      allowance = await this.#admit(row, request, peer);
      const response = await this.#dispatch(row, request, params, peer);
      return dressed(request, response, requestId, allowance);
    } catch (error) {
      const problem = this.#guessing(toProblem(error), row, peer) ?? this.#ours(error, row.name, requestId);
      return dressed(request, problemResponse(problem, requestId), requestId, allowance);
    }
  }

  /** Tokens that are tried out count against the address they come from, whatever they are. */
  #guessing(problem: Problem | undefined, {name}: Row, peer: Peer): Problem | undefined {
    const isGuess =
      problem?.code === 'unauthenticated' || (phoneApps[name] !== undefined && problem?.code === 'not_found');
    if (!isGuess) return problem;
    try {
      this.#anonymous.take(peer.address ?? 'unknown');
      return problem;
    } catch (limited) {
      return toProblem(limited);
    }
  }

  refuse(request: Request, problem: Problem, headers: Record<string, string> = {}): Response {
    const requestId = this.#office.newId('event').replace('evt_', 'req_');
    return dressed(request, problemResponse(problem, requestId, headers), requestId);
  }

  /** A fault of the server: logged with its id, told without its insides. */
  #ours(error: unknown, name: string, requestId: string): Problem {
    this.#office.log('error', 'A request failed', {
      name,
      requestId,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return new Problem('internal', `Something went wrong here. Name ${requestId} when you ask about it.`);
  }

  async #admit({name}: Row, request: Request, peer: Peer): Promise<Allowance> {
    const token = bearerOf(request);
    const address = peer.address ?? 'unknown';
    // Many phones share an address, and each reports every few seconds; one that is not known is a guess.
    if (phoneApps[name]) return this.#known.take(address);
    if (!token) return this.#anonymous.take(address);
    return this.#known.take(`${address} ${await this.#office.crypto.sha256(token)}`);
  }

  async #dispatch(row: Row, request: Request, params: Record<string, string>, peer: Peer): Promise<Response> {
    const {endpoint, name} = row;
    const url = new URL(request.url);
    const fromProvider = inbound[name];
    if (fromProvider) return fromProvider(this.#office, request);
    if (endpoint.access === 'public') return this.#public(row, request, params, url, peer);
    if (name === 'organizations.create') return this.#makeOrganization(row, request);
    if (name === 'organizations.metrics') {
      parseQuery(endpoint, url.searchParams);
      const watched = {metrics: this.#metrics, streams: this.#streams};
      return (await readMetrics(this.#office, request, watched)).response();
    }
    const token = bearerOf(request);
    const accept = request.headers.get('accept') ?? '';
    const isStream =
      name === 'track.events' || (name === 'live.events' && accept.includes('text/event-stream'));
    if (isStream) return this.#stream(row, request, token, url);
    const body = await this.#bodyOf(endpoint, request, token, url);
    const aftermath = new Aftermath();
    const reply = await aftermath.of(() =>
      this.#office.storage.transaction(tx => {
        aftermath.beginAgain();
        return this.#run(tx, row, request, {url, params, body, token, ...aftermath.hooks});
      }),
    );
    if (reply instanceof Kept) return this.#keepProblem(reply);
    if (reply instanceof AfterReading)
      return jsonResponse({status: 200, body: JSON.stringify(await reply.answer())});
    if (reply instanceof Content) return reply.response();
    return jsonResponse(reply);
  }

  async #bodyOf(
    endpoint: Endpoint,
    request: Request,
    token: string | undefined,
    {searchParams}: URL,
  ): Promise<unknown> {
    const office = this.#office;
    if (request.method === 'GET' || request.method === 'DELETE') return {};
    if (!endpoint.accepts) return readJson(request, office.limits.bodyBytes);
    // Opening a file is work: only for who may add one and asks rightly, and before the transaction.
    await office.storage.transaction(tx => this.#enter(tx, endpoint, request, token));
    parseQuery(endpoint, searchParams);
    return endpoint.accepts === 'image/*' ? readPhoto(office, request) : readGpxFile(office, request);
  }

  async #public(
    {endpoint, name}: Row,
    request: Request,
    params: Record<string, string>,
    url: URL,
    peer: Peer,
  ): Promise<Response> {
    if (endpoint.later) throw new Problem('coming_later', later(endpoint));
    const handler = publicHandlers[name];
    if (handler) {
      const query = parseQuery(endpoint, url.searchParams);
      const body = request.method === 'GET' ? {} : await readJson(request, this.#office.limits.bodyBytes);
      const address = peer.address ?? 'unknown';
      const call = {office: this.#office, params, query, body: parseBody(endpoint, body), address};
      const reply = await handler(call);
      if (reply instanceof Content) return reply.response();
      return Response.json(reply, {status: endpoint.status ?? 200});
    }
    parseQuery(endpoint, url.searchParams);
    if (name === 'organizations.openApi') return Response.json(openApi(this.#office.publicUrl));
    if (name === 'organizations.ready') await demandReady(this.#office);
    return Response.json({ok: true});
  }

  async #makeOrganization({endpoint}: Row, request: Request): Promise<Response> {
    const {storage} = this.#office;
    parseQuery(endpoint, new URL(request.url).searchParams);
    const body = await readJson(request, this.#office.limits.bodyBytes);
    const reply = await storage.transaction(async tx => {
      await demandOperator(this.#office, tx, request);
      const {row, apiKey} = await createOrganization(
        this.#office,
        tx,
        parseBody(endpoint, body) as Parameters<typeof createOrganization>[2],
      );
      return {organization: organizationOut(row), apiKey};
    });
    return Response.json(reply, {status: 201});
  }

  async #stream(
    {name, endpoint}: Row,
    request: Request,
    token: string | undefined,
    url: URL,
  ): Promise<Response> {
    const query = parseQuery(endpoint, url.searchParams);
    const principal = await this.#office.storage.transaction(async tx => {
      const known = await this.#enter(tx, endpoint, request, token);
      return known;
    });
    if (name === 'track.events') return this.#streams.openView(principal, token!);
    const after = request.headers.get('last-event-id') ?? (query['after'] as string | undefined);
    return this.#streams.openEvents(principal, token!, after || undefined);
  }

  /** Who calls, from where, and may he. */
  async #enter(
    tx: Transaction,
    {access}: Endpoint,
    request: Request,
    token: string | undefined,
  ): Promise<Principal> {
    if (access === 'operator')
      throw new Problem('coming_later', 'This is part of the contract, and not built yet.');
    const principal = await authenticate(this.#office, tx, token);
    checkOrigin(request, this.#office.publicUrl, principal);
    const isLink = principal.kind === 'link';
    if ((access === 'link') !== isLink)
      throw new Problem(
        'not_allowed',
        isLink
          ? 'A tracking link opens /v1/track and nothing else.'
          : 'This takes the token of a tracking link.',
      );
    if (Array.isArray(access)) demand(principal, access);
    return principal;
  }

  async #run(
    tx: Transaction,
    {name, endpoint}: Row,
    request: Request,
    {url, params, body, token, ...hooks}: Asked,
  ): Promise<Reply | Kept | AfterReading | Content> {
    const office = this.#office;
    const principal = await this.#enter(tx, endpoint, request, token);
    if (endpoint.later) throw new Problem('coming_later', later(endpoint));
    const organizationId = principal.organization.id;
    const query = parseQuery(endpoint, url.searchParams);
    const dryRun = query['dryRun'] === '1' || query['dryRun'] === 'true';
    const writes = request.method !== 'GET' && !dryRun && !endpoint.reads;
    const call: Call = {
      office,
      tx,
      principal,
      organizationId,
      params,
      query,
      body: endpoint.accepts ? body : parseBody(endpoint, body),
      dryRun,
      ifMatch: ifMatchOf(request),
      ...hooks,
    };
    const keyed = writes ? await keyedOf(office, principal, request, url, body) : undefined;
    if (writes) await tx.organizations.lock(organizationId);
    const replay = keyed && (await claim(office, tx, organizationId, keyed));
    if (replay) return {status: replay.status, body: replay.reply, replayed: true};
    const outcome = await this.#handle(name, await fresh(call, writes));
    if (outcome instanceof AfterReading) return outcome;
    if (outcome instanceof Problem) return this.#settle(tx, organizationId, keyed, outcome);
    if (outcome instanceof Content) return outcome;
    const status = dryRun ? 200 : (endpoint.status ?? 200);
    const text = outcome === undefined || status === 204 ? null : JSON.stringify(outcome);
    const secret = endpoint.secret === true;
    if (keyed)
      await tx.idempotency.finish(organizationId, keyed.scope, {status, reply: secret ? null : text, secret});
    const version = (outcome as {version?: number} | undefined)?.version;
    return {status, body: text, ...(typeof version === 'number' && {version})};
  }

  /** Runs the handler. A problem that commits is an answer; any other one ends the transaction. */
  async #handle(name: string, call: Call): Promise<unknown> {
    try {
      return await handlers[name]!(call);
    } catch (error) {
      if (error instanceof Problem && error.commits) return error;
      throw error;
    }
  }

  async #settle(
    tx: Transaction,
    organizationId: string,
    keyed: Keyed | undefined,
    problem: Problem,
  ): Promise<Kept> {
    const requestId = this.#office.newId('event').replace('evt_', 'req_');
    const text = JSON.stringify(problemBody(problem, requestId));
    if (keyed)
      await tx.idempotency.finish(organizationId, keyed.scope, {
        status: problem.status,
        reply: text,
        secret: false,
      });
    return new Kept(problem, requestId);
  }

  #keepProblem({problem, requestId}: Kept): Response {
    return problemResponse(problem, requestId);
  }
}

/** After the lock, the organization is read again: its rules may have changed while this request waited for its turn. */
async function fresh(call: Call, writes: boolean): Promise<Call> {
  if (!writes) return call;
  const organization = (await call.tx.organizations.get(call.organizationId))!;
  return {...call, principal: {...call.principal, organization}};
}

function later({method, path, summary}: Endpoint): string {
  return `${method} ${path} (${summary}) is part of the contract and not built yet.`;
}

function ifMatchOf(request: Request): number | undefined {
  const header = request.headers.get('if-match');
  if (header === null || header === '*') return undefined;
  const version = Number(header.replace(/^(W\/)?"?|"$/g, ''));
  if (Number.isInteger(version)) return version;
  throw new Problem('invalid', 'If-Match: give the version you have seen, such as "3".', {
    fields: [{path: 'If-Match', code: 'invalid', message: 'Give the version you have seen, such as "3".'}],
  });
}
