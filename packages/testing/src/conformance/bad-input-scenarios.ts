import assert from 'node:assert/strict';
import type {Capability, Problem} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {NeedsOwnOrganization, openFirm} from './firm.ts';
import type {DeclareTest, Firm, OfficeUnderTest} from './firm.ts';
import {operationsOf} from './operations.ts';
import type {Operation} from './operations.ts';
import {idsOf} from './tenant-scenarios.ts';
import {WrongValues, bodyWith} from './wrong-values.ts';

/** What is sent to an operation, besides what makes it the right address. */
type Wrong = {
  token?: string;
  authorization?: string;
  query?: string;
  body?: string | undefined;
  contentType?: string;
};
type Refusal = {status: number; problem: Problem | undefined};

/** These take what their makers add; the rows of an import are read one by one. */
const takesMore = /^\/v1\/(ingest|inbound)\//;
const readOneByOne: Record<string, string> = {'office.import': 'rows.0'};
/** A server lets an address try so many requests without a token a minute; of these this table takes its part. */
const ownShare = 0.6;

/** Every operation of the server's own document, asked for wrongly: what comes with a new endpoint is asked of it too. */
export function badInputScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  const table = async () => BadInput.open(office);

  test('every operation names a parameter that it does not know', async () => {
    const bad = await table();
    for (const operation of bad.strict) {
      const answer = await bad.send(operation, {query: 'nobodyKnowsThis=1'});
      bad.expect(operation, answer, 400, 'invalid', 'nobodyKnowsThis unknown_parameter');
    }
  });

  test('every operation names a parameter of the wrong kind', async () => {
    const bad = await table();
    let tried = 0;
    for (const operation of bad.strict)
      for (const {name, schema} of operation.parameters) {
        const text = bad.wrong.ofParameter(schema);
        if (text === undefined) continue;
        tried += 1;
        const answer = await bad.send(operation, {query: `${name}=${encodeURIComponent(text)}`});
        bad.expect(operation, answer, 400, 'invalid', name);
      }
    assert.ok(tried > 50, `only ${tried} parameters`);
  });

  test('every operation with a body names a field that it does not know', async () => {
    const bad = await table();
    for (const operation of bad.writing) {
      const answer = await bad.send(operation, {body: '{"nobodyKnowsThis":1}'});
      bad.expect(operation, answer, 400, 'invalid', 'nobodyKnowsThis unknown_field');
    }
  });

  test('every operation with a body names each field of the wrong kind, however deep it is', async () => {
    const bad = await table();
    let tried = 0;
    for (const operation of bad.writing)
      for (const wrong of bad.wrong.ofBody(operation.body ?? {})) {
        if (wrong.path.startsWith(readOneByOne[operation.name] ?? '?')) continue;
        tried += 1;
        const answer = await bad.send(operation, {body: JSON.stringify(bodyWith(wrong))});
        bad.expect(operation, answer, 400, 'invalid', wrong.path);
      }
    assert.ok(tried > 400, `only ${tried} fields`);
  });

  test('every operation with a body refuses one that is no JSON, too large, of another type or not to be kept', async () => {
    const bad = await table();
    const large = JSON.stringify({name: 'x'.repeat(1_100_000)});
    for (const operation of bad.writing) {
      bad.expect(operation, await bad.send(operation, {body: '{"name":'}), 400, 'malformed');
      bad.expect(operation, await bad.send(operation, {body: large}), 413, 'too_large');
      const typed = await bad.send(operation, {body: '{}', contentType: 'text/plain'});
      bad.expect(operation, typed, 415, 'unsupported_type');
      bad.expect(operation, await bad.send(operation, {body: '{"name":"\\u0000"}'}), 400, 'invalid', 'name');
      bad.expect(operation, await bad.send(operation, {body: 'null'}), 400, 'invalid');
      bad.expect(operation, await bad.send(operation, {body: '[]'}), 400, 'invalid');
    }
  });

  test('every operation that is not public refuses who has no token, or one that is none', async () => {
    const bad = await table();
    await bad.pace();
    const closed = bad.operations.filter(({endpoint}) => endpoint.access !== 'public');
    assert.ok(closed.length > 100, `only ${closed.length} operations`);
    for (const operation of closed)
      for (const authorization of ['', 'Bearer dk_live_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA']) {
        await bad.turn();
        bad.expect(operation, await bad.send(operation, {authorization}), 401, 'unauthenticated');
      }
    for (const authorization of ['Bearer', 'Basic YWRtaW46', bad.firm.admin.token, 'Bearer  '])
      bad.expect(closed[0]!, await bad.send(closed[0]!, {authorization}), 401, 'unauthenticated');
  });

  endedTokens(test, table);
  fewerRights(test, table);
}

function endedTokens(test: DeclareTest, table: () => Promise<BadInput>): void {
  const ends: Record<string, (firm: Firm) => Promise<string>> = {
    'a key that was revoked': async ({admin}) => {
      const made = expectOk(await admin.post<{id: string; key: string}>('/v1/api-keys', {name: 'Second'}));
      expectOk(await admin.delete(`/v1/api-keys/${made.id}`));
      return made.key;
    },
    'a session that was ended': async ({admin}) => {
      const asked = {roles: ['admin']};
      const made = expectOk(await admin.post<{id: string; token: string}>('/v1/embed-sessions', asked));
      expectOk(await admin.delete(`/v1/embed-sessions/${made.id}`));
      return made.token;
    },
    'the session of a member who left': async firm => {
      const {id, caller} = await firm.dispatcher();
      expectOk(await firm.admin.delete(`/v1/members/${id}`));
      return caller.token;
    },
  };
  for (const [what, end] of Object.entries(ends))
    test(`every operation refuses ${what} as ended`, async () => {
      const bad = await table();
      const token = await end(bad.firm);
      for (const operation of bad.operations) {
        const {access} = operation.endpoint;
        if (access === 'any' || Array.isArray(access))
          bad.expect(operation, await bad.send(operation, {token}), 401, 'token_expired');
      }
    });

  test('every operation of a link refuses one that was ended, and one whose visit was two weeks ago, as gone', async () => {
    const bad = await table();
    const {firm} = bad;
    const ended = await firm.link((await firm.visitIn('scheduled')).job.id);
    expectOk(await firm.admin.delete(`/v1/tracking-links/${ended.id}`));
    const window = {start: firm.inMinutes(-15 * 24 * 60), end: firm.inMinutes(-15 * 24 * 60 + 60)};
    const past = await firm.link((await firm.book({appointment: {window}})).id);
    const ofLink = bad.operations.filter(({endpoint}) => endpoint.access === 'link');
    assert.ok(ofLink.length > 10, `only ${ofLink.length} operations`);
    for (const operation of ofLink)
      for (const {caller} of [ended, past])
        bad.expect(operation, await bad.send(operation, {token: caller.token}), 410, 'link_ended');
  });
}

/** What a token of all rights may do, one of fewer may not, from that moment on. */
function fewerRights(test: DeclareTest, table: () => Promise<BadInput>): void {
  const beyond = (bad: BadInput, kept: readonly string[]) =>
    bad.operations.filter(
      ({endpoint: {access}}) => Array.isArray(access) && !access.some(each => kept.includes(each)),
    );

  test('every operation refuses a key that was limited to other capabilities', async () => {
    const bad = await table();
    const capabilities: Capability[] = ['people.read'];
    const limited = {name: 'Limited', capabilities};
    const {key} = expectOk(await bad.firm.admin.post<{key: string}>('/v1/api-keys', limited));
    const out = beyond(bad, capabilities);
    assert.ok(out.length > 80, `only ${out.length} operations`);
    for (const operation of out)
      bad.expect(operation, await bad.send(operation, {token: key}), 403, 'not_allowed');
  });

  test('every operation refuses the open session of a member whose role was taken away', async () => {
    const bad = await table();
    const {admin} = bad.firm;
    const both = await bad.firm.technician('Sam Ortiz', {roles: ['admin', 'technician']});
    const reach = async () =>
      expectOk(await both.caller.get<{capabilities: Record<string, string>}>('/v1/me')).capabilities;
    assert.equal((await reach())['plan'], 'all');
    expectOk(await admin.patch(`/v1/members/${both.id}`, {roles: ['technician']}));
    const kept = Object.entries(await reach()).flatMap(([name, how]) => (how === 'none' ? [] : [name]));
    assert.ok(kept.includes('work') && !kept.includes('plan'), kept.join());
    const out = beyond(bad, kept);
    assert.ok(out.length > 40, `only ${out.length} operations`);
    for (const operation of out)
      bad.expect(operation, await bad.send(operation, {token: both.caller.token}), 403, 'not_allowed');
  });
}

/** A firm with something of everything, and every operation of its server. */
class BadInput {
  readonly firm: Firm;
  readonly operations: readonly Operation[];
  readonly wrong: WrongValues;
  readonly #office: OfficeUnderTest;
  readonly #ids: Record<string, string>;
  readonly #tokens: {link: string; technician: string};
  #turnsLeft = Infinity;
  #turns = 0;

  private constructor(
    office: OfficeUnderTest,
    firm: Firm,
    {operations, schemas}: Awaited<ReturnType<typeof operationsOf>>,
    own: {ids: Record<string, string>; link: string; technician: string},
  ) {
    this.#office = office;
    this.firm = firm;
    const isOurs = ({endpoint}: Operation) => endpoint.access !== 'operator' || office.operatorKey;
    this.operations = operations.filter(isOurs);
    this.wrong = new WrongValues(schemas);
    this.#ids = own.ids;
    this.#tokens = {link: own.link, technician: own.technician};
  }

  static async open(office: OfficeUnderTest): Promise<BadInput> {
    const firm = await openFirm(office);
    const {job, technician} = await firm.visitIn('scheduled');
    const own = {
      ids: await idsOf(firm),
      link: (await firm.link(job.id)).caller.token,
      technician: technician.caller.token,
    };
    return new BadInput(office, firm, await operationsOf(office), own);
  }

  /** Those that take nothing they do not know. */
  get strict(): Operation[] {
    return this.operations.filter(({endpoint}) => !takesMore.test(endpoint.path));
  }

  /** Those with a body of JSON; one that takes no field is among them. */
  get writing(): Operation[] {
    return this.strict.filter(
      ({endpoint: {method, accepts}}) => (method === 'POST' || method === 'PATCH') && !accepts,
    );
  }

  async send(
    operation: Operation,
    {token, authorization, query, body, contentType}: Wrong,
  ): Promise<Refusal> {
    const {method, path, accepts} = operation.endpoint;
    const isWriting = method === 'POST' || method === 'PATCH';
    const address = path
      .replace('{id}', this.#ids[path.split('/')[2]!] ?? 'none')
      .replace(/\{\w+\}/g, 'none0000');
    const bearer = authorization ?? `Bearer ${token ?? this.#tokenFor(operation)}`;
    const request = new Request(this.#office.url + address + (query ? `?${query}` : ''), {
      method,
      headers: {
        ...(bearer && {authorization: bearer}),
        ...(isWriting && {'content-type': contentType ?? accepts?.replace('*', 'png') ?? 'application/json'}),
      },
      ...(isWriting && {body: body ?? '{}'}),
    });
    const ask = this.#office.fetch ?? fetch;
    // A server may end a connection over a body that it would not read to its end. What is wrong changes nothing: ask again.
    const response = await ask(request.clone()).catch(() => ask(request));
    const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
    if (isProblem) return {status: response.status, problem: (await response.json()) as Problem};
    await response.body?.cancel();
    return {status: response.status, problem: undefined};
  }

  /** Who may do it, so that nothing but what is sent can be wrong. */
  #tokenFor({endpoint: {access}}: Operation): string {
    if (access === 'link') return this.#tokens.link;
    if (access === 'operator') {
      if (!this.#office.operatorKey) throw new NeedsOwnOrganization();
      return this.#office.operatorKey;
    }
    const isOwn = Array.isArray(access) && access.includes('positions.write');
    return isOwn ? this.#tokens.technician : this.firm.admin.token;
  }

  /** Expects a refusal with a status that the document declares; `place` is `path code`, or a path at or above the field. */
  expect(
    operation: Operation,
    {status, problem}: Refusal,
    wanted: number,
    code: string,
    place?: string,
  ): void {
    const about = `${operation.name}: ${status} ${JSON.stringify(problem)}`;
    assert.deepEqual([status, problem?.code], [wanted, code], about);
    assert.ok(operation.statuses.has(String(wanted)), `${operation.name} does not declare ${wanted}`);
    assert.ok(problem!.detail.length > 8 && problem!.requestId, about);
    if (place === undefined) return;
    const [path, fieldCode] = place.split(' ') as [string, string?];
    const isNamed = problem!.fields?.some(field =>
      fieldCode ? field.path === path && field.code === fieldCode : `${path}.`.startsWith(`${field.path}.`),
    );
    assert.ok(isNamed, `${path} is not named: ${about}`);
  }

  /** Learns how many requests without a token this server takes in a minute. */
  async pace(): Promise<void> {
    const {headers} = await this.firm.as('').get('/healthz');
    this.#turns = Math.floor(Number(headers.get('ratelimit-limit')) * ownShare);
    this.#turnsLeft = this.#turns;
  }

  /** Waits for the next minute where this one's turns are used up. */
  async turn(): Promise<void> {
    if (--this.#turnsLeft >= 0) return;
    await new Promise(resolve => setTimeout(resolve, 61_000));
    this.#turnsLeft = this.#turns;
  }
}
