import type {WaitingPhoto} from '@dispatch-kit/client';
import type {Member, Message, Photo} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {formatDay, formatTime} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import type {Localizer} from '../base/localizer.ts';
import type {FieldWord} from '../locales/field/en.ts';
import type {PocketWord} from '../locales/pocket/en.ts';
import type {ListedNote} from './job-model.ts';

/** What the templates of what was written need of the job's element. */
export interface PapersContext {
  localizer: Localizer<FieldWord | PocketWord>;
  format: Format;
  members: ReadonlyMap<string, Member>;
  customer: string;
  isBusy: boolean;
  /** Not read so far, and why not where that is known. */
  missing: 'loading' | 'lost' | undefined;
  addNote(form: HTMLFormElement): void;
  addPhoto(input: HTMLInputElement): void;
  again(photo: WaitingPhoto): void;
  dismiss(id: string): void;
  write(form: HTMLFormElement): void;
}

export function renderNotes(notes: readonly ListedNote[], context: PapersContext) {
  const {localizer, isBusy} = context;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    context.addNote(event.target as HTMLFormElement);
  };
  return html`<section>
    <h3>${localizer.say('notes')}</h3>
    <form @submit=${submit}>
      <label class="visually-hidden" for="note">${localizer.say('addNote')}</label>
      <textarea
        id="note"
        name="text"
        rows="2"
        maxlength="5000"
        placeholder=${localizer.say('addNote')}
      ></textarea>
      <div class="row">
        <label class="tick">
          <input type="checkbox" name="customer" />
          <span>${localizer.say('customerMaySee')}</span>
        </label>
        <button class="chip" aria-disabled=${isBusy}>${localizer.say('saveNote')}</button>
      </div>
    </form>
    ${
      notes.length > 0
        ? html`<ol class="papers">
            ${notes.map(note => html`<li>${renderNote(note, context)}</li>`)}
          </ol>`
        : renderMissing(context, 'noNotes')
    }
  </section>`;
}

function renderNote({text, at, visibility, note, waiting}: ListedNote, context: PapersContext) {
  const {localizer} = context;
  const author = note ? authorOf(note, context) : undefined;
  return html`<p class="text"><bdi>${text}</bdi></p>
    <p class="quiet">
      ${author ? html`<bdi>${author}</bdi> · ` : nothing}${when(at, context)}
      ${visibility === 'customer' ? ` · ${localizer.say('customerSeesIt')}` : nothing}
      ${waiting ? renderState(waiting, context) : nothing}
    </p>`;
}

/** Whether something waits, is on its way, or was not taken, with what can be done. */
function renderState(
  item: {id: string; state: 'waiting' | 'sending' | 'refused'; refusal?: Error},
  {localizer, dismiss}: PapersContext,
) {
  if (item.state !== 'refused') {
    const word = item.state === 'sending' ? 'sending' : 'waitsHere';
    return html`<span class="waits">${icon('offline')} ${localizer.say(word)}</span>`;
  }
  return html`<span class="refused">${localizer.say('notSent')} ${item.refusal?.message ?? ''}</span>
    <button class="chip" type="button" @click=${() => dismiss(item.id)}>${localizer.say('dismiss')}</button>`;
}

export function renderPhotos(
  photos: readonly Photo[],
  waiting: readonly WaitingPhoto[],
  addressOf: (id: string) => string | undefined,
  context: PapersContext,
) {
  const {localizer} = context;
  const taken = (event: Event) => context.addPhoto(event.target as HTMLInputElement);
  return html`<section>
    <h3>${localizer.say('photos')}</h3>
    <div class="row">
      <label class="chip pick">
        ${icon('camera')} ${localizer.say('takePhoto')}
        <input class="visually-hidden" type="file" accept="image/*" capture="environment" @change=${taken} />
      </label>
      <label class="chip pick">
        ${icon('plus')} ${localizer.say('choosePhoto')}
        <input class="visually-hidden" type="file" accept="image/*" @change=${taken} />
      </label>
    </div>
    ${
      photos.length + waiting.length > 0
        ? html`<ul class="photos">
            ${repeat(
              waiting.toReversed(),
              ({id}) => id,
              photo => html`<li>${renderWaitingPhoto(photo, addressOf(photo.id), context)}</li>`,
            )}
            ${repeat(
              photos.toReversed(),
              ({id}) => id,
              photo => html`<li>${renderPhoto(photo, context)}</li>`,
            )}
          </ul>`
        : renderMissing(context, 'noPhotos')
    }
  </section>`;
}

function renderPhoto(photo: Photo, context: PapersContext) {
  const words = context.localizer.say('photoAt', {when: when(photo.at, context)});
  return html`<a href=${photo.url} target="_blank" rel="noopener noreferrer">
    <img src=${photo.thumbnailUrl} alt=${words} loading="lazy" />
  </a>`;
}

function renderWaitingPhoto(photo: WaitingPhoto, address: string | undefined, context: PapersContext) {
  const {localizer, again, dismiss} = context;
  const {state, refusal, id} = photo;
  const words = localizer.say('photoAt', {when: when(photo.at, context)});
  return html`${address ? html`<img src=${address} alt=${words} />` : html`<span class="bone"></span>`}
  ${
    state === 'refused'
      ? html`<p class="refused">${localizer.say('notSent')} ${refusal?.message ?? ''}</p>
          <button class="chip" type="button" @click=${() => again(photo)}>
            ${localizer.say('sendAgain')}
          </button>
          <button class="chip" type="button" @click=${() => dismiss(id)}>${localizer.say('dismiss')}</button>`
      : html`<p class="waits">
          ${state === 'sending' ? html`<progress aria-label=${localizer.say('sending')}></progress>` : icon('offline')}
          ${localizer.say(state === 'sending' ? 'sending' : 'waitsHere')}
        </p>`
  }`;
}

export function renderThread(messages: readonly Message[], mayWrite: boolean, context: PapersContext) {
  const {localizer, customer, isBusy} = context;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    context.write(event.target as HTMLFormElement);
  };
  return html`<section>
    <h3>${localizer.say('thread', {name: customer})}</h3>
    ${
      messages.length > 0
        ? html`<ol class="thread">
            ${messages.map(
              ({from, text, at}) =>
                html`<li class=${from}>
                  <p class="text"><bdi>${text}</bdi></p>
                  <p class="quiet">
                    <bdi>${from === 'team' ? localizer.say('yourTeam') : customer}</bdi> ·
                    ${when(at, context)}
                  </p>
                </li>`,
            )}
          </ol>`
        : renderMissing(context, 'noMessages')
    }
    ${
      mayWrite
        ? html`<form @submit=${submit}>
            <label class="visually-hidden" for="message">${localizer.say('writeMessage')}</label>
            <textarea
              id="message"
              name="text"
              rows="2"
              maxlength="1500"
              placeholder=${localizer.say('writeMessage')}
            ></textarea>
            <div class="row">
              <button class="chip" aria-disabled=${isBusy}>${localizer.say('sendMessage')}</button>
            </div>
          </form>`
        : nothing
    }
  </section>`;
}

function renderMissing({localizer, missing}: PapersContext, none: PocketWord) {
  if (missing === 'loading') return html`<div class="bone line"></div>`;
  return html`<p class="quiet">${localizer.say(missing === 'lost' ? 'notRead' : none)}</p>`;
}

function authorOf(
  {authorId, authorKind}: {authorId: string | null; authorKind: string},
  {members, localizer}: PapersContext,
): string {
  const name = authorId ? members.get(authorId)?.name : undefined;
  return name ?? localizer.sayIfKnown(`actor.${authorKind}`) ?? authorKind;
}

function when(at: string, {format}: PapersContext): string {
  return `${formatDay(format, at)}, ${formatTime(format, at)}`;
}
