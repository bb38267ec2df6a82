import {minuteMs, reasonCodes, toInstant} from '@dispatch-kit/core';
import type {Organization} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {formatDay, formatDistance, formatTimeRange, initialsOf} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {consequencesOf} from './consequence.ts';
import type {DryRunState} from './dry-run.ts';
import type {OfficeLocalizer} from './office-words.ts';
import {
  choicesOfJob,
  isPlannable,
  mayBeEarlier,
  plainly,
  startOf,
  wantsReason,
  windowAt,
} from './plan-wish.ts';
import type {Choice, PlanForm, PlanKind, PlanSubject} from './plan-wish.ts';
import type {RankedTechnician} from './schedule.ts';
import {renderBeginning, valueOf} from './when-fields.ts';

/** What the templates of a dialog need of it. */
export interface PlanContext {
  kind: PlanKind;
  subject: PlanSubject;
  form: PlanForm;
  change(patch: Partial<PlanForm>): void;
  /** With another time it is given to somebody else as well. */
  givesLead: boolean;
  localizer: OfficeLocalizer;
  format: Format;
  technicians: readonly RankedTechnician[];
  organization: Organization | undefined;
  /** The steps of the visit; undefined while they are asked for. */
  choices: readonly Choice[] | undefined;
}

/** The fields of a dialog. */
export function renderFields(context: PlanContext) {
  switch (context.kind) {
    case 'time':
      return renderTime(context);
    case 'assign':
      return renderTechnicians(context);
    case 'cancel':
      return renderCancel(context);
    case 'keep':
      return renderReason(context);
    case 'status':
      return renderStatus(context);
  }
}

function renderTime(context: PlanContext) {
  const {form, change, localizer, subject, format} = context;
  const {visit} = subject;
  const moved = visit && isPlannable(visit) ? visit : undefined;
  const startMs = startOf(subject, form);
  const window = Number.isNaN(startMs) ? undefined : windowAt(startMs, moved);
  const told = window && `${formatDay(format, window.start)}, ${formatTimeRange(format, window)}`;
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
    ${told ? html`<p class="quiet">${localizer.say('customerIsTold', {range: told})}</p>` : nothing}
    ${moved && !context.givesLead ? nothing : renderTechnicians(context)}`;
}

function renderTechnicians({form, change, localizer, technicians, format}: PlanContext) {
  return html`<fieldset class="choices">
    <legend>${localizer.say('technician')}</legend>
    ${renderTechnician(undefined, form, change, localizer, format)}
    ${technicians.map(each => renderTechnician(each, form, change, localizer, format))}
  </fieldset>`;
}

/** One technician as a choice, with what speaks for and against; undefined stands for nobody. */
export function renderTechnician(
  ranked: RankedTechnician | undefined,
  {leadId}: {leadId: string | undefined},
  change: (patch: {leadId: string | undefined; override: boolean}) => void,
  localizer: OfficeLocalizer,
  format: Format,
) {
  const id = ranked?.member.id;
  return html`<label class="choice">
    <input
      type="radio"
      name="lead"
      .checked=${leadId === id}
      @change=${() => change({leadId: id, override: false})}
    />
    <span class="avatar" aria-hidden="true">${ranked ? initialsOf(ranked.member.name) : '?'}</span>
    <span class="words">
      ${ranked ? html`<bdi>${ranked.member.name}</bdi>` : localizer.say('nobodyYet')}
      ${ranked ? renderLoad(ranked, localizer, format) : nothing}
    </span>
  </label>`;
}

function renderLoad(
  {visitsThatDay, clash, distanceMeters}: RankedTechnician,
  localizer: OfficeLocalizer,
  format: Format,
) {
  const {say} = localizer;
  const facts = [say.call(localizer, 'visitsThatDay', {count: String(visitsThatDay)})];
  if (distanceMeters !== undefined) {
    facts.push(say.call(localizer, 'away', {distance: formatDistance(format, distanceMeters)}));
  }
  const range =
    clash &&
    formatTimeRange(format, {
      start: clash.planned.start,
      end: toInstant(Date.parse(clash.planned.start) + clash.planned.durationMinutes * minuteMs),
    });
  return html`<small>
    ${range ? html`<b class="bad">${localizer.say('busyAt', {range})}</b>` : html`<b class="good">${localizer.say('free')}</b>`}
    · ${facts.join(' · ')}
  </small>`;
}

function renderCancel({form, change, subject, localizer, organization}: PlanContext) {
  const hasVisit =
    subject.visit !== undefined && isPlannable(subject.visit) && subject.job.status !== 'offered';
  const scope = (value: PlanForm['scope'], word: 'onlyThisVisit' | 'wholeJob') =>
    html`<label class="choice">
      <input
        type="radio"
        name="scope"
        .checked=${form.scope === value}
        @change=${() => change({scope: value})}
      />
      <span class="words">${localizer.say(word)}</span>
    </label>`;
  return html`${
    hasVisit
      ? html`<fieldset class="choices">
          <legend>${localizer.say('whatIsCanceled')}</legend>
          ${scope('visit', 'onlyThisVisit')} ${scope('job', 'wholeJob')}
        </fieldset>`
      : nothing
  }
  ${renderReason({form, change, localizer, organization})}`;
}

/** Why something is canceled, as the office names it. */
export function renderReason({
  form,
  change,
  localizer,
  organization,
}: Pick<PlanContext, 'localizer' | 'organization'> & {
  form: Pick<PlanForm, 'reasonCode' | 'note'>;
  change(patch: Partial<Pick<PlanForm, 'reasonCode' | 'note'>>): void;
}) {
  const own = organization?.reasons ?? [];
  const reasons =
    own.length > 0
      ? own
      : reasonCodes.map(code => ({code, label: localizer.sayIfKnown(`reason.${code}`) ?? code}));
  return html`<label>
      ${localizer.say('reason')}
      <select @change=${(event: Event) => change({reasonCode: valueOf(event)})}>
        ${reasons.map(({code, label}) => html`<option value=${code} .selected=${code === form.reasonCode}>${label}</option>`)}
      </select>
    </label>
    <label>
      ${localizer.say('reasonNote')}
      <input
        type="text"
        maxlength="500"
        .value=${form.note}
        @change=${(event: Event) => change({note: valueOf(event)})}
      />
    </label>`;
}

function renderStatus(context: PlanContext) {
  const {subject, choices, localizer, form, change} = context;
  const hasLater = subject.job.appointments.some(visit => visit.status === 'scheduled');
  return html`${
      subject.visit
        ? html`<fieldset class="choices">
            <legend>${localizer.say('theVisit')}</legend>
            ${choices ? choices.map(each => renderChoice(each, context)) : html`<p class="quiet">${localizer.say('loading')}</p>`}
          </fieldset>`
        : nothing
    }
    <fieldset class="choices">
      <legend>${localizer.say('theJob')}</legend>
      ${choicesOfJob(subject.job).map(each => renderChoice(each, context))}
    </fieldset>
    ${mayBeEarlier(form.choice) ? renderEarlier(context) : nothing}
    ${wantsReason(form.choice) ? renderReason(context) : nothing}
    ${
      form.choice === 'job.pause' && hasLater
        ? html`<label>
            ${localizer.say('laterVisits')}
            <select
              @change=${(event: Event) => change({laterVisits: valueOf(event) as PlanForm['laterVisits']})}
            >
              <option value="keep">${localizer.say('keepThem')}</option>
              <option value="cancel">${localizer.say('cancelThem')}</option>
            </select>
          </label>`
        : nothing
    }`;
}

/** A tap that was forgotten is made good with when it should have been. */
function renderEarlier({form, change, localizer}: PlanContext) {
  const say: OfficeLocalizer['say'] = (key, values) => localizer.say(key, values);
  return html`<label class="choice">
      <input
        type="checkbox"
        .checked=${form.isEarlier}
        @change=${(event: Event) => change({isEarlier: (event.currentTarget as HTMLInputElement).checked})}
      />
      <span class="words">${say('wasEarlier')} <small>${say('wasEarlierText')}</small></span>
    </label>
    ${
      form.isEarlier
        ? html`<div class="fields">
            ${renderBeginning({
              form: {day: form.pastDay, time: form.pastTime},
              change: ({day, time}) => change({...(day && {pastDay: day}), ...(time && {pastTime: time})}),
              localizer,
            })}
          </div>`
        : nothing
    }`;
}

function renderChoice({key, refusal}: Choice, {form, change, localizer}: PlanContext) {
  const word = key.startsWith('job.') ? key.replace('job.', 'job.command.') : `command.${key}`;
  return html`<label class="choice ${refusal ? 'refused' : ''}">
    <input
      type="radio"
      name="choice"
      ?disabled=${refusal !== undefined}
      .checked=${form.choice === key}
      @change=${() => change({choice: key})}
    />
    <span class="words">
      ${localizer.sayIfKnown(word) ?? key} ${refusal ? html`<small>${refusal}</small>` : nothing}
    </span>
  </label>`;
}

/** What will happen, or why it cannot. Its place is kept while it is asked for, so that nothing jumps. */
export function renderConsequence(
  state: DryRunState,
  {
    localizer,
    subject,
    leadName,
  }: {localizer: OfficeLocalizer; subject: Pick<PlanSubject, 'visit'>; leadName: string | undefined},
) {
  const say: OfficeLocalizer['say'] = (key, values) => localizer.say(key, values);
  return html`<section
    class="consequence"
    role="status"
    tabindex=${state.kind === 'known' ? 0 : -1}
    aria-label=${say('whatHappens')}
  >
    ${state.kind === 'asking' ? html`<p class="quiet">${say('asking')}</p>` : nothing}
    ${state.kind === 'refused' ? html`<p class="bad">${icon('barred')}<span>${localizer.sayIfKnown(`refusal.${state.code}`) ?? plainly(state.reason)}</span></p>` : nothing}
    ${
      state.kind === 'known'
        ? consequencesOf(state.reply, subject.visit, leadName, say).map(
            ({text, message}) =>
              html`<p>
                ${icon(message ? 'message' : 'tick')}<span
                  >${text}${message ? html`<q>${message}</q>` : nothing}</span
                >
              </p>`,
          )
        : nothing
    }
  </section>`;
}
