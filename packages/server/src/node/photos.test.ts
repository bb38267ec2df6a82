import assert from 'node:assert/strict';
import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import type {Photo} from '@dispatch-kit/core';
import {fileStoreSuite, memoryFiles, memoryStorage} from '@dispatch-kit/server';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Answer, Caller, Company} from '@dispatch-kit/testing';
import sharp from 'sharp';
import {folderFiles} from './folder-files.ts';
import {sharpImages} from './sharp-images.ts';

const folder = await mkdtemp(join(tmpdir(), 'dispatch-photos-'));
after(() => rm(folder, {recursive: true, force: true}));

fileStoreSuite({name: 'memory', open: () => Promise.resolve(memoryFiles())}, test);
fileStoreSuite({name: 'a folder', open: () => Promise.resolve(folderFiles(join(folder, 'suite')))}, test);

test('a key that leads out of the folder is refused', async () => {
  const files = folderFiles(folder);
  await assert.rejects(files.get('../secret'), /no key/);
});

/** A picture as a camera makes it: lying on its side, with the place where it was taken. */
const camera = await sharp({create: {width: 60, height: 40, channels: 3, background: '#c33'}})
  .withExif({IFD0: {Make: 'Camera of Ada'}, IFD3: {GPSLatitude: '41/1 52/1 0/1', GPSLatitudeRef: 'N'}})
  .withMetadata({orientation: 6})
  .jpeg()
  .toBuffer();

async function send(company: Company, {token}: Caller, path: string, bytes: Uint8Array, type = 'image/jpeg') {
  const response = await company.server.fetch(
    new Request(company.url + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': type,
        'idempotency-key': `${path} ${bytes.length}`,
      },
      body: new Uint8Array(bytes),
    }),
  );
  const body = (await response.json()) as Photo;
  return {
    status: response.status,
    body,
    problem: body,
    headers: response.headers,
  } as unknown as Answer<Photo>;
}

const open = async ({server}: Company, url: string) => {
  const response = await server.fetch(new Request(url));
  return {response, bytes: new Uint8Array(await response.arrayBuffer())};
};
const withPhotos = async () => {
  const files = folderFiles(join(folder, 'office'));
  const company = await createCompany({photos: {images: sharpImages(), files}});
  const technician = await company.hireTechnician();
  const job = await company.book({leadId: technician.id, inHours: 2});
  return {company, technician, job, path: `/v1/jobs/${job.id}/photos`};
};

test('a photo is written anew: upright, small enough, and without what the camera wrote into it', async () => {
  const {company, technician, path} = await withPhotos();
  const photo = expectOk(await send(company, technician.caller, path, camera));
  assert.deepEqual(
    [photo.width, photo.height, photo.visibility, photo.authorId],
    [40, 60, 'team', technician.id],
  );
  const {response, bytes} = await open(company, photo.url);
  assert.equal(response.headers.get('content-type'), 'image/jpeg');
  const {exif, width, orientation} = await sharp(bytes).metadata();
  assert.deepEqual([exif, width, orientation], [undefined, 40, undefined]);
  assert.ok(!Buffer.from(bytes).includes('Camera of Ada'));
  const thumbnail = await open(company, photo.thumbnailUrl);
  assert.equal(thumbnail.response.status, 200);
  const again = expectOk(await send(company, technician.caller, path, camera));
  assert.equal(again.id, photo.id, 'the same upload sent again is the same photo');
});

test('an address of a photo opens for 15 minutes, and for that photo alone', async () => {
  const {company, technician, path} = await withPhotos();
  const photo = expectOk(await send(company, technician.caller, path, camera));
  const otherId = photo.id.slice(0, -1) + (photo.id.endsWith('0') ? '1' : '0');
  const other = photo.url.replace(photo.id, otherId);
  assert.equal((await open(company, other)).response.status, 401);
  assert.equal(
    (await open(company, `${company.url}/v1/photos/${photo.id}?signature=x.y`)).response.status,
    401,
  );
  company.clock.advance(15 * 60_000);
  assert.equal((await open(company, photo.url)).response.status, 401);
  const [fresh] = expectOk(await company.admin.get<{items: Photo[]}>(path)).items;
  assert.equal((await open(company, fresh!.url)).response.status, 200);
});

test('the customer sees the photos that are for him', async () => {
  const {company, technician, job, path} = await withPhotos();
  expectOk(await send(company, technician.caller, path, camera));
  const shown = expectOk(await send(company, technician.caller, `${path}?visibility=customer`, camera));
  const link = expectOk(await company.admin.post<{token: string}>('/v1/tracking-links', {jobId: job.id}));
  const {items} = expectOk(await company.as(link.token).get<{items: Photo[]}>('/v1/track/photos'));
  assert.deepEqual(
    items.map(photo => photo.id),
    [shown.id],
  );
});

test('drawings, damaged files and bombs are refused, with a sentence', async () => {
  const {company, technician, path} = await withPhotos();
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
  );
  assert.equal((await send(company, technician.caller, path, svg, 'image/svg+xml')).status, 415);
  assert.equal((await send(company, technician.caller, path, svg, 'image/png')).status, 400);
  assert.equal((await send(company, technician.caller, path, camera.subarray(0, 300))).status, 400);
  assert.equal((await send(company, technician.caller, path, Buffer.alloc(0))).status, 400);
  const bomb = await sharp({create: {width: 8000, height: 8000, channels: 3, background: '#fff'}})
    .png({compressionLevel: 9})
    .toBuffer();
  const refused = await send(company, technician.caller, path, bomb, 'image/png');
  assert.match(refused.problem!.detail, /50 million pixels/);
  assert.equal(
    (await send(company, technician.caller, path, new Uint8Array(15 * 1024 * 1024 + 1))).status,
    413,
  );
  assert.equal((await send(company, company.as('nobody'), path, camera)).status, 401);
});

test('a photo that could not be kept leaves no file behind', async () => {
  const files = folderFiles(join(folder, 'failing'));
  const kept = memoryStorage();
  const failing = {disk: false, commit: false};
  const company = await createCompany({
    photos: {
      images: sharpImages(),
      files: {
        ...files,
        put: (key, bytes) =>
          failing.disk && key.includes('thumbnail')
            ? Promise.reject(new Error('The disk is full'))
            : files.put(key, bytes),
      },
    },
    storage: {
      ...kept,
      transaction: run =>
        kept.transaction(async tx => {
          const answer = await run(tx);
          const photos = failing.commit ? await tx.photos.ofJobs(company.organizationId, [jobId]) : [];
          if (photos.length > 0) throw new Error('The database is gone');
          return answer;
        }),
    },
  });
  const {id: jobId} = await company.book({inHours: 2});
  const written = async () => {
    const all = await readdir(join(folder, 'failing'), {recursive: true, withFileTypes: true});
    return all.filter(entry => entry.isFile()).map(entry => entry.name);
  };
  for (const what of ['disk', 'commit'] as const) {
    failing[what] = true;
    assert.equal((await send(company, company.admin, `/v1/jobs/${jobId}/photos`, camera)).status, 500, what);
    while ((await written()).length > 0) await new Promise(resolve => setTimeout(resolve, 5));
    failing[what] = false;
  }
  expectOk(await send(company, company.admin, `/v1/jobs/${jobId}/photos`, camera));
  assert.deepEqual((await written()).toSorted(), ['full.jpg', 'thumbnail.jpg']);
});

test('files of an upload that was killed are deleted an hour after they were found; those of photos stay', async () => {
  const files = folderFiles(join(folder, 'killed'));
  const company = await createCompany({photos: {images: sharpImages(), files}});
  const job = await company.book({inHours: 2});
  await company.pass(1);
  const photo = (await send(company, company.admin, `/v1/jobs/${job.id}/photos`, camera)).body as Photo;
  const left = ['pho_killed/full.jpg', 'pho_killed/thumbnail.jpg.part'].map(
    name => `${company.organizationId}/${name}`,
  );
  const strangers = 'org_of_another_office/pho_x/full.jpg';
  for (const key of [...left, strangers]) await files.put(key, new Uint8Array([1]));
  const there = async () => {
    const keys: string[] = [];
    for await (const key of files.list('')) keys.push(key);
    return keys.toSorted();
  };
  const anHour = async () => {
    company.clock.advance(60 * 60_000);
    await company.server.tick();
  };
  await anHour();
  assert.equal((await there()).length, 5, 'it may be about to be committed');
  await anHour();
  const kept = ['full', 'thumbnail'].map(size => `${company.organizationId}/${photo.id}/${size}.jpg`);
  assert.deepEqual(await there(), [...kept, strangers].toSorted());
  const {items} = expectOk(await company.admin.get<{items: Photo[]}>(`/v1/jobs/${job.id}/photos`));
  assert.equal((await open(company, items[0]!.url)).response.status, 200);
  await company.close();
});

test('an erased customer’s photos are gone, with their files', async () => {
  const {company, technician, job, path} = await withPhotos();
  const photo = expectOk(await send(company, technician.caller, path, camera));
  const files = join(folder, 'office', company.organizationId, photo.id);
  assert.equal((await readdir(files)).length, 2);
  expectOk(await company.admin.delete(`/v1/customers/${job.customerId}`));
  while ((await readdir(files)).length > 0) await new Promise(resolve => setTimeout(resolve, 5));
  assert.equal((await open(company, photo.url)).response.status, 404);
});

test('a photo is removed by who took it or by the office; another technician does not see it', async () => {
  const {company, technician, path} = await withPhotos();
  const stranger = await company.hireTechnician('Bo');
  const photo = expectOk(await send(company, technician.caller, path, camera));
  assert.equal((await stranger.caller.delete(`/v1/photos/${photo.id}`)).status, 404);
  expectOk(await technician.caller.delete(`/v1/photos/${photo.id}`));
  assert.deepEqual(expectOk(await company.admin.get<object>(path)), {items: []});
});

test('an office without a reader of pictures says so', async () => {
  const company = await createCompany();
  const job = await company.book();
  const {problem, status} = await send(company, company.admin, `/v1/jobs/${job.id}/photos`, camera);
  assert.deepEqual([status, problem!.code], [501, 'no_photos']);
});
