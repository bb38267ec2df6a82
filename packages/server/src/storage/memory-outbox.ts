import {toInstant, toMs} from '@dispatch-kit/core';
import {leasableAt, noticeKey, noticeMatches} from './filters.ts';
import {inOrder, ownedInOrder, pageOf, refuseKnown, refuseTwo, rowsOf} from './memory-rows.ts';
import type {Sync} from './memory-rows.ts';
import type {MemoryTables} from './memory-tables.ts';
import type {NoticeRow} from './correspondence-rows.ts';
import type {Transaction} from './storage.ts';

/** What is written on jobs, and what goes out. */
export function memoryOutbox(
  tables: MemoryTables,
): Sync<Pick<Transaction, 'notes' | 'photos' | 'ratings' | 'notices' | 'idempotency'>> {
  return {
    notes: notesOf(tables),
    photos: photosOf(tables),
    ratings: ratingsOf(tables),
    notices: noticesOf(tables),
    idempotency: idempotencyOf(tables),
  };
}

const notesOf = (tables: MemoryTables): Sync<Transaction>['notes'] => ({
  insert: rowsOf(tables.notes).insert,
  ofJobs: (organizationId, jobIds) =>
    inOrder(tables.notes.where(organizationId, 'job', jobIds), row => row.at),
  removeOfJobs: (organizationId, jobIds) =>
    tables.notes
      .where(organizationId, 'job', jobIds)
      .forEach(row => tables.notes.remove(organizationId, row)),
});

const photosOf = (tables: MemoryTables): Sync<Transaction>['photos'] => ({
  get: rowsOf(tables.photos).get,
  getMany: rowsOf(tables.photos).getMany,
  insert: rowsOf(tables.photos).insert,
  ofJobs: (organizationId, jobIds) =>
    inOrder(tables.photos.where(organizationId, 'job', jobIds), row => row.at),
  remove(organizationId, ids) {
    for (const row of tables.photos.getMany(organizationId, ids)) tables.photos.remove(organizationId, row);
  },
});

const ratingsOf = (tables: MemoryTables): Sync<Transaction>['ratings'] => ({
  put: (organizationId, row) => tables.ratings.set(organizationId, row),
  ofJobs: (organizationId, jobIds) =>
    inOrder(tables.ratings.where(organizationId, 'job', jobIds), row => row.at),
  list: (organizationId, filter) =>
    pageOf(
      tables.ratings
        .all(organizationId)
        .filter(row => filter.mostStars === undefined || row.stars <= filter.mostStars),
      filter,
      row => row.at,
      true,
    ),
  removeOfJobs: (organizationId, jobIds) =>
    tables.ratings
      .where(organizationId, 'job', jobIds)
      .forEach(row => tables.ratings.remove(organizationId, row)),
});

const noticesOf = (tables: MemoryTables): Sync<Transaction>['notices'] => ({
  ...rowsOf(tables.notices, refuseTwo(tables.notices, 'once', 'notice')),
  write(organizationId, rows) {
    return rows.flatMap(row => {
      const known = tables.notices.where(organizationId, 'once', [noticeKey(row)])[0];
      if (known && known.state !== 'dropped') return [];
      if (!known) refuseKnown(tables.notices, organizationId, [row.id]);
      const written = known ? {...row, id: known.id} : row;
      tables.notices.set(organizationId, written);
      return written.state === 'waiting' ? [written] : [];
    });
  },
  ofJobs: (organizationId, jobIds) =>
    inOrder(tables.notices.where(organizationId, 'job', jobIds), row => row.at),
  list: (organizationId, filter) =>
    pageOf(
      tables.notices.all(organizationId).filter(row => noticeMatches(filter, row)),
      filter,
      row => row.at,
      true,
    ),
  lease(now, lockedUntil, {limit, channel}) {
    const due = tables.notices
      .everywhere()
      .filter(({row}) => row.state === 'waiting' && row.channel === channel && dueMs(row) <= toMs(now));
    return ownedInOrder(due, dueMs)
      .slice(0, limit)
      .map(({organizationId, row}) => {
        const leased = {...row, lockedUntil, attempts: row.attempts + 1};
        tables.notices.set(organizationId, leased);
        return {organizationId, row: leased};
      });
  },
  ofLine: (lineKey, since) =>
    ownedInOrder(
      tables.notices
        .everywhere()
        .filter(({row}) => row.lineKey === lineKey && row.sentAt !== null && toMs(row.sentAt) >= toMs(since)),
      row => -toMs(row.sentAt!),
    ),
  nextDue() {
    const waiting = tables.notices.everywhere().filter(({row}) => row.state === 'waiting');
    if (waiting.length === 0) return undefined;
    return toInstant(waiting.reduce((least, {row}) => Math.min(least, dueMs(row)), Infinity));
  },
});

const idempotencyOf = (tables: MemoryTables): Sync<Transaction>['idempotency'] => ({
  claim(organizationId, row) {
    const known = tables.idempotency.get(organizationId, row.scope);
    if (!known) tables.idempotency.set(organizationId, row);
    return known;
  },
  finish(organizationId, scope, outcome) {
    const known = tables.idempotency.get(organizationId, scope);
    if (known) tables.idempotency.set(organizationId, {...known, ...outcome});
  },
  release(organizationId, scope) {
    const known = tables.idempotency.get(organizationId, scope);
    if (known) tables.idempotency.remove(organizationId, known);
  },
});

const dueMs = (row: NoticeRow) => toMs(leasableAt(row));
