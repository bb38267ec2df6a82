import type {TrackingView} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import {property} from 'lit/decorators.js';
import {customElement} from '../base/custom-element.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {tokens} from '../base/tokens.styles.ts';
import {VisitController} from '../base/visit-controller.ts';
import {technicianStyles} from './dispatch-technician.styles.ts';

type Introduction = NonNullable<TrackingView['visit']['technician']>;

/**
 * Who comes: first name, photo or initials, vehicle, and a button that calls the office. Before the technician is known to
 * the customer, the company alone.
 *
 * @summary Who comes, and whom to call.
 * @slot - Round buttons of your own beside the call.
 * @csspart photo - The photo or the initials.
 */
@customElement('dispatch-technician')
export class DispatchTechnician extends LitElement {
  static override styles = [tokens, technicianStyles];

  /** What to draw; without it, the visit of the nearest provider or tracker. */
  @property({attribute: false}) view: TrackingView | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords | undefined;

  readonly #localizer = new Localizer(this);
  readonly #visit = new VisitController(this);

  protected override render() {
    const {visit, organization, actions} = this.#visit.snapshot.view ?? {};
    const technician = visit?.technician;
    const phone = actions?.includes('call') ? organization?.phone : undefined;
    if (!technician && !organization) return nothing;
    const label = this.#localizer.say('call', {organization: organization?.name ?? phone ?? ''});
    return html`<div class="person">
      ${technician ? this.#renderPhoto(technician) : nothing}
      <div class="who">
        <strong><bdi>${technician?.name ?? organization?.name}</bdi></strong>
        ${technician?.vehicle ? html`<bdi class="quiet">${technician.vehicle}</bdi>` : nothing}
      </div>
      ${phone ? html`<a class="round" href="tel:${phone}" aria-label=${label}>${icon('phone')}</a>` : nothing}
      <slot></slot>
    </div>`;
  }

  #renderPhoto({name, initials, photoUrl}: Introduction) {
    return photoUrl
      ? html`<img class="avatar" part="photo" src=${photoUrl} alt="" />`
      : html`<span class="avatar" part="photo" aria-hidden="true">${initials ?? name.charAt(0)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-technician': DispatchTechnician;
  }
}
