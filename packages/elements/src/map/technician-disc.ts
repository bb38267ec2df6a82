import {html} from 'lit';
import type {FleetMarker} from './fleet-scene.ts';

/** What a technician looks like on the map, beside his name. */
export function technicianDisc({initials, colors, shape}: FleetMarker, isStale: boolean) {
  return html`<span
    class="technician-disc ${shape} ${isStale ? 'stale' : ''}"
    aria-hidden="true"
    .style=${`--_ground: ${colors.ground}; --_ink: ${colors.text}`}
    >${initials}</span
  >`;
}
