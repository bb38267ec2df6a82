import type {PairedDevice} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {reasonOf} from '../base/failure.ts';
import {formatAge} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import type {Localizer} from '../base/localizer.ts';
import type {FieldWord} from '../locales/field/en.ts';
import type {PocketWord} from '../locales/pocket/en.ts';
import {phoneApps} from './pairing.ts';
import type {NewPairing, Pairing, PhoneApp} from './pairing.ts';

interface PairContext {
  localizer: Localizer<FieldWord | PocketWord>;
  nowMs: number;
}

/** The screen on which a phone app is paired, with those that are. */
export function renderPairing(pairing: Pairing, context: PairContext) {
  const {localizer} = context;
  const {made, failure, devices, isBusy} = pairing;
  return html`<div class="pair">
    <header>
      <h2 id="pair-title">${localizer.say('screenOff')}</h2>
      <button class="more" type="button" aria-label=${localizer.say('close')} @click=${() => pairing.close()}>
        ${icon('cross')}
      </button>
    </header>
    ${made ? renderMade(made, localizer) : renderChoice(pairing, localizer)}
    ${
      failure
        ? html`<p class="warning strong" role="alert">${reasonOf(failure, localizer.say('tryAgain'))}</p>`
        : nothing
    }
    ${isBusy ? html`<p class="quiet" role="status">${localizer.say('sending')}</p>` : nothing}
    ${
      devices.length > 0
        ? html`<h3>${localizer.say('pairedApps')}</h3>
            <ul>
              ${devices.map(device => renderDevice(device, pairing, context))}
            </ul>`
        : nothing
    }
  </div>`;
}

function renderChoice(pairing: Pairing, localizer: PairContext['localizer']) {
  return html`<p>${localizer.say('screenOffText')}</p>
    <div class="apps">
      ${Object.entries(phoneApps).map(
        ([app, {name}]) =>
          html`<button
            class="big"
            type="button"
            aria-disabled=${pairing.isBusy}
            @click=${() => void pairing.pair(app as PhoneApp)}
          >
            ${localizer.say('useApp', {app: name})}
          </button>`,
      )}
    </div>`;
}

function renderMade({app, link, code}: NewPairing, localizer: PairContext['localizer']) {
  const {name} = phoneApps[app];
  return html`<p>${localizer.say('scanCode', {app: name})}</p>
    ${code ?? nothing}
    ${link ? html`<a class="big" href=${link}>${localizer.say('setUpHere', {app: name})}</a>` : nothing}
    <p class="quiet">${localizer.say('shownOnce')}</p>`;
}

function renderDevice(device: PairedDevice, pairing: Pairing, {localizer, nowMs}: PairContext) {
  const {id, name, lastSeenAt} = device;
  const format = {locale: localizer.locale, timeZone: undefined};
  const heard = lastSeenAt
    ? localizer.say('lastHeardAt', {age: formatAge(format, nowMs - Date.parse(lastSeenAt))})
    : localizer.say('neverHeard');
  return html`<li>
    <p><bdi>${name}</bdi><span class="quiet">${heard}</span></p>
    <button
      class="chip"
      type="button"
      aria-label=${localizer.say('removeDevice', {name})}
      aria-disabled=${pairing.isBusy}
      @click=${() => void pairing.unpair(id)}
    >
      ${localizer.say('remove')}
    </button>
  </li>`;
}
