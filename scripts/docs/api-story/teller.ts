import {createHmac} from 'node:crypto';
import {memoryFiles, webCrypto} from '@dispatch-kit/server';
import {sharpImages} from '@dispatch-kit/server/photos';
import {twilioTexts} from '@dispatch-kit/server/twilio';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Company} from '@dispatch-kit/testing';
import {plainly} from './plainly.ts';

/** One request and what came back, as they are shown. */
export type Example = {request: string; status: number; reply: string};
type Asked = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** Whose token is sent, by the name it is shown under; the API key unless given, `null` for none. */
  as?: string | null;
  /** A body that is not JSON, with its type. */
  raw?: {type: string; bytes: string | Uint8Array<ArrayBuffer>; shown: string};
  form?: Record<string, string>;
  /** Sent by HTTP Basic instead of a token. */
  device?: {id: string; secret: string};
};
type Document = {paths: Record<string, Record<string, {operationId: string}>>};
type Reply = Record<string, never> & {items: {id: string}[]};

const smsToken = '0123456789abcdef0123456789abcdef';

/** Chance that falls the same each time, so that the pages stay as they are. */
function countedCrypto() {
  let count = 0;
  return {
    ...webCrypto(),
    randomBytes(length: number) {
      count += 1;
      return Uint8Array.from({length}, (_, i) => (length === 13 ? 40 + i * 53 : count * 31 + i * 17) % 256);
    },
  };
}

/** Tells a story to a whole office, and keeps every request by its operation. */
export class Teller {
  readonly company: Company;
  readonly tokens: Record<string, string>;
  readonly examples = new Map<string, Example>();
  /** Method and path of every operation. */
  readonly operations: ReadonlyMap<string, {method: string; path: string}>;

  constructor(company: Company, document: Document, operatorKey: string) {
    this.company = company;
    this.tokens = {API_KEY: company.admin.token, OPERATOR_KEY: operatorKey};
    this.operations = new Map(
      Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, {operationId}]) => [
          operationId,
          {method: method.toUpperCase(), path},
        ]),
      ),
    );
  }

  static async open(): Promise<Teller> {
    const house = {
      label: '4417 N Paulina St, Chicago, IL 60640',
      lat: 41.9617,
      lng: -87.6706,
      precision: 'address' as const,
    };
    const company = await createCompany({
      crypto: countedCrypto(),
      photos: {images: sharpImages(), files: memoryFiles()},
      geocoder: {
        name: 'nominatim',
        attribution: '© OpenStreetMap contributors',
        find: () => Promise.resolve([house]),
      },
      pushKey: 'B'.repeat(87),
      textLine: twilioTexts({
        accountSid: `AC${'0'.repeat(32)}`,
        authToken: smsToken,
        from: '+13125550100',
        fetch: () => Promise.reject(new Error('Nothing is sent here.')),
      }),
      settings: {graceSeconds: 0},
    });
    const response = await company.server.fetch(new Request(`${company.url}/openapi.json`));
    const operatorKey = await company.server.createOperatorKey();
    return new Teller(company, (await response.json()) as Document, operatorKey);
  }

  /** Calls one operation and keeps it as its example, unless it has one; a refusal ends the story. */
  async tell<T = Reply>(operationId: string, asked: Asked = {}): Promise<T> {
    const {method, path: template} = this.operations.get(operationId)!;
    const query = new URLSearchParams(asked.query ?? {}).toString();
    const path =
      template.replace(/\{(\w+)\}/g, (_, name: string) => asked.params![name]!) + (query ? `?${query}` : '');
    const {company} = this;
    const url = company.url + path;
    const response = await company.server.fetch(
      new Request(url, {method, headers: this.#headers(url, asked), ...bodyOf(asked)}),
    );
    const type = response.headers.get('content-type') ?? '';
    const text = await textOf(response, type);
    if (!response.ok) throw new Error(`${operationId}: ${response.status} ${text}`);
    if (!this.examples.has(operationId))
      this.examples.set(operationId, {
        request: curlOf(method, path, asked),
        status: response.status,
        reply: plainly(text, type),
      });
    await company.server.tick();
    await company.server.deliver();
    return (type.includes('json') && text ? JSON.parse(text) : undefined) as T;
  }

  /** What the story needs and does not tell. */
  async make<T = {id: string}>(path: string, body: object = {}): Promise<T> {
    return expectOk(await this.company.admin.post<T>(path, body));
  }

  #headers(url: string, {as = 'API_KEY', body, raw, form, device}: Asked): Headers {
    const headers = new Headers(as === null ? {} : {authorization: `Bearer ${this.tokens[as]!}`});
    if (body !== undefined) headers.set('content-type', 'application/json');
    if (raw) headers.set('content-type', raw.type);
    if (device) headers.set('authorization', `Basic ${btoa(`${device.id}:${device.secret}`)}`);
    if (!form) return headers;
    const fields = Object.keys(form)
      .sort()
      .map(name => name + form[name]!);
    const signature = createHmac('sha1', smsToken).update(url + fields.join(''));
    headers.set('x-twilio-signature', signature.digest('base64'));
    return headers;
  }
}

function bodyOf({body, raw, form}: Asked): {body?: string | Uint8Array<ArrayBuffer> | URLSearchParams} {
  if (form) return {body: new URLSearchParams(form)};
  if (raw) return {body: raw.bytes};
  return body === undefined ? {} : {body: JSON.stringify(body)};
}

/** A stream is told by its first event. */
async function textOf(response: Response, type: string): Promise<string> {
  if (type.startsWith('image/')) {
    await response.body?.cancel();
    return `(${type})`;
  }
  if (!type.startsWith('text/event-stream')) return response.text();
  const reader = response.body!.getReader();
  const {value} = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

function curlOf(method: string, path: string, {as = 'API_KEY', body, raw, form, device}: Asked): string {
  const isSimple = method === 'GET' || (method === 'POST' && (body !== undefined || raw || form));
  const lines = [`curl ${isSimple ? '' : `-X ${method} `}"$DISPATCH_URL${plainly(path, 'path')}"`];
  if (device) lines.push(`-u "${device.id}:$DEVICE_SECRET"`);
  else if (as !== null) lines.push(`-H "Authorization: Bearer $${as}"`);
  if (form) {
    lines.push('-H "X-Twilio-Signature: …"');
    for (const [name, value] of Object.entries(form)) lines.push(`--data-urlencode "${name}=${value}"`);
  } else if (raw) lines.push(`-H "Content-Type: ${raw.type}"`, `--data-binary ${raw.shown}`);
  else if (body !== undefined)
    lines.push(
      '-H "Content-Type: application/json"',
      `-d '${plainly(JSON.stringify(body), 'application/json').replaceAll("'", "'\\''")}'`,
    );
  return lines.join(' \\\n  ');
}
