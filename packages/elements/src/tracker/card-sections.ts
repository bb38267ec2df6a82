import type {TrackingView} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {etaRange, formatDay, formatTimeRange} from '../base/format.ts';
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

/** The job's other visits: when each is due, or expected where somebody else is on the way too. */
export function renderOthers({others}: TrackingView, say: Say, format: Format) {
  const rows = (others ?? []).flatMap(visit => {
    const {phase, technician, window, eta} = visit;
    const isLive = phase === 'live' || phase === 'live_stale';
    const range = isLive && eta ? etaRange(eta) : window;
    if (!range) return [];
    const when = `${formatDay(format, range.start)}, ${formatTimeRange(format, range)}`;
    const name = technician?.name ?? say('technicianFirst');
    return [isLive ? `${say('isOnTheWay', {name})}: ${formatTimeRange(format, range)}` : when];
  });
  if (rows.length === 0) return nothing;
  return html`<h3 class="quiet" id="others">${say('otherVisits')}</h3>
    <ul class="others" aria-labelledby="others">
      ${rows.map(row => html`<li>${row}</li>`)}
    </ul>`;
}

/** What stands for what has not come yet. */
export const bones = html`<div class="bone short"></div>
  <div class="bone long"></div>
  <div class="bone line"></div>
  <div class="bone short"></div>`;

/** Something is asked of the customer, or asked by him and not answered. */
export function hasMain({actions, visit}: TrackingView): boolean {
  return (
    visit.requested !== undefined || ['confirm', 'rebook'].some(each => actions?.includes(each as 'confirm'))
  );
}
