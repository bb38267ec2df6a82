import type {OfficePicture} from '@dispatch-kit/client';
import {plannedRange} from '@dispatch-kit/core';
import type {Job} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {formatTimeRange} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {consequencesOf} from '../order/consequence.ts';
import type {OfficeLocalizer, OfficeSay} from '../order/office-words.ts';
import {plainly} from '../order/plan-wish.ts';
import type {PlanKind} from '../order/plan-wish.ts';
import '../status/dispatch-status.ts';
import type {Forecast} from './forecasts.ts';
import type {OpenVisit} from './review-groups.ts';

/** What the templates of the list need of it. */
export interface RowContext {
  say: OfficeSay;
  localizer: OfficeLocalizer;
  format: Format;
  picture: OfficePicture;
  isOffline: boolean;
  /** The visit that is being completed. */
  busyId: string | undefined;
  forecastOf(row: OpenVisit): Forecast | undefined;
  complete(row: OpenVisit): void;
  plan(kind: PlanKind, job: Job, row?: OpenVisit): void;
  open(job: Job, row?: OpenVisit): void;
}

/** One visit that is still open: where it stands, what completing it would do, and the ways to settle it. */
export function renderOpenVisit(row: OpenVisit, context: RowContext) {
  const {say, format, picture, localizer} = context;
  const {job, visit} = row;
  const zoned = {...format, timeZone: job.address.timeZone ?? format.timeZone};
  const customer = picture.customers.get(job.customerId)?.name;
  const lead = visit.leadId ? picture.members.get(visit.leadId)?.name : undefined;
  const range = formatTimeRange(zoned, plannedRange(visit.planned));
  return html`<article class="row" part="row" aria-labelledby="title-${visit.id}">
    <div class="about">
      <dispatch-status
        .status=${visit.status}
        subject="appointment"
        .words=${localizer.words}
      ></dispatch-status>
      <h4 id="title-${visit.id}">
        <button type="button" class="title" @click=${() => context.open(job, row)}>
          <bdi>${job.title}</bdi>
        </button>
      </h4>
      <p class="quiet">
        <bdi>${range}</bdi> ·
        <bdi>${lead ?? say('unassigned')}</bdi>${customer ? html` · <bdi>${customer}</bdi>` : nothing}
      </p>
    </div>
    ${renderFixes(row, context)}
  </article>`;
}

function renderFixes(row: OpenVisit, context: RowContext) {
  const {say, isOffline, busyId, complete, plan} = context;
  const {job, visit} = row;
  const forecast = context.forecastOf(row);
  const mayComplete = forecast !== undefined && 'reply' in forecast && !isOffline && busyId === undefined;
  const fix = (word: 'fixMove' | 'cancelVisit' | 'keepVisit', kind: PlanKind) =>
    html`<button
      type="button"
      aria-disabled=${isOffline}
      aria-label=${`${say(word)}: ${job.title}`}
      @click=${() => !isOffline && plan(kind, job, row)}
    >
      ${say(word)}
    </button>`;
  return html`<div class="fixes">
    <div class="follows" id="follows-${visit.id}">${renderForecast(row, forecast, context)}</div>
    <div class="buttons">
      <button
        type="button"
        class="primary"
        aria-disabled=${!mayComplete}
        aria-label=${`${say('fixComplete')}: ${job.title}`}
        aria-describedby="follows-${visit.id}"
        @click=${() => mayComplete && complete(row)}
      >
        ${icon('tick')}${say('fixComplete')}
      </button>
      ${fix('fixMove', 'time')} ${fix('cancelVisit', 'cancel')} ${fix('keepVisit', 'keep')}
    </div>
  </div>`;
}

function renderForecast({visit}: OpenVisit, forecast: Forecast | undefined, context: RowContext) {
  const {say, localizer, picture} = context;
  if (!forecast) return html`<p class="quiet">${say('asking')}</p>`;
  if ('refusal' in forecast)
    return html`<p class="bad">
      ${icon('barred')}<span
        >${localizer.sayIfKnown(`refusal.${forecast.code}`) ?? plainly(forecast.refusal)}</span
      >
    </p>`;
  const lead = visit.leadId ? picture.members.get(visit.leadId)?.name : undefined;
  return html`<p class="quiet">${say('ifCompleted')}</p>
    ${consequencesOf(forecast.reply, visit, lead, say).map(
      ({text, message}) =>
        html`<p>
          ${icon(message ? 'message' : 'tick')}<span
            >${text}${message ? html`<q>${message}</q>` : nothing}</span
          >
        </p>`,
    )}`;
}

/** A job of the day that nobody comes for. */
export function renderUnplanned(job: Job, {say, localizer, picture, isOffline, open, plan}: RowContext) {
  const customer = picture.customers.get(job.customerId)?.name;
  return html`<article class="row unplanned" part="row" aria-labelledby="title-${job.id}">
    <div class="about">
      <dispatch-status .status=${job.status} .words=${localizer.words}></dispatch-status>
      <h4 id="title-${job.id}">
        <button type="button" class="title" @click=${() => open(job)}><bdi>${job.title}</bdi></button>
      </h4>
      ${customer ? html`<p class="quiet"><bdi>${customer}</bdi></p>` : nothing}
    </div>
    <div class="buttons">
      <button
        type="button"
        aria-disabled=${isOffline}
        aria-label=${`${say('planVisit')}: ${job.title}`}
        @click=${() => !isOffline && plan('time', job)}
      >
        ${say('planVisit')}
      </button>
    </div>
  </article>`;
}
