import type {BookingPage, DomainEvent, Job, Member} from '@dispatch-kit/core';
import {expectOk} from '@dispatch-kit/testing';
import type {Answer, Caller} from '@dispatch-kit/testing';

/** The two offices of a race, as whoever has a token or none meets them. */
export type TwinOffices = {
  /** Each office's server key. */
  admins: readonly [Caller, Caller];
  /** Each office as the holder of a token. */
  as(token: string): readonly [Caller, Caller];
  /** What both have printed so far, messages among it. */
  printed: readonly string[];
  fault(sentence: string): void;
};

/** An address may ask for 30 codes in a quarter of an hour: all that follow together stay below. */
const signIns = 7;
const guessings = 2;
const bookings = 8;
const offers = 20;
const invitations = 8;

/** Does at both offices at once what may be done once only, again and again; tells each time that it was done twice. */
export async function raceTwins(offices: TwinOffices): Promise<Record<string, number>> {
  const {admins} = offices;
  const slug = await openBooking(admins[0]);
  const source = expectOk(await admins[0].post<{key: string}>('/v1/sources', {name: 'Brand'})).key;
  for (let n = 0; n < offers; n++) await acceptTwice(offices, source);
  for (let n = 0; n < invitations; n++) await inviteTwice(offices, n);
  for (let n = 0; n < signIns; n++) await signInTwice(offices, n);
  for (let n = 0; n < guessings; n++) await guessManyTimes(offices, n);
  for (let n = 0; n < bookings; n++) await bookTwice(offices, slug, n);
  return {offers, invitations, signIns, guessings, bookings};
}

const succeeded = (answers: readonly Answer<unknown>[]) => answers.filter(({status}) => status < 300).length;

/** A service that one technician can do, who is on no other list. */
async function openBooking(admin: Caller): Promise<string> {
  const only = {name: 'Only One', phone: '+13125552999', roles: ['technician'], skills: ['boiler']};
  expectOk(await admin.post('/v1/members', only));
  const services = [{id: 'boiler', name: 'Boiler check', durationMinutes: 60, skills: ['boiler']}];
  const edited = {services, booking: {open: true, daysAhead: 14}};
  return expectOk(await admin.patch<{slug: string}>('/v1/organization', edited)).slug;
}

async function acceptTwice({admins, as, fault}: TwinOffices, key: string): Promise<void> {
  const [source] = as(key);
  const customer = expectOk(await source.post<{id: string}>('/v1/customers', {name: 'Of a brand'}));
  const offer = {customerId: customer.id, title: 'Offered', address: {line: '1 W Lake St'}};
  const {id} = expectOk(await source.post<Job>('/v1/offers', offer));
  const answers = await Promise.all(admins.map(admin => admin.post(`/v1/jobs/${id}/accept`)));
  for (const answer of answers) expectOk(answer);
  const {items} = expectOk(await admins[1].get<{items: DomainEvent[]}>(`/v1/jobs/${id}/history`));
  const accepted = items.filter(({type}) => type === 'job_accepted').length;
  if (accepted !== 1) fault(`An offer was accepted ${accepted} times.`);
}

const hire = async (admin: Caller, phone: string) =>
  expectOk(await admin.post<Member>('/v1/members', {name: 'Newly Hired', phone, roles: ['dispatcher']}));

async function inviteTwice(offices: TwinOffices, number: number): Promise<void> {
  const {admins, as, fault} = offices;
  const phone = `+1312553${String(number).padStart(4, '0')}`;
  const {id} = await hire(admins[0], phone);
  const asked = await Promise.all(
    admins.map(admin => admin.post(`/v1/members/${id}/invite`, {noHeadsUp: true})),
  );
  for (const answer of asked) expectOk(answer);
  const text = await messageTo(offices, phone);
  const token = /[^\w-]([\w-]{22})(?![\w-])/.exec(text)?.[1] ?? '';
  const opened = await Promise.all(as('').map(one => one.post('/v1/sign-in/invitation', {token})));
  if (succeeded(opened) !== 2) fault(`An invitation was opened by ${succeeded(opened)} of two at once.`);
  const member = expectOk(await admins[1].get<Member>(`/v1/members/${id}`));
  // Hired, invited, opened: each once.
  if (member.version !== 3) fault(`An invited member has version ${member.version} where 3 must be.`);
}

async function signInTwice(offices: TwinOffices, number: number): Promise<void> {
  const phone = `+1312554${String(number).padStart(4, '0')}`;
  await hire(offices.admins[0], phone);
  const code = await codeFor(offices, phone);
  const twins = [...offices.as(''), ...offices.as('')];
  const answers = await Promise.all(twins.map(one => one.post('/v1/sign-in/verify', {phone, code})));
  if (succeeded(answers) !== 1)
    offices.fault(`One sign-in code let ${succeeded(answers)} of ${twins.length} in.`);
}

/** A dozen wrong guesses at once void a code like a dozen one after another. */
async function guessManyTimes(offices: TwinOffices, number: number): Promise<void> {
  const phone = `+1312557${String(number).padStart(4, '0')}`;
  await hire(offices.admins[0], phone);
  const code = await codeFor(offices, phone);
  const wrong = (n: number) => String((Number(code) + n) % 1_000_000).padStart(6, '0');
  const [one, two] = offices.as('');
  const guess = (n: number) => (n % 2 ? one : two).post('/v1/sign-in/verify', {phone, code: wrong(n)});
  await Promise.all(Array.from({length: 12}, (_, n) => guess(n + 1)));
  const late = await one.post('/v1/sign-in/verify', {phone, code});
  if (late.status < 300) offices.fault('A code was good after twelve wrong guesses at once.');
}

/** Two people prove their phones at the same moment, for the same window of the only one who can come. */
async function bookTwice(offices: TwinOffices, slug: string, number: number): Promise<void> {
  const strangers = offices.as('');
  const path = `/v1/book/${slug}`;
  const page = expectOk(await strangers[0].get<BookingPage>(`${path}?serviceId=boiler`));
  const window = page.days.flatMap(({windows}) => windows).at(-1);
  if (!window) return offices.fault('There was no free window to race for.');
  const proofs = await Promise.all(
    strangers.map(async (one, i) => {
      const phone = `+131255${String(80 + i)}${String(number).padStart(3, '0')}`;
      const request = {serviceId: 'boiler', window, name: 'Bo', phone, address: {line: '1 W Lake St'}};
      const {bookingId} = expectOk(await one.post<{bookingId: string}>(path, request));
      return {bookingId, code: codeIn(await messageTo(offices, phone))};
    }),
  );
  const answers = await Promise.all(strangers.map((one, i) => one.post(`${path}/verify`, proofs[i])));
  if (succeeded(answers) !== 1)
    offices.fault(`The window ${window.start} was given to ${succeeded(answers)} of two who asked at once.`);
}

async function codeFor(offices: TwinOffices, phone: string): Promise<string> {
  expectOk(await offices.as('')[0].post('/v1/sign-in/code', {phone}));
  return codeIn(await messageTo(offices, phone));
}

const codeIn = (text: string) => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? '';

/** The one message to a phone; a second one is a fault. */
async function messageTo({printed, fault}: TwinOffices, phone: string): Promise<string> {
  const to = () => printed.filter(line => line.includes(`] ${phone}: `));
  for (let tries = 0; tries < 200 && to().length === 0; tries++)
    await new Promise(resolve => setTimeout(resolve, 100));
  await new Promise(resolve => setTimeout(resolve, 300));
  const texts = to();
  if (texts.length !== 1) fault(`${texts.length} messages went to ${phone} where one must.`);
  return texts[0]?.split(`] ${phone}: `)[1] ?? '';
}
