import type {AppointmentCommandType} from './appointment-command.ts';
import type {AppointmentStatus} from './appointment-facts.ts';

/** A step that a technician is offered first. */
export type NextStep = Extract<AppointmentCommandType, 'depart' | 'arrive' | 'start' | 'complete'>;

const steps: Readonly<
  Record<'combined' | 'separate', Readonly<Partial<Record<AppointmentStatus, NextStep>>>>
> = {
  combined: {scheduled: 'depart', enroute: 'start', arrived: 'start', started: 'complete'},
  separate: {scheduled: 'depart', enroute: 'arrive', arrived: 'complete', started: 'complete'},
};

/** The step that is offered first in a state, by the organization's `arrivalMode`; null where none is. */
export function nextStep(status: AppointmentStatus, mode: 'combined' | 'separate'): NextStep | null {
  return steps[mode][status] ?? null;
}
