import type {AppointmentFacts, Planned} from '../appointment/appointment-facts.ts';
import type {Instant, TimeRange} from '../time.ts';
import {toMs} from '../time.ts';

/** The times that a command may name. */
export type Times = {
  window?: TimeRange | undefined;
  planned?: {start: Instant} | undefined;
  durationMinutes?: number | undefined;
};

/** True if a command asks for another window than the visit has. */
export function movesWindow({window}: Times, visit: AppointmentFacts): boolean {
  return (
    window !== undefined &&
    (toMs(window.start) !== toMs(visit.window.start) || toMs(window.end) !== toMs(visit.window.end))
  );
}

/** The planned time that a command asks for: what it names, else the start of a new window, else what is planned. */
export function plannedAfter(times: Times, visit: AppointmentFacts): Planned {
  const start =
    times.planned?.start ?? (movesWindow(times, visit) ? times.window!.start : visit.planned.start);
  return {start, durationMinutes: times.durationMinutes ?? visit.planned.durationMinutes};
}

/** True if a command asks for another window, planned time or duration than the visit has. */
export function changesTimes(times: Times, visit: AppointmentFacts): boolean {
  const planned = plannedAfter(times, visit);
  return (
    movesWindow(times, visit) ||
    toMs(planned.start) !== toMs(visit.planned.start) ||
    planned.durationMinutes !== visit.planned.durationMinutes
  );
}
