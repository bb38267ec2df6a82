import {minuteMs, toInstant, toMs} from '@dispatch-kit/core';

/** A visit of the day that is measured. */
export interface DayVisit {
  readonly id: string;
  readonly technicianId: string;
  readonly title: string;
  readonly customer: string;
  readonly startMs: number;
  readonly durationMinutes: number;
  readonly lat: number;
  readonly lng: number;
}

export const day = '2026-03-03';
export const timeZone = 'America/Chicago';
/** Shown are the hours in which something is. */
export const hours = {from: 8, to: 18};
const eightMs = toMs('2026-03-03T14:00:00Z');
const visitsEach = 10;
const titles = ['Leaking tap, kitchen', 'Boiler service', 'Sump pump', 'No heat upstairs', 'Drain camera'];

export interface DayTechnician {
  readonly id: string;
  readonly name: string;
}

/** 200 technicians with ten visits each, as everybody who is measured gets them. */
export const technicians: readonly DayTechnician[] = Array.from({length: 200}, (_, index) => ({
  id: `mem_${String(index).padStart(3, '0')}`,
  name: `Technician ${String(index).padStart(3, '0')}`,
}));

export const visits: readonly DayVisit[] = technicians.flatMap(({id: technicianId}, index) =>
  Array.from({length: visitsEach}, (_, at) => ({
    id: `apt_${index}_${at}`,
    technicianId,
    title: titles[(index + at) % titles.length]!,
    customer: `Customer ${index * visitsEach + at}`,
    startMs: eightMs + (at * 60 + (index % 4) * 5) * minuteMs,
    durationMinutes: 40,
    lat: 41.8 + ((index * 7 + at * 3) % 40) / 250,
    lng: -87.7 + ((index * 5 + at * 11) % 40) / 250,
  })),
);

/** The visit that the n-th change moves, and to when: to and fro by five minutes. */
export function changeOf(index: number): {visit: DayVisit; startMs: number} {
  const visit = visits[(index * 37) % visits.length]!;
  return {visit, startMs: visit.startMs + 5 * minuteMs};
}

/** `2026-03-03T08:15:00`, on the clocks of the office. */
export function wallOf(ms: number): string {
  return toInstant(ms - 6 * 60 * minuteMs).slice(0, 19);
}
