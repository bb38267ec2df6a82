import type {AppointmentStatus, Organization} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {classMap} from 'lit/directives/class-map.js';
import {icon} from '../base/icons.ts';
import type {Localizer} from '../base/localizer.ts';
import type {FieldWord} from '../locales/field/en.ts';
import {endingsOf, outcomeOf, reasonsOf} from './step-model.ts';
import type {Ending} from './step-model.ts';

/** What is chosen on the screen so far. */
export interface ForkChoice {
  ending?: Ending;
  reasonCode?: string;
  /** What was missing when somebody tried to end it. */
  lacks?: 'chooseEnd' | 'chooseReason' | 'sayWhat';
}

/** What the screen needs of the button. */
export interface ForkContext {
  localizer: Localizer<FieldWord>;
  title: string;
  status: AppointmentStatus;
  organization: Organization | undefined;
  choice: ForkChoice;
  /** What the customer is told when it is done. */
  told: string | undefined;
  isBusy: boolean;
  choose(choice: ForkChoice): void;
  close(): void;
  complete(input: object): void;
}

/** *How did it end?* In front of a technician, to complete always forks. */
export function renderFork(context: ForkContext) {
  const {localizer, title, status, choice, isBusy, close} = context;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isBusy) end(new FormData(event.currentTarget as HTMLFormElement), context);
  };
  const isNotDone = choice.ending === 'not_done';
  const verb = !isNotDone ? 'completeJob' : status === 'enroute' ? 'endThisVisit' : 'pauseJob';
  return html`<form class="fork" method="dialog" @submit=${submit} novalidate>
    <div class="top">
      <div>
        <p><bdi>${title}</bdi></p>
        <h2 id="fork-title" tabindex="-1" autofocus>${localizer.say('howDidItEnd')}</h2>
      </div>
      <button class="close" type="button" aria-label=${localizer.say('close')} @click=${close}>
        ${icon('cross')}
      </button>
    </div>
    <fieldset class="ends" aria-labelledby="fork-title">
      ${endingsOf(status).map(ending => renderEnding(ending, context))}
    </fieldset>
    <div class="bottom">
      <p class="why" role="alert" ?hidden=${!choice.lacks}>
        ${choice.lacks ? localizer.say(choice.lacks) : nothing}
      </p>
      <div class="row">
        <button
          class=${classMap({big: true, 'not-done': isNotDone})}
          type="submit"
          aria-disabled=${isBusy || !choice.ending}
        >
          ${localizer.say(verb)}
        </button>
      </div>
    </div>
  </form>`;
}

function renderEnding(ending: Ending, context: ForkContext) {
  const {localizer, status, choice, told, choose} = context;
  const words = wordsOf(ending, status);
  const isChosen = choice.ending === ending;
  return html`<div class=${classMap({end: true, 'not-done': ending === 'not_done'})}>
    <label>
      <input
        type="radio"
        name="ending"
        value=${ending}
        .checked=${isChosen}
        @change=${() => choose({ending, ...(ending === 'not_done' && keepReason(choice))})}
      />
      <strong>${localizer.say(words.title)} ${icon('tick')}</strong>
      <span class="text">${localizer.say(words.text)} ${ending === 'done' ? told : nothing}</span>
    </label>
    ${ending === 'not_done' ? renderReasons(context) : nothing}
  </div>`;
}

const keepReason = ({reasonCode}: ForkChoice) => (reasonCode ? {reasonCode} : {});

function wordsOf(ending: Ending, status: AppointmentStatus) {
  if (ending === 'done') return {title: 'jobIsDone', text: 'jobIsDoneText'} as const;
  return status === 'enroute'
    ? ({title: 'notDone', text: 'notDoneText'} as const)
    : ({title: 'needsFollowUp', text: 'needsFollowUpText'} as const);
}

function renderReasons({localizer, organization, choice, choose}: ForkContext) {
  return html`<div class="reasons" role="radiogroup" aria-label=${localizer.say('chooseReason')}>
      ${reasonsOf(organization).map(
        ({code, label}) =>
          html`<label class="reason">
            <input
              type="radio"
              name="reason"
              value=${code}
              .checked=${choice.reasonCode === code}
              @change=${() => choose({ending: 'not_done', reasonCode: code})}
            />
            <bdi>${label ?? localizer.sayIfKnown(`reason.${code}`) ?? code}</bdi>
          </label>`,
      )}
    </div>
    ${
      choice.ending === 'not_done'
        ? html`<label class="note">
            ${localizer.say(choice.reasonCode === 'other' ? 'reasonNoteNeeded' : 'reasonNote')}
            <textarea name="note" maxlength="500"></textarea>
          </label>`
        : nothing
    }`;
}

function end(data: FormData, {status, choice, choose, complete}: ForkContext): void {
  const {ending, reasonCode} = choice;
  const note = String(data.get('note') ?? '').trim();
  if (!ending) choose({...choice, lacks: 'chooseEnd'});
  else if (ending === 'done') complete({outcome: 'done'});
  else if (!reasonCode) choose({...choice, lacks: 'chooseReason'});
  else if (reasonCode === 'other' && !note) choose({...choice, lacks: 'sayWhat'});
  else {
    const reason = {code: reasonCode, ...(note && {note})};
    complete({outcome: outcomeOf(status, reasonCode), reason});
  }
}
