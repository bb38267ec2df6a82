import assert from 'node:assert/strict';
import type {PairedDevice, TechnicianPosition} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {expectRefused, openFirm} from './firm.ts';
import type {DeclareTest, Firm, OfficeUnderTest, Technician} from './firm.ts';

type App = PairedDevice['app'];
type Paired = PairedDevice & {secret: string};
type Ingested = {taken: number; refused: Record<string, number>; sharing: boolean};

/** A technician’s phone with an app of somebody else. */
class Phone {
  readonly firm: Firm;
  readonly technician: Technician;
  readonly app: App;
  readonly #device: Paired;

  constructor(firm: Firm, technician: Technician, app: App, device: Paired) {
    this.firm = firm;
    this.technician = technician;
    this.app = app;
    this.#device = device;
  }

  static async pair(firm: Firm, technician: Technician, app: App): Promise<Phone> {
    const device = await firm.admin.post<Paired>(`/v1/members/${technician.id}/devices`, {app});
    return new Phone(firm, technician, app, expectOk(device));
  }

  /** Reports a place so many metres north of the usual address, as its app does. */
  async report({north, minutes = 0}: {north: number; minutes?: number}): Promise<number> {
    const tst = Math.floor(Date.parse(this.firm.inMinutes(minutes)) / 1000);
    const lat = 41.9484 + north / 111_195;
    if (this.app === 'owntracks')
      return this.send({_type: 'location', lat, lon: -87.6553, acc: 9, batt: 50, tst});
    return this.send([{id: this.#device.secret, lat, lon: -87.6553, timestamp: tst, accuracy: 9, batt: 50}]);
  }

  async send(message: unknown): Promise<number> {
    const {office} = this.firm;
    const request = new Request(`${office.url}/v1/ingest/${this.app}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.app === 'owntracks' && {authorization: `Basic ${btoa(`phone:${this.#device.secret}`)}`}),
      },
      body: JSON.stringify(message),
    });
    const response = await (office.fetch ?? fetch)(request);
    if (response.ok && this.app === 'owntracks') assert.deepEqual(await response.json(), []);
    else await response.body?.cancel();
    return response.status;
  }

  async told(): Promise<PairedDevice | undefined> {
    const path = `/v1/members/${this.technician.id}/devices`;
    const {items} = expectOk(await this.firm.admin.get<{items: PairedDevice[]}>(path));
    return items.find(({id}) => id === this.#device.id);
  }

  async unpair(): Promise<void> {
    expectOk(await this.firm.admin.delete(`/v1/members/${this.technician.id}/devices/${this.#device.id}`));
  }
}

async function placesOf(firm: Firm): Promise<TechnicianPosition[]> {
  return expectOk(await firm.admin.get<{items: TechnicianPosition[]}>('/v1/positions')).items;
}

/** Apps of others as sources of positions, and recorded tracks. */
export function ingestScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  for (const app of ['owntracks', 'traccar'] as const)
    test(`a phone with ${app} is heard while its technician is under way, and not otherwise`, async () => {
      const firm = await openFirm(office);
      const technician = await firm.technician();
      const phone = await Phone.pair(firm, technician, app);
      const {id} = await firm.visitIn('scheduled', {technician});
      assert.equal((await phone.told())!.lastSeenAt, null);
      assert.equal(await phone.report({north: 4000}), 200);
      assert.ok((await phone.told())!.lastSeenAt, 'it is seen');
      const place = async () => (await placesOf(firm)).find(({memberId}) => memberId === technician.id);
      assert.equal(await place(), undefined, 'where, nobody knows');
      await firm.tap(id, 'depart');
      assert.equal(await phone.report({north: 3000, minutes: -30}), 200);
      assert.equal(await place(), undefined, 'nor where he was before');
      assert.equal(await phone.report({north: 2000}), 200);
      assert.equal(await phone.report({north: 2000}), 200);
      assert.ok(Math.abs((await place())!.lat - 41.9484) < 0.02);
      const {battery, reports} = (await phone.told())!;
      assert.equal(battery?.level, 0.5);
      assert.equal(reports.refused['not_sharing'], 2);
      assert.equal(reports.taken, 2);
    });

  test('garbage of a known phone is answered as taken, or it would send it for ever', async () => {
    const firm = await openFirm(office);
    const technician = await firm.technician();
    for (const app of ['owntracks', 'traccar'] as const) {
      const phone = await Phone.pair(firm, technician, app);
      if (app === 'owntracks')
        for (const body of [null, 7, {}, {_type: 'lwt'}]) assert.equal(await phone.send(body), 200);
      assert.equal(await phone.report({north: NaN}), 200);
      assert.ok((await phone.told())!.reports.refused['unreadable']);
    }
  });

  test('an unpaired phone, and one of a member who left, is heard no more', async () => {
    const firm = await openFirm(office);
    const technician = await firm.technician();
    const [own, traccar] = [
      await Phone.pair(firm, technician, 'owntracks'),
      await Phone.pair(firm, technician, 'traccar'),
    ];
    await own.unpair();
    assert.equal(await own.report({north: 10}), 401);
    assert.equal(await traccar.report({north: 10}), 200);
    expectOk(await firm.admin.delete(`/v1/members/${technician.id}`));
    assert.equal(await traccar.report({north: 10}), 404);
  });

  test('a recorded track is kept where it was shared, also after the leg; the rest of it is not', async () => {
    const firm = await openFirm(office);
    const {technician, id} = await firm.visitIn('enroute');
    await firm.tap(id, 'start');
    const at = firm.inMinutes(-0.5);
    await firm.tap(id, 'complete', {outcome: 'done'});
    const point = (time: string) => `<trkpt lat="41.9" lon="-87.6"><time>${time}</time></trkpt>`;
    const track = (points: string) => `<gpx version="1.1"><trk><trkseg>${points}</trkseg></trk></gpx>`;
    const send = async (body: string, type = 'application/gpx+xml', token = technician.caller.token) => {
      const headers = {authorization: `Bearer ${token}`, 'content-type': type};
      const request = new Request(`${office.url}/v1/ingest/gpx`, {method: 'POST', headers, body});
      const response = await (office.fetch ?? fetch)(request);
      return {status: response.status, body: (await response.json()) as never};
    };
    const points =
      point(firm.inMinutes(-120)) + point(at) + '<trkpt lat="1" lon="2"/>' + point(firm.inMinutes(-60 * 30));
    const {status, body} = await send(track(points));
    const {taken, refused, sharing} = body as Ingested;
    assert.equal(status, 202);
    assert.deepEqual(
      {taken, refused, sharing},
      {
        taken: 1,
        refused: {not_sharing: 1, unreadable: 1, too_old: 1},
        sharing: false,
      },
    );
    const refusal = async (answer: ReturnType<typeof send>, code: string, expected: number) => {
      const {status: got, body: problem} = await answer;
      const headers = new Headers();
      expectRefused({status: got, body: problem, problem, headers}, code as 'invalid', expected);
    };
    await refusal(send('{}', 'application/json'), 'unsupported_type', 415);
    await refusal(send('<kml/>'), 'invalid', 400);
    await refusal(send(track('')), 'invalid', 400);
    await refusal(send(track(point(at)), undefined, firm.admin.token), 'not_allowed', 403);
  });
}
