import type {Service} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import type {Format} from '../base/format.ts';
import type {LatLng} from '@dispatch-kit/core';
import {renderPlace} from './address-place.ts';
import type {OrderMap} from './address-place.ts';
import {placeOf} from './new-order-form.ts';
import type {OrderForm, Place} from './new-order-form.ts';
import type {OfficeLocalizer} from './office-words.ts';
import {renderTechnician} from './plan-forms.ts';
import type {RankedTechnician} from './schedule.ts';
import {renderBeginning, valueOf} from './when-fields.ts';
import {formatAmount} from './written.ts';

type Field = 'title' | 'line' | 'time' | 'duration' | 'lead';

interface OrderContext {
  form: OrderForm;
  change(patch: Partial<OrderForm>): void;
  localizer: OfficeLocalizer;
  format: Format;
  places: readonly Place[];
  /** Where the address was found. */
  found: (LatLng & {attribution: string | null}) | undefined;
  map: OrderMap | undefined;
  around: LatLng | undefined;
  services: readonly Service[];
  technicians: readonly RankedTechnician[];
  problemOf(field: Field): string | undefined;
  /** Somebody is planned twice at that time. */
  isBooked: boolean;
}

/** What, where, when and by whom. */
export function renderOrderFields(context: OrderContext) {
  const when = context.form.isSentNow ? nothing : renderWhen(context);
  return [renderWhat(context), renderWhere(context), renderPriority(context), when];
}

function renderProblem(id: Field, problem: string | undefined) {
  return html`<small class="bad" id="${id}-problem">${problem}</small>`;
}

function renderWhat({form, change, localizer, services, problemOf}: OrderContext) {
  const pick = (event: Event) => {
    const service = services.find(each => each.id === valueOf(event));
    change({
      serviceId: service?.id ?? '',
      ...(service && {title: service.name, durationMinutes: service.durationMinutes}),
    });
  };
  return html`${
      services.length > 0
        ? html`<label>
            ${localizer.say('service')}
            <select @change=${pick}>
              <option value="">${localizer.say('noService')}</option>
              ${services.map(({id, name}) => html`<option value=${id} .selected=${id === form.serviceId}>${name}</option>`)}
            </select>
          </label>`
        : nothing
    }
    <label>
      ${localizer.say('what')}
      <input
        type="text"
        name="title"
        maxlength="200"
        autocomplete="off"
        .value=${form.title}
        aria-invalid=${problemOf('title') !== undefined}
        aria-describedby="title-problem"
        @change=${(event: Event) => change({title: valueOf(event)})}
      />
      ${renderProblem('title', problemOf('title'))}
    </label>`;
}

function renderWhere({form, change, localizer, places, found, map, around, problemOf}: OrderContext) {
  const {line, pin} = form;
  const known = placeOf(line, places) ?? found;
  return html`<label>
      ${localizer.say('address')}
      <input
        type="text"
        name="line"
        maxlength="200"
        autocomplete="off"
        list="places"
        .value=${form.line}
        aria-invalid=${problemOf('line') !== undefined}
        aria-describedby="line-problem"
        @change=${(event: Event) => change({line: valueOf(event), pin: undefined})}
      />
      ${renderProblem('line', problemOf('line'))}
    </label>
    <datalist id="places">${places.map(({line}) => html`<option value=${line}></option>`)}</datalist>
    ${renderPlace({localizer, line, known, pin, map, around, change})}`;
}

const priorities = ['low', 'normal', 'high', 'urgent'] as const;

function renderPriority({form, change, localizer}: OrderContext) {
  const pick = (event: Event) => {
    const priority = priorities.find(each => each === valueOf(event)) ?? 'normal';
    change({priority, isSentNow: priority === 'urgent'});
  };
  const send = (event: Event) => change({isSentNow: (event.currentTarget as HTMLInputElement).checked});
  return html`<label>
      ${localizer.say('priority')}
      <select name="priority" @change=${pick}>
        ${priorities.map(each => html`<option value=${each} .selected=${each === form.priority}>${localizer.say(`priority.${each}`)}</option>`)}
      </select>
    </label>
    ${
      form.priority === 'urgent'
        ? html`<label class="choice">
            <input type="checkbox" name="send" .checked=${form.isSentNow} @change=${send} />
            <span class="words"
              >${localizer.say('sendNow')}<small>${localizer.say('sendComesNext')}</small></span
            >
          </label>`
        : nothing
    }`;
}

const windowLengths = [30, 60, 120, 240];
const visitLengths = [30, 45, 60, 90, 120, 180, 240];

function renderWhen(context: OrderContext) {
  const {form, change, localizer} = context;
  return html`<label class="choice">
      <input
        type="checkbox"
        .checked=${form.isLater}
        @change=${(event: Event) => change({isLater: (event.currentTarget as HTMLInputElement).checked})}
      />
      <span class="words">${localizer.say('planLater')}</span>
    </label>
    ${form.isLater ? nothing : renderVisit(context)}`;
}

function renderVisit(context: OrderContext) {
  const {form, change, localizer, problemOf, technicians, format, isBooked} = context;
  return html`<div class="fields pairs">
      ${renderBeginning({form, change, localizer, problem: problemOf('time')})}
      ${renderLength('windowLength', windowLengths, form.windowMinutes, windowMinutes => change({windowMinutes}), context)}
      ${renderLength('visitLength', visitLengths, form.durationMinutes, durationMinutes => change({durationMinutes}), context)}
    </div>
    <fieldset class="choices">
      <legend>${localizer.say('technician')}</legend>
      ${renderTechnician(undefined, form, change, localizer, format)}
      ${technicians.map(each => renderTechnician(each, form, change, localizer, format))}
      ${renderProblem('lead', problemOf('lead'))}
    </fieldset>
    ${
      isBooked
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

function renderLength(
  word: 'windowLength' | 'visitLength',
  presets: readonly number[],
  chosen: number,
  change: (minutes: number) => void,
  {localizer, format}: Pick<OrderContext, 'localizer' | 'format'>,
) {
  const all = presets.includes(chosen) ? presets : [...presets, chosen].sort((a, b) => a - b);
  const write = (minutes: number) =>
    minutes % 60 === 0
      ? formatAmount(format.locale, minutes / 60, 'hour')
      : formatAmount(format.locale, minutes, 'minute');
  return html`<label>
    ${localizer.say(word)}
    <select @change=${(event: Event) => change(Number(valueOf(event)))}>
      ${all.map(minutes => html`<option value=${minutes} .selected=${minutes === chosen}>${write(minutes)}</option>`)}
    </select>
  </label>`;
}
