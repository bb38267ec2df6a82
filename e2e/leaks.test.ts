import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import type {LatLng} from '@dispatch-kit/core';
import {runOffice} from '@dispatch-kit/server/node';
import type {RunningOffice} from '@dispatch-kit/server/node';
import {findLeaks, twinDays} from '@dispatch-kit/testing/leaks';
import {straightRouter as router} from './osrm-server.ts';

const limits = {requestsPerMinute: 1e6, anonymousPerMinute: 1e6};

async function withOffice(run: (office: RunningOffice, log: () => string) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-leaks-'));
  const lines: string[] = [];
  const log = (...facts: unknown[]) => void lines.push(JSON.stringify(facts));
  const office = await runOffice({dataDir, databaseUrl: 'memory:', port: 0, limits, router, log});
  try {
    await run(office, () => lines.join('\n'));
  } finally {
    await office.close();
    await rm(dataDir, {recursive: true, force: true});
  }
}

test('a customer with one link learns no place that is not his to know, whatever he asks', async () => {
  await withOffice(async (office, log) => {
    const report = await findLeaks(office, {log});
    assert.deepEqual(report.leaks, []);
    assert.equal(report.shown, 6, 'what is to be shown is shown');
    assert.ok(report.requests > 2000, `only ${report.requests} requests`);
  });
});

test('an office that tells a place in a header is found out', async () => {
  await withOffice(async office => {
    let newest = '';
    const tells = async (request: Request): Promise<Response> => {
      const path = new URL(request.url).pathname;
      if (path === '/v1/positions' && request.method === 'POST') {
        const {fixes} = (await request.clone().json()) as {fixes?: LatLng[]};
        newest = String(fixes?.at(-1)?.lat ?? newest);
      }
      const response = await fetch(request);
      const headers = new Headers(response.headers);
      if (path === '/v1/track') headers.set('x-newest', newest);
      return new Response(response.body, {status: response.status, headers});
    };
    const {leaks} = await findLeaks({...office, fetch: tells});
    for (const secret of [
      'before the departure',
      'where Sam sets off',
      'stood down',
      'another technician, later',
    ])
      assert.ok(leaks.includes(`GET /v1/track tells where: ${secret}`), `${secret}: ${leaks.join('\n')}`);
  });
});

test('two days that differ only in where nobody may look are the same to a customer, byte by byte', async () => {
  const {differences, seesWhatIsShown, replies} = await twinDays({router});
  assert.deepEqual(differences, []);
  assert.ok(seesWhatIsShown && replies > 50);
});
