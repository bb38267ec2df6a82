import assert from 'node:assert/strict';
import type {DomainEvent, Job, TrackingView} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import type {Caller} from '../caller.ts';
import {eventually, expectRefused, openFirm, openOwnFirm} from './firm.ts';
import type {DeclareTest, OfficeUnderTest} from './firm.ts';
import {Listener} from './listener.ts';

type EventPage = {items: DomainEvent[]; cursor: string; more: boolean; serverTime: string; timeScale: number};

/** The history of an organization, by page and as it happens. */
export function eventScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  test('events come in pages, numbered without a gap, with when they happened and when they were taken', async () => {
    const firm = await openFirm(office);
    for (let n = 0; n < 3; n++) await firm.visitIn('complete');
    const all = await readAll(firm.admin, 4);
    assert.deepEqual(
      all.map(event => event.seq),
      all.map((_, index) => index + 1),
    );
    for (const event of all) {
      assert.ok(event.at <= event.recordedAt);
      assert.equal(event.v, 1);
      assert.match(event.id, /^evt_/);
    }
    const text = JSON.stringify(all);
    for (const secret of ['Ada Lee', '+1312555', 'Leaking', 'Paulina'])
      assert.ok(!text.includes(secret), `an event holds ${secret}`);
  });

  test('every commit of many at the same time has its own number, and none is left out', async () => {
    const firm = await openFirm(office);
    const stream = await Listener.open(firm.admin, '/v1/events');
    await stream.until('a heartbeat', each => each.heard.length > 0);
    await Promise.all(Array.from({length: 20}, (_, n) => firm.customer({name: `Customer ${n}`})));
    await stream.until('all events', each => each.facts.length >= 20);
    stream.close();
    const seqs = stream.facts.map(({data}) => data['seq'] as number);
    assert.deepEqual(
      seqs,
      seqs.map((_, index) => seqs[0]! + index),
    );
    assert.equal((await readAll(firm.admin, 200)).length, seqs.at(-1));
  });

  test('a stream resumes by Last-Event-ID and by after, with no gap and no repeat', async () => {
    const firm = await openFirm(office);
    const start = expectOk(await firm.admin.get<EventPage>('/v1/events?limit=200')).cursor;
    const seen: number[] = [];
    let cursor = start;
    for (let round = 0; round < 5; round++) {
      const header = round % 2 === 0;
      const stream = await Listener.open(
        firm.admin,
        header ? '/v1/events' : `/v1/events?after=${cursor}`,
        header ? {'last-event-id': cursor} : {},
      );
      await Promise.all([firm.customer(), firm.customer(), firm.customer()]);
      const least = Math.min(round + 1, 3);
      await stream.until('some events', each => each.facts.length >= least);
      stream.close();
      // What came after this point is taken up again from here, as a client does that was cut off.
      const kept = stream.facts.slice(0, least);
      seen.push(...kept.map(({data}) => data['seq'] as number));
      cursor = kept.at(-1)!.id!;
    }
    assert.deepEqual(
      seen,
      seen.map((_, index) => seen[0]! + index),
    );
    const rest = expectOk(await firm.admin.get<EventPage>(`/v1/events?after=${cursor}&limit=200`)).items;
    assert.equal(rest[0]?.seq, seen.at(-1)! + 1, 'a page goes on where a stream ended');
  });

  test('a snapshot and the events after its cursor are the whole picture', async () => {
    const firm = await openOwnFirm(office);
    const {id, job} = await firm.visitIn('scheduled');
    type Snapshot = {items: Job[]; cursor: string; members: object[]; customers: object[]};
    const snapshot = expectOk(await firm.admin.get<Snapshot>('/v1/snapshot?view=board'));
    assert.deepEqual(
      snapshot.items.map(each => each.id),
      [job.id],
    );
    assert.deepEqual([snapshot.members.length, snapshot.customers.length], [1, 1]);
    await firm.tap(id, 'depart');
    const page = expectOk(await firm.admin.get<EventPage>(`/v1/events?after=${snapshot.cursor}`));
    assert.equal(page.items[0]!.type, 'appointment_departed');
    assert.equal(page.items.filter(event => event.type === 'appointment_departed').length, 1);
    const fleet = expectOk(await firm.admin.get<Snapshot>('/v1/snapshot?view=fleet'));
    assert.deepEqual(
      fleet.items.map(each => each.id),
      [job.id],
    );
  });

  test('a cursor that this server did not give is refused, and so is one of another reader', async () => {
    const firm = await openFirm(office);
    const technician = await firm.technician();
    const {cursor} = expectOk(await firm.admin.get<EventPage>('/v1/events'));
    expectRefused(await technician.caller.get(`/v1/events?after=${cursor}`), 'cursor_mismatch', 400);
    expectRefused(await firm.admin.get('/v1/events?after=abc.def'), 'cursor_mismatch', 400);
    const refused = await firm.admin.stream('/v1/events', AbortSignal.timeout(5000), {
      'last-event-id': 'abc.def',
    });
    assert.equal(refused.status, 400);
    await refused.body?.cancel();
  });

  test('a stream begins with the server’s clock', async () => {
    const firm = await openFirm(office);
    const stream = await Listener.open(firm.admin, '/v1/events');
    await stream.until('a heartbeat', each => each.heard.length > 0);
    stream.close();
    const [first] = stream.heard;
    assert.equal(first!.event, 'heartbeat');
    assert.ok(
      Math.abs(Date.parse(first!.data['serverTime'] as string) - Date.parse(firm.inMinutes(0))) < 60_000,
    );
    assert.equal(typeof first!.data['timeScale'], 'number');
  });

  test('positions ride on the team’s stream, the newest of each technician, without a place in the history', async () => {
    const firm = await openOwnFirm(office);
    const {technician} = await firm.visitIn('enroute');
    const stream = await Listener.open(firm.admin, '/v1/events');
    await firm.report(technician, [{north: 2000}]);
    await stream.until('a position', each => each.heard.some(({event}) => event === 'position'));
    stream.close();
    const position = stream.heard.find(({event}) => event === 'position')!;
    assert.equal(position.id, undefined);
    assert.equal(position.data['memberId'], technician.id);
  });

  test('a technician sees the events of his own visits, also the one that takes a visit from him', async () => {
    const firm = await openFirm(office);
    const {technician, id} = await firm.visitIn('scheduled');
    const other = await firm.technician('Kim Park');
    await firm.visitIn('scheduled', {technician: other, inHours: 6});
    const own = await Listener.open(technician.caller, '/v1/events');
    const start = await readAll(technician.caller, 50);
    assert.ok(
      start.length > 0 &&
        start.every(
          ({jobId, subjectId, type}) =>
            jobId !== undefined || subjectId === technician.id || type === 'organization_edited',
        ),
    );
    await firm.tap(id, 'assign', {leadId: other.id});
    await own.until('the event that takes it from him', each => each.facts.length > 0);
    await firm.tap(id, 'depart');
    await firm.tap(id, 'start');
    const second = await firm.visitIn('scheduled', {technician, inHours: 9});
    await own.until('the next one of his own', each =>
      each.facts.some(({data}) => data['appointmentId'] === second.id),
    );
    own.close();
    const ofTaken = own.facts.filter(({data}) => data['appointmentId'] === id).map(({event}) => event);
    assert.deepEqual(ofTaken, ['appointment_assigned']);
  });

  test('the customer’s stream sends the whole view when it has changed, counted, with no id of the office', async () => {
    const firm = await openFirm(office, {graceSeconds: 0, hideStartMeters: 0});
    const {technician, job, id} = await firm.visitIn('scheduled');
    const link = await firm.link(job.id);
    const stream = await Listener.open(link.caller, '/v1/track/events');
    const phases = () =>
      stream.heard
        .filter(({event}) => event === 'view')
        .map(({data}) => (data as unknown as TrackingView).visit.phase);
    await stream.until('the first view', () => phases().at(-1) === 'upcoming');
    await firm.tap(id, 'depart', {etaMinutes: 20});
    await stream.until('live', () => phases().at(-1) === 'live');
    await firm.report(technician, [{north: 2500}]);
    await stream.until('a position', each =>
      each.heard.some(({data}) => (data as unknown as TrackingView).visit?.position !== undefined),
    );
    await firm.tap(id, 'start');
    await stream.until('onsite', () => phases().at(-1) === 'onsite');
    stream.close();
    const views = stream.heard.filter(({event}) => event === 'view');
    assert.deepEqual(
      views.map(({id}) => id),
      views.map((_, index) => String(index + 1)),
    );
    const last = views.at(-1)!.data as unknown as TrackingView;
    assert.equal(last.visit.position, undefined);
    const text = JSON.stringify(views);
    assert.doesNotMatch(
      text,
      /(apt|job|mem|evt|leg|org|cus|con)_[0-9a-z]{8}/,
      'no id of the office is in it',
    );
    assert.ok(!text.includes('Ortiz'), 'a technician is known by the first name');
    const kinds = new Set(stream.heard.map(({event}) => event));
    assert.deepEqual(
      [...kinds].filter(kind => kind !== 'heartbeat'),
      ['view'],
    );
  });

  test('what one sees by its page is what the history of a job tells', async () => {
    const firm = await openFirm(office);
    const {job} = await firm.visitIn('complete');
    const all = await readAll(firm.admin, 100);
    await eventually(
      async () => (await firm.history(job.id)).filter(event => event.seq <= all.length),
      history => history.length === all.filter(event => event.jobId === job.id).length,
    );
  });
}

async function readAll(caller: Caller, limit: number): Promise<DomainEvent[]> {
  const items: DomainEvent[] = [];
  for (let after = ''; ;) {
    const page = expectOk(
      await caller.get<EventPage>(`/v1/events?limit=${limit}${after && `&after=${after}`}`),
    );
    items.push(...page.items);
    after = page.cursor;
    if (!page.more) return items;
  }
}
