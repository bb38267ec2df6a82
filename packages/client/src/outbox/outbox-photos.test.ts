import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import type {DomainEvent, Photo} from '@dispatch-kit/core';
import {ImageRefused, memoryFiles} from '@dispatch-kit/server';
import type {Images} from '@dispatch-kit/server';
import {createCompany, expectOk, faultyNetwork} from '@dispatch-kit/testing';
import type {FaultyNetworkOptions} from '@dispatch-kit/testing';
import {DispatchClient} from '../dispatch-client.ts';
import {isDispatchError} from '../errors.ts';
import {memoryOutbox} from './memory-outbox.ts';

/** Takes every picture as it is, and refuses what begins with a question mark. */
const images: Images = {
  prepare: bytes =>
    bytes[0] === 63
      ? Promise.reject(new ImageRefused('This is no picture.'))
      : Promise.resolve({width: 4, height: 3, full: bytes, thumbnail: bytes}),
};

const picture = (text: string, type = 'image/jpeg') => new Blob([text], {type});

/** A technician with a visit at an office that keeps photos, over a network of a kind. */
async function fieldDay(
  context: TestContext,
  {isPhotoless = false, ...faults}: Partial<FaultyNetworkOptions> & {isPhotoless?: boolean} = {},
) {
  const company = await createCompany(isPhotoless ? {} : {photos: {images, files: memoryFiles()}});
  const sam = await company.hireTechnician();
  const job = await company.book({leadId: sam.id});
  const appointmentId = job.appointments[0]!.id;
  const asked: string[] = [];
  const network = faultyNetwork({
    ...faults,
    fetch: async input => {
      const {method, url} = input as Request;
      if (method === 'POST') asked.push(new URL(url).pathname.split('/').at(-1)!);
      return (faults.fetch ?? company.server.fetch)(input as Request);
    },
  });
  const platform = {
    ...network.platform,
    // Retries wait for the network, not for time.
    after: (delayMs: number, callback: () => void) => network.platform.after(delayMs / 300, callback),
  };
  const {url} = company;
  const client = new DispatchClient({url, token: sam.caller.token, platform, outbox: memoryOutbox()});
  const outbox = client.outbox!;
  context.after(() => {
    outbox.close();
    return company.close();
  });
  return {
    company,
    client,
    outbox,
    network,
    asked,
    jobId: job.id,
    appointmentId,
    photos: async () =>
      expectOk(await company.admin.get<{items: Photo[]}>(`/v1/jobs/${job.id}/photos`)).items,
    history: async () =>
      expectOk(await company.admin.get<{items: DomainEvent[]}>(`/v1/jobs/${job.id}/history`)).items,
    /** Resolves when what is to be seen of the outbox fits. */
    async until(fits: () => boolean) {
      if (fits()) return;
      const {promise, resolve} = Promise.withResolvers<void>();
      const stop = outbox.subscribe(() => fits() && resolve());
      await promise;
      stop();
    },
    isEmpty: () => {
      const {taps, notes, photos} = outbox.get();
      return taps.length + notes.length + photos.length === 0;
    },
  };
}

test('a photo and the note it belongs to wait for a network: the note goes first, each for the time when it was made (O9)', async context => {
  const day = await fieldDay(context);
  const {outbox, jobId, appointmentId} = day;
  // So the clock of the office is known.
  await day.client.me();
  day.network.goOffline();
  const madeAt = day.company.clock.now();
  const photo = await outbox.photo({jobId, appointmentId, picture: picture('wet'), visibility: 'customer'});
  await outbox.note({jobId, appointmentId, text: 'The wall is wet, see the photo.'});
  await outbox.tap({appointmentId, command: 'depart'});
  assert.deepEqual([photo.state, photo.bytes, outbox.get().notes.length], ['waiting', 3, 1]);
  assert.equal(await (await outbox.pictureOf(photo.id))?.text(), 'wet');
  await day.company.pass(600);
  day.network.goOnline();
  await day.until(day.isEmpty);
  assert.deepEqual(day.asked, ['notes', 'depart', 'photos']);
  const [kept, ...more] = await day.photos();
  assert.deepEqual([kept?.visibility, kept?.appointmentId, more], ['customer', appointmentId, []]);
  assert.ok(Date.parse(kept!.at) - madeAt < 60_000, `${kept!.at} is not when it was made`);
  const events = (await day.history()).filter(({basis}) => basis === 'offline');
  assert.deepEqual(events.map(({type}) => type).toSorted(), [
    'appointment_departed',
    'note_added',
    'photo_added',
  ]);
  assert.equal(
    await outbox.pictureOf(photo.id),
    undefined,
    'the device keeps no picture that the server has',
  );
});

test('over a network that loses, doubles and leaves unanswered, each photo and note is there once (O10)', async context => {
  const day = await fieldDay(context, {lostShare: 0.3, unansweredShare: 0.3, doubledShare: 0.3, seed: 4});
  const {outbox, jobId} = day;
  for (let n = 0; n < 6; n++) {
    await outbox.photo({jobId, picture: picture(`picture ${n}`)});
    await outbox.note({jobId, text: `Note ${n}`});
  }
  await day.until(day.isEmpty);
  assert.equal((await day.photos()).length, 6);
  const events = (await day.history()).map(({type}) => type);
  const times = (type: string) => events.filter(each => each === type).length;
  assert.deepEqual([times('photo_added'), times('note_added')], [6, 6]);
  const {lost, unanswered, doubled} = day.network.faults;
  assert.ok(lost > 0 && unanswered > 0 && doubled > 0, 'the network was as bad as it should be');
});

test('a photo that is clicked twice is one; two photos that look alike are two (O10)', async context => {
  const day = await fieldDay(context);
  const {outbox, jobId} = day;
  const twice = picture('the tap');
  const [one, two] = await Promise.all([
    outbox.photo({jobId, picture: twice}),
    outbox.photo({jobId, picture: twice}),
  ]);
  assert.equal(one, two);
  await outbox.photo({jobId, picture: picture('the tap')});
  await day.until(day.isEmpty);
  assert.equal((await day.photos()).length, 2);
});

test('a tap that is made while a photo is on its way goes before it (O11)', async context => {
  const {promise: uploading, resolve: begun} = Promise.withResolvers<void>();
  const company = {fetch: undefined as undefined | ((request: Request) => Promise<Response>)};
  let uploads = 0;
  const day = await fieldDay(context, {
    fetch: async input => {
      const request = input as Request;
      if (!request.url.includes('/photos') || ++uploads > 1) return company.fetch!(request);
      begun();
      return new Promise((_, reject) =>
        request.signal.addEventListener('abort', () => reject(request.signal.reason as Error)),
      );
    },
  });
  company.fetch = day.company.server.fetch;
  const {outbox, jobId, appointmentId} = day;
  await outbox.photo({jobId, picture: picture('a large one')});
  await uploading;
  await outbox.tap({appointmentId, command: 'depart'});
  await day.until(day.isEmpty);
  assert.deepEqual(day.asked, ['photos', 'depart', 'photos']);
  assert.equal((await day.photos()).length, 1);
});

test('what is no picture, or too much, is refused at once to who adds it, with what to do (O8)', async context => {
  const day = await fieldDay(context);
  const {outbox, jobId} = day;
  const sized = (bytes: number) => new Blob([new Uint8Array(bytes)], {type: 'image/png'});
  const wrong: [Blob, string, RegExp][] = [
    [picture('<svg/>', 'image/svg+xml'), 'unsupported_type', /svg/],
    [picture('hello', 'text/plain'), 'unsupported_type', /choose a picture/],
    [picture(''), 'invalid', /take it again/],
    [sized(15 * 2 ** 20 + 1), 'too_large', /at most 15 MiB/],
  ];
  for (const [blob, code, words] of wrong)
    await assert.rejects(
      outbox.photo({jobId, picture: blob}),
      error => isDispatchError(error) && error.code === code && words.test(error.message),
    );
  day.network.goOffline();
  for (let n = 0; n < 50; n++) await outbox.photo({jobId, picture: picture(`picture ${n}`)});
  await assert.rejects(
    outbox.photo({jobId, picture: picture('one more')}),
    error => isDispatchError(error, 'outbox_full') && /50 photos .* Find a network/.test(error.message),
  );
  assert.equal(outbox.get().photos.length, 50);
});

test('a photo that the server will not have stays with the reason and its picture; the next goes on (O4)', async context => {
  const day = await fieldDay(context);
  const {outbox, jobId} = day;
  const refused = await outbox.photo({jobId, picture: picture('? torn')});
  await outbox.photo({jobId, picture: picture('whole')});
  await day.until(() => outbox.get().photos.length === 1 && outbox.get().photos[0]!.state === 'refused');
  assert.match(outbox.get().photos[0]!.refusal!.message, /This is no picture/);
  assert.equal(await (await outbox.pictureOf(refused.id))?.text(), '? torn');
  assert.equal((await day.photos()).length, 1);
  await outbox.dismiss(refused.id);
  assert.ok(day.isEmpty());
  assert.equal(await outbox.pictureOf(refused.id), undefined);
});

test('an office that keeps no photos says so once, and holds up nothing (O4)', async context => {
  const day = await fieldDay(context, {isPhotoless: true});
  const {outbox, jobId} = day;
  await outbox.photo({jobId, picture: picture('in vain')});
  await day.until(() => outbox.get().photos[0]?.state === 'refused');
  assert.equal(outbox.get().photos[0]!.refusal!.code, 'no_photos');
  await outbox.note({jobId, text: 'So I write it down.'});
  await day.until(() => outbox.get().notes.length === 0);
});

test('online, a picture is added at once, listed and removed', async context => {
  const {client, jobId} = await fieldDay(context);
  const added = await client.photos.add(jobId, picture('at once'), {visibility: 'customer'});
  assert.deepEqual(
    (await client.photos.list(jobId)).items.map(({id}) => id),
    [added.id],
  );
  await client.photos.remove(added.id);
  assert.deepEqual((await client.photos.list(jobId)).items, []);
});
