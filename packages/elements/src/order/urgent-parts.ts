import type {NearestDelay, NearestTechnician, NearestTechnicians} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {formatTime, formatTimeRange, initialsOf} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import type {OfficeLocalizer} from './office-words.ts';
import {costOf} from './urgent-choice.ts';
import type {UrgentChoice} from './urgent-choice.ts';
import {valueOf} from './when-fields.ts';
import {formatAmount} from './written.ts';

export interface UrgentContext {
  readonly localizer: OfficeLocalizer;
  readonly format: Format;
  readonly chosenId: string | undefined;
  readonly choice: UrgentChoice;
  /** What a visit is about, by its id. */
  titleOf(appointmentId: string): string | undefined;
  customerOf(customerId: string): string | undefined;
  choose(technicianId: string): void;
  giveTo(appointmentId: string, technicianId: string | null): void;
}

/** One who could go: when, from where, from what, and what it delays. */
export function renderNearest(technician: NearestTechnician, context: UrgentContext) {
  const {technicianId, name, arrivesAt, delays} = technician;
  const {localizer, format, chosenId, choose} = context;
  const isChosen = chosenId === technicianId;
  return html`<div class="nearest" ?data-chosen=${isChosen}>
    <label class="choice">
      <input type="radio" name="technician" .checked=${isChosen} @change=${() => choose(technicianId)} />
      <span class="avatar" aria-hidden="true">${initialsOf(name)}</span>
      <span class="words">
        <span class="who"
          ><b><bdi>${name}</bdi></b>
          <span class="there">${localizer.say('thereAt', {time: formatTime(format, arrivesAt)})}</span></span
        >
        <small>${doingOf(technician, context)}</small>
        <small class=${costOf(technician).broken > 0 ? 'bad' : ''}>${costWords(technician, context)}</small>
      </span>
    </label>
    ${
      isChosen && delays.length > 0
        ? html`<ul class="delays">
            ${delays.map(delay => renderDelay(delay, context))}
          </ul>`
        : nothing
    }
  </div>`;
}

/** What he does, how far it is, and how sure that is. */
function doingOf(technician: NearestTechnician, {localizer, format, titleOf}: UrgentContext): string {
  const {standing, currentId, driveMinutes, send, reasons} = technician;
  const say: OfficeLocalizer['say'] = (key, values) => localizer.say(key, values);
  const title = currentId ? titleOf(currentId) : undefined;
  const drive =
    driveMinutes !== null &&
    say('suggestDrive', {minutes: formatAmount(format.locale, driveMinutes, 'minute')});
  const cautions = reasons.flatMap(({code}) => localizer.sayIfKnown(`nearest.${code}`) ?? []);
  return [
    say(`standing.${standing}`, {title: title ?? say('anotherVisit')}),
    send.current?.first === 'finish' && say('endsThatFirst'),
    drive,
    ...cautions,
  ]
    .filter(Boolean)
    .join(' · ');
}

function costWords(technician: NearestTechnician, {localizer, format}: UrgentContext): string {
  const {later, given, broken} = costOf(technician);
  const count = (amount: number) => ({count: formatAmount(format.locale, amount)});
  const said = [
    later > 0 && localizer.say('visitsLater', count(later)),
    broken > 0 && localizer.say('windowsBroken', count(broken)),
    given > 0 && localizer.say('visitsGiven', count(given)),
  ].filter(Boolean);
  return said.length > 0 ? said.join(' · ') : localizer.say('delaysNothing');
}

/** A visit that makes way: when it was to begin, and when or by whom it is done instead. */
function renderDelay(delay: NearestDelay, context: UrgentContext) {
  const {appointmentId, title, customerId, was, breaksWindow, takenBy} = delay;
  const {format, customerOf} = context;
  return html`<li>
    <span
      ><b>${formatTime(format, was)}</b> <bdi>${title}</bdi>
      <small><bdi>${customerOf(customerId)}</bdi></small></span
    >
    ${
      takenBy === null
        ? html`<span class=${breaksWindow ? 'bad' : 'quiet'}>${laterWords(delay, context)}</span>`
        : renderTakers(delay, context, `taker-${appointmentId}`)
    }
  </li>`;
}

function laterWords(
  {planned, delayMinutes, breaksWindow, window}: NearestDelay,
  {localizer, format}: UrgentContext,
) {
  if (delayMinutes === 0) return localizer.say('turnRound');
  const minutes = formatAmount(format.locale, delayMinutes, 'minute');
  const time = formatTime(format, planned.start);
  return breaksWindow
    ? localizer.say('laterOther', {time, minutes, range: formatTimeRange(format, window)})
    : localizer.say('laterInside', {time, minutes});
}

function renderTakers(
  {appointmentId, title, takers, takenBy}: NearestDelay,
  {localizer, format, choice, giveTo}: UrgentContext,
  id: string,
) {
  const chosen = choice.takers.has(appointmentId) ? choice.takers.get(appointmentId) : takenBy;
  return html`<label class="taker" for=${id}>
    ${icon('person')}<select
      id=${id}
      aria-label=${localizer.say('whoTakes', {title})}
      @change=${(event: Event) => giveTo(appointmentId, valueOf(event) || null)}
    >
      ${takers.map(({technicianId, name, driveMinutes}) => {
        const minutes = formatAmount(format.locale, driveMinutes, 'minute');
        return html`<option value=${technicianId} .selected=${technicianId === chosen}>
          ${localizer.say('takesOver', {name, minutes})}
        </option>`;
      })}
      <option value="" .selected=${chosen === null}>${localizer.say('nobodyYet')}</option>
    </select>
  </label>`;
}

/** Who cannot go, each with why. */
export function renderUnavailable(
  unavailable: NearestTechnicians['unavailable'],
  localizer: OfficeLocalizer,
) {
  if (unavailable.length === 0) return nothing;
  return html`<details>
    <summary>
      ${localizer.say('cannotGo', {count: formatAmount(localizer.locale, unavailable.length)})}
    </summary>
    <ul class="absent">
      ${unavailable.map(
        ({name, code, words}) =>
          html`<li>
            <b><bdi>${name}</bdi></b> <small>${localizer.sayIfKnown(`absent.${code}`) ?? words}</small>
          </li>`,
      )}
    </ul>
  </details>`;
}
