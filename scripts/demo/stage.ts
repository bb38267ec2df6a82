import type {DispatchClient} from '@dispatch-kit/client';
import type {Organization} from '@dispatch-kit/core';
import type {Notifier, OutgoingNotice} from '@dispatch-kit/server';
import type {RunningOffice, ScaledClock} from '@dispatch-kit/server/node';

/** How the two companies look between which the demo switches. */
export const brands = {
  northside: {name: 'Northside Plumbing', phone: '+1 312 555 0100', accent: '#1f5eff'},
  lakeshore: {name: 'Lakeshore Home Health', phone: '+1 312 555 0177', accent: '#0f766e'},
} as const;
export type BrandName = keyof typeof brands;

/** What a customer or technician would have read on the phone. */
export type ToldMessage = {id: string; to: string; recipient: string; text: string; at: string};

const speeds = [1, 10, 60];
const mostKept = 60;

/** Whoever plays the technician in front of the theatre, and what the pages need to know of the office behind it. */
export type Cast = {
  /** The technician whose phone is shown. */
  technician: {id: string; name: string; phone: string};
  /** The job whose customer's phone is shown at first. */
  jobId: string;
  /** Addresses that an order can be made for, with where they are. */
  places: readonly {line: string; lat: number; lng: number}[];
};

/**
 * The demo's side of the theatre: the sessions, links and messages that its pages ask for, and the switches that they
 * have. It answers only to pages of its own address on this machine.
 */
export class Stage implements Notifier {
  readonly #clock: ScaledClock;
  readonly #isRealTime: boolean;
  readonly #messages: ToldMessage[] = [];
  readonly #readers = new Set<ReadableStreamDefaultController<Uint8Array>>();
  #office: RunningOffice | undefined;
  #client: DispatchClient | undefined;
  #cast: Cast | undefined;
  /** Tells when somebody looks for the first time. */
  onOpened: () => void = () => {};
  /** Whether the technician on the phone is played, until a person taps. */
  isPlayed = true;

  constructor(clock: ScaledClock, {isRealTime}: {isRealTime: boolean}) {
    this.#clock = clock;
    this.#isRealTime = isRealTime;
  }

  /** The curtain rises: from now on the pages are answered. */
  open(office: RunningOffice, client: DispatchClient, cast: Cast): void {
    this.#office = office;
    this.#client = client;
    this.#cast = cast;
  }

  /** Keeps a message instead of sending it, and shows it to who has the theatre open. */
  async send({id, to, text}: OutgoingNotice): Promise<void> {
    const at = new Date(this.#clock.now()).toISOString();
    const message = {id, to, recipient: await this.#recipientOf(to), text, at};
    this.#messages.push(message);
    if (this.#messages.length > mostKept) this.#messages.shift();
    for (const reader of this.#readers) reader.enqueue(encode(message));
  }

  close(): void {
    for (const reader of this.#readers) reader.close();
    this.#readers.clear();
  }

  /** Answers what begins with `/demo/`; undefined for everything else. */
  async handle(request: Request): Promise<Response | undefined> {
    const url = new URL(request.url);
    if (!url.pathname.startsWith('/demo/')) return undefined;
    // Another site must neither read a session here nor turn a switch, not even under a name that leads here.
    const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
    const origin = request.headers.get('origin');
    if (!isHere || (origin && origin !== url.origin)) return new Response(null, {status: 403});
    if (!this.#office || !this.#cast) return new Response(null, {status: 503, headers: {'retry-after': '1'}});
    const answer = await this.#answer(request, url, this.#office, this.#cast);
    return answer ?? Response.json({detail: 'There is no such thing in the demo.'}, {status: 404});
  }

  async #answer(
    request: Request,
    url: URL,
    office: RunningOffice,
    cast: Cast,
  ): Promise<Response | undefined> {
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /demo/state':
        this.onOpened();
        return noStore(await this.#state(cast));
      case 'GET /demo/messages':
        return this.#listen(request.signal);
      case 'GET /demo/session':
        return noStore(await this.#session(url.searchParams.get('as'), cast));
      case 'GET /demo/customer':
        return noStore(await this.#customer(url.searchParams.get('job') ?? cast.jobId));
      case 'GET /demo/places':
        return noStore(cast.places);
      case 'POST /demo/switch':
        return noStore(await this.#turn((await request.json()) as Switches, office, cast));
      default:
        return undefined;
    }
  }

  async #state({technician, jobId}: Cast) {
    const organization = await this.#client!.organization.get();
    return {
      technician,
      jobId,
      speed: this.#clock.timeScale,
      speeds: this.#isRealTime ? [] : speeds,
      serverTime: new Date(this.#clock.now()).toISOString(),
      timeZone: organization.timeZone,
      isPlayed: this.isPlayed,
      brand: brandNameOf(organization),
      brands: Object.entries(brands).map(([id, {name}]) => ({id, name})),
    };
  }

  async #session(as: string | null, {technician}: Cast) {
    const who = as === 'technician' ? {memberId: technician.id} : {roles: ['dispatcher' as const]};
    return this.#client!.organization.createSession(who);
  }

  /** The link of a job's first contact, with the phone that its messages go to. */
  async #customer(jobId: string) {
    const client = this.#client!;
    const job = await client.jobs.get(jobId);
    const [link, customer] = await Promise.all([
      client.office.createLink({jobId}),
      client.customers.get(job.customerId),
    ]);
    const [contact] = customer.contacts;
    return {jobId, token: link.token, name: contact?.name ?? customer.name, phone: contact?.phone ?? ''};
  }

  async #turn({speed, brand, isPlayed}: Switches, office: RunningOffice, cast: Cast) {
    if (speed !== undefined && speeds.includes(speed) && !this.#isRealTime) {
      this.#clock.setSpeed(speed);
      void office.server.tick();
    }
    if (brand !== undefined && Object.hasOwn(brands, brand)) {
      await this.#client!.organization.edit({brand: brands[brand as BrandName]});
    }
    if (isPlayed !== undefined) this.isPlayed = isPlayed;
    return this.#state(cast);
  }

  /** Everything kept so far, and then each message as it comes. */
  #listen(signal: AbortSignal): Response {
    let own: ReadableStreamDefaultController<Uint8Array>;
    const stop = () => void this.#readers.delete(own);
    const body = new ReadableStream<Uint8Array>({
      start: controller => {
        own = controller;
        this.#readers.add(own);
        own.enqueue(new TextEncoder().encode(': messages\n\n'));
        for (const message of this.#messages) own.enqueue(encode(message));
      },
      cancel: stop,
    });
    signal.addEventListener('abort', stop, {once: true});
    return new Response(body, {headers: {'content-type': 'text/event-stream', 'cache-control': 'no-store'}});
  }

  async #recipientOf(to: string): Promise<string> {
    const client = this.#client;
    if (!client) return to;
    const [members, customers] = await Promise.all([
      client.members.list({limit: 200}),
      client.customers.list({q: to, limit: 1}),
    ]);
    const member = members.items.find(({phone}) => phone === to);
    const [customer] = customers.items;
    return member?.name ?? customer?.contacts.find(({phone}) => phone === to)?.name ?? to;
  }
}

type Switches = {speed?: number; brand?: string; isPlayed?: boolean};

function brandNameOf({brand}: Organization): BrandName {
  const known = Object.entries(brands).find(([, {accent}]) => accent === brand?.accent);
  return (known?.[0] ?? 'northside') as BrandName;
}

function encode(message: ToldMessage): Uint8Array {
  return new TextEncoder().encode(`data: ${JSON.stringify(message)}\n\n`);
}

function noStore(body: unknown): Response {
  return Response.json(body, {headers: {'cache-control': 'no-store', 'referrer-policy': 'no-referrer'}});
}
