import {ask, hear, sharedNowMs, tell} from './backstage.ts';

type State = {
  technician: {name: string; phone: string};
  jobId: string;
  speed: number;
  speeds: number[];
  serverTime: string;
  timeZone: string;
  isPlayed: boolean;
  brand: string;
  brands: {id: string; name: string}[];
};
type Customer = {jobId: string; token: string; name: string; phone: string};
type Message = {id: string; to: string; recipient: string; text: string; at: string};

const byId = <E extends HTMLElement = HTMLElement>(id: string) => document.getElementById(id) as E;
const frames = {
  customer: byId<HTMLIFrameElement>('customer'),
  technician: byId<HTMLIFrameElement>('technician'),
  office: byId<HTMLIFrameElement>('office'),
};

let state: State;
let customer: Customer | undefined;
let clock = {serverMs: 0, atMs: 0};
const seen = new Set<string>();

void begin();

async function begin(): Promise<void> {
  const theme = sessionStorage.getItem('theme') ?? preferredTheme();
  wear(theme);
  take(await firstState());
  offerSwitches();
  frames.technician.src = `/technician?theme=${theme}`;
  frames.office.src = `/office?theme=${theme}`;
  await showCustomer(state.jobId);
  listen();
  setInterval(drawClock, 250);
  setInterval(() => void refresh(), 5_000);
  hear(cue => {
    if (cue.kind === 'tap') tapped(cue.atMs);
    if (cue.kind === 'shown') shown(cue.where, cue.atMs);
    if (cue.kind === 'selected' && cue.jobId !== customer?.jobId) void showCustomer(cue.jobId);
  });
}

/** The page may be open before the company is made. */
async function firstState(): Promise<State> {
  for (;;) {
    const response = await fetch('/demo/state').catch(() => undefined);
    if (response?.ok) return (await response.json()) as State;
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}

function preferredTheme(): string {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function take(next: State): void {
  // On a new day the customer is another one.
  const isOther = state !== undefined && state.jobId !== next.jobId;
  state = next;
  if (isOther) void showCustomer(next.jobId);
  clock = {serverMs: Date.parse(next.serverTime), atMs: performance.now()};
  byId('played').hidden = !next.isPlayed;
  byId('yours').hidden = next.isPlayed;
  byId('technician-name').querySelector('span')!.textContent =
    `The technician: ${next.technician.name}, that is you`;
  drawClock();
}

async function refresh(): Promise<void> {
  await ask<State>('/demo/state').then(take, () => byId('clock').replaceChildren('offline'));
}

/** The customer's phone shows the page of the first contact of a job. */
async function showCustomer(jobId: string): Promise<void> {
  const next = await ask<Customer>(`/demo/customer?job=${encodeURIComponent(jobId)}`).catch(() => undefined);
  if (!next) return;
  customer = next;
  const theme = document.documentElement.dataset['theme'];
  const page = `/t?theme=${theme}#${next.token}`;
  // A frame whose address differs by the fragment alone is not loaded anew: the page inside follows that itself.
  if (frames.customer.src) frames.customer.contentWindow?.location.replace(page);
  else frames.customer.src = page;
  const heading = byId('customer-name');
  heading.querySelector('span')!.textContent = `The customer: ${next.name}`;
  heading.querySelector('a')!.href = `/t#${next.token}`;
}

function drawClock(): void {
  const nowMs = clock.serverMs + (performance.now() - clock.atMs) * state.speed;
  const options = {timeZone: state.timeZone, hour: 'numeric', minute: '2-digit', second: '2-digit'} as const;
  byId('clock').textContent = new Intl.DateTimeFormat('en-US', options).format(nowMs);
  byId('day').textContent = new Intl.DateTimeFormat('en-US', {
    timeZone: state.timeZone,
    weekday: 'long',
  }).format(nowMs);
}

function offerSwitches(): void {
  byId('speeds').hidden = state.speeds.length === 0;
  for (const speed of state.speeds) {
    offer('speeds', `×${speed}`, speed === state.speed, () => turn({speed}));
  }
  for (const {id, name} of state.brands) offer('brands', name, id === state.brand, () => turn({brand: id}));
  for (const input of document.querySelectorAll<HTMLInputElement>('[name=theme]')) {
    input.checked = input.value === document.documentElement.dataset['theme'];
    input.addEventListener('change', () => {
      wear(input.value);
      tell({kind: 'look', theme: input.value});
    });
  }
  byId('take-over').addEventListener('click', () => void turn({isPlayed: false}));
  byId('hand-back').addEventListener('click', () => void turn({isPlayed: true}));
}

function offer(group: string, words: string, isChosen: boolean, choose: () => Promise<void>): void {
  const label = document.createElement('label');
  const input = document.createElement('input');
  Object.assign(input, {type: 'radio', name: group, checked: isChosen});
  input.addEventListener('change', () => void choose());
  const span = document.createElement('span');
  span.textContent = words;
  label.append(input, span);
  byId(group).append(label);
}

async function turn(switches: {speed?: number; brand?: string; isPlayed?: boolean}): Promise<void> {
  take(await ask<State>('/demo/switch', switches));
}

function wear(theme: string): void {
  document.documentElement.dataset['theme'] = theme;
  sessionStorage.setItem('theme', theme);
}

/** Messages come over a stream that the browser opens again by itself; none is shown twice. */
function listen(): void {
  const stream = new EventSource('/demo/messages');
  const openedMs = sharedNowMs();
  stream.addEventListener('message', event => {
    const message = JSON.parse(event.data as string) as Message;
    if (seen.has(message.id)) return;
    seen.add(message.id);
    keep(message);
    const isOld = sharedNowMs() - openedMs < 1_000;
    if (isOld) return;
    if (message.to === customer?.phone) pop('customer', message);
    if (message.to === state.technician.phone) pop('technician', message);
  });
}

function keep(message: Message): void {
  byId('thread').prepend(bubble(message, message.recipient));
  byId('count').textContent = String(seen.size);
}

const shownForMs = 9_000;

function pop(where: 'customer' | 'technician', message: Message): void {
  const list = byId(`${where}-bubbles`);
  const item = bubble(message, 'Message');
  list.prepend(item);
  setTimeout(() => item.classList.add('leaving'), shownForMs);
  setTimeout(() => item.remove(), shownForMs + 500);
}

function bubble({text, at}: Message, from: string): HTMLElement {
  const item = document.createElement('li');
  const name = document.createElement('b');
  name.textContent = from;
  const time = document.createElement('time');
  time.textContent = new Intl.DateTimeFormat('en-US', {
    timeZone: state.timeZone,
    hour: 'numeric',
    minute: '2-digit',
  }).format(Date.parse(at));
  const words = document.createElement('p');
  words.textContent = text;
  item.append(name, time, words);
  return item;
}

/** From the last tap on the technician's phone to what the other two show. */
let tap: {atMs: number; told: Partial<Record<'customer' | 'office', number>>} | undefined;

function tapped(atMs: number): void {
  tap = {atMs, told: {}};
  // The tap has taken the technician over.
  byId('played').hidden = true;
  byId('yours').hidden = false;
}

function shown(where: 'customer' | 'office', atMs: number): void {
  if (!tap || tap.told[where] !== undefined || atMs < tap.atMs) return;
  tap.told[where] = atMs - tap.atMs;
  const words = {office: 'office', customer: 'customer'};
  const told = Object.entries(tap.told).map(([who, ms]) => `${words[who as 'office']} ${format(ms)}`);
  byId('latency').hidden = false;
  byId('latency').textContent = `Last tap → ${told.join(' · ')}`;
  document.documentElement.dataset['tap'] = JSON.stringify(tap.told);
}

function format(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
