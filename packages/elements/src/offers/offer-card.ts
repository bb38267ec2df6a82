import type {OfficePicture} from '@dispatch-kit/client';
import {hourMs, minuteMs, toInstant} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {formatDay, formatTime} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import type {OfficeLocalizer, OfficeSay} from '../order/office-words.ts';
import {unplacedWord} from '../order/unplaced-word.ts';
import type {AnswerKind} from './offer-answer.ts';
import {formatWindow} from './offer-fields.ts';
import {isOver} from './offer-shelf.ts';
import type {EndedOffer, Offer} from './offer-shelf.ts';

/** What the templates of the list need of it. */
export interface CardContext {
  localizer: OfficeLocalizer;
  say: OfficeSay;
  format: Format;
  nowMs: number;
  picture: OfficePicture;
  /** May answer; undefined while that is not known. */
  mayAnswer: boolean | undefined;
  isOffline: boolean;
  nameOfSource(sourceId: string): string | undefined;
  answer(kind: AnswerKind, offer: Offer): void;
  open(offer: Offer): void;
  hide(jobId: string): void;
}

/** The time that is left is red when there is so little. */
export const soonMs = 5 * minuteMs;

/** One offer: what, from whom, where, when, how long it stands, and the two answers. */
export function renderOffer(offer: Offer, context: CardContext) {
  const {job, wanted} = offer;
  const {say, format, picture, mayAnswer} = context;
  const zoned = {...format, timeZone: job.address.timeZone ?? format.timeZone};
  const unplaced = unplacedWord(job);
  const customer = picture.customers.get(job.customerId);
  return html`<article class="offer" part="offer" aria-labelledby="title-${job.id}">
    <header>
      <h3 id="title-${job.id}">
        <button type="button" class="title" @click=${() => context.open(offer)}>
          <bdi>${job.title}</bdi>
        </button>
      </h3>
      ${renderEnd(offer, context)}
    </header>
    <ul class="facts">
      ${renderSource(offer, context)}
      ${customer ? html`<li>${icon('person')}<bdi>${customer.name}</bdi></li>` : nothing}
      <li>
        ${icon('pin')}<span
          ><bdi>${addressOf(offer)}</bdi>${unplaced ? html`<small>${say(unplaced)}</small>` : nothing}</span
        >
      </li>
      <li>
        ${icon('calendar')}<span
          >${wanted ? say('asksFor', {window: formatWindow(zoned, wanted.window)}) : say('asksForNoTime')}</span
        >
      </li>
    </ul>
    ${job.description ? html`<p class="description"><bdi>${job.description}</bdi></p>` : nothing}
    ${mayAnswer === false ? nothing : renderAnswers(offer, context)}
  </article>`;
}

function addressOf({job}: Offer): string {
  const {line, postcode, city} = job.address;
  return [line, [postcode, city].filter(Boolean).join(' ')].filter(Boolean).join(', ');
}

function renderSource({job}: Offer, {say, nameOfSource}: CardContext) {
  const {sourceId} = job;
  if (!sourceId) return nothing;
  const name = sourceId === 'booking' ? say('source.booking') : nameOfSource(sourceId);
  return html`<li>${icon('inbox')}<span>${say('offerFrom', {name: name ?? say('source.other')})}</span></li>`;
}

function renderEnd(offer: Offer, {say, format, nowMs}: CardContext) {
  const {expiresMs} = offer;
  if (expiresMs === undefined) return nothing;
  if (isOver(offer, nowMs)) return html`<p class="end soon">${say('ended.expired')}</p>`;
  const at = toInstant(expiresMs);
  const exact = `${formatDay(format, at)}, ${formatTime(format, at)}`;
  const isSoon = expiresMs - nowMs <= soonMs;
  return html`<p class="end ${isSoon ? 'soon' : ''}">
    ${icon('clock')}<time datetime=${at} title=${exact}
      >${say('expiresIn', {time: timeLeft(format, expiresMs - nowMs)})}</time
    >
  </p>`;
}

/** `in 42 minutes`: in whole minutes, near the end in seconds, far from it in hours or days. */
function timeLeft({locale}: Format, leftMs: number): string {
  const relative = new Intl.RelativeTimeFormat(locale, {numeric: 'always'});
  if (leftMs < 2 * minuteMs) return relative.format(Math.max(1, Math.ceil(leftMs / 1000)), 'second');
  if (leftMs < 2 * hourMs) return relative.format(Math.floor(leftMs / minuteMs), 'minute');
  if (leftMs < 48 * hourMs) return relative.format(Math.floor(leftMs / hourMs), 'hour');
  return relative.format(Math.floor(leftMs / (24 * hourMs)), 'day');
}

function renderAnswers(offer: Offer, {say, nowMs, mayAnswer, isOffline, answer}: CardContext) {
  const isClosed = isOver(offer, nowMs) || isOffline || mayAnswer === undefined;
  const press = (kind: AnswerKind) => !isClosed && answer(kind, offer);
  const {title} = offer.job;
  return html`<div class="answers">
    <button
      type="button"
      class="primary"
      aria-disabled=${isClosed}
      aria-label=${`${say('acceptOffer')}: ${title}`}
      @click=${() => press('accept')}
    >
      ${say('acceptOffer')}
    </button>
    <button
      type="button"
      aria-disabled=${isClosed}
      aria-label=${`${say('declineOffer')}: ${title}`}
      @click=${() => press('decline')}
    >
      ${say('declineOffer')}
    </button>
  </div>`;
}

/** An offer that ended while it was looked at, and how. */
export function renderEnded({job, how}: EndedOffer, {say, hide}: CardContext) {
  return html`<div class="ended" part="ended">
    ${icon(how === 'accepted' ? 'tick' : how === 'expired' ? 'clock' : 'barred')}
    <p>
      <b><bdi>${job.title}</bdi></b
      ><span>${say(`ended.${how}`)}</span>
    </p>
    <button
      type="button"
      class="plain"
      aria-label=${say('hideOffer', {title: job.title})}
      @click=${() => hide(job.id)}
    >
      ${icon('cross')}
    </button>
  </div>`;
}
