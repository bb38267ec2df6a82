import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import type {TrackingView} from '@dispatch-kit/core';
import {createCompany, expectOk, faultyNetwork} from '@dispatch-kit/testing';
import type {FaultyNetworkOptions} from '@dispatch-kit/testing';
import {DispatchClient} from '../dispatch-client.ts';
import {memoryPositions} from './position-storage.ts';
import type {Receiver, ReceiverTrouble} from './receiver.ts';

const door = {lat: 41.95, lng: -87.65};

/** A phone in a hand: where it is, whether its page is seen, and whether its screen stays on. */
function phone(nowMs: () => number) {
  let tell: Parameters<Receiver['watch']>[0] | undefined;
  const visibility = new Set<() => void>();
  const state = {isHidden: false, watches: 0, locks: 0};
  const receiver: Receiver = {
    watch(told) {
      tell = told;
      state.watches += 1;
      return () => {
        tell = undefined;
        state.watches -= 1;
      };
    },
    keepAwake() {
      state.locks += 1;
      return Promise.resolve(() => void (state.locks -= 1));
    },
    isHidden: () => state.isHidden,
    onVisibility(listener) {
      visibility.add(listener);
      return () => visibility.delete(listener);
    },
  };
  return {
    receiver,
    state,
    isAt(metersFromDoor: number) {
      const at = new Date(nowMs()).toISOString();
      tell?.fix({lat: door.lat - metersFromDoor / 111_195, lng: door.lng, at, accuracyMeters: 6});
    },
    fails: (why: ReceiverTrouble) => tell?.trouble(why),
    hide(isHidden: boolean) {
      state.isHidden = isHidden;
      for (const listener of visibility) listener();
    },
  };
}

/** A technician with a visit, his phone, and the customer who follows. */
async function onTheWay(context: TestContext, faults: Partial<FaultyNetworkOptions> = {}) {
  const company = await createCompany();
  const sam = await company.hireTechnician();
  const job = await company.book({leadId: sam.id, at: door});
  const path = `/v1/appointments/${job.appointments[0]!.id}`;
  const {token} = expectOk(await company.admin.post<{token: string}>('/v1/tracking-links', {jobId: job.id}));
  const customer = company.as(token);
  const sent: {lat: number; at: string}[][] = [];
  const network = faultyNetwork({
    ...faults,
    fetch: async input => {
      const request = (input as Request).clone();
      if (request.url.endsWith('/v1/positions'))
        sent.push(((await request.json()) as {fixes: {lat: number; at: string}[]}).fixes);
      return company.server.fetch(input as Request);
    },
  });
  const platform = {
    ...network.platform,
    wallMs: () => company.clock.now(),
    after: (delayMs: number, callback: () => void) => network.platform.after(delayMs / 300, callback),
  };
  const positions = memoryPositions();
  const clientOf = () => new DispatchClient({url: company.url, token: sam.caller.token, platform, positions});
  const client = clientOf();
  const device = phone(() => company.clock.now());
  const sharing = client.shareLocation(device.receiver);
  context.after(() => {
    sharing.stop();
    return company.close();
  });
  return {
    company,
    sam,
    path,
    sharing,
    positions,
    clientOf,
    device,
    network,
    sent,
    view: async () => expectOk(await customer.get<TrackingView>('/v1/track')).visit,
    depart: async () => {
      expectOk(await sam.caller.post(`${path}/depart`));
      await company.pass(11);
    },
    async until(fits: () => boolean) {
      if (fits()) return;
      const {promise, resolve} = Promise.withResolvers<void>();
      const stop = sharing.subscribe(() => fits() && resolve());
      await promise;
      stop();
    },
  };
}

test('nothing is shared before it is begun, and one receiver is enough for two starts', async context => {
  const {device, sharing, sent} = await onTheWay(context);
  device.isAt(900);
  assert.equal(sharing.get().status, 'off');
  sharing.start();
  sharing.start();
  assert.equal(device.state.watches, 1);
  assert.equal(sharing.get().status, 'asking');
  assert.deepEqual(sent, []);
});

test('a drive is reported thinned, and the customer sees where the technician is', async context => {
  const {company, depart, device, sharing, until, view, sent} = await onTheWay(context);
  await depart();
  sharing.start();
  for (let meters = 3_000; meters >= 2_000; meters -= 10) {
    device.isAt(meters);
    await company.pass(1);
  }
  await until(() => sharing.get().takenAt !== undefined && sharing.get().waiting === 0);
  const fixes = sent.flat();
  assert.ok(fixes.length >= 25 && fixes.length <= 40, String(fixes.length));
  assert.equal(sharing.get().status, 'sharing');
  assert.equal(device.state.locks, 1);
  const {position} = await view();
  assert.ok(Math.abs(position!.lat - (door.lat - 2_000 / 111_195)) < 0.0005);
});

test('while there is no network places wait, and are sent in their order when it is back', async context => {
  const {company, depart, device, sharing, until, network, sent} = await onTheWay(context);
  await depart();
  sharing.start();
  network.goOffline();
  for (let meters = 3_000; meters > 2_400; meters -= 30) {
    device.isAt(meters);
    await company.pass(3);
  }
  assert.equal(sharing.get().waiting, 20);
  assert.equal(sharing.get().takenAt, undefined);
  network.goOnline();
  await until(() => sharing.get().waiting === 0);
  const times = sent.flat().map(({at}) => at);
  assert.deepEqual(times, times.toSorted());
  assert.equal(new Set(times).size, 20);
});

test('over a bad network every place comes through', async context => {
  const {company, depart, device, sharing, until, sam} = await onTheWay(context, {
    lostShare: 0.3,
    unansweredShare: 0.2,
    doubledShare: 0.2,
    seed: 5,
  });
  await depart();
  sharing.start();
  for (let meters = 3_000; meters > 1_800; meters -= 30) {
    device.isAt(meters);
    await company.pass(3);
    if (meters % 120 === 0) await until(() => sharing.get().waiting === 0);
  }
  await until(() => sharing.get().waiting === 0);
  const {items} = expectOk(
    await company.admin.get<{items: {memberId: string; lat: number}[]}>('/v1/positions'),
  );
  const last = items.find(({memberId}) => memberId === sam.id)!;
  assert.ok(Math.abs(last.lat - (door.lat - 1_830 / 111_195)) < 1e-6);
});

test('when nobody is under way the office does not listen, and the receiver is turned off', async context => {
  const {device, sharing, until} = await onTheWay(context);
  sharing.start();
  device.isAt(900);
  await until(() => sharing.get().status === 'not_wanted');
  assert.deepEqual([device.state.watches, device.state.locks, sharing.get().waiting], [0, 0, 0]);
});

test('who says no is not asked again by itself, and what the device lacks is said', async context => {
  const {device, sharing} = await onTheWay(context);
  for (const why of ['denied', 'unavailable'] as const) {
    sharing.start();
    device.fails(why);
    assert.equal(sharing.get().status, why);
    assert.equal(device.state.watches, 0);
  }
  sharing.start();
  device.fails('no_signal');
  assert.equal(sharing.get().status, 'no_signal');
  assert.equal(device.state.watches, 1);
});

test('a place that is missed once is no trouble; one that stays away is', async context => {
  const {device, sharing, depart, until} = await onTheWay(context);
  await depart();
  const told: string[] = [];
  sharing.subscribe(() => told.push(sharing.get().status));
  sharing.start();
  device.isAt(900);
  device.fails('no_signal');
  device.isAt(880);
  await new Promise(resolve => setTimeout(resolve, 60));
  assert.ok(!told.includes('no_signal'), told.join());
  device.fails('no_signal');
  await until(() => sharing.get().status === 'no_signal');
  device.isAt(860);
  assert.equal(sharing.get().status, 'sharing');
});

test('a hidden page says that it may not be heard, and takes the screen again when it is seen', async context => {
  const {device, sharing, depart} = await onTheWay(context);
  await depart();
  sharing.start();
  device.isAt(900);
  device.hide(true);
  assert.equal(sharing.get().status, 'hidden');
  device.isAt(850);
  assert.equal(sharing.get().status, 'hidden');
  device.hide(false);
  assert.equal(sharing.get().status, 'asking');
  device.isAt(800);
  assert.equal(sharing.get().status, 'sharing');
  assert.equal(device.state.locks, 2);
});

test('who is signed out shares nothing any more', async context => {
  const {company, device, sharing, sam, until} = await onTheWay(context);
  expectOk(await company.admin.delete(`/v1/members/${sam.id}`));
  sharing.start();
  device.isAt(900);
  await until(() => sharing.get().status === 'refused');
  assert.equal(device.state.watches, 0);
});

test('what was not sent when sharing ended is thrown away', async context => {
  const {company, device, sharing, sent, depart} = await onTheWay(context);
  await depart();
  sharing.start();
  device.isAt(900);
  sharing.stop();
  await company.pass(1);
  await new Promise(resolve => setTimeout(resolve, 60));
  assert.deepEqual(sent, []);
  assert.deepEqual([sharing.get().status, sharing.get().waiting, device.state.locks], ['off', 0, 0]);
});

test('what waited for the network is sent after a reload, in its order, and kept no longer', async context => {
  const {company, depart, device, sharing, network, sent, positions, clientOf} = await onTheWay(context);
  await depart();
  sharing.start();
  network.goOffline();
  for (let meters = 3_000; meters > 2_850; meters -= 30) {
    device.isAt(meters);
    await company.pass(3);
  }
  const kept = await positions.load();
  assert.equal(kept.length, 5);
  // The page is gone, with everything but what was kept.
  sharing.stop();
  await new Promise(resolve => setTimeout(resolve, 5));
  await positions.save(kept);
  network.goOnline();
  const again = clientOf().shareLocation(device.receiver);
  again.start();
  device.isAt(2_800);
  while (again.get().takenAt === undefined || again.get().waiting > 0)
    await new Promise(resolve => setTimeout(resolve, 5));
  const times = sent.flat().map(({at}) => at);
  assert.equal(new Set(times).size, 6);
  assert.deepEqual(times, times.toSorted());
  again.stop();
  assert.deepEqual(await positions.load(), []);
});

test('what waited for a leg that is over, or a day, is dropped', async context => {
  const {company, depart, device, sam, path, clientOf, positions, sent} = await onTheWay(context);
  const old = {
    lat: door.lat,
    lng: door.lng,
    at: new Date(company.clock.now() - 25 * 3_600_000).toISOString(),
  };
  await positions.save([old]);
  await depart();
  expectOk(await sam.caller.post(`${path}/start`));
  expectOk(await sam.caller.post(`${path}/complete`, {outcome: 'done'}));
  const sharing = clientOf().shareLocation(device.receiver);
  sharing.start();
  device.isAt(900);
  while (sharing.get().status !== 'not_wanted') await new Promise(resolve => setTimeout(resolve, 5));
  assert.equal(sent.flat().length, 1);
  assert.deepEqual(await positions.load(), []);
});
