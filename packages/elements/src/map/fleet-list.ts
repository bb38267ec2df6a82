import type {OfficePicture} from '@dispatch-kit/client';
import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {formatAge} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import type {Localizer} from '../base/localizer.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import type {FleetMarker, FleetScene} from './fleet-scene.ts';

/** So many are listed at once: who looks for one of more types a name. */
const mostListed = 50;

export interface FleetListing {
  scene: FleetScene;
  positions: OfficePicture['positions'];
  elapsedMs: number;
  nowMs: number;
  isOpen: boolean;
  /** What was typed. */
  text: string;
  localizer: Localizer<OfficeWord>;
  onToggle(): void;
  onText(text: string): void;
  onChosen(memberId: string): void;
}

/** The technicians of a map as a list, for whoever has no mouse, does not see the map, or looks for one among many. */
export function fleetList(listing: FleetListing) {
  const {scene, isOpen, localizer, onToggle} = listing;
  const count = new Intl.NumberFormat(localizer.locale).format(scene.technicians.size);
  return html`<button
      class="fleet-toggle"
      type="button"
      aria-expanded=${isOpen}
      aria-controls="fleet-list"
      @click=${onToggle}
    >
      ${icon('person')}<span>${localizer.say('fleetTechnicians', {count})}</span>
    </button>
    <div
      id="fleet-list"
      class="fleet-list"
      role="group"
      aria-label=${localizer.say('fleetTechnicians', {count})}
      ?hidden=${!isOpen}
      @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && onToggle()}
    >
      ${isOpen ? opened(listing) : nothing}
    </div>`;
}

function opened(listing: FleetListing) {
  const {scene, text, localizer, onText} = listing;
  const wanted = text.trim().toLocaleLowerCase(localizer.locale);
  const all = [...scene.technicians.values()];
  const found = all.filter(({name}) => name.toLocaleLowerCase(localizer.locale).includes(wanted));
  const order = new Intl.Collator(localizer.locale);
  const shown = found.sort((a, b) => order.compare(a.name, b.name)).slice(0, mostListed);
  const more = found.length - shown.length;
  const rest = new Intl.NumberFormat(localizer.locale).format(more);
  const left = more > 0 ? localizer.say('fleetMore', {count: rest}) : '';
  const none = all.length === 0 ? 'fleetNobody' : 'nothingFound';
  const note = found.length === 0 ? localizer.say(none) : left;
  return html`
    <input
      type="search"
      aria-label=${localizer.say('fleetFind')}
      placeholder=${localizer.say('fleetFind')}
      .value=${text}
      @input=${(event: Event) => onText((event.target as HTMLInputElement).value)}
    />
    <ul>
      ${repeat(
        shown,
        ({id}) => id,
        technician => entry(technician, listing),
      )}
    </ul>
    <p role="status" .textContent=${note}></p>
  `;
}

function entry({id, name, initials, colors, status, selected}: FleetMarker, listing: FleetListing) {
  const {scene, positions, elapsedMs, nowMs, localizer, onChosen} = listing;
  const stale = scene.rows.at(id, elapsedMs)!.stale;
  const ageMs = nowMs - Date.parse(positions.get(id)?.at ?? '');
  const age = stale && ageMs >= 0 ? formatAge({locale: localizer.locale, timeZone: undefined}, ageMs) : '';
  const told = [
    status && localizer.sayIfKnown(`appointment.${status}`),
    age && localizer.say('seenAt', {age}),
  ];
  return html`<li>
    <button type="button" aria-pressed=${selected} @click=${() => onChosen(id)}>
      <span
        class="technician-disc ${stale ? 'stale' : ''}"
        aria-hidden="true"
        .style=${`--_ground: ${colors.ground}; --_ink: ${colors.text}`}
        >${initials}</span
      >
      <span class="fleet-who">
        <bdi>${name}</bdi>
        <small>${told.filter(Boolean).join(' · ')}</small>
      </span>
    </button>
  </li>`;
}
