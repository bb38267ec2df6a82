import {dayIn, toMs} from '@dispatch-kit/core';
import type {Job} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {formatMinutes, formatTime} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {statusLook} from '@dispatch-kit/core';
import type {BoardEntry} from '../board/board-entry.ts';
import {dayTitle} from '../board/board-parts.ts';
import type {OfficeSay} from '../order/office-words.ts';
import {formatAmount, formatShortDay} from '../order/written.ts';
import type {Advice} from './suggested-slots.ts';

interface BarContext {
  say: OfficeSay;
  format: Format;
  nowMs: number;
  day: string;
  days: number;
  /** How many visits are planned; undefined while nothing is known. */
  visitCount: number | undefined;
  go(byDays: number): void;
  /** Shows so many days. */
  show(days: number): void;
  goToday(): void;
  showKeys(): void;
}

const spans = [
  {count: 1, word: 'oneDay'},
  {count: 3, word: 'threeDays'},
] as const;

/** The bar over the schedule: which day, and the days beside it. */
export function renderBar({
  say,
  format,
  nowMs,
  day,
  days,
  visitCount,
  go,
  show,
  goToday,
  showKeys,
}: BarContext) {
  const count = visitCount === undefined ? '' : formatAmount(format.locale, visitCount);
  const step = (by: number, word: 'previousDay' | 'nextDay') =>
    html`<button
      type="button"
      class="round ${word}"
      aria-label=${say(word)}
      title=${say(word)}
      @click=${() => go(by)}
    >
      ${icon('back')}
    </button>`;
  return html`<header class="bar" part="bar">
    <div class="lists">
      ${step(-1, 'previousDay')}
      <button type="button" @click=${goToday}>${say('goToday')}</button>
      ${step(1, 'nextDay')}
    </div>
    <h2 aria-live="polite">${dayTitle({day, say, format, nowMs})}</h2>
    <span class="count">${count && say('visitsPlanned', {count})}</span>
    <div class="tools">
      <div class="lists spans" role="group" aria-label=${say('daysShown')}>
        ${spans.map(({count: each, word}) => html`<button type="button" aria-pressed=${days === each} @click=${() => show(each)}>${say(word)}</button>`)}
      </div>
      <slot name="actions"></slot>
      <button type="button" class="round" aria-label=${say('keys')} title=${say('keys')} @click=${showKeys}>
        ?
      </button>
    </div>
  </header>`;
}

interface TrayContext {
  say: OfficeSay;
  format: Format;
  /** The day whose name goes without saying. */
  shownDay: string | undefined;
  adviceFor(job: Job): Advice | undefined;
  plan(row: BoardEntry): void;
  /** Plans a job as it is suggested. */
  take(row: BoardEntry): void;
  /** Others are in sight now. */
  look(): void;
}

/** What waits for a time, to be put on somebody's line. */
export function renderTray(waiting: readonly BoardEntry[], context: TrayContext) {
  const {say, plan, look} = context;
  if (waiting.length === 0) return nothing;
  return html`<section class="tray" aria-label=${say('toPlan')}>
    <h3>${say('toPlan')} <span class="count">${waiting.length}</span></h3>
    <ul @scroll=${look}>
      ${repeat(
        waiting,
        ({key}) => key,
        row => {
          const {job, customer} = row;
          return html`<li>
            <button
              type="button"
              class="chip jobs job ${job.status}"
              data-job=${job.id}
              aria-label=${say('planJob', {title: job.title})}
              @click=${() => plan(row)}
            >
              ${icon(statusLook('jobs', 'light', 'job', job.status).icon)}
              <span class="title"><bdi>${job.title}</bdi></span>
              <span class="where"><bdi>${customer?.name ?? ''}</bdi></span>
            </button>
            ${renderAdvice(row, context)}
          </li>`;
        },
      )}
    </ul>
  </section>`;
}

/** The best time for it, planned by one tap; who is told of that is said before. */
function renderAdvice(row: BoardEntry, {say, format, shownDay, adviceFor, take}: TrayContext) {
  const advice = adviceFor(row.job);
  if (!advice) return nothing;
  const {name, planned, driveMinutes} = advice.suggestion;
  const time = formatTime(format, planned.start);
  const isNear = dayIn(format.timeZone ?? 'UTC', toMs(planned.start)) === shownDay;
  const when = isNear ? time : `${formatShortDay(format, planned.start)}, ${time}`;
  const away = driveMinutes > 0 ? say('away', {distance: formatMinutes(format.locale, driveMinutes)}) : '';
  const facts = [when, name, away, say('free')].filter(Boolean).join(', ');
  // An offer is accepted with it: that is said where it is tapped.
  const isOffer = row.job.status === 'offered';
  const about = {title: row.job.title, slot: facts, told: advice.told.join(', ')};
  const label = say(isOffer ? 'acceptAsSuggested' : 'planAsSuggested', about);
  return html`<button
    type="button"
    class="advice"
    aria-label=${label}
    title=${label}
    @click=${() => take(row)}
  >
    <b>${isOffer ? html`${say('acceptOffer')} · ` : nothing}${when}</b>
    <small><bdi>${name}</bdi>${away ? ` · ${away}` : nothing}</small>
  </button>`;
}
/** In place of the lines, where nobody is in the team. */
export function renderNobody(say: OfficeSay) {
  return html`<div class="empty">
    ${icon('person')}
    <h3>${say('noTechnicians')}</h3>
    <p>${say('noTechniciansText')}</p>
  </div>`;
}
