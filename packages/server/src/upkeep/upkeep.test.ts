import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Storage} from '@dispatch-kit/server';
import {memoryStorage} from '@dispatch-kit/server';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Archive, ArchivedRow} from '../storage/archive.ts';
import {readBackup, writeBackup} from './backup.ts';
import {examine} from './doctor.ts';
import {rebuildProjections} from './rebuild.ts';

/** An office in which a lot has happened. */
async function busyOffice() {
  const storage = memoryStorage();
  const company = await createCompany({storage, settings: {graceSeconds: 0}});
  const technician = await company.hireTechnician();
  const [one, two, three] = [
    await company.book({leadId: technician.id, inHours: 1}),
    await company.book({leadId: technician.id, inHours: 3}),
    await company.book(),
  ];
  const tap = async (id: string, command: string, body: object = {}) =>
    expectOk(await company.admin.post(`/v1/appointments/${id}/${command}`, body));
  const [first, second] = [one.appointments[0]!.id, two.appointments[0]!.id];
  await tap(first, 'depart');
  await tap(first, 'start');
  await tap(first, 'complete', {outcome: 'follow_up', reason: 'needs_parts'});
  await tap(first, 'undo');
  await tap(second, 'reschedule', {window: {start: '2026-03-04T20:00:00Z', end: '2026-03-04T21:00:00Z'}});
  await tap(second, 'cancel', {reason: 'Gone'});
  await tap(second, 'reinstate');
  expectOk(await company.admin.post(`/v1/jobs/${three.id}/cancel`, {reason: 'Gone'}));
  return {company, storage, jobs: [one, two, three], technician, first, second};
}

const rulesOf = async (storage: Storage) =>
  (await examine(storage)).findings.map(({rule, id}) => `${rule} ${id}`);

test('an office in which a lot has happened is well, and rebuilding it changes nothing', async () => {
  const {storage} = await busyOffice();
  const checkup = await examine(storage);
  assert.deepEqual(checkup.findings, []);
  assert.equal(checkup.jobs, 3);
  assert.ok(checkup.events > 10);
  assert.deepEqual(await rebuildProjections(storage), {jobs: 3, changed: []});
});

test('projections that are wrong are found, and folded again from the events', async () => {
  const {storage, company, jobs, first} = await busyOffice();
  const {organizationId} = company;
  const before = expectOk(await company.admin.get<object>(`/v1/jobs/${jobs[0]!.id}`));
  await storage.transaction(async tx => {
    const job = (await tx.jobs.get(organizationId, jobs[0]!.id))!;
    const other = (await tx.jobs.get(organizationId, jobs[1]!.id))!;
    const visit = (await tx.appointments.get(organizationId, first))!;
    await tx.jobs.put(organizationId, [
      {...job, status: 'complete'},
      {...other, plannedAt: null},
    ]);
    await tx.appointments.put(organizationId, [
      {...visit, facts: {...visit.facts, status: 'scheduled', startedAt: null}},
    ]);
  });
  assert.deepEqual(await rulesOf(storage), [
    `job_status ${jobs[0]!.id}`,
    `visit_facts ${first}`,
    `job_facts ${jobs[1]!.id}`,
  ]);
  const {changed} = await rebuildProjections(storage);
  assert.deepEqual(changed.sort(), [jobs[0]!.id, jobs[1]!.id].sort());
  assert.deepEqual(await rulesOf(storage), []);
  assert.deepEqual(expectOk(await company.admin.get<object>(`/v1/jobs/${jobs[0]!.id}`)), before);
});

/** An archive over rows that are just there. */
function heapOf(rows: ArchivedRow[], migration = 3): Archive & {filled: ArchivedRow[]} {
  const filled: ArchivedRow[] = [];
  return {
    filled,
    migration: () => Promise.resolve(migration),
    async *rows() {
      await Promise.resolve();
      yield* rows;
    },
    async fill(more) {
      const taken: ArchivedRow[] = [];
      for await (const row of more) taken.push(row);
      filled.push(...taken);
    },
  };
}

const rows = [
  {table: 'jobs', row: {id: 'ü"\n'}},
  {table: 'keys', row: {id: 'k'}},
];
async function* linesOf(lines: readonly string[]) {
  await Promise.resolve();
  yield* lines;
}
async function written() {
  const lines: string[] = [];
  for await (const line of writeBackup(heapOf(rows), undefined)) lines.push(line.trimEnd());
  return lines;
}

test('what was backed up is restored', async () => {
  const archive = heapOf([]);
  assert.deepEqual(await readBackup(archive, undefined, linesOf(await written())), {rows: 2, files: 0});
  assert.deepEqual(archive.filled, rows);
});

test('a backup that is cut short, damaged or of another version is refused, and nothing is restored', async () => {
  const lines = await written();
  const broken: [string[], RegExp, number?][] = [
    [lines.slice(0, -1), /cut short/],
    [lines.slice(0, 2), /cut short/],
    [lines.toSpliced(1, 1), /damaged/],
    [lines.with(1, '{"table":'), /damaged in line 2/],
    [['hello'], /damaged in line 1/],
    [['{}'], /no backup/],
    [[], /damaged in line 1/],
    [lines, /tables of version 3, and these are of version 4/, 4],
  ];
  for (const [text, message, migration] of broken) {
    const archive = heapOf([], migration);
    await assert.rejects(readBackup(archive, undefined, linesOf(text)), message);
    assert.deepEqual(archive.filled, []);
  }
});
