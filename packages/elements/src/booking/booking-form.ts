/** The page on which a visit is asked for: what, where, when, who. */
import type {BookingPage} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import type {TemplateResult} from 'lit';
import {formatDay, formatTimeRange} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import type {Localizer} from '../base/localizer.ts';
import type {CustomerWord} from '../locales/customer/en.ts';
import type {FieldErrors, Filled} from './booking-request.ts';

/** What the templates of the form need of the element. */
export interface BookingContext {
  page: BookingPage;
  filled: Filled;
  errors: FieldErrors;
  /** A number as people of the place write it. */
  example: string;
  isBusy: boolean;
  /** So many days are shown. */
  days: number;
  say: Localizer<CustomerWord>['say'];
  format: Format;
  chooseService(id: string): void;
  showMoreDays(): void;
  submit(form: HTMLFormElement): void;
}

interface Field {
  name: string;
  word: CustomerWord;
  autocomplete: AutoFill;
  isWhole?: boolean;
  type?: 'text' | 'tel' | 'email';
  hint?: CustomerWord;
}

const where: readonly Field[] = [
  {name: 'line', word: 'street', autocomplete: 'address-line1', isWhole: true},
  {name: 'postcode', word: 'postcode', autocomplete: 'postal-code'},
  {name: 'city', word: 'city', autocomplete: 'address-level2'},
  {name: 'access', word: 'access', autocomplete: 'off', isWhole: true},
];
const who: readonly Field[] = [
  {name: 'name', word: 'yourName', autocomplete: 'name', isWhole: true},
  {name: 'phone', word: 'yourPhone', autocomplete: 'tel', type: 'tel', hint: 'phoneHint'},
  {name: 'email', word: 'yourEmail', autocomplete: 'email', type: 'email'},
];

export function renderBookingForm(context: BookingContext): TemplateResult {
  const {say, isBusy, submit, page, filled} = context;
  return html`<form
    novalidate
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      submit(event.currentTarget as HTMLFormElement);
    }}
  >
    ${renderServices(context)} ${renderSlots(context)}
    <fieldset>
      <legend>${say('bookAddress')}</legend>
      <div class="fields">${where.map(field => renderField(field, context))}</div>
    </fieldset>
    <fieldset>
      <legend>${say('bookContact')}</legend>
      <div class="fields">
        ${who.map(field => renderField(field, context))}
        <div class="field-of whole">
          <label for="description">${say('description')}</label>
          <textarea
            id="description"
            name="description"
            maxlength="5000"
            .value=${filled['description'] ?? ''}
          ></textarea>
        </div>
      </div>
      <label class="consent">
        <input type="checkbox" name="consent" value="yes" .checked=${Boolean(filled['consent'])} />
        <span><bdi>${page.consentWords}</bdi></span>
      </label>
    </fieldset>
    ${renderTrap()}
    <button class="primary" type="submit" aria-disabled=${isBusy}>${say('bookSend')}</button>
  </form>`;
}

function renderServices({page, say, chooseService}: BookingContext) {
  const {services, serviceId} = page;
  if (services.length < 2) return nothing;
  return html`<fieldset>
    <legend>${say('bookService')}</legend>
    <div class="services">
      ${services.map(
        ({id, name, durationMinutes}) =>
          html`<label class="chip">
            <input
              type="radio"
              name="serviceId"
              value=${id}
              .checked=${id === serviceId}
              @change=${() => chooseService(id)}
            />
            <bdi>${name}</bdi> <small>${say('minutes', {count: String(durationMinutes)})}</small>
          </label>`,
      )}
    </div>
  </fieldset>`;
}

function renderSlots(context: BookingContext) {
  const {page, say, errors, days, filled, showMoreDays} = context;
  const format = {...context.format, timeZone: page.organization.timeZone};
  if (page.days.length === 0) return html`<p class="banner">${say('noSlots')}</p>`;
  return html`<fieldset aria-describedby=${errors['window'] ? 'window-error' : nothing}>
    <legend>${say('bookWhen')}</legend>
    ${renderError('window', context)}
    <div class="slots">
      ${page.days.slice(0, days).map(({windows}) => {
        const day = formatDay(format, windows[0]!.start);
        return html`<div class="day" role="group" aria-label=${day}>
          <h3>${day}</h3>
          <div class="chips">
            ${windows.map(window => {
              const value = `${window.start}/${window.end}`;
              return html`<label class="chip">
                <input
                  type="radio"
                  name="window"
                  value=${value}
                  aria-label=${`${day}, ${formatTimeRange(format, window)}`}
                  .checked=${filled['window'] === value}
                />
                <bdi>${formatTimeRange(format, window)}</bdi>
              </label>`;
            })}
          </div>
        </div>`;
      })}
    </div>
    ${
      page.days.length > days
        ? html`<button type="button" id="more-days" @click=${showMoreDays}>${say('moreDays')}</button>`
        : nothing
    }
  </fieldset>`;
}

function renderField({name, word, autocomplete, isWhole, type, hint}: Field, context: BookingContext) {
  const {say, filled, errors, example} = context;
  const error = errors[name];
  const describedBy = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ');
  return html`<div class=${isWhole ? 'field-of whole' : 'field-of'}>
    <label for=${name}>${say(word)}</label>
    <input
      class="text"
      id=${name}
      name=${name}
      type=${type ?? 'text'}
      maxlength="200"
      autocomplete=${autocomplete}
      .value=${filled[name] ?? ''}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${describedBy || nothing}
    />
    ${renderError(name, context)}
    ${hint ? html`<p class="hint" id="${name}-hint">${say(hint, {example: `\u2066${example}\u2069`})}</p>` : nothing}
  </div>`;
}

function renderError(name: string, {errors, say, example}: BookingContext) {
  const error = errors[name];
  return error
    ? html`<p class="error" id="${name}-error">${say(error, {example: `\u2066${example}\u2069`})}</p>`
    : nothing;
}

/** A field that people do not see; who fills it in is no person. */
function renderTrap() {
  return html`<div class="trap" aria-hidden="true">
    <input type="text" name="website" tabindex="-1" autocomplete="off" />
  </div>`;
}
