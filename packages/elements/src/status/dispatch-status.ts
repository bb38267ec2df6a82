import {statusLook, statusesOf} from '@dispatch-kit/core';
import type {PaletteName, StatusLook, StatusSubject} from '@dispatch-kit/core';
import {LitElement, html} from 'lit';
import {property} from 'lit/decorators.js';
import {classMap} from 'lit/directives/class-map.js';
import {customElement} from '../base/custom-element.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {tokens} from '../base/tokens.styles.ts';
import {statusStyles} from './dispatch-status.styles.ts';

/**
 * A status as icon, word and colour; never as a colour alone.
 *
 * @summary The status of a job or a visit, as a badge.
 * @csspart badge - The badge.
 */
@customElement('dispatch-status')
export class DispatchStatus extends LitElement {
  static override styles = [tokens, statusStyles];

  /** The status, as it is called on the wire: `scheduled`, `in_progress` … One that is not known is shown as *Other*. */
  @property() status: string | undefined;

  /** What has this status: `job` or `appointment`. */
  @property() subject: StatusSubject = 'job';

  /** Which colours: `jobs` (the office's) or `trips` (the customer's). */
  @property() palette: PaletteName = 'jobs';

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords | undefined;

  readonly #localizer = new Localizer(this);

  protected override render() {
    if (!this.status) return undefined;
    const look = this.#look();
    const classes = {badge: true, [this.palette]: true, [this.subject]: true, [this.status]: true};
    const form = look?.form ?? 'outline';
    return html`<span class=${classMap({...classes, [form]: true})} part="badge">
      ${icon(look?.icon ?? 'circle_dashed')}
      <span class="word">
        ${(look && this.#localizer.sayIfKnown(look.wordKey)) ?? this.#localizer.say('otherStatus')}
      </span>
    </span>`;
  }

  #look(): StatusLook | undefined {
    const {subject, palette, status} = this;
    const known = statusesOf(subject).find(each => each === status);
    return known && statusLook(palette, 'light', subject, known);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-status': DispatchStatus;
  }
}
