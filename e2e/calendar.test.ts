import assert from 'node:assert/strict';
import {test} from 'node:test';
import ICAL from 'ical.js';
import {createCompany, expectOk} from '@dispatch-kit/testing';

test('a calendar feed is read by ical.js: windows in UTC, addresses, and nothing else of the job', async () => {
  const company = await createCompany();
  const technician = await company.hireTechnician();
  const job = await company.book({leadId: technician.id, inHours: 2, title: 'Secret title'});
  const street = 'Straße der Ölsardinen 12; Hinterhof, 3. Stock – bitte nicht klingeln, Hund im Garten';
  expectOk(await company.admin.patch(`/v1/jobs/${job.id}`, {address: {line: street, city: 'Köln'}}));
  const gone = await company.book({leadId: technician.id, inHours: 5});
  await company.admin.post(`/v1/appointments/${gone.appointments[0]!.id}/cancel`, {reason: 'Gone'});
  const open = () => technician.caller.post<{url: string}>(`/v1/members/${technician.id}/calendar`);
  const {url} = expectOk(await open());
  const read = (address: string) => company.server.fetch(new Request(address));
  const reply = await read(url);
  assert.match(reply.headers.get('content-type')!, /^text\/calendar/);
  const text = await reply.text();
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
  const events = new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents('vevent')
    .map(each => new ICAL.Event(each));
  assert.equal(events.length, 2);
  const [visit, canceled] = events;
  assert.equal(visit!.location, `${street}, Köln`);
  assert.equal(visit!.startDate.zone.tzid, 'UTC');
  assert.equal(visit!.startDate.toJSDate().toISOString(), job.appointments[0]!.window.start);
  assert.equal(visit!.endDate.toJSDate().toISOString(), job.appointments[0]!.window.end);
  assert.equal(canceled!.component.getFirstPropertyValue('status'), 'CANCELLED');
  assert.doesNotMatch(text, /Secret|Ada|Lee|3125550142/);
  const second = expectOk(await open());
  assert.equal((await read(url)).status, 401, 'a new address ends the one before');
  expectOk(await company.admin.delete(`/v1/members/${technician.id}/calendar`));
  assert.equal((await read(second.url)).status, 401);
  const other = await company.hireTechnician('Bo');
  assert.equal((await other.caller.post(`/v1/members/${technician.id}/calendar`)).status, 404);
  const token = new URL(expectOk(await open()).url).pathname.split('/').at(-1)!.replace('.ics', '');
  assert.equal((await company.as(token).get('/v1/jobs')).status, 401, 'it opens a calendar and nothing else');
});
