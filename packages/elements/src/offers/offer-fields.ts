import type {Job, Organization, Suggestion, TimeRange} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {formatTime, formatTimeRange, initialsOf} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import type {OfficeLocalizer} from '../order/office-words.ts';
import {renderReason, renderTechnician} from '../order/plan-forms.ts';
import type {RankedTechnician} from '../order/schedule.ts';
import {renderBeginning, valueOf} from '../order/when-fields.ts';
import {formatAmount, formatShortDay} from '../order/written.ts';
import type {AnswerForm} from './offer-answer.ts';

/** What the templates of the dialog need of it. */
export interface OfferContext {
  job: Job;
  /** What is asked for. */
  wanted: TimeRange | undefined;
  form: AnswerForm;
  change(patch: Partial<AnswerForm>): void;
  localizer: OfficeLocalizer;
  format: Format;
  /** Undefined while they are looked for. */
  suggestions: readonly Suggestion[] | undefined;
  technicians: readonly RankedTechnician[];
  organization: Organization | undefined;
  /** Somebody is planned twice at that time. */
  isBooked: boolean;
}

/** `Tue, Mar 3, 2:00 – 4:00 pm`. */
export function formatWindow(format: Format, window: TimeRange): string {
  return `${formatShortDay(format, window.start)}, ${formatTimeRange(format, window)}`;
}

/** How an offer is accepted: as it was asked for, at a time that is suggested, at another, or without one. */
export function renderAccept(context: OfferContext) {
  const {localizer, form, wanted, format} = context;
  const say: OfficeLocalizer['say'] = (key, values) => localizer.say(key, values);
  return html`<fieldset class="choices">
      <legend>${say('acceptHow')}</legend>
      ${
        wanted
          ? renderChoice('asked', html`${say('asAsked', {window: formatWindow(format, wanted)})}`, context)
          : renderChoice('later', html`${say('acceptLater')}`, context)
      }
      ${renderSuggestions(context)} ${renderChoice('other', html`${say('otherTime')}`, context)}
    </fieldset>
    ${form.choice === 'other' ? renderOther(context) : nothing}`;
}

/** Why an offer is declined. */
export function renderDecline({form, change, localizer, organization}: OfferContext) {
  return renderReason({form, change, localizer, organization});
}

function renderChoice(choice: string, words: unknown, {form, change}: OfferContext) {
  return html`<label class="choice">
    <input
      type="radio"
      name="choice"
      value=${choice}
      .checked=${form.choice === choice}
      @change=${() => change({choice, override: false})}
    />
    <span class="words">${words}</span>
  </label>`;
}

function renderSuggestions(context: OfferContext) {
  const {suggestions, localizer} = context;
  if (suggestions && suggestions.length > 0)
    return suggestions.map((each, index) => renderSuggestion(each, index, context));
  return html`<p class="quiet" role="status">
    ${localizer.say(suggestions ? 'noTimesFound' : 'lookingForTimes')}
  </p>`;
}

/** Those that matter most come first. */
const mostReasons = 3;

function renderSuggestion(suggestion: Suggestion, index: number, context: OfferContext) {
  const {form, change, localizer, format} = context;
  const {name, planned, driveMinutes, reasons} = suggestion;
  const why = reasons
    .slice(0, mostReasons)
    .map(({code, words}) => localizer.sayIfKnown(`suggest.${code}`) ?? words);
  const drive = formatAmount(format.locale, driveMinutes, 'minute');
  if (driveMinutes > 0) why.unshift(localizer.say('suggestDrive', {minutes: drive}));
  return html`<label class="choice suggestion">
    <input
      type="radio"
      name="choice"
      value=${index}
      .checked=${form.choice === String(index)}
      @change=${() => change({choice: String(index), override: false})}
    />
    <span class="avatar" aria-hidden="true">${initialsOf(name)}</span>
    <span class="words">
      <span
        >${formatShortDay(format, planned.start)}, <b>${formatTime(format, planned.start)}</b> ·
        <bdi>${name}</bdi></span
      >
      <small>${why.join(' · ')}</small>
    </span>
  </label>`;
}

function renderOther(context: OfferContext) {
  const {form, change, localizer, format, technicians, isBooked} = context;
  return html`<div class="fields">
      ${renderBeginning({form, change, localizer})}
      <label>
        ${localizer.say('length')} (${localizer.say('minutes')})
        <input
          type="number"
          required
          min="5"
          max="1440"
          step="5"
          .value=${String(form.durationMinutes)}
          @change=${(event: Event) => change({durationMinutes: Number(valueOf(event))})}
        />
      </label>
    </div>
    <fieldset class="choices">
      <legend>${localizer.say('technician')}</legend>
      ${renderTechnician(undefined, form, change, localizer, format)}
      ${technicians.map(each => renderTechnician(each, form, change, localizer, format))}
    </fieldset>
    ${
      isBooked || form.override
        ? html`<label class="choice">
            <input
              type="checkbox"
              .checked=${form.override}
              @change=${(event: Event) => change({override: (event.currentTarget as HTMLInputElement).checked})}
            />
            <span class="words">${localizer.say('planAnyway')}</span>
          </label>`
        : nothing
    }`;
}
