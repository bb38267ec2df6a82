import {html, nothing} from 'lit';
import {formatDay, formatTimeRange} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import type {Localizer} from '../base/localizer.ts';
import type {FieldWord} from '../locales/field/en.ts';
import type {PocketWord} from '../locales/pocket/en.ts';
import {contactOf, directionsTo} from '../visit/reach.ts';
import type {OpenJob} from './job-model.ts';

/** What the templates of a job's facts need of it. */
export interface FactsContext {
  say: Localizer<FieldWord | PocketWord>['say'];
  format: Format;
  /** Where directions are opened. */
  directionsUrl: string;
  /** They stand among the facts. */
  hasDirections: boolean;
}

/** The way there, in an app for maps. */
export function renderDirections({job}: OpenJob, className: string, {say, directionsUrl}: FactsContext) {
  return html`<a
    class=${className}
    href=${directionsTo(job, directionsUrl)}
    target="_blank"
    rel="noopener noreferrer"
    >${icon('arrow')} ${say('getDirections')}</a
  >`;
}

/** When, for whom, where, whom to call, and what is to be done. */
export function renderFacts(open: OpenJob, context: FactsContext) {
  const {job, visit, customer} = open;
  const {say, format, hasDirections} = context;
  const {line, line2, postcode, city, access} = job.address;
  const contact = contactOf(open);
  const where = [line, line2, [postcode, city].filter(Boolean).join(' ')].filter(Boolean);
  return html`<section class="facts">
    ${
      visit
        ? html`<p class="when">
            ${formatDay(format, visit.planned.start)},
            <span class="time">${formatTimeRange(format, visit.window)}</span>
          </p>`
        : nothing
    }
    <p><bdi>${customer?.name ?? ''}</bdi></p>
    <p>${where.map((part, at) => [at > 0 ? ', ' : '', html`<bdi>${part}</bdi>`])}</p>
    ${access ? html`<p class="access">${icon('pin')} <bdi>${access}</bdi></p>` : nothing}
    ${job.address.lat === undefined ? html`<p class="quiet">${say('noPlace')}</p>` : nothing}
    <div class="row">
      ${hasDirections ? renderDirections(open, 'chip', context) : nothing}
      ${
        contact
          ? html`<a
              class="chip"
              href="tel:${contact.phone}"
              aria-label=${say('callPerson', {name: contact.name})}
              >${icon('phone')} ${say('call')}</a
            >`
          : nothing
      }
    </div>
    ${
      job.description || visit?.instructions
        ? html`<h3>${say('whatToDo')}</h3>
            ${[job.description, visit?.instructions].map(text =>
              text ? html`<p class="text"><bdi>${text}</bdi></p>` : nothing,
            )}`
        : nothing
    }
  </section>`;
}
