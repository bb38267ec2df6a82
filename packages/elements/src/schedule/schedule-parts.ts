import {toInstant} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {classMap} from 'lit/directives/class-map.js';
import {formatTime} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {statusLook} from '@dispatch-kit/core';
import type {BoardEntry} from '../board/board-entry.ts';
import {dayTitle} from '../board/board-parts.ts';
import type {OfficeSay} from '../order/office-words.ts';
import {formatAmount, formatShortDay} from '../order/written.ts';
import {placed} from './placed.ts';
import type {TimeAxis} from './time-axis.ts';

interface BarContext {
  say: OfficeSay;
  format: Format;
  nowMs: number;
  day: string;
  /** How many visits are planned; undefined while nothing is known. */
  visitCount: number | undefined;
  go(byDays: number): void;
  goToday(): void;
  showKeys(): void;
}

/** The bar over the schedule: which day, and the days beside it. */
export function renderBar({say, format, nowMs, day, visitCount, go, goToday, showKeys}: BarContext) {
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
      <slot name="actions"></slot>
      <button type="button" class="round" aria-label=${say('keys')} title=${say('keys')} @click=${showKeys}>
        ?
      </button>
    </div>
  </header>`;
}

/** What waits for a time, to be put on somebody's line. */
export function renderTray(waiting: readonly BoardEntry[], say: OfficeSay, plan: (row: BoardEntry) => void) {
  if (waiting.length === 0) return nothing;
  return html`<section class="tray" aria-label=${say('toPlan')}>
    <h3>${say('toPlan')} <span class="count">${waiting.length}</span></h3>
    <ul>
      ${waiting.map(row => {
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
        </li>`;
      })}
    </ul>
  </section>`;
}

/** The hours above the lines, and the days where there are several. */
export function renderAxis(axis: TimeAxis, say: OfficeSay, format: Format) {
  const hasDays = axis.days.length > 1;
  return html`<div class="axis" role="row" aria-rowindex="1">
    <span class="name" role="columnheader">${say('columnTechnician')}</span>
    <span class="hours" role="columnheader">
      <span class="visually-hidden">${say('hours')}</span>
      ${axis.ticks.map(
        ({atMs, share, beginsDay}) =>
          html`<span
            class=${classMap({hour: true, begins: beginsDay && hasDays})}
            aria-hidden="true"
            ${placed({'inset-inline-start': `${(share * 100).toFixed(4)}%`})}
            >${beginsDay && hasDays ? html`<b>${formatShortDay(format, toInstant(atMs))}</b>` : nothing}${hourWords(format, atMs)}</span
          >`,
      )}
    </span>
  </div>`;
}

/** `9 am`, or `9:00` as the language writes hours. */
function hourWords(format: Format, atMs: number): string {
  return formatTime(format, toInstant(atMs)).replace(/[:.]00(?=\s?[ap]m)/u, '');
}

/** The lines of the hours, and of now. */
export function renderLines(axis: TimeAxis, nowMs: number) {
  const at = (share: number) => placed({'inset-inline-start': `${(share * 100).toFixed(4)}%`});
  const isNowShown = axis.shows({startMs: nowMs, endMs: nowMs + 1});
  return html`<div class="lines" aria-hidden="true">
    ${axis.ticks.map(({share, beginsDay}) => html`<i class=${classMap({line: true, begins: beginsDay && share > 0})} ${at(share)}></i>`)}
    ${isNowShown ? html`<i class="now" ${at(axis.shareOf(nowMs))}></i>` : nothing}
  </div>`;
}

/** In place of the lines, where nobody is in the team. */
export function renderNobody(say: OfficeSay) {
  return html`<div class="empty">
    ${icon('person')}
    <h3>${say('noTechnicians')}</h3>
    <p>${say('noTechniciansText')}</p>
  </div>`;
}
