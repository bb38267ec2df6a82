import type {OfficePicture} from '@dispatch-kit/client';
import {html, nothing} from 'lit';
import {icon} from '../base/icons.ts';
import type {Localizer} from '../base/localizer.ts';
import {officeAdviceOn} from '../base/office-advice.ts';
import {isDevelopment} from '../base/refusal-advice.ts';
import type {FieldWord} from '../locales/field/en.ts';
import type {Agenda} from './agenda-model.ts';

type Say = Localizer<FieldWord>['say'];

/** There is no day to be shown: it is still loading, cannot be had just now, or never. */
export function renderNoDay(picture: Pick<OfficePicture, 'status' | 'error'> | undefined, say: Say) {
  const {status, error} = picture ?? {status: 'connecting' as const};
  const advice =
    error && isDevelopment(location)
      ? html`<p class="problem">${officeAdviceOn(error, location)}</p>`
      : nothing;
  if (status === 'refused') {
    return html`<div class="list" part="list">
      <div class="rest lost">
        ${icon('barred')}
        <h3>${say('cannotShow')}</h3>
        <p>${say('cannotShowText')}</p>
        ${advice}
      </div>
    </div>`;
  }
  const isLost = status === 'offline';
  return html`<div class="list" part="list" aria-busy=${!isLost}>
    <p class=${isLost ? 'rest' : 'visually-hidden'} role="status">
      ${say(isLost ? 'offlineEmpty' : 'loadingDay')}
    </p>
    ${
      isLost
        ? advice
        : html`<div class="bone tall"></div>
            <div class="bone"></div>
            <div class="bone"></div>`
    }
  </div>`;
}

/** A day on which nothing is left to do, or nothing was planned. */
export function renderNoVisit({count}: Agenda, say: Say) {
  const isDone = count > 0;
  return html`<div class="rest">
    ${icon(isDone ? 'tick' : 'clock')}
    <h3>${say(isDone ? 'allDone' : 'nothingPlanned')}</h3>
    <p>${say(isDone ? 'allDoneText' : 'nothingPlannedText')}</p>
  </div>`;
}
