import type {OfficePicture} from '@dispatch-kit/client';
import type {Job} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {formatAge} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {foldText, isFoundBy} from '../board/board-entry.ts';
import type {OfficeLocalizer} from '../order/office-words.ts';
import {formatAmount} from '../order/written.ts';
import type {FleetMarker, FleetPin, FleetScene} from './fleet-scene.ts';
import type {MapSubject} from './map-scene.ts';
import {technicianDisc} from './technician-disc.ts';

/** So many of each are listed at once: who looks for one of more types a name. */
const mostListed = 50;

export interface FleetListing {
  scene: FleetScene;
  picture: OfficePicture;
  elapsedMs: number;
  nowMs: number;
  isOpen: boolean;
  /** What was typed. */
  text: string;
  localizer: OfficeLocalizer;
  /** Whose card is open, to be read with its entry. */
  shown: MapSubject | undefined;
  onToggle(): void;
  onText(text: string): void;
  onPressed(pressed: MapSubject): void;
  onFocused(focused: MapSubject | undefined): void;
}

/** What a map of a fleet shows as a list, for whoever has no mouse, does not see the map, or looks for one among many. */
export function fleetList(listing: FleetListing) {
  const {scene, isOpen, localizer, onToggle} = listing;
  const {locale} = localizer;
  const technicians = localizer.say('fleetTechnicians', {
    count: formatAmount(locale, scene.technicians.size),
  });
  const jobs = localizer.say('fleetJobs', {count: formatAmount(locale, scene.pins.size)});
  return html`<button
      class="fleet-toggle"
      type="button"
      aria-expanded=${isOpen}
      aria-controls="fleet-list"
      @click=${onToggle}
    >
      ${icon('person')}<span>${technicians}</span> ${icon('pin')}<span>${jobs}</span>
    </button>
    <div
      id="fleet-list"
      class="fleet-list"
      role="group"
      aria-label=${localizer.say('fleetListed')}
      ?hidden=${!isOpen}
      @keydown=${(event: KeyboardEvent) => press(event, onToggle)}
    >
      ${isOpen ? opened(listing, {technicians, jobs}) : nothing}
    </div>`;
}

/** The list is one stop of Tab; within it go the arrows. */
function press(event: KeyboardEvent, onToggle: () => void): void {
  if (event.key === 'Escape') return onToggle();
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  const list = event.currentTarget as HTMLElement;
  const entries = [...list.querySelectorAll<HTMLElement>('li button')];
  const at = entries.indexOf(event.target as HTMLElement);
  if (!step || (at < 0 && step < 0)) return;
  event.preventDefault();
  const to = at < 0 ? 0 : at + step;
  if (to < 0) list.querySelector('input')!.focus();
  else entries[to]?.focus();
}

function opened(listing: FleetListing, titles: {technicians: string; jobs: string}) {
  const {scene, text, localizer, onText, shown} = listing;
  const words = foldText(text).split(/\s+/).filter(Boolean);
  const technicians = [...scene.technicians.values()].filter(({name}) => hasAll(name, words));
  const jobs = [...scene.pins.values()].filter(({id}) => isJobFound(listing.picture, id, words));
  const order = new Intl.Collator(localizer.locale);
  technicians.sort((a, b) => order.compare(a.name, b.name));
  const subjects = [
    ...technicians.slice(0, mostListed).map(({id}): MapSubject => ({memberId: id})),
    ...jobs.slice(0, mostListed).map(({id}): MapSubject => ({jobId: id})),
  ];
  const isReached = (each: MapSubject) => each.memberId === shown?.memberId && each.jobId === shown?.jobId;
  const reached = subjects.find(isReached) ?? subjects[0];
  const nobody = scene.technicians.size === 0 ? localizer.say('fleetNobody') : '';
  const note = subjects.length === 0 && words.length > 0 ? localizer.say('nothingFound') : nobody;
  return html`
    <input
      type="search"
      aria-label=${localizer.say('fleetFind')}
      placeholder=${localizer.say('fleetFind')}
      .value=${text}
      @input=${(event: Event) => onText((event.target as HTMLInputElement).value)}
    />
    <div
      class="fleet-found"
      @focusin=${(event: Event) => listing.onFocused(subjectOf(event.target as HTMLElement))}
      @focusout=${() => listing.onFocused(undefined)}
    >
      ${group(titles.technicians, technicians, each => technicianEntry(each, reached?.memberId === each.id, listing), listing)}
      ${group(titles.jobs, jobs, each => jobEntry(each, reached?.jobId === each.id, listing), listing)}
    </div>
    <p role="status" .textContent=${note}></p>
  `;
}

function group<T extends {id: string}>(
  title: string,
  found: readonly T[],
  entry: (each: T) => unknown,
  {localizer}: FleetListing,
) {
  if (found.length === 0) return nothing;
  const more = found.length - mostListed;
  const left =
    more > 0 ? localizer.say('fleetMore', {count: formatAmount(localizer.locale, more)}) : undefined;
  return html`<p class="fleet-group" aria-hidden="true">${title}</p>
    <ul aria-label=${title}>
      ${repeat(found.slice(0, mostListed), ({id}) => id, entry)}
    </ul>
    ${left ? html`<p>${left}</p>` : nothing}`;
}

function hasAll(name: string, words: readonly string[]): boolean {
  const folded = words.length > 0 ? foldText(name) : '';
  return words.every(word => folded.includes(word));
}

function isJobFound(picture: OfficePicture, jobId: string, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const job = picture.jobs.get(jobId);
  return job !== undefined && isFoundBy(words, job, picture);
}

function technicianEntry(marker: FleetMarker, isReached: boolean, listing: FleetListing) {
  const {id, name, status, selected} = marker;
  const {scene, picture, elapsedMs, nowMs, localizer} = listing;
  const stale = scene.rows.at(id, elapsedMs)!.stale;
  const ageMs = nowMs - Date.parse(picture.positions.get(id)?.at ?? '');
  const age = stale && ageMs >= 0 ? formatAge({locale: localizer.locale, timeZone: undefined}, ageMs) : '';
  const told = [
    status && localizer.sayIfKnown(`appointment.${status}`),
    age && localizer.say('seenAt', {age}),
  ];
  const disc = technicianDisc(marker, stale);
  const subject = {memberId: id};
  const text = {name, told: told.filter(Boolean).join(' · ')};
  return entryButton(subject, {disc, ...text, selected, isReached}, listing);
}

function jobEntry(
  {id, title, color, ink, icon: glyph, selected}: FleetPin,
  isReached: boolean,
  listing: FleetListing,
) {
  const {picture, localizer} = listing;
  const job = picture.jobs.get(id) as Job;
  const customer = picture.customers.get(job.customerId)?.name;
  const told = [localizer.sayIfKnown(`job.${job.status}`), customer].filter(Boolean).join(' · ');
  const disc = html`<span class="pin-disc" aria-hidden="true" .style=${`--_ground: ${color}; --_ink: ${ink}`}
    >${icon(glyph)}</span
  >`;
  return entryButton({jobId: id}, {disc, name: title, told, selected, isReached}, listing);
}

interface Entry {
  disc: unknown;
  name: string;
  told: string;
  selected: boolean;
  /** By Tab. */
  isReached: boolean;
}

function entryButton(subject: MapSubject, entry: Entry, {shown, onPressed}: FleetListing) {
  const isShown = subject.memberId === shown?.memberId && subject.jobId === shown?.jobId;
  return html`<li>
    <button
      type="button"
      data-member=${subject.memberId ?? nothing}
      data-job=${subject.jobId ?? nothing}
      tabindex=${entry.isReached ? 0 : -1}
      aria-pressed=${entry.selected}
      aria-describedby=${isShown ? 'fleet-card' : nothing}
      @click=${() => onPressed(subject)}
    >
      ${entry.disc}
      <span class="fleet-who">
        <bdi>${entry.name}</bdi>
        <small>${entry.told}</small>
      </span>
    </button>
  </li>`;
}

function subjectOf(entry: HTMLElement): MapSubject | undefined {
  const {member, job} = entry.dataset;
  if (member) return {memberId: member};
  return job ? {jobId: job} : undefined;
}
