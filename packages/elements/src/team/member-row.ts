import type {OfficePicture} from '@dispatch-kit/client';
import {toMs} from '@dispatch-kit/core';
import type {Member} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {formatAge, initialsOf} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import type {OfficeLocalizer, OfficeSay} from '../order/office-words.ts';
import {invitationStanding} from './invitation-word.ts';

/** What can be done with a member. */
export type MemberAct = 'add' | 'edit' | 'invite' | 'phone' | 'deactivate';

/** What the templates of the list need of it. */
export interface MemberContext {
  say: OfficeSay;
  localizer: OfficeLocalizer;
  format: Format;
  nowMs: number;
  positions: OfficePicture['positions'];
  mayChange: boolean;
  /** May give visits to others. */
  mayPlan: boolean;
  isOffline: boolean;
  act(kind: MemberAct, member: Member): void;
  /** Somebody else has to take over. */
  relieve(member: Member): void;
  open(member: Member): void;
}

/** One member: who, what for, on shift or not, last seen, how far the invitation is, and what can be done. */
export function renderMember(member: Member, context: MemberContext) {
  const {say, localizer, mayChange, mayPlan, open} = context;
  const {id, name, roles, phone, onShift, deactivatedAt} = member;
  const isTechnician = roles.includes('technician');
  return html`<article class="member" part="member" aria-labelledby="name-${id}">
    <span class="avatar" aria-hidden="true">${initialsOf(name)}</span>
    <div class="about">
      <h3 id="name-${id}">
        <button type="button" class="title" @click=${() => open(member)}><bdi>${name}</bdi></button>
        ${isTechnician && onShift ? html`<span class="shift">${icon('tick')}${say('onShift')}</span>` : nothing}
      </h3>
      <p class="quiet">
        ${roles.map(role => localizer.sayIfKnown(`role.${role}`) ?? role).join(' · ')}
        ${phone ? html` · <bdi dir="ltr">${phone}</bdi>` : nothing}
      </p>
      ${deactivatedAt ? nothing : renderStanding(member, context)}
    </div>
    ${!deactivatedAt && (mayChange || (mayPlan && isTechnician)) ? renderActs(member, isTechnician, context) : nothing}
  </article>`;
}

function renderStanding(member: Member, {say, format, nowMs, positions}: MemberContext) {
  const {word, at, needsHand} = invitationStanding(member);
  const age = (instant: string) => formatAge(format, nowMs - toMs(instant));
  const seenAt = positions.get(member.id)?.at;
  return html`<ul class="facts">
    <li class=${needsHand ? 'needs-hand' : ''}>
      ${icon(word === 'invite.accepted' ? 'tick' : 'message')}<span
        >${say(word, {age: at ? age(at) : ''})}</span
      >
    </li>
    ${
      member.roles.includes('technician')
        ? html`<li>
            ${icon('pin')}<span>${seenAt ? say('seenAt', {age: age(seenAt)}) : say('neverSeen')}</span>
          </li>`
        : nothing
    }
  </ul>`;
}

function renderActs(
  member: Member,
  isTechnician: boolean,
  {say, isOffline, mayChange, mayPlan, act, relieve}: MemberContext,
) {
  const isIn = Boolean(member.invitation?.acceptedAt);
  const button = (kind: MemberAct | 'relieve', words: string, isFirst = false) =>
    html`<button
      type="button"
      class=${isFirst ? 'first' : ''}
      aria-disabled=${isOffline}
      aria-label=${`${words}: ${member.name}`}
      @click=${() => !isOffline && (kind === 'relieve' ? relieve(member) : act(kind, member))}
    >
      ${words}
    </button>`;
  const relief = mayPlan && isTechnician ? button('relieve', say('cannotGoOn')) : nothing;
  if (!mayChange) return html`<div class="acts">${relief}</div>`;
  return html`<div class="acts">
    ${isIn ? nothing : button('invite', say(member.invitation ? 'inviteAgain' : 'invite'), true)} ${relief}
    ${button('edit', say('editMember'))} ${isTechnician ? button('phone', say('phoneApp')) : nothing}
    ${button('deactivate', say('deactivate'))}
  </div>`;
}
