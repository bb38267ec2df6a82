import {localMs, minuteMs, toInstant} from '@dispatch-kit/core';
import type {Job, Suggestion} from '@dispatch-kit/core';
import type {Wish} from '../order/plan-wish.ts';

/** How an offer is answered. */
export type AnswerKind = 'accept' | 'decline';

/** What is filled in. */
export interface AnswerForm {
  /** `asked`, `later`, `other`, or which of the suggestions, as `0`, `1` … */
  readonly choice: string;
  readonly day: string;
  readonly time: string;
  readonly durationMinutes: number;
  readonly leadId: string | undefined;
  readonly override: boolean;
  readonly reasonCode: string;
  readonly note: string;
}

/** The command that the form stands for; undefined while something is missing. */
export function answerWish(
  kind: AnswerKind,
  job: Job,
  form: AnswerForm,
  {suggestions, timeZone}: {suggestions: readonly Suggestion[]; timeZone: string},
): Wish | undefined {
  const wish = (input: Wish['input']): Wish => ({
    command: kind,
    input,
    appointmentId: undefined,
    jobId: job.id,
  });
  if (kind === 'decline') {
    const note = form.note.trim();
    return wish({reason: {code: form.reasonCode, ...(note && {note})}});
  }
  if (form.choice === 'asked' || form.choice === 'later') return wish({});
  const visit = form.choice === 'other' ? ownVisit(form, timeZone) : suggestedVisit(suggestions, form);
  return visit && wish({appointment: visit});
}

function suggestedVisit(suggestions: readonly Suggestion[], {choice}: AnswerForm) {
  const suggestion = suggestions[Number(choice)];
  if (!suggestion) return undefined;
  const {window, planned, technicianId} = suggestion;
  return {
    window,
    planned: {start: planned.start},
    durationMinutes: planned.durationMinutes,
    leadId: technicianId,
  };
}

/** When the visit that was typed in begins, milliseconds since 1970; NaN while that is no time. */
export function typedStart({day, time}: AnswerForm, timeZone: string): number {
  const isWhole = /^\d{4}-\d\d-\d\d$/.test(day) && /^\d\d:\d\d$/.test(time);
  return isWhole ? localMs(`${day}T${time}:00`, timeZone) : NaN;
}

function ownVisit(form: AnswerForm, timeZone: string) {
  const startMs = typedStart(form, timeZone);
  const {durationMinutes, leadId, override} = form;
  if (Number.isNaN(startMs) || !(durationMinutes >= 1 && durationMinutes <= 1440)) return undefined;
  return {
    window: {start: toInstant(startMs), end: toInstant(startMs + 60 * minuteMs)},
    durationMinutes,
    ...(leadId && {leadId}),
    ...(override && {override}),
  };
}
