import type {AppointmentStatus} from '@dispatch-kit/core';
import {formatTimeRange} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import type {Localizer} from '../base/localizer.ts';
import type {FieldWord} from '../locales/field/en.ts';
import type {Agenda, Entry} from './agenda-model.ts';

interface Known {
  status: AppointmentStatus;
  startsAt: string;
  isOpen: boolean;
}

/** Knows what the office changed in a day while it stands on the page, and that the day is done: each is said aloud, once. */
export class AgendaNews {
  #known: ReadonlyMap<string, Known> | undefined;
  #news: {entry: Entry; isMoved: boolean}[] = [];
  #isDone = false;

  /** Takes the newest list; what stands in the first is no news. */
  take({open, closed}: Agenda): void {
    const before = this.#known;
    const entries = [...open, ...closed];
    this.#known = new Map(
      entries.map(entry => [
        entry.visit.id,
        {status: entry.status, startsAt: entry.visit.window.start, isOpen: open.includes(entry)},
      ]),
    );
    if (!before) return;
    const news = entries.flatMap(entry => this.#newsOf(entry, before.get(entry.visit.id)));
    const hadOpen = [...before.values()].some(each => each.isOpen);
    const isDone = hadOpen && open.length === 0;
    if (news.length === 0 && !isDone) return;
    [this.#news, this.#isDone] = [news, isDone];
  }

  /** Forgets, as when another day is shown. */
  reset(): void {
    [this.#known, this.#news, this.#isDone] = [undefined, [], false];
  }

  #newsOf(entry: Entry, before: Known | undefined) {
    const {status, isOpen, startsAt} = this.#known!.get(entry.visit.id)!;
    const isNew = !before && isOpen;
    const isCanceled = before !== undefined && before.status !== status && status === 'canceled';
    const isMoved = before !== undefined && isOpen && before.startsAt !== startsAt;
    return isNew || isCanceled || isMoved ? [{entry, isMoved}] : [];
  }

  /** The words for who listens. */
  announce(localizer: Localizer<FieldWord>, format: Format): string {
    const news = this.#news.map(({entry: {job, visit, status}, isMoved}) => {
      const word = isMoved
        ? localizer.say('event.appointment_rescheduled')
        : (localizer.sayIfKnown(`appointment.${status}`) ?? '');
      const time = status === 'canceled' ? '' : `, ${formatTimeRange(format, visit.window)}`;
      return `${word}: ${job.title}${time}`;
    });
    return [...news, ...(this.#isDone ? [localizer.say('allDone')] : [])].join('. ');
  }
}
