import type {BoardFilter} from '@dispatch-kit/client';
import {minuteMs, toMs} from '@dispatch-kit/core';
import type {Appointment, Job, Member, TimeRange} from '@dispatch-kit/core';

/** By what the jobs of a list stand together. */
export type BoardGrouping = NonNullable<BoardFilter['group']>;
export const groupings = [
  'attention',
  'status',
  'technician',
  'window',
  'none',
] as const satisfies BoardGrouping[];

/** What stands over jobs that stand together: a word of the board, a name, or the window they are in. */
export type GroupTitle = {readonly word: string} | {readonly text: string} | {readonly window: TimeRange};

/** Jobs that stand together. */
export interface Group {
  readonly key: string;
  /** The place among the groups; no two have the same. */
  readonly rank: number;
  readonly title: GroupTitle;
}

/** Says of a job with whom it stands. */
export type GroupOf = (job: Job, visit: Appointment | undefined) => Group;

/** @param members by whose names the technicians' groups are ordered. */
export function groupOf(by: BoardGrouping, members: ReadonlyMap<string, Member>): GroupOf {
  if (by === 'status') return statusGroup;
  if (by === 'technician') return technicianGroups(members);
  if (by === 'none') return () => noGroup;
  return by === 'window' ? windowGroup : attentionGroup;
}

/** All of them together, without a head. */
export const noGroup: Group = {key: '', rank: 0, title: {text: ''}};

const sections = ['in_progress', 'scheduled', 'needs_hand', 'complete', 'canceled'] as const;
type Section = (typeof sections)[number];

const attentionGroups = Object.fromEntries(
  sections.map((name, rank) => [name, {key: `section:${name}`, rank, title: {word: `section.${name}`}}]),
) as unknown as Readonly<Record<Section, Group>>;

const attentionGroup: GroupOf = (job, visit) => attentionGroups[sectionOf(job, visit)];

function sectionOf({status}: Job, visit: Appointment | undefined): Section {
  if (status === 'in_progress' || status === 'complete') return status;
  if (status === 'canceled' || status === 'declined') return 'canceled';
  return status === 'scheduled' && !visit?.needsReschedule ? 'scheduled' : 'needs_hand';
}

/** What jobs are called by how they stand, from what is being done to what is over. */
export const statusWords = [
  'appointment.started',
  'appointment.arrived',
  'appointment.enroute',
  'job.in_progress',
  'job.scheduled',
  'job.offered',
  'job.unscheduled',
  'job.paused',
  'job.complete',
  'job.canceled',
  'job.declined',
] as const;
export type StatusWord = (typeof statusWords)[number];

const statusGroup: GroupOf = (job, visit) => {
  const known = statusWordIn(job, visit);
  const word = known ?? `job.${job.status}`;
  return {key: `status:${word}`, rank: rankOfStatus(known), title: {word}};
};

/** What a job is called by how it stands: while somebody is on the visit, by that; undefined for a status of a later release. */
export function statusWordIn(job: Job, visit: Appointment | undefined): StatusWord | undefined {
  const onVisit = job.status === 'in_progress' && visit ? `appointment.${visit.status}` : undefined;
  return statusWords.find(each => each === onVisit) ?? statusWords.find(each => each === `job.${job.status}`);
}

/** The place of a status among all, from what is being done to what is over; without one, of what is not known. */
export function rankOfStatus(word: StatusWord | undefined): number {
  return word === undefined ? statusWords.length : statusWords.indexOf(word);
}

/** The place of how a job stands. */
export function statusRank(job: Job, visit: Appointment | undefined): number {
  return rankOfStatus(statusWordIn(job, visit));
}

function technicianGroups(members: ReadonlyMap<string, Member>): GroupOf {
  const byName = [...members.values()].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  const groups = new Map(
    byName.map(({id, name}, rank): [string, Group] => [
      id,
      {key: `technician:${id}`, rank, title: {text: name}},
    ]),
  );
  const nobody: Group = {key: 'technician:', rank: -1, title: {word: 'unassigned'}};
  const somebody: Group = {key: 'technician:?', rank: byName.length, title: {word: 'somebody'}};
  return (_job, visit) => (visit?.leadId ? (groups.get(visit.leadId) ?? somebody) : nobody);
}

const noWindow: Group = {key: 'window:', rank: 2 ** 50, title: {word: 'noTime'}};
/** Longer than any window, in minutes: windows that begin together stand by their length. */
const longestMinutes = 16_384;

const windowGroup: GroupOf = (_job, visit) => {
  if (!visit || visit.status === 'canceled') return noWindow;
  const {start, end} = visit.window;
  const startMinutes = Math.floor(toMs(start) / minuteMs);
  const minutes = Math.min(longestMinutes - 1, Math.round((toMs(end) - toMs(start)) / minuteMs));
  const rank = startMinutes * longestMinutes + minutes;
  return Number.isNaN(rank) ? noWindow : {key: `window:${rank}`, rank, title: {window: {start, end}}};
};
