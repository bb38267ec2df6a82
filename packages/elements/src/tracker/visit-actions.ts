import type {VisitActions} from '@dispatch-kit/client';
import type {TrackingView} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import type {TemplateResult} from 'lit';
import {icon} from '../base/icons.ts';
import type {Localizer} from '../base/localizer.ts';
import {nameIn} from './tracker-model.ts';

/** A question that stands open on the card, with what is typed into it. */
export type OpenForm = 'note' | 'request_reschedule' | 'request_cancel' | 'not_home';

/** What the templates of a customer's actions need of the tracker. */
export interface ActionsContext {
  view: TrackingView;
  localizer: Localizer;
  open: OpenForm | undefined;
  isBusy: boolean;
  toggle(form: OpenForm | undefined): void;
  wish<A extends keyof VisitActions>(action: A, input: VisitActions[A]): void;
}

/** The one thing that is asked of the customer now, if there is one. */
export function renderMainAction(context: ActionsContext): TemplateResult | typeof nothing {
  const {view} = context;
  if (view.actions?.includes('confirm')) return renderWish('confirm', context);
  const mayRebook = view.actions?.includes('rebook') && view.visit.requested !== 'rebook';
  return mayRebook ? renderWish('rebook', context) : nothing;
}

/** What else a customer can do, as the view's `actions` say. */
export function renderActions(context: ActionsContext): TemplateResult | typeof nothing {
  const {view, open} = context;
  const offers = (action: keyof VisitActions) => view.actions?.includes(action) ?? false;
  if (open) return renderForm(open, context);
  const parts = [
    offers('note') ? renderNoteField(context) : nothing,
    view.visit.requested ? nothing : renderAsks(context, offers),
  ].filter(part => part !== nothing);
  return parts.length > 0 ? html`<div class="actions">${parts}</div>` : nothing;
}

function renderWish(action: 'confirm' | 'rebook', {localizer, isBusy, wish}: ActionsContext) {
  return html`<button
    class="primary"
    type="button"
    aria-disabled=${isBusy}
    @click=${() => !isBusy && wish(action, {})}
  >
    ${localizer.say(action)}
  </button>`;
}

function renderNoteField({view, localizer, toggle}: ActionsContext) {
  const name = nameIn(view, localizer.say.bind(localizer), 'technicianWithin');
  return html`<button class="field" type="button" id="open-note" @click=${() => toggle('note')}>
    ${icon('plus')} ${localizer.say('addNote', {name})}
  </button>`;
}

function renderAsks({localizer, toggle}: ActionsContext, offers: (action: keyof VisitActions) => boolean) {
  const asks = [
    {form: 'request_reschedule', word: 'askToMove'},
    {form: 'request_cancel', word: 'askToCancel'},
    {form: 'not_home', word: 'notHome'},
  ] as const;
  const offered = asks.filter(({form}) => offers(form));
  if (offered.length === 0) return nothing;
  return html`<div class="row">
    ${offered.map(
      ({form, word}) =>
        html`<button type="button" id="open-${form}" @click=${() => toggle(form)}>
          ${localizer.say(word)}
        </button>`,
    )}
  </div>`;
}

/** What each question says, whether it asks for words, and how its answer is sent. */
const forms = {
  note: {title: 'note', text: undefined, field: 'required'},
  request_reschedule: {title: 'askToMove', text: 'askToMoveText', field: undefined},
  request_cancel: {title: 'askToCancel', text: 'askToCancelReason', field: 'optional'},
  not_home: {title: 'notHome', text: 'notHomeText', field: undefined},
} as const;

function renderForm(form: OpenForm, context: ActionsContext): TemplateResult {
  const {view, localizer, isBusy, toggle} = context;
  const {title, text, field} = forms[form];
  const name = nameIn(view, localizer.say.bind(localizer), 'technicianWithin');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isBusy) send(form, new FormData(event.currentTarget as HTMLFormElement), context);
  };
  const cancel = (event: KeyboardEvent) => event.key === 'Escape' && toggle(undefined);
  return html`<form @submit=${submit} @keydown=${cancel}>
    <label for=${field ? 'words' : nothing} id="form-title">${localizer.say(title, {name})}</label>
    ${text ? html`<p class="quiet" id="form-text">${localizer.say(text, {name})}</p>` : nothing}
    ${
      field
        ? html`<textarea
            id="words"
            name="words"
            maxlength="2000"
            ?required=${field === 'required'}
          ></textarea>`
        : nothing
    }
    <div class="row">
      <button type="button" @click=${() => toggle(undefined)}>${localizer.say('back')}</button>
      <button class="primary" type="submit" aria-disabled=${isBusy} aria-describedby="form-title">
        ${localizer.say('send')}
      </button>
    </div>
  </form>`;
}

function send(form: OpenForm, data: FormData, {wish}: ActionsContext): void {
  const words = String(data.get('words') ?? '').trim();
  if (form === 'note') {
    if (words) wish('note', {text: words});
  } else if (form === 'request_cancel') wish('request_cancel', words ? {reason: words} : {});
  else wish(form, {});
}
