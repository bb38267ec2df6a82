import type {Dice} from './dice.ts';
import {Inventor} from './invent.ts';
import type {Schema} from './invent.ts';
import {recipes, requestOf} from './recipes.ts';
import {dot} from './stage.ts';
import type {Stage} from './stage.ts';

type Parameter = {name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Schema};
type Operation = {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: {content: Record<string, {schema: Schema}>};
  responses: Record<string, unknown>;
};
export type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: {schemas: Record<string, Schema>};
};
export type Target = {method: string; path: string; operation: Operation};

/** One request to be sent, and what was done to it. */
export type Shot = {target: Target; trick: string; request: Request; sent: string};

type Scene = {id: string | undefined; token: string | undefined; url?: string; body?: unknown};

/** Every operation of a document. */
export function targetsOf(document: Document): Target[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({method: method.toUpperCase(), path, operation})),
  );
}

const prefixOf: Record<string, string> = {
  customers: 'cus_',
  members: 'mem_',
  jobs: 'job_',
  appointments: 'apt_',
  'tracking-links': 'lnk_',
  'api-keys': 'key_',
  'embed-sessions': 'ses_',
  webhooks: 'whk_',
  photos: 'pho_',
};

const tricks = [
  ...Array<string>(10).fill('valid'),
  ...Array<string>(5).fill('spoilt'),
  'spoilt_twice',
  'weird_query',
  'doubled_query',
  'weird_path',
  'unknown_id',
  'their_id',
  'wrong_token',
  'wrong_token',
  'their_token',
  'huge',
  'not_json',
  'wrong_type',
  'if_match',
  'key_reused',
  'long_key',
  'stranger_origin',
  'bad_cursor',
  'wrong_method',
];

/** Makes requests out of the document: some right, most spoilt in one way. */
export class Requests {
  readonly #stage: Stage;
  readonly #dice: Dice;
  readonly #inventor: Inventor;

  constructor(document: Document, stage: Stage, dice: Dice) {
    this.#stage = stage;
    this.#dice = dice;
    this.#inventor = new Inventor(document.components.schemas, dice, {
      idOf: prefix => stage.idOf(prefix),
      field: name => this.#field(name),
      nowMs: () => stage.company.clock.now(),
    });
  }

  /** What makes sense in a field of this name. */
  #field(name: string): unknown {
    const {clock} = this.#stage.company;
    if (name === 'phone') return '+13125550142';
    if (name === 'reason') return {code: 'other', note: 'said so'};
    if (name === 'window') return this.#stage.window();
    if (name === 'durationMinutes') return 60;
    if (name === 'capabilities' || name === 'externalId' || name === 'deviceId')
      return this.#dice.chance(0.9) ? `x${this.#dice.whole(0, 1e9)}` : undefined;
    if (name === 'slug') return `slug-${this.#dice.whole(0, 1e9)}`;
    if (name === 'timeZone') return 'America/Chicago';
    if (name === 'url') return 'https://host.example/hooks';
    if (name === 'day' || name === 'from' || name === 'to')
      return new Date(clock.now()).toISOString().slice(0, 10);
    if (name === 'sentAt') return new Date(clock.now()).toISOString();
    return undefined;
  }

  async next(target: Target): Promise<Shot> {
    const trick = this.#dice.pick(tricks);
    const {method, path, operation} = target;
    const recipe = trick === 'valid' ? await recipes[operation.operationId]?.(this.#stage) : undefined;
    if (recipe) {
      const request = requestOf(recipe, method, this.#stage.company.url);
      return {target, trick, request, sent: JSON.stringify(recipe.body ?? recipe.form ?? null)};
    }
    const scene = await this.#sceneOf(target, trick);
    const {query, body: invented} = this.#inputOf(operation, trick);
    const body = trick === 'valid' ? (scene.body ?? invented) : invented;
    const isSigned = scene.url !== undefined && trick === 'valid';
    const url = new URL(
      isSigned ? scene.url! : this.#stage.company.url + this.#filled(path, scene.id, trick),
    );
    if (!isSigned) for (const [name, value] of query) url.searchParams.append(name, value);
    const headers = this.#headers(scene.token, trick, operation);
    const sent = this.#body(body, trick, operation, headers);
    const verb =
      trick === 'wrong_method' ? this.#dice.pick(['PUT', 'DELETE', 'PATCH', 'POST', 'HEAD']) : method;
    const request = new Request(url, {
      method: verb,
      headers,
      ...(sent !== undefined && verb !== 'GET' && verb !== 'HEAD' && {body: sent}),
    });
    return {target, trick, request, sent: typeof sent === 'string' ? sent.slice(0, 300) : ''};
  }

  /** Who calls, and about what: where it may succeed, something is put in the state for it. */
  async #sceneOf({method, path}: Target, trick: string): Promise<Scene> {
    const {tokens} = this.#stage;
    const prepare = trick === 'valid' || this.#dice.chance(0.15);
    const [, , kind, , command] = path.split('/');
    const token = tokens['admin'];
    if (path === '/v1/organizations' || path === '/metrics')
      return {id: undefined, token: tokens['operator']};
    if (kind === 'track' && prepare) {
      const rates = path.endsWith('/rate') || path.endsWith('/rebook');
      if (path.endsWith('/not-home')) return {id: undefined, token: await this.#stage.live()};
      return {id: undefined, token: rates ? await this.#stage.ratable() : (await this.#stage.link()).token};
    }
    if (kind === 'track') return {id: undefined, token: tokens['link']};
    if ((kind === 'positions' || kind === 'ingest') && method === 'POST')
      return {id: undefined, token: tokens['technician']};
    if (prepare && method === 'GET' && path === '/v1/photos/{id}')
      return {id: undefined, token, url: await this.#stage.photoUrl()};
    if (prepare && path.includes('calendarToken'))
      return {id: undefined, token, url: await this.#stage.calendarUrl()};
    if (prepare && path.startsWith('/v1/notices') && method === 'POST')
      return {id: undefined, token, body: await this.#stage.noticeInput()};
    if (prepare && path.endsWith('/replay'))
      return {id: await this.#stage.webhook(), token, body: {since: new Date(0).toISOString()}};
    if (prepare && kind === 'webhooks' && path.includes('{id}'))
      return {id: await this.#stage.webhook(), token};
    if (!path.includes('{id}')) return {id: undefined, token};
    if (kind === 'appointments' && method === 'POST' && prepare) {
      const visit = await this.#stage.visitFor(command!.replaceAll('-', '_'));
      return {id: visit.id, token: this.#dice.chance(0.3) ? visit.token : token};
    }
    if (kind === 'jobs' && method === 'POST' && prepare && command)
      return {id: await this.#stage.jobFor(command), token};
    return {id: this.#stage.idOf(prefixOf[kind!] ?? 'x'), token};
  }

  #filled(path: string, id: string | undefined, trick: string): string {
    const own = prefixOf[path.split('/')[2]!] ?? 'job_';
    return path.replace(/\{(\w+)\}/g, () => {
      if (trick === 'weird_path')
        return encodeURIComponent(this.#inventor.weird().slice(0, 500).toWellFormed());
      if (trick === 'unknown_id') return `${own}00000000000000`;
      if (trick === 'their_id') return this.#dice.pick(this.#stage.theirs.get(own) ?? ['none']);
      return id ?? this.#stage.idOf(own) ?? 'none';
    });
  }

  #inputOf(
    {parameters = [], requestBody}: Operation,
    trick: string,
  ): {query: [string, string][]; body: unknown} {
    const known = parameters.filter(parameter => parameter.in === 'query');
    const chosen = known.filter(
      each =>
        each.required || this.#dice.chance(each.name === 'cursor' || each.name === 'dryRun' ? 0.05 : 0.3),
    );
    const query = chosen.map(({name, schema}): [string, string] => [
      name,
      String(this.#inventor.valid(schema, name)),
    ]);
    if (trick === 'weird_query')
      query.push([
        known.length > 0 ? this.#dice.pick(known).name : 'nobodyKnowsThis',
        this.#inventor.weird().toWellFormed(),
      ]);
    if (trick === 'doubled_query' && query[0]) query.push(query[0]);
    if (trick === 'bad_cursor' && known.some(({name}) => name === 'cursor'))
      query.push(['cursor', this.#inventor.weird().toWellFormed() || 'a.b']);
    const schema = requestBody?.content['application/json']?.schema;
    let body = schema && this.#inventor.valid(schema);
    if (trick.startsWith('spoilt')) body = this.#inventor.spoil(body ?? {});
    if (trick === 'spoilt_twice') body = this.#inventor.spoil(body);
    return {query, body};
  }

  #headers(token: string | undefined, trick: string, operation: Operation): Headers {
    const headers = new Headers();
    const {tokens} = this.#stage;
    const others = [
      'fired',
      'demoted',
      'revoked',
      'source',
      'expired',
      'narrow',
      'origin',
      'link',
      'ended',
      'nobody',
      'technician',
      'dispatcher',
      'operator',
      '',
    ];
    const used =
      trick === 'wrong_token'
        ? tokens[this.#dice.pick(others)]
        : trick === 'their_token'
          ? tokens['theirs']
          : token;
    if (used) headers.set('authorization', `${this.#dice.chance(0.98) ? 'Bearer' : 'Basic'} ${used}`);
    if (operation.requestBody)
      headers.set('content-type', Object.keys(operation.requestBody.content)[0]!.replace('*', 'png'));
    if (trick === 'wrong_type')
      headers.set(
        'content-type',
        this.#dice.pick(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '*/*']),
      );
    if (trick === 'if_match') headers.set('if-match', this.#dice.pick(['"1"', '"99"', 'x', '*', 'W/"0"']));
    if (trick === 'key_reused') headers.set('idempotency-key', `k${this.#dice.whole(0, 1)}`);
    if (trick === 'long_key') headers.set('idempotency-key', 'k'.repeat(300));
    if (trick === 'stranger_origin') headers.set('origin', 'https://stranger.example');
    return headers;
  }

  #body(body: unknown, trick: string, {requestBody}: Operation, headers: Headers): BodyInit | undefined {
    if (requestBody && 'image/*' in requestBody.content)
      return trick === 'spoilt'
        ? dot.slice(0, 40)
        : trick === 'huge'
          ? new Uint8Array(16 * 1024 * 1024)
          : dot;
    if (requestBody && 'application/gpx+xml' in requestBody.content)
      return trick === 'huge'
        ? `<gpx>${'<trkpt lat="1" '.repeat(100_000)}`
        : `<gpx><trkpt lat="${this.#inventor.weird().replaceAll('"', '')}" lon="2"><time>${this.#inventor.weird()}`;
    if (trick === 'not_json') return this.#dice.pick(['{', '[1,', 'undefined', '\xff\xfe', '"\\ud800"', '']);
    if (trick === 'huge') {
      headers.set('content-type', 'application/json');
      return JSON.stringify({...(body as object), filling: 'x'.repeat(1_100_000)});
    }
    if (body === undefined) return undefined;
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    return JSON.stringify(body);
  }
}
