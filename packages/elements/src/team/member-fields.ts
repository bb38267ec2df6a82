import type {DispatchClient} from '@dispatch-kit/client';
import {toMs} from '@dispatch-kit/core';
import type {Member, PairedDevice, Role} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {reasonOf} from '../base/failure.ts';
import {formatAge} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import type {OfficeLocalizer} from '../order/office-words.ts';
import {valueOf} from '../order/when-fields.ts';
import {phoneApps} from '../sharing/pairing.ts';
import type {Pairing, PhoneApp} from '../sharing/pairing.ts';

/** What is filled in about a member. */
export interface MemberForm {
  readonly name: string;
  readonly phone: string;
  readonly roles: readonly Role[];
  /** Invited as soon as made. */
  readonly invites: boolean;
}

interface FieldsContext {
  form: MemberForm;
  change(patch: Partial<MemberForm>): void;
  localizer: OfficeLocalizer;
  problemOf(field: string): string | undefined;
  isNew: boolean;
}

const allRoles = ['technician', 'dispatcher', 'admin'] as const satisfies Role[];

/** Name, phone and roles. */
export function renderMemberFields({form, change, localizer, problemOf, isNew}: FieldsContext) {
  const field = (name: 'name' | 'phone', type: string, hint: string | undefined) =>
    html`<label>
      ${localizer.say(name)}
      <input
        type=${type}
        name=${name}
        autocomplete="off"
        maxlength="120"
        dir=${name === 'phone' ? 'ltr' : 'auto'}
        .value=${form[name]}
        aria-invalid=${problemOf(name) !== undefined}
        aria-describedby="${name}-note"
        @change=${(event: Event) => change({[name]: valueOf(event)})}
      />
      <small id="${name}-note" class=${problemOf(name) ? 'bad' : ''}>${problemOf(name) ?? hint}</small>
    </label>`;
  const toggle = (role: Role, isOn: boolean) =>
    change({roles: isOn ? [...form.roles, role] : form.roles.filter(each => each !== role)});
  return html`${field('name', 'text', undefined)} ${field('phone', 'tel', localizer.say('phoneHint'))}
    <fieldset class="choices">
      <legend>${localizer.say('roles')}</legend>
      ${allRoles.map(
        role =>
          html`<label class="choice">
            <input
              type="checkbox"
              name=${role}
              .checked=${form.roles.includes(role)}
              @change=${(event: Event) => toggle(role, (event.currentTarget as HTMLInputElement).checked)}
            />
            <span class="words"
              >${localizer.say(`role.${role}`)}<small>${localizer.say(`roleText.${role}`)}</small></span
            >
          </label>`,
      )}
      <small class="bad">${problemOf('roles')}</small>
    </fieldset>
    ${
      isNew
        ? html`<label class="choice">
            <input
              type="checkbox"
              name="invites"
              .checked=${form.invites}
              @change=${(event: Event) => change({invites: (event.currentTarget as HTMLInputElement).checked})}
            />
            <span class="words">${localizer.say('inviteNow')}</span>
          </label>`
        : nothing
    }`;
}

/** Where the position of a technician comes from while no page is open: phone apps, paired by a code. */
export function renderPhones(
  pairing: Pairing,
  {localizer, nowMs}: {localizer: OfficeLocalizer; nowMs: number},
) {
  const {made, failure, devices, isBusy} = pairing;
  return html`${
    made
      ? html`<p>${localizer.say('scanOnPhone', {app: phoneApps[made.app].name})}</p>
          ${made.code ?? nothing}
          ${made.link ? html`<a class="link" href=${made.link}>${localizer.say('openOnPhone')}</a>` : nothing}
          <p class="quiet">${localizer.say('codeShownOnce')}</p>`
      : html`<p>${localizer.say('phoneAppText')}</p>
          <div class="apps">
            ${Object.entries(phoneApps).map(
              ([app, {name}]) =>
                html`<button
                  type="button"
                  aria-disabled=${isBusy}
                  @click=${() => void pairing.pair(app as PhoneApp)}
                >
                  ${localizer.say('pairWith', {app: name})}
                </button>`,
            )}
          </div>`
  }
  ${
    failure
      ? html`<p class="failure" role="alert">
          ${localizer.say('didNotWork', {reason: reasonOf(failure, localizer.say('noConnection'))})}
        </p>`
      : nothing
  }
  ${devices.map(device => renderDevice(device, pairing, localizer, nowMs))}`;
}

function renderDevice(device: PairedDevice, pairing: Pairing, localizer: OfficeLocalizer, nowMs: number) {
  const {id, name, lastSeenAt, battery} = device;
  const format = {locale: localizer.locale, timeZone: undefined};
  const heard = lastSeenAt
    ? localizer.say('seenAt', {age: formatAge(format, nowMs - toMs(lastSeenAt))})
    : localizer.say('neverSeen');
  const percent = new Intl.NumberFormat(localizer.locale, {style: 'percent'});
  return html`<div class="chosen">
    ${icon('phone')}
    <span class="words">
      <bdi>${name}</bdi>
      <small
        >${heard}${battery ? html` · ${localizer.say('battery', {percent: percent.format(battery.level)})}` : nothing}</small
      >
    </span>
    <button type="button" aria-disabled=${pairing.isBusy} @click=${() => void pairing.unpair(id)}>
      ${localizer.say('unpair')}<span class="visually-hidden">: ${name}</span>
    </button>
  </div>`;
}

/** How many visits a technician still has before him. */
export async function openVisitsOf(client: DispatchClient, {id}: Member): Promise<number> {
  const status = ['scheduled', 'enroute', 'arrived', 'started'];
  const {items} = await client.appointments.list({leadId: id, status, limit: 200});
  return items.length;
}
