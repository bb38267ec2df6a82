/** The questions that open when a customer answers, each with what is typed or chosen in it. */
import type {VisitActions, VisitWindows} from '@dispatch-kit/client';
import type {TrackingView} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import type {TemplateResult} from 'lit';
import type {Format} from '../base/format.ts';
import type {Localizer} from '../base/localizer.ts';
import {nameIn} from '../headline/headline.ts';
import type {CustomerWord} from '../locales/customer/en.ts';
import {chosenWindows, renderWindows} from './offered-windows.ts';

/** A question that stands open. */
export type AnswerForm =
  'note' | 'request_reschedule' | 'request_cancel' | 'not_home' | 'rebook' | 'consents';

/** What the templates of the forms need of the element. */
export interface FormContext {
  view: TrackingView;
  say: Localizer<CustomerWord>['say'];
  format: Format;
  windows: VisitWindows | 'loading' | undefined;
  isBusy: boolean;
  close(): void;
  send<A extends keyof VisitActions>(command: A, input: VisitActions[A]): void;
  switch(channel: 'sms' | 'email', isOn: boolean): void;
}

/** What each question says, and whether it asks for words or a choice of times. */
const forms = {
  note: {title: 'note', text: undefined, field: 'required'},
  request_reschedule: {title: 'askToMove', text: 'askToMoveWindows', field: 'windows'},
  request_cancel: {title: 'askToCancel', text: 'askToCancelReason', field: 'optional'},
  not_home: {title: 'notHome', text: 'notHomeText', field: undefined},
  rebook: {title: 'rebook', text: 'rebookText', field: 'windows'},
} as const;

export function renderForm(form: AnswerForm, context: FormContext): TemplateResult {
  if (form === 'consents') return renderConsents(context);
  const {view, say, isBusy, close} = context;
  const {title, field} = forms[form];
  const name = nameIn(view, say, 'technicianWithin');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isBusy) send(form, new FormData(event.currentTarget as HTMLFormElement), context);
  };
  return html`<form @submit=${submit} @keydown=${escape(close)} aria-labelledby="form-title">
    ${
      field === 'required' || field === 'optional'
        ? html`<label for="words" id="form-title">${say(title, {name})}</label>`
        : html`<h3 id="form-title" tabindex="-1">${say(title, {name})}</h3>`
    }
    ${renderText(form, context, name)} ${renderField(field, context)}
    <div class="row">
      <button type="button" @click=${close}>${say('back')}</button>
      <button class="primary" type="submit" aria-disabled=${isBusy} aria-describedby="form-title">
        ${say('send')}
      </button>
    </div>
  </form>`;
}

/** What stands between the question and its field. */
function renderText(form: Exclude<AnswerForm, 'consents'>, {say, windows}: FormContext, name: string) {
  const {text, field} = forms[form];
  if (!text) return nothing;
  const hasWindows = field !== 'windows' || (windows && windows !== 'loading' && windows.items.length > 0);
  const isEmpty = windows && windows !== 'loading' && windows.items.length === 0;
  const word = hasWindows ? text : isEmpty ? 'noWindows' : 'askToMoveText';
  return windows === 'loading' && field === 'windows'
    ? nothing
    : html`<p class="quiet">${say(word, {name})}</p>`;
}

function renderField(
  field: 'required' | 'optional' | 'windows' | undefined,
  {windows, say, format}: FormContext,
) {
  if (field === 'windows') return windows ? renderWindows(windows, say, format) : nothing;
  if (!field) return nothing;
  return html`<textarea
    id="words"
    name="words"
    maxlength="2000"
    ?required=${field === 'required'}
  ></textarea>`;
}

const channels = ['sms', 'email'] as const;

/** A switch for each channel that would reach whoever has the link. */
function renderConsents({view, say, isBusy, close, switch: flip}: FormContext): TemplateResult {
  const toggle = (channel: 'sms' | 'email') => (event: Event) => {
    const box = event.currentTarget as HTMLInputElement;
    const wanted = box.checked;
    // The switch shows what is so: it turns when the office has noted it.
    box.checked = !wanted;
    if (!isBusy) flip(channel, wanted);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    close();
  };
  return html`<form @submit=${submit} @keydown=${escape(close)} aria-labelledby="form-title">
    <h3 id="form-title">${say('consentsTitle')}</h3>
    <p class="quiet">${say('consentsText')}</p>
    ${channels
      .filter(channel => view.consents?.[channel] !== undefined)
      .map(
        channel =>
          html`<label class="switch">
            ${say(`consent.${channel}`)}
            <input
              type="checkbox"
              role="switch"
              .checked=${view.consents![channel]!}
              aria-disabled=${isBusy}
              @change=${toggle(channel)}
            />
          </label>`,
      )}
    <button type="submit">${say('done')}</button>
  </form>`;
}

function escape(close: () => void) {
  return (event: KeyboardEvent) => event.key === 'Escape' && close();
}

function send(form: Exclude<AnswerForm, 'consents'>, data: FormData, context: FormContext): void {
  const words = String(data.get('words') ?? '').trim();
  if (form === 'note') {
    if (words) context.send('note', {text: words});
  } else if (form === 'request_cancel') context.send('request_cancel', words ? {reason: words} : {});
  else if (form === 'not_home') context.send('not_home', {});
  else {
    const windows = chosenWindows(data);
    context.send(form, windows.length > 0 ? {windows} : {});
  }
}
