import {dayIn, toMs} from '@dispatch-kit/core';
import type {DomainEvent, EventType, Member, Notice} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import type {ReactiveControllerHost} from 'lit';
import {classMap} from 'lit/directives/class-map.js';
import {formatDay, formatTime} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {Localizer} from '../base/localizer.ts';
import {fieldBook} from '../locales/field/book.ts';
import type {FieldWord} from '../locales/field/en.ts';
import {isMissed, standingOf, timeOf} from './message-entry.ts';

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

/** Draws what happened to a job and who was told of it, newest first, day by day. */
export class HistoryList {
  readonly #localizer: Localizer<FieldWord>;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#localizer = new Localizer<FieldWord>(host, fieldBook);
  }

  /** @param messages the messages of the job, each told where it belongs in time. */
  render(events: readonly DomainEvent[], messages: readonly Notice[], {members, timeZone}: Names) {
    const localizer = this.#localizer;
    // Ids sort by when they were given.
    const told = messages.filter(standingOf).toSorted((one, other) => (one.id < other.id ? -1 : 1));
    if (events.length + told.length === 0) return html`<p class="empty">${localizer.say('noHistory')}</p>`;
    const format: Format = {locale: localizer.locale, timeZone};
    const undone = new Set(events.map(event => event.data?.['undoes']));
    const entries = [
      ...events.map(event => ({at: event.at, draw: () => this.#event(event, undone, members, format)})),
      ...told.map(message => ({at: timeOf(message), draw: () => this.#message(message, format)})),
    ];
    // Of one moment, the message follows from what happened.
    const sorted = entries.toSorted((one, other) => toMs(one.at) - toMs(other.at)).toReversed();
    let day = '';
    return html`<ol
      class="history"
      part="history"
      dir=${localizer.direction}
      aria-label=${localizer.say('history')}
    >
      ${sorted.map(({at, draw}) => {
        const ofDay = timeZone ? dayIn(timeZone, toMs(at)) : formatDay(format, at);
        const isNewDay = ofDay !== day;
        day = ofDay;
        return html`${isNewDay ? html`<li class="day">${formatDay(format, at)}</li>` : nothing} ${draw()}`;
      })}
    </ol>`;
  }

  #event(event: DomainEvent, undone: ReadonlySet<unknown>, members: Names['members'], format: Format) {
    const localizer = this.#localizer;
    const isUndone = undone.has(event.causedBy ?? event.id);
    return html`<li class=${classMap({key: keyTypes.includes(event.type), undone: isUndone})}>
      <p class="what">${this.#what(event, members)}</p>
      <p class="who">
        <time datetime=${event.at}>${formatTime(format, event.at)}</time> ·
        <bdi>${this.#who(event, members)}</bdi>
        ${event.basis === 'offline' ? ` · ${localizer.say('toldLater')}` : nothing}
        ${isUndone ? ` · ${localizer.say('wasUndone')}` : nothing}
      </p>
    </li>`;
  }

  #message(message: Notice, format: Format) {
    const localizer = this.#localizer;
    const {kind, channel, recipient, words, delivery} = message;
    const at = timeOf(message);
    const standing = localizer.sayIfKnown(standingOf(message)!) ?? localizer.say('messageIs.dropped');
    const about = localizer.sayIfKnown(`message.about.${kind}`) ?? localizer.say('message.about.message');
    return html`<li class=${classMap({message: true, missed: isMissed(message)})}>
      <p class="what">${localizer.say(`message.${channel ?? 'none'}`, {name: recipient})}: ${about}</p>
      <p class="who">
        <time datetime=${at}>${formatTime(format, at)}</time> · <span class="standing">${standing}</span>
        ${message.state === 'failed' && delivery?.error ? html` · <bdi>${delivery.error}</bdi>` : nothing}
      </p>
      ${words ? html`<p class="words"><bdi>${withoutTokens(words)}</bdi></p>` : nothing}
    </li>`;
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

/** A link opens the customer's page: its token is nothing to be read over somebody's shoulder. */
function withoutTokens(words: string): string {
  return words.replaceAll(/(https?:\/\/[^\s#]+#)\S+/g, '$1…');
}
