import type {OfficePicture, Tap} from '@dispatch-kit/client';
import type {Refusal} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {formatTime} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import type {Localizer} from '../base/localizer.ts';
import type {FieldWord} from '../locales/field/en.ts';
import type {Standing} from './standing.ts';
import type {Step, WorkStep} from './step-model.ts';

/** A tap that was not taken, by the server at once or by what waited here. */
export interface RefusedTap {
  command: string;
  input: object;
  /** Why, as the server says it: for reasons that we have no words for. */
  message: string;
  code: string;
  /** What it was about, where that does not stand beside it. */
  title?: string;
  /** When it was tapped, ISO 8601; undefined for one that was refused at once. */
  at?: string;
}

/** What the templates of the steps need of the button. */
export interface StepsContext {
  standing: Standing;
  picture: OfficePicture;
  localizer: Localizer<FieldWord>;
  isBusy: boolean;
  wish(command: WorkStep, input?: object): void;
  complete(): void;
}

/** Why a step cannot be taken, in the reader's own words. */
export function sayRefusal({refused, sentence, details}: Refusal, context: StepsContext): string {
  const other = titleOfVisit(context.picture, details['otherId']);
  return sayReason(refused, sentence, context.localizer, other);
}

function sayReason(code: string, sentence: string, localizer: Localizer<FieldWord>, other?: string): string {
  const words = localizer.sayIfKnown(`refusal.${code}`);
  return words?.replace('{other}', other ?? localizer.say('otherVisit')) ?? sentence;
}

function titleOfVisit({jobs}: OfficePicture, visitId: string | undefined): string | undefined {
  for (const job of jobs.values()) {
    if (job.appointments.some(visit => visit.id === visitId)) return job.title;
  }
  return undefined;
}

/** Whether the visit that keeps the technician is one that he may leave: one he is only on the way to. */
export function mayLeaveOther({refused, details}: Refusal, {picture}: StepsContext): boolean {
  if (refused !== 'technician_busy') return false;
  const visits = [...picture.jobs.values()].flatMap(job => job.appointments);
  return visits.find(visit => visit.id === details['otherId'])?.status === 'enroute';
}

const minuteChoices = [10, 20, 30, 45, 60];

/** The steps beside the next one: those that can be taken, and why not the rest. */
export function renderOthers(others: readonly Step[], next: Step | undefined, context: StepsContext) {
  const {localizer, standing} = context;
  const taken = others.filter(step => step.command !== 'running_late');
  const late = others.find(step => step.command === 'running_late' && !step.refusal);
  const mayTellEta = next?.command === 'depart' && !next.refusal;
  const mayTellLate = late && ['scheduled', 'enroute'].includes(standing.status);
  return html`<div class="panel" id="others" role="group" aria-label=${localizer.say('otherSteps')}>
    <h3>${localizer.say('otherSteps')}</h3>
    <ul>
      ${taken.map(step => html`<li>${renderStep(step, context)}</li>`)}
    </ul>
    ${mayTellEta ? renderMinutes('etaText', minutes => context.wish('depart', {etaMinutes: minutes}), context) : nothing}
    ${mayTellLate ? renderMinutes('runningLateText', minutes => context.wish('running_late', {minutes}), context) : nothing}
  </div>`;
}

function renderMinutes(
  title: 'etaText' | 'runningLateText',
  choose: (minutes: number) => void,
  {localizer, isBusy}: StepsContext,
) {
  const format = new Intl.NumberFormat(localizer.locale, {
    style: 'unit',
    unit: 'minute',
    unitDisplay: 'short',
  });
  return html`<h3 id=${title}>${localizer.say(title)}</h3>
    <div class="minutes" role="group" aria-labelledby=${title}>
      ${minuteChoices.map(
        minutes =>
          html`<button
            class="chip"
            type="button"
            aria-disabled=${isBusy}
            @click=${() => !isBusy && choose(minutes)}
          >
            ${format.format(minutes)}
          </button>`,
      )}
    </div>`;
}

function renderStep({command, refusal}: Step, context: StepsContext) {
  const {standing, localizer, isBusy, wish, complete} = context;
  const isEnd = command === 'complete';
  const word = isEnd && standing.status === 'enroute' ? 'endVisit' : (`step.${command}` as const);
  const isOff = isBusy || refusal !== undefined;
  const act = () => (isOff ? undefined : isEnd ? complete() : wish(command));
  return html`<button class="step" type="button" aria-disabled=${isOff} @click=${act}>
    ${localizer.say(word)}
    ${refusal ? html`<span class="why">${sayRefusal(refusal, context)}</span>` : nothing}
  </button>`;
}

/** The card of a tap that waited here until the server would not take it. */
export function refusedTap({command, input, at, refusal}: Tap): RefusedTap {
  return {command, input, at, code: refusal?.code ?? '', message: refusal?.message ?? ''};
}

/** A tap that was not taken, with what can be done about it. */
export function renderConflict(
  tap: RefusedTap,
  {
    localizer,
    format,
    dismiss,
    leave,
  }: {
    localizer: Localizer<FieldWord>;
    format: Format;
    dismiss(): void;
    /** Takes the step after all, by leaving the visit that is in its way. */
    leave?(): void;
  },
) {
  const step = localizer.sayIfKnown(`step.${tap.command}`) ?? tap.command;
  return html`<div class="conflict">
    ${tap.title ? html`<p class="quiet"><bdi>${tap.title}</bdi></p>` : nothing}
    <strong>${localizer.say('notTaken', {step})}</strong>
    <p>${sayReason(tap.code, tap.message, localizer)}</p>
    ${
      tap.at
        ? html`<p class="quiet">${localizer.say('tappedAt', {time: formatTime(format, tap.at)})}</p>`
        : nothing
    }
    <div class="chips">
      ${
        tap.code === 'technician_busy' && leave
          ? html`<button class="chip" type="button" @click=${leave}>${localizer.say('leaveOther')}</button>`
          : nothing
      }
      <button class="chip" type="button" @click=${dismiss}>${localizer.say('dismiss')}</button>
    </div>
  </div>`;
}
