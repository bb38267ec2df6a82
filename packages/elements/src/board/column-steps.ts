import {appointmentMachine, isUnderWay, jobMachine} from '@dispatch-kit/core';
import type {AppointmentCommandType, JobCommandType, Organization, RefusalCode} from '@dispatch-kit/core';
import type {PlanForm, PlanKind} from '../order/plan-wish.ts';
import type {BoardEntry} from './board-entry.ts';
import {statusWordIn} from './board-groups.ts';
import type {StatusWord} from './board-groups.ts';

/** What brings a job into another column: the question that is asked before, with what is filled in. */
export interface ColumnStep {
  readonly kind: PlanKind;
  readonly begin: Partial<PlanForm>;
}

/** Or why nothing brings it there. */
export type ColumnWay = ColumnStep | {readonly refusal: RefusalCode};

type Settings = Pick<Organization, 'arrivalMode'> | undefined;

/** What brings a job into a column; undefined for the one that it is in. What only the office knows, such as who is busy, is asked before it is done. */
export function wayTo(column: StatusWord, entry: BoardEntry, settings: Settings): ColumnWay | undefined {
  const {job, visit} = entry;
  if (statusWordIn(job, visit) === column) return undefined;
  switch (column) {
    case 'appointment.enroute':
      return visitWay('depart', entry, settings);
    case 'appointment.arrived':
      return visitWay('arrive', entry, settings);
    case 'appointment.started':
      return visitWay(visit?.status === 'complete' && visit.startedAt ? 'reopen' : 'start', entry, settings);
    case 'job.scheduled':
      return wayToScheduled(entry, settings);
    case 'job.unscheduled':
      return wayToUnscheduled(entry);
    case 'job.paused':
      return isOnSite(entry) ? choose('complete.follow_up') : jobWay('pause', entry);
    case 'job.complete':
      return wayToComplete(entry, settings);
    case 'job.canceled':
      return jobWay('cancel', entry, {kind: 'cancel', begin: {scope: 'job'}});
    case 'job.declined':
      return jobWay('decline', entry, {kind: 'cancel', begin: {}});
    case 'job.in_progress':
      return {refusal: 'not_under_way'};
    // Who offers a job is somebody else.
    case 'job.offered':
      return {refusal: refusalOf(jobMachine[job.status].offer) ?? 'job_is_open'};
  }
}

const choose = (choice: string): ColumnStep => ({kind: 'status', begin: {choice}});
const plan: ColumnStep = {kind: 'time', begin: {}};

function isOnSite({job, visit}: BoardEntry): boolean {
  return job.status === 'in_progress' && (visit?.status === 'arrived' || visit?.status === 'started');
}

function wayToScheduled(entry: BoardEntry, settings: Settings): ColumnWay {
  const {job, visit} = entry;
  if (job.status === 'in_progress') return visitWay('stand_down', entry, settings);
  if (job.status === 'canceled') return jobWay('reinstate', entry);
  if (job.status === 'complete' && visit?.status === 'complete' && !visit.startedAt)
    return visitWay('reopen', entry, settings);
  if (visit?.status === 'draft' && job.status !== 'offered') return visitWay('schedule', entry, settings);
  return job.status === 'offered' ? jobWay('accept', entry, plan) : jobWay('plan', entry, plan);
}

function wayToUnscheduled(entry: BoardEntry): ColumnWay {
  const {job, visit} = entry;
  if (job.status === 'paused') return jobWay('resume', entry);
  if (job.status === 'canceled') return jobWay('reinstate', entry);
  if (job.status === 'offered') return {refusal: 'job_is_offered'};
  if (visit && isUnderWay(visit)) return {refusal: 'under_way'};
  return jobWay('cancel', entry, {kind: 'cancel', begin: {scope: 'visit'}});
}

function wayToComplete(entry: BoardEntry, settings: Settings): ColumnWay {
  const {status} = entry.job;
  const isVisited = status === 'in_progress' || status === 'scheduled';
  return isVisited ? visitWay('complete', entry, settings) : jobWay('complete', entry);
}

function visitWay(command: AppointmentCommandType, {visit}: BoardEntry, settings: Settings): ColumnWay {
  if (!visit) return {refusal: 'not_scheduled'};
  const cell = appointmentMachine[visit.status][command];
  const refusal = refusalOf(cell);
  if (refusal) return {refusal};
  const rules: readonly string[] = 'rules' in cell ? cell.rules : [];
  if (rules.includes('lead_assigned') && !visit.leadId) return {refusal: 'unassigned'};
  if (rules.includes('person_in_separate_mode') && settings?.arrivalMode !== 'separate')
    return {refusal: 'separate_mode_only'};
  return choose(command);
}

function jobWay(command: JobCommandType, {job}: BoardEntry, step?: ColumnStep): ColumnWay {
  const refusal = refusalOf(jobMachine[job.status][command]);
  return refusal ? {refusal} : (step ?? choose(`job.${command}`));
}

function refusalOf(cell: object): RefusalCode | undefined {
  return 'no' in cell ? (cell.no as RefusalCode) : undefined;
}
