import type {BoardFilter} from '@dispatch-kit/client';
import type {StatusWord} from './board-groups.ts';

/** A column of a board: how its jobs stand, or `other` for what a later release knows. */
export type ColumnKey = StatusWord | 'other';

/** In the order in which work flows. */
const flow: readonly ColumnKey[] = [
  'job.offered',
  'job.unscheduled',
  'job.scheduled',
  'appointment.enroute',
  'appointment.arrived',
  'appointment.started',
  'job.in_progress',
  'job.paused',
  'job.complete',
  'job.canceled',
  'job.declined',
  'other',
];

const onTheWay: readonly ColumnKey[] = [
  'job.unscheduled',
  'job.scheduled',
  'appointment.enroute',
  'appointment.arrived',
  'appointment.started',
  'job.paused',
];

/** Columns that a list has also while they are empty; all others stand there while a job is in them. */
const always: Readonly<Record<BoardFilter['list'], readonly ColumnKey[]>> = {
  active: onTheWay,
  closed: ['job.complete', 'job.canceled'],
  offers: ['job.offered'],
  all: [...onTheWay, 'job.complete', 'job.canceled'],
};

/** Where a job of a list can be brought to leave the list. */
const leaves: Readonly<Record<BoardFilter['list'], readonly ColumnKey[]>> = {
  active: ['job.complete', 'job.canceled'],
  closed: ['job.scheduled', 'appointment.started'],
  offers: ['job.scheduled', 'job.declined'],
  all: [],
};

/** The columns of a list, and those through which a job leaves it. */
export function columnsOf(
  list: BoardFilter['list'],
  hasJobs: (column: ColumnKey) => boolean,
): {readonly columns: readonly ColumnKey[]; readonly ways: readonly ColumnKey[]} {
  const columns = flow.filter(column => always[list].includes(column) || hasJobs(column));
  return {columns, ways: leaves[list].filter(column => !columns.includes(column))};
}
