import assert from 'node:assert/strict';
import type {Photo, PracticeReport} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import type {Caller} from '../caller.ts';
import {expectRefused, openFirm, openOwnFirm} from './firm.ts';
import type {DeclareTest, OfficeUnderTest} from './firm.ts';

/** The smallest picture there is: one red dot. */
const dot =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';

/** What an office keeps and gives out: tables, records, calendars, pictures. */
export function recordScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  const send = (
    caller: Pick<Caller, 'token'>,
    path: string,
    init: RequestInit & {headers?: Record<string, string>} = {},
  ) =>
    (office.fetch ?? fetch)(
      new Request(office.url + path, {
        ...init,
        headers: {authorization: `Bearer ${caller.token}`, ...init.headers},
      }),
    );

  test('visits are given as CSV, practice as figures, to the office alone', async () => {
    const firm = await openOwnFirm(office);
    const {technician, id} = await firm.visitIn('complete');
    const days = `?from=${firm.inMinutes(-2880).slice(0, 10)}&to=${firm.inMinutes(2880).slice(0, 10)}`;
    const csv = await send(firm.admin, `/v1/reports/visits.csv${days}`);
    assert.match(csv.headers.get('content-type')!, /^text\/csv/);
    const lines = (await csv.text()).trimEnd().split('\r\n');
    assert.equal(lines.length, 2);
    assert.ok(lines[0]!.startsWith('appointment_id,') && lines[1]!.startsWith(`${id},`));
    const report = expectOk(await firm.admin.get<PracticeReport>(`/v1/reports/practice${days}`));
    assert.equal(report.onMyWayTapped.of, 1);
    for (const path of ['visits.csv', 'practice'])
      expectRefused(await technician.caller.get(`/v1/reports/${path}`), 'not_allowed', 403);
    expectRefused(await firm.admin.get('/v1/reports/practice?from=2026-02-01&to=2026-01-01'), 'invalid', 400);
  });

  test('a visit has a printable record, for who may see the visit', async () => {
    const firm = await openFirm(office);
    const {technician, job, id} = await firm.visitIn('complete');
    const record = await send(technician.caller, `/v1/appointments/${id}/record`);
    assert.match(record.headers.get('content-security-policy')!, /default-src 'none'/);
    assert.ok((await record.text()).includes(job.title));
    const stranger = await firm.technician('Bo Ray');
    expectRefused(await stranger.caller.get(`/v1/appointments/${id}/record`), 'not_found', 404);
  });

  test('a member’s calendar opens by its own address until that is ended', async () => {
    const firm = await openFirm(office);
    const {technician, id} = await firm.visitIn('scheduled');
    const path = `/v1/members/${technician.id}/calendar`;
    const {url} = expectOk(await technician.caller.post<{url: string}>(path));
    const read = () => send({token: ''}, new URL(url).pathname);
    const feed = await (await read()).text();
    assert.ok(feed.startsWith('BEGIN:VCALENDAR\r\n') && feed.includes(`UID:${id}@`));
    expectOk(await firm.admin.delete(path));
    assert.equal((await read()).status, 401);
  });

  test('survey answers are for the office', async () => {
    const firm = await openOwnFirm(office);
    const technician = await firm.technician();
    assert.deepEqual(expectOk(await firm.admin.get<object>('/v1/surveys')), {items: []});
    expectRefused(await technician.caller.get('/v1/surveys'), 'not_allowed', 403);
  });

  test('a photo is kept, shown by a signed address, and removed; or the server says that it keeps none', async () => {
    const firm = await openFirm(office);
    const {technician, job} = await firm.visitIn('started');
    const path = `/v1/jobs/${job.id}/photos`;
    const body = Uint8Array.from(atob(dot), character => character.charCodeAt(0));
    const added = await send(technician.caller, path, {
      method: 'POST',
      body,
      headers: {'content-type': 'image/png'},
    });
    if (added.status === 501) return;
    assert.equal(added.status, 201);
    const other = await openOwnFirm(office);
    const foreign = await send(other.admin, path, {
      method: 'POST',
      body,
      headers: {'content-type': 'image/png'},
    });
    assert.equal(foreign.status, 404);
    await foreign.text();
    const photo = (await added.json()) as Photo;
    const {items} = expectOk(await firm.admin.get<{items: Photo[]}>(path));
    assert.deepEqual(
      items.map(each => each.id),
      [photo.id],
    );
    const {pathname, search} = new URL(photo.url);
    const shown = await send({token: ''}, pathname + search);
    assert.equal(shown.headers.get('content-type'), 'image/jpeg');
    await shown.arrayBuffer();
    expectOk(await technician.caller.delete(`/v1/photos/${photo.id}`));
    const gone = await send({token: ''}, pathname + search);
    assert.equal(gone.status, 404);
    await gone.text();
    const text = await send(technician.caller, path, {
      method: 'POST',
      body: '<svg/>',
      headers: {'content-type': 'image/svg+xml'},
    });
    assert.equal(text.status, 415);
  });

  test('the same Idempotency-Key with other parameters is refused; in another order they are the same', async () => {
    const firm = await openFirm(office);
    const {job, id} = await firm.visitIn('started');
    const body = Uint8Array.from(atob(dot), character => character.charCodeAt(0));
    const headers = {'content-type': 'image/png', 'idempotency-key': `photo of ${id}`};
    const add = async (query: string) => {
      const answer = await send(firm.admin, `/v1/jobs/${job.id}/photos?${query}`, {
        method: 'POST',
        body,
        headers,
      });
      return {status: answer.status, body: (await answer.json()) as Photo & {code?: string}};
    };
    const first = await add(`visibility=customer&appointmentId=${id}`);
    if (first.status === 501) return;
    assert.equal(first.status, 201);
    assert.equal((await add(`appointmentId=${id}&visibility=customer`)).body.id, first.body.id);
    for (const query of [`visibility=team&appointmentId=${id}`, 'visibility=customer', '']) {
      const other = await add(query);
      assert.deepEqual([other.status, other.body.code], [409, 'idempotency_key_reused'], query);
    }
    const {items} = expectOk(await firm.admin.get<{items: Photo[]}>(`/v1/jobs/${job.id}/photos`));
    assert.equal(items.length, 1);
  });

  test('a photo that waited in a device’s queue is taken once, in its turn, for the time when it was made', async () => {
    const firm = await openFirm(office);
    const {technician, job} = await firm.visitIn('started');
    const body = Uint8Array.from(atob(dot), character => character.charCodeAt(0));
    const at = firm.inMinutes(-5);
    const deviceId = `photos of ${technician.id}`;
    const add = async (sequence: number) => {
      const query = new URLSearchParams({deviceId, sequence: String(sequence), at});
      const answer = await send(technician.caller, `/v1/jobs/${job.id}/photos?${query}`, {
        method: 'POST',
        body,
        headers: {'content-type': 'image/png'},
      });
      return {status: answer.status, body: (await answer.json()) as Photo & {code?: string}};
    };
    const [first, again] = [await add(1), await add(1)];
    if (first.status === 501) return;
    assert.deepEqual([first.status, again.body.id], [201, first.body.id]);
    assert.equal(Date.parse(first.body.at), Date.parse(at));
    assert.equal((await add(3)).body.code, 'out_of_order');
    assert.notEqual((await add(2)).body.id, first.body.id);
    const {items} = expectOk(await firm.admin.get<{items: Photo[]}>(`/v1/jobs/${job.id}/photos`));
    assert.equal(items.length, 2);
  });
}
