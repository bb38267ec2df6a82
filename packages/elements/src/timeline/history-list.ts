import {dayIn, toMs} from '@dispatch-kit/core';
import type {DomainEvent, EventType, Member} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import type {ReactiveControllerHost} from 'lit';
import {classMap} from 'lit/directives/class-map.js';
import {formatDay, formatTime} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {Localizer} from '../base/localizer.ts';
import {fieldBook} from '../locales/field/book.ts';
import type {FieldWord} from '../locales/field/en.ts';

interface Names {
  members: ReadonlyMap<string, Member> | undefined;
  timeZone: string | undefined;
}

/** What stands out of a long list: the steps of the work itself. */
const keyTypes: readonly EventType[] = [
  'appointment_departed',
  'appointment_arrived',
  'appointment_started',
  'appointment_completed',
  'appointment_canceled',
  'job_completed',
  'job_canceled',
];

/** Draws what happened to a job, newest first, day by day. */
export class HistoryList {
  readonly #localizer: Localizer<FieldWord>;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#localizer = new Localizer<FieldWord>(host, fieldBook);
  }

  render(events: readonly DomainEvent[], {members, timeZone}: Names) {
    const localizer = this.#localizer;
    if (events.length === 0) return html`<p class="empty">${localizer.say('noHistory')}</p>`;
    const format: Format = {locale: localizer.locale, timeZone};
    const undone = new Set(events.map(event => event.data?.['undoes']));
    let day = '';
    return html`<ol
      class="history"
      part="history"
      dir=${localizer.direction}
      aria-label=${localizer.say('history')}
    >
      ${events.toReversed().map(event => {
        const ofDay = timeZone ? dayIn(timeZone, toMs(event.at)) : formatDay(format, event.at);
        const isNewDay = ofDay !== day;
        day = ofDay;
        const isUndone = undone.has(event.causedBy ?? event.id);
        return html`${isNewDay ? html`<li class="day">${formatDay(format, event.at)}</li>` : nothing}
          <li class=${classMap({key: keyTypes.includes(event.type), undone: isUndone})}>
            <p class="what">${this.#what(event, members)}</p>
            <p class="who">
              <time datetime=${event.at}>${formatTime(format, event.at)}</time> ·
              <bdi>${this.#who(event, members)}</bdi>
              ${event.basis === 'offline' ? ` · ${localizer.say('toldLater')}` : nothing}
              ${isUndone ? ` · ${localizer.say('wasUndone')}` : nothing}
            </p>
          </li>`;
      })}
    </ol>`;
  }

  #what({type, set}: DomainEvent, members: Names['members']) {
    const word = this.#localizer.sayIfKnown(`event.${type}`) ?? this.#localizer.say('otherEvent');
    const {leadId, reasonCode} = (set ?? {}) as {leadId?: string | null; reasonCode?: string | null};
    const detail = reasonCode
      ? (this.#localizer.sayIfKnown(`reason.${reasonCode}`) ?? reasonCode)
      : leadId && members?.get(leadId)?.name;
    return detail ? html`${word}: <bdi>${detail}</bdi>` : word;
  }

  /** Who did it: by name where it is known, else by what he is here. */
  #who({actor}: DomainEvent, members: Names['members']): string {
    const name = actor.id === undefined ? undefined : members?.get(actor.id)?.name;
    return name ?? this.#localizer.sayIfKnown(`actor.${actor.kind}`) ?? actor.kind;
  }
}
