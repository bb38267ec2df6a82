import type {DispatchClient, OfficePicture} from '@dispatch-kit/client';
import {isDispatchError} from '@dispatch-kit/client';
import {distanceMeters, pinRadiusMeters} from '@dispatch-kit/core';
import type {LatLng, TrackingView} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {DispatchPinEvent} from '../events.ts';
import {icon} from '../base/icons.ts';
import type {OfficeLocalizer} from './office-words.ts';
import {formatAmount} from './written.ts';

/** On which map the address of an order is shown: that of `<dispatch-map>`, which the page has loaded. */
export interface OrderMap {
  /** The address of a MapLibre style, or the style itself; without it, the usual one. */
  readonly style?: string | object | undefined;
  readonly styleDark?: string | object | undefined;
  readonly workerUrl?: string | undefined;
}

/** Where an address was found. */
interface Found extends LatLng {
  readonly attribution: string | null;
}

/** Asks the office's geocoder where an address is, for the eye alone: the order is placed by the server. */
export class AddressSearch implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #client: () => DispatchClient | undefined;
  #running: AbortController | undefined;
  /** An office without a geocoder is asked once. */
  #hasNone = false;
  found: Found | undefined;

  constructor(host: ReactiveControllerHost & Element, client: () => DispatchClient | undefined) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#running?.abort();
  }

  /** @param line empty for nothing to look for. */
  async look(line: string): Promise<void> {
    this.#running?.abort();
    this.found = undefined;
    const client = this.#client();
    if (!client || this.#hasNone || line.trim().length < 3) return;
    const {signal} = (this.#running = new AbortController());
    try {
      const {items, attribution} = await client.geocode.find({q: line.trim()}, {signal});
      const house = items.find(({precision}) => precision === 'address');
      if (signal.aborted || !house) return;
      this.found = {lat: house.lat, lng: house.lng, attribution};
      this.#host.requestUpdate();
    } catch (error) {
      // Nobody is kept from an order by a geocoder that does not answer.
      if (isDispatchError(error) && error.code === 'no_geocoder') this.#hasNone = true;
    }
  }
}

interface PlaceContext {
  localizer: OfficeLocalizer;
  line: string;
  /** Where the address is, as far as that is known. */
  known: (LatLng & {attribution?: string | null}) | undefined;
  /** Where somebody has put the pin instead. */
  pin: LatLng | undefined;
  map: OrderMap | undefined;
  /** Where a pin begins that nobody has put yet. */
  around: LatLng | undefined;
  change(patch: {pin: LatLng | undefined}): void;
}

/** Where an address is: in words and, where there is a map, with a pin that can be moved. */
export function renderPlace(context: PlaceContext) {
  const {localizer, line, known, pin, around, change} = context;
  // Only a page that has loaded the element has a map.
  const map = customElements.get('dispatch-map') && context.map;
  if (!line.trim()) return nothing;
  const at = pin ?? known;
  return html`<div class="placing">
      ${icon(at ? 'pin' : 'circle_dashed')}
      <p class="quiet" role="status">
        ${placingText(context)}${!pin && known?.attribution ? html` <small>${known.attribution}</small>` : nothing}
      </p>
      ${
        pin
          ? html`<button type="button" class="plain" @click=${() => change({pin: undefined})}>
              ${localizer.say(known ? 'pinBack' : 'pinAway')}
            </button>`
          : !at && map && around
            ? html`<button type="button" class="plain" @click=${() => change({pin: around})}>
                ${localizer.say('pinPut')}
              </button>`
            : nothing
      }
    </div>
    ${
      at && map
        ? html`<dispatch-map
            class="placing-map"
            .view=${viewOf(at)}
            .mapStyle=${map.style}
            .mapStyleDark=${map.styleDark}
            .workerUrl=${map.workerUrl}
            pin-label=${localizer.say('pinLabel')}
            @dispatch-pin=${(event: DispatchPinEvent) => {
              event.stopPropagation();
              change({pin: event.place});
            }}
          ></dispatch-map>`
        : nothing
    }`;
}

function placingText({localizer, known, pin}: PlaceContext): string {
  if (!pin) return localizer.say(known ? 'placedAddress' : 'unplacedAddress');
  const meters = known ? distanceMeters(pin, known) : 0;
  if (meters <= pinRadiusMeters) return localizer.say('pinned');
  const [amount, unit] =
    meters < 1_000 ? [Math.round(meters / 10) * 10, 'meter'] : [Math.round(meters / 100) / 10, 'kilometer'];
  return localizer.say('pinFar', {distance: formatAmount(localizer.locale, amount, unit)});
}

/** Another job of the office: a pin that is put by hand begins in its town. */
export function aroundOf(picture: OfficePicture | undefined): LatLng | undefined {
  for (const {address} of picture?.jobs.values() ?? [])
    if (address.lat !== undefined && address.lng !== undefined) return {lat: address.lat, lng: address.lng};
  return undefined;
}

let drawn: {at: LatLng; view: TrackingView} | undefined;

/** What a map of one address draws; the same object for the same place. */
function viewOf(at: LatLng): TrackingView {
  const {lat, lng} = at;
  if (drawn?.at.lat === lat && drawn.at.lng === lng) return drawn.view;
  const epoch = new Date(0).toISOString();
  const view: TrackingView = {
    version: 1,
    timeZone: 'UTC',
    organization: {name: ''},
    job: {title: ''},
    destination: {lat, lng},
    visit: {phase: 'upcoming', window: {start: epoch, end: epoch}},
  };
  drawn = {at, view};
  return view;
}
