/** A visit is asked for on the public page; the phone is proven before anything is made. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {BookingPage, Customer, Job} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Answer, Company} from '@dispatch-kit/testing';

const workingHours = [1, 2, 3, 4, 5, 6, 7].map(day => ({day, from: '08:00', to: '18:00'}));
const services = [
  {id: 'boiler', name: 'Boiler service', durationMinutes: 90, skills: ['gas']},
  {id: 'tap', name: 'Dripping tap', durationMinutes: 60},
];
const address = {line: '4417 N Paulina St', city: 'Chicago', lat: 41.9484, lng: -87.6553};
const phone = '+13125550177';

async function openCompany(settings: object = {}) {
  const company = await createCompany({settings: {services, ...settings}});
  const {slug} = expectOk(await company.admin.get<{slug: string}>('/v1/organization'));
  const {id} = await company.hireTechnician();
  expectOk(await company.admin.patch(`/v1/members/${id}`, {skills: ['gas'], workingHours}));
  return {company, path: `/v1/book/${slug}`, technicianId: id};
}

const stranger = (company: Company) => company.as('');
const pageOf = async (company: Company, path: string, query = '') =>
  expectOk(await stranger(company).get<BookingPage>(path + query));
const windowsOf = (page: BookingPage) => page.days.flatMap(day => day.windows);

async function requestFor(company: Company, path: string, more: object = {}) {
  const window = windowsOf(await pageOf(company, path))[0];
  const request = {serviceId: 'boiler', window, name: 'Ada Lee', phone, address, ...more};
  return stranger(company).post<{bookingId: string}>(path, request);
}

async function codeSent(company: Company): Promise<string> {
  await company.pass(1);
  return /\d{6}/.exec(company.sent.findLast(each => each.kind === 'sign_in_code')!.text)![0];
}

function refused(answer: Answer<unknown>, code: string, status: number): void {
  assert.equal(answer.problem?.code, code, JSON.stringify(answer.body));
  assert.equal(answer.status, status);
}

test('what was asked for becomes an offer with a draft, and a visit when it is accepted', async () => {
  const {company, path} = await openCompany();
  const {consentWords} = await pageOf(company, path);
  const asked = expectOk(await requestFor(company, path, {consent: {sms: true}, description: 'It hisses'}));
  const jobs = async () => expectOk(await company.admin.get<{items: Job[]}>('/v1/jobs')).items;
  const customers = async () => expectOk(await company.admin.get<{items: Customer[]}>('/v1/customers')).items;
  assert.deepEqual([await jobs(), await customers()], [[], []], 'nothing is made before the phone is proven');
  const code = await codeSent(company);
  const proof = {bookingId: asked.bookingId, code};
  const booked = await stranger(company).post(`${path}/verify`, proof);
  assert.equal(booked.status, 201);
  assert.equal(booked.body['status'], 'offered');
  refused(await stranger(company).post(`${path}/verify`, proof), 'code_wrong', 403);
  const [job] = await jobs();
  assert.deepEqual(
    [job!.status, job!.sourceId, job!.title, job!.description, job!.appointments[0]!.status],
    ['offered', 'booking', 'Boiler service', 'It hisses', 'draft'],
  );
  const [customer] = await customers();
  const {sms} = customer!.contacts[0]!.consent;
  assert.deepEqual([sms!.granted, sms!.how, sms!.words], [true, 'booking_page', consentWords]);
  const told = company.sent.length;
  const accepted = expectOk(await company.admin.post<{job: Job}>(`/v1/jobs/${job!.id}/accept`)).job;
  assert.deepEqual([accepted.status, accepted.appointments[0]!.status], ['scheduled', 'scheduled']);
  await company.pass(20);
  assert.equal(company.sent.length, told + 1, 'and the customer is told');
  await company.close();
});

test('a known phone is the same customer, and the answer does not tell', async () => {
  const {company, path} = await openCompany();
  const kim = await company.hireTechnician('Kim Park');
  expectOk(await company.admin.patch(`/v1/members/${kim.id}`, {skills: ['gas'], workingHours}));
  const {id} = expectOk(await company.admin.post<{id: string}>('/v1/customers', {name: 'A. Lee', phone}));
  const known = await requestFor(company, path);
  const unknown = await requestFor(company, path, {phone: '+13125550178'});
  assert.deepEqual(Object.keys(known.body), Object.keys(unknown.body));
  await company.pass(1);
  const digits = (to: string) => /\d{6}/.exec(company.sent.find(each => each.to === to)!.text)![0];
  const prove = (asked: Answer<{bookingId: string}>, to: string) =>
    stranger(company).post(`${path}/verify`, {bookingId: asked.body.bookingId, code: digits(to)});
  const [first, second] = [await prove(known, phone), await prove(unknown, '+13125550178')];
  assert.deepEqual(Object.keys(expectOk(first)), Object.keys(expectOk(second)));
  const jobs = expectOk(await company.admin.get<{items: Job[]}>(`/v1/jobs?customerId=${id}`)).items;
  assert.equal(jobs.length, 1);
  const kept = expectOk(await company.admin.get<Customer>(`/v1/customers/${id}`));
  assert.equal(kept.name, 'A. Lee', 'what a stranger writes changes no name');
  await company.close();
});

test('windows are those somebody with the skills could come in, as many times as somebody could', async () => {
  const {company, path, technicianId} = await openCompany();
  const page = await pageOf(company, path, '?serviceId=boiler&days=2');
  assert.deepEqual(
    page.services.map(each => each.id),
    ['boiler', 'tap'],
  );
  assert.ok(!JSON.stringify(page).includes('mem_'));
  const asked = expectOk(await requestFor(company, path));
  const late = expectOk(await requestFor(company, path, {phone: '+13125550178'}));
  const window = windowsOf(page)[0]!;
  const code = await codeSent(company);
  expectOk(await stranger(company).post(`${path}/verify`, {bookingId: late.bookingId, code}));
  assert.ok(
    !windowsOf(await pageOf(company, path)).some(({start}) => start === window.start),
    'a draft takes it',
  );
  const first = company.sent.find(each => each.to === phone)!;
  const taken = {bookingId: asked.bookingId, code: /\d{6}/.exec(first.text)![0]};
  refused(await stranger(company).post(`${path}/verify`, taken), 'window_taken', 409);
  expectOk(await company.admin.patch(`/v1/members/${technicianId}`, {skills: []}));
  assert.deepEqual((await pageOf(company, path, '?serviceId=boiler')).days, []);
  assert.ok((await pageOf(company, path, '?serviceId=tap')).days.length > 0);
  await company.close();
});

test('a request is refused by field, and for windows that were never offered', async () => {
  const {company, path} = await openCompany();
  const [window] = windowsOf(await pageOf(company, path));
  const odd = {start: window!.start, end: new Date(Date.parse(window!.end) + 60_000).toISOString()};
  refused(await requestFor(company, path, {window: odd}), 'window_taken', 409);
  refused(await requestFor(company, path, {serviceId: 'none'}), 'invalid', 400);
  refused(await requestFor(company, path, {phone: '312'}), 'invalid', 400);
  refused(await requestFor(company, path, {leadId: 'mem_1'}), 'invalid', 400);
  refused(await stranger(company).get('/v1/book/nobody-here'), 'not_found', 404);
  expectOk(await company.admin.patch('/v1/organization', {booking: {open: false}}));
  refused(await stranger(company).get(path), 'not_found', 404);
  await company.close();
});

test('who fills in what people do not see is answered alike, and nothing follows', async () => {
  const {company, path} = await openCompany();
  const trapped = await requestFor(company, path, {website: 'https://spam.example'});
  const honest = await requestFor(company, path, {phone: '+13125550178'});
  assert.deepEqual([trapped.status, Object.keys(trapped.body)], [honest.status, Object.keys(honest.body)]);
  await company.pass(2);
  assert.deepEqual(
    company.sent.map(each => each.to),
    ['+13125550178'],
  );
  await company.close();
});

test('a number gets three codes in a quarter of an hour, and five wrong ones void one', async () => {
  const {company, path} = await openCompany();
  const {bookingId} = expectOk(await requestFor(company, path));
  const code = await codeSent(company);
  const verify = (digits: string) => stranger(company).post(`${path}/verify`, {bookingId, code: digits});
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  for (let tries = 0; tries < 5; tries++) refused(await verify(wrong), 'code_wrong', 403);
  refused(await verify(code), 'code_wrong', 403);
  expectOk(await requestFor(company, path));
  expectOk(await requestFor(company, path));
  refused(await requestFor(company, path), 'rate_limited', 429);
  await company.close();
});
