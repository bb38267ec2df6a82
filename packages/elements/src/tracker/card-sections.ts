import type {TrackingView} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {formatDay, formatTimeRange} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import type {Localizer} from '../base/localizer.ts';

type Say = Localizer['say'];

/** Whose visit it is. */
export function renderBrand(organization: TrackingView['organization']) {
  if (!organization) return nothing;
  const {name, logoUrl} = organization;
  return html`<div class="brand">
    ${logoUrl ? html`<img src=${logoUrl} alt="" />` : nothing}<bdi>${name}</bdi>
  </div>`;
}

/** Who comes, and whom to call. */
export function renderPerson({visit, organization, actions}: TrackingView, say: Say) {
  const {technician} = visit;
  const phone = actions?.includes('call') ? organization?.phone : undefined;
  if (!technician && !phone) return nothing;
  const label = say('call', {organization: organization?.name ?? phone ?? ''});
  return html`<div class="person">
    ${technician ? renderAvatar(technician) : nothing}
    <div class="who">
      <strong><bdi>${technician?.name ?? organization?.name}</bdi></strong>
      ${technician?.vehicle ? html`<bdi class="quiet">${technician.vehicle}</bdi>` : nothing}
    </div>
    ${phone ? html`<a class="round" href="tel:${phone}" aria-label=${label}>${icon('phone')}</a>` : nothing}
  </div>`;
}

function renderAvatar({name, initials, photoUrl}: NonNullable<TrackingView['visit']['technician']>) {
  return photoUrl
    ? html`<img class="avatar" src=${photoUrl} alt="" />`
    : html`<span class="avatar" aria-hidden="true">${initials ?? name.charAt(0)}</span>`;
}

/** What is to be done, and where. */
export function renderFacts({address, job, visit}: TrackingView) {
  const title = visit.phase === 'upcoming' ? undefined : job?.title;
  const town = [address?.postcode, address?.city].filter(Boolean).join(' ');
  const place = [address?.line, town].filter(Boolean).join(', ');
  if (!place && !title) return nothing;
  return html`<div class="visit-facts">
    ${icon('pin')}
    <div>${title ? html`<strong><bdi>${title}</bdi></strong>` : nothing} <bdi>${place}</bdi></div>
  </div>`;
}

const requests = {
  reschedule: 'requestedMove',
  cancel: 'requestedCancel',
  rebook: 'requestedRebook',
} as const;

/** What the customer has asked for, until it is answered. */
export function renderRequested({visit}: TrackingView, say: Say) {
  if (!visit.requested || visit.requested === 'move') return nothing;
  return html`<p class="banner good">${say(requests[visit.requested])}</p>`;
}

/** The job's other visits. */
export function renderOthers({others}: TrackingView, say: Say, format: Format) {
  const windows = (others ?? []).map(visit => visit.window).filter(window => window !== undefined);
  if (windows.length === 0) return nothing;
  return html`<h3 class="quiet" id="others">${say('otherVisits')}</h3>
    <ul class="others" aria-labelledby="others">
      ${windows.map(
        window => html`<li>${formatDay(format, window.start)}, ${formatTimeRange(format, window)}</li>`,
      )}
    </ul>`;
}
