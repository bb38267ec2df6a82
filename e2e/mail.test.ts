/** E-mail, taken by a real SMTP server, read by a real mail parser, its calendar entry by a real calendar parser. */
import assert from 'node:assert/strict';
import type {AddressInfo} from 'node:net';
import {after, test} from 'node:test';
import ICAL from 'ical.js';
import PostalMime from 'postal-mime';
import type {Email} from 'postal-mime';
import {SMTPServer} from 'smtp-server';
import type {CommandReply, Customer, Job, Notice} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Company} from '@dispatch-kit/testing';
import {smtpMail} from '@dispatch-kit/server/smtp';

type Mailbox = {url: string; raw: string[]; refuses: Set<string>; isDown: {now: boolean}};

async function mailServer(): Promise<Mailbox> {
  const box: Mailbox = {url: '', raw: [], refuses: new Set(), isDown: {now: false}};
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    onAuth: ({username, password}, _, done) =>
      username === 'office' && password === 'secret' ? done(null, {user: 'office'}) : done(new Error('no')),
    onRcptTo({address}, _, done) {
      const refused = Object.assign(new Error('No such mailbox'), {responseCode: 550});
      const busy = Object.assign(new Error('Try later'), {responseCode: 451});
      done(box.isDown.now ? busy : box.refuses.has(address) ? refused : null);
    },
    onData(stream, _, done) {
      let text = '';
      stream.on('data', chunk => (text += String(chunk)));
      stream.on('end', () => {
        box.raw.push(text);
        done();
      });
    },
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()));
  after(() => void server.close());
  box.url = `smtp://office:secret@127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return box;
}

async function open() {
  const box = await mailServer();
  const notifier = smtpMail({url: box.url, from: 'visits@northside.example', now: () => Date.now()});
  after(() => notifier.close());
  const brand = {name: 'Northside & Söhne', accent: '#facc15', phone: '+1 312 555 0100'};
  const company = await createCompany({notifier, settings: {brand}});
  return {company, box};
}

async function bookFor(company: Company, customer: object, title = 'Leaking tap'): Promise<Job> {
  const made = expectOk(
    await company.admin.post<Customer>('/v1/customers', {consent: {email: true}, ...customer}),
  );
  const window = {start: '2026-03-05T15:00:00Z', end: '2026-03-05T17:00:00Z'};
  const address = {line: '4417 N Paulina St', city: 'Chicago'};
  const appointment = {window, durationMinutes: 60};
  return expectOk(
    await company.admin.post<Job>('/v1/jobs', {customerId: made.id, title, address, appointment}),
  );
}

const read = (raw: string): Promise<Email> => new PostalMime().parse(raw);
const header = (mail: Email, name: string) => mail.headers.find(each => each.key === name)?.value;

function calendarIn(raw: Email) {
  const part = raw.attachments.find(each => each.mimeType === 'text/calendar')!;
  const {content} = part;
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  for (const line of text.split(/\r?\n/)) assert.ok(Buffer.byteLength(line) <= 75, line);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!);
  const method = String(calendar.getFirstPropertyValue('method'));
  return {method, part, event, status: String(event.component.getFirstPropertyValue('status')), text};
}

test('a booking is mailed as text, as a page, and as an entry for the calendar in UTC', async () => {
  const {company, box} = await open();
  const job = await bookFor(company, {name: 'Ada', email: 'ada@example.com'}, 'Tap; kitchen, "left" \\ <b>');
  await company.pass(12);
  assert.equal(box.raw.length, 1);
  const mail = await read(box.raw[0]!);
  assert.deepEqual(mail.from, {address: 'visits@northside.example', name: 'Northside & Söhne'});
  assert.equal(mail.to![0]!.address, 'ada@example.com');
  assert.match(mail.subject!, /^Your visit is booked: Thu, Mar 5, 9:00 - 11:00 AM$/);
  assert.match(mail.text!, /^Northside & Söhne: your visit "Tap; kitchen, "left" \\ <b>" is booked/);
  const link = /https:\/\/office\.test\/t#\S+/.exec(mail.text!)![0];
  assert.ok(mail.html!.includes(`href="${link}"`));
  assert.ok(mail.html!.includes('&lt;b&gt;') && !mail.html!.includes('<b>'));
  assert.equal(header(mail, 'auto-submitted'), 'auto-generated');
  const {method, event, status} = calendarIn(mail);
  assert.deepEqual([method, status], ['REQUEST', 'CONFIRMED']);
  assert.equal(event.startDate.toString(), '2026-03-05T15:00:00Z');
  assert.equal(event.endDate.toString(), '2026-03-05T17:00:00Z');
  assert.equal(event.summary, 'Northside & Söhne: Tap; kitchen, "left" \\ <b>');
  assert.equal(event.location, '4417 N Paulina St');
  assert.equal(event.organizer, 'mailto:visits@northside.example');
  assert.ok(event.uid.startsWith(job.appointments[0]!.id));
  await company.close();
});

test('a move takes the place of the entry, a cancel takes it away', async () => {
  const {company, box} = await open();
  const job = await bookFor(company, {name: 'Ada', email: 'ada@example.com'});
  await company.pass(12);
  const path = `/v1/appointments/${job.appointments[0]!.id}`;
  const window = {start: '2026-03-06T15:00:00Z', end: '2026-03-06T16:00:00Z'};
  expectOk(await company.admin.post<CommandReply>(`${path}/reschedule`, {window}));
  await company.pass(130);
  expectOk(await company.admin.post<CommandReply>(`${path}/cancel`, {reason: {code: 'weather'}}));
  await company.pass(12);
  const entries = await Promise.all(box.raw.map(async raw => calendarIn(await read(raw))));
  assert.deepEqual(
    entries.map(({method, status}) => `${method} ${status}`),
    ['REQUEST CONFIRMED', 'REQUEST CONFIRMED', 'CANCEL CANCELLED'],
  );
  assert.equal(new Set(entries.map(({event}) => event.uid)).size, 1);
  const sequences = entries.map(({event}) => event.sequence);
  assert.ok(sequences[0]! < sequences[1]! && sequences[1]! < sequences[2]!, sequences.join(' '));
  assert.equal(entries[1]!.event.startDate.toString(), '2026-03-06T15:00:00Z');
  await company.close();
});

test('who reads Arabic is written to in Arabic, from right to left', async () => {
  const {company, box} = await open();
  await bookFor(company, {name: 'ليلى', email: 'layla@example.com', locale: 'ar'});
  await company.pass(12);
  const mail = await read(box.raw[0]!);
  assert.match(mail.subject!, /^تم حجز/);
  assert.match(mail.html!, /lang="ar" dir="rtl"/);
  await company.close();
});

test('a line break in a name or title adds no header and no recipient', async () => {
  const {company, box} = await open();
  const title = 'Tap\r\nBcc: thief@example.com\r\n\r\nX';
  const template = {en: {created: {subject: '{title} {company}', text: '{title}'}}};
  expectOk(await company.admin.patch('/v1/organization', {templates: template}));
  await bookFor(company, {name: 'Ada', email: 'ada@example.com'}, title);
  await company.pass(12);
  const mail = await read(box.raw[0]!);
  assert.equal(header(mail, 'bcc'), undefined);
  assert.match(mail.subject!, /Tap\s*Bcc: thief/);
  assert.equal(calendarIn(mail).event.component.getAllProperties('bcc').length, 0);
  await company.close();
});

test('a mailbox that is not there is given up at once; a server that is busy is asked again, with the same Message-ID', async () => {
  const {company, box} = await open();
  box.refuses.add('gone@example.com');
  const gone = await bookFor(company, {name: 'Ada', email: 'gone@example.com'});
  await company.pass(12);
  const noticeOf = async (job: Job) =>
    expectOk(await company.admin.get<{items: Notice[]}>(`/v1/notices?jobId=${job.id}`)).items.find(
      each => each.kind === 'created',
    )!;
  const refused = await noticeOf(gone);
  assert.deepEqual([refused.state, refused.reason, refused.attempts], ['failed', 'smtp_550', 1]);
  box.isDown.now = true;
  const late = await bookFor(company, {name: 'Ada', email: 'ada@example.com'});
  await company.pass(12);
  assert.equal((await noticeOf(late)).state, 'waiting');
  box.isDown.now = false;
  company.clock.advance(5 * 60_000);
  await company.server.deliver();
  const sent = await noticeOf(late);
  assert.equal(sent.state, 'sent');
  assert.equal((await read(box.raw[0]!)).messageId, `<${sent.id}@northside.example>`);
  await company.close();
});
