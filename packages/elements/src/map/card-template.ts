import {dayIn, toMs} from '@dispatch-kit/core';
import type {PaletteName} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import type {TemplateResult} from 'lit';
import {etaRange, formatAge, formatTime, formatTimeRange} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {noteText} from '../board/board-row.ts';
import {latenessText} from '../board/row-road.ts';
import type {OfficeSay} from '../order/office-words.ts';
import {formatShortDay} from '../order/written.ts';
import {openedBy} from './fleet-facts.ts';
import type {TechnicianFacts, VisitFacts} from './fleet-facts.ts';
import type {FleetMarker} from './fleet-scene.ts';
import {technicianDisc} from './technician-disc.ts';

/** What a card is written with. */
export interface CardWords {
  say: OfficeSay;
  format: Format;
  nowMs: number;
  palette: PaletteName;
  onOpen(opened: {jobId: string; appointmentId: string | undefined}): void;
}

/** A technician on a map: what he does, what comes next, how late he is, and how old all of that is. */
export function technicianCard(marker: FleetMarker, facts: TechnicianFacts, words: CardWords) {
  const {now, next} = facts;
  const {say} = words;
  return html`<p class="card-name">
      ${technicianDisc(marker, facts.isStale)}<b><bdi>${marker.name || say('somebody')}</bdi></b>
    </p>
    ${renderAge(facts, words)} ${now ? renderNow(now, words) : nothing}
    ${facts.isFree ? html`<p class="quiet">${say('fleetFree')}</p>` : nothing}
    <p class="card-next">
      <span class="quiet">${say(next ? 'fleetNext' : 'fleetNothingNext')}</span>
      ${next ? html`<b>${startOf(next, words)}</b> <bdi>${next.entry.job.title}</bdi>` : nothing}
    </p>
    ${openButton(facts, words)}`;
}

/** A job on a map: how it stands, for whom it is, who comes when. */
export function jobCard(facts: VisitFacts, words: CardWords) {
  const {say} = words;
  const {job, visit, lead} = facts.entry;
  const isPlanned = visit && visit.status !== 'draft' && visit.status !== 'canceled';
  const who = visit?.leadId ? (lead?.name ?? say('somebody')) : say('unassigned');
  return html`<p class="card-name">
      <b><bdi>${job.title}</bdi></b>
    </p>
    ${renderVisit(facts, words)}
    ${isPlanned ? html`<p class="card-next"><b>${startOf(facts, words)}</b> <bdi>${who}</bdi></p>` : nothing}
    ${openButton(facts, words)}`;
}

function renderNow(now: VisitFacts, words: CardWords) {
  return html`<p class="card-what"><bdi>${now.entry.job.title}</bdi></p>
    ${renderVisit(now, words)}`;
}

function renderVisit({entry, row, road}: VisitFacts, words: CardWords) {
  const {say, format, palette} = words;
  const {customer, job} = entry;
  const [, subject, status] = row.colors;
  const note = row.timeNote && row.timeNote.kind !== 'unplaced' && row.timeNote;
  const lateness = road?.lateness && latenessText(road.lateness, say, format);
  return html`<p class="card-status">
      <dispatch-status status=${status!} .subject=${subject} .palette=${palette}></dispatch-status>
      ${road ? html`<b>${say('eta', {range: formatTimeRange(format, etaRange(road.eta))})}</b>` : nothing}
    </p>
    ${note ? urgent(noteText(note, say, format)) : nothing} ${lateness ? urgent(lateness) : nothing}
    <p class="quiet">
      <bdi>${customer?.name ?? ''}</bdi>${customer ? ' · ' : ''}<bdi>${job.address.line}</bdi>
    </p>`;
}

function urgent(text: string): TemplateResult {
  return html`<p class="card-late">${icon('clock')}<span>${text}</span></p>`;
}

function renderAge({ageMs, isStale}: TechnicianFacts, {say, format}: CardWords) {
  if (ageMs === undefined) return nothing;
  const age = formatAge(format, ageMs);
  if (!isStale) return html`<p class="quiet">${say('seenAt', {age})}</p>`;
  return html`<p class="card-stale">${icon('offline')}<span>${say('fleetStale', {age})}</span></p>`;
}

/** `4:00 pm`, on another day with the day. */
function startOf({entry: {visit}}: VisitFacts, {format, nowMs}: CardWords): string {
  const {start} = visit!.planned;
  const {timeZone = 'UTC'} = format;
  const time = formatTime(format, start);
  return dayIn(timeZone, toMs(start)) === dayIn(timeZone, nowMs)
    ? time
    : `${formatShortDay(format, start)}, ${time}`;
}

function openButton(facts: TechnicianFacts | VisitFacts, {say, onOpen}: CardWords) {
  const opened = openedBy(facts);
  if (!opened) return nothing;
  return html`<button class="card-open" type="button" @click=${() => onOpen(opened)}>
    ${say('fleetOpen')}
  </button>`;
}
