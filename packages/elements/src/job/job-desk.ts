import type {DispatchClient, OfficePicture} from '@dispatch-kit/client';
import {plannedRange, toMs} from '@dispatch-kit/core';
import type {Appointment, DomainEvent, Notice} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {CommandAnswers} from '../base/answer-commands.ts';
import {customElement} from '../base/custom-element.ts';
import {formatTimeRange} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {Ticker} from '../base/ticker.ts';
import {tokens} from '../base/tokens.styles.ts';
import {actionsOf} from '../board/board-actions.ts';
import {entryOf} from '../board/board-entry.ts';
import type {BoardEntry} from '../board/board-entry.ts';
import {BoardHand} from '../board/board-hand.ts';
import type {HandDesk} from '../board/board-hand.ts';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import {formatAmount, formatShortDay} from '../order/written.ts';
import {officeAnswerer} from '../provider/office-answerer.ts';
import {statusColors} from '../status/dispatch-status.styles.ts';
import {jobDeskStyles} from './job-desk.styles.ts';
import type {OpenJob} from './job-model.ts';

/** What an event changes that answers a technician who runs late. */
const answered = ['planned', 'window', 'leadId', 'status'];

/**
 * What an office does with a job that it has open: its status and time, who comes and who helps, what somebody waits for,
 * and the messages that are about to go out. A block of `<dispatch-job>`.
 *
 * @fires dispatch-command - Something is to be done with the visit or the job; cancelable.
 * @fires dispatch-error - It could not be done.
 */
@customElement('dispatch-job-desk')
export class DispatchJobDesk extends LitElement {
  static override styles = [tokens, statusColors, jobDeskStyles];

  /** The job, with the visit that stands in front. */
  @property({attribute: false}) open: OpenJob | undefined;

  /** The office. */
  @property({attribute: false}) picture: OfficePicture | undefined;

  /** The server. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** Now by the server's clock. */
  @property({attribute: false}) nowMs: (() => number) | undefined;

  /** What happened to the job; undefined until it is known. */
  @property({attribute: false}) history: readonly DomainEvent[] | undefined;

  /** The messages about the job; undefined until they are known. */
  @property({attribute: false}) notices: readonly Notice[] | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<OfficeWord> | undefined;

  /** Called with the visit that is to stand in front. */
  @property({attribute: false}) front: ((appointmentId: string) => void) | undefined;

  @state() private isHelping = false;

  @query('.acts button') private readonly firstAct!: HTMLElement | null;

  readonly #localizer = new Localizer<OfficeWord>(this, officeBook);
  readonly #hand = new BoardHand(this, () => this.#desk);
  protected readonly ticker = new Ticker(this, () =>
    this.#hand.isCounting || this.#waiting.length > 0 ? 'second' : false,
  );
  protected readonly answers = new CommandAnswers(
    this,
    officeAnswerer(() => this.client),
  );

  protected override render() {
    const row = this.#row;
    if (!row) return undefined;
    const acts = actionsOf(row).filter(
      ({action}) => !['open', 'mark'].includes(action) && (this.client || action !== 'urgent'),
    );
    return html`<div class="base" dir=${this.#localizer.direction}>
      ${this.#renderWishes(row)}
      <div class="acts" role="toolbar" aria-label=${this.#say('actionsFor', {title: row.job.title})}>
        ${acts.map(
          ({action, word, icon: name}) =>
            html`<button
              type="button"
              class=${action === 'cancel' ? 'danger' : ''}
              @click=${() => this.#hand.act(action, row)}
            >
              ${icon(name)}<span>${this.#say(word)}</span>
            </button>`,
        )}
      </div>
      ${this.#renderVisits(row)} ${this.#renderWaiting()} ${this.#hand.render()} ${this.#hand.renderDialog()}
    </div>`;
  }

  /** What the customer or the technician waits for, each with its answers. */
  #renderWishes(row: BoardEntry) {
    const {visit} = row;
    const lateMinutes = this.#saidLate;
    return html`${
      visit?.request
        ? html`<div class="wish" role="status">
            <p>${icon('bell')}<b>${this.#localizer.sayIfKnown(`ask.${visit.request.kind}`)}</b></p>
            ${visit.request.windows?.map(
              window =>
                html`<p class="quiet">
                  ${formatShortDay(this.#format, window.start)}, ${formatTimeRange(this.#format, window)}
                </p>`,
            )}
            <div class="answers">
              <button type="button" @click=${() => void this.#hand.plan('time', row)}>
                ${this.#say('changeTime')}
              </button>
              <button
                type="button"
                @click=${() => void this.#hand.plan('status', row, {choice: 'dismiss_request'})}
              >
                ${this.#localizer.sayIfKnown('command.dismiss_request')}
              </button>
            </div>
          </div>`
        : nothing
    }
    ${
      lateMinutes !== undefined
        ? html`<div class="wish" role="status">
            <p>
              ${icon('clock')}<b
                >${this.#say('saysLate', {minutes: formatAmount(this.#localizer.locale, lateMinutes, 'minute')})}</b
              >
            </p>
            <div class="answers">
              <button type="button" @click=${() => void this.#hand.plan('time', row)}>
                ${this.#say('changeTime')}
              </button>
              <button type="button" @click=${() => void this.#hand.plan('assign', row)}>
                ${this.#say('reassign')}
              </button>
            </div>
          </div>`
        : nothing
    }`;
  }

  #renderVisits({job, visit: front}: BoardEntry) {
    const visits = job.appointments
      .filter(({status}) => status !== 'deleted')
      .toSorted((a, b) => toMs(a.planned.start) - toMs(b.planned.start));
    if (visits.length === 0) return nothing;
    return html`<section aria-labelledby="visits">
      <h3 id="visits">${this.#say('visits')}</h3>
      <ul>
        ${visits.map(
          visit =>
            html`<li class="visit jobs appointment ${visit.status}">
              <button
                type="button"
                aria-current=${visit.id === front?.id ? 'true' : nothing}
                @click=${() => this.front?.(visit.id)}
              >
                <span
                  ><b>${formatShortDay(this.#format, visit.planned.start)}</b>
                  ${formatTimeRange(this.#format, plannedRange(visit.planned))}</span
                >
                <span class="state">${this.#localizer.sayIfKnown(`appointment.${visit.status}`)}</span>
                <span class="quiet"><bdi>${this.#crewOf(visit)}</bdi></span>
              </button>
            </li>`,
        )}
      </ul>
      ${front ? this.#renderHelpers(front) : nothing}
    </section>`;
  }

  /** Who helps on the visit in front: each can be let go, and somebody taken on. */
  #renderHelpers(visit: Appointment) {
    const free = [...(this.picture?.members.values() ?? [])].filter(
      ({id, roles, deactivatedAt}) =>
        roles.includes('technician') &&
        !deactivatedAt &&
        id !== visit.leadId &&
        !visit.helperIds.includes(id),
    );
    const add = (event: Event) => {
      const field = event.currentTarget as HTMLSelectElement;
      if (field.value) void this.#help(visit, [...visit.helperIds, field.value]);
      field.value = '';
    };
    return html`<div class="helpers">
      ${visit.helperIds.map(
        id =>
          html`<button
            type="button"
            class="helper"
            ?disabled=${this.isHelping}
            aria-label=${this.#say('letHelperGo', {name: this.#nameOf(id)})}
            @click=${() =>
              void this.#help(
                visit,
                visit.helperIds.filter(each => each !== id),
              )}
          >
            <bdi>${this.#nameOf(id)}</bdi>${icon('cross')}
          </button>`,
      )}
      ${
        free.length > 0
          ? html`<select aria-label=${this.#say('addHelper')} ?disabled=${this.isHelping} @change=${add}>
              <option value="">${this.#say('addHelper')}</option>
              ${free.map(({id, name}) => html`<option value=${id}>${name}</option>`)}
            </select>`
          : nothing
      }
    </div>`;
  }

  /** The messages that are about to go out, in the words in which they will be read. */
  #renderWaiting() {
    const waiting = this.#waiting;
    if (waiting.length === 0) return nothing;
    return html`<section aria-labelledby="waiting">
      <h3 id="waiting">${this.#say('aboutToGo')}</h3>
      ${waiting.map(notice => {
        const leftSeconds = Math.ceil((toMs(notice.runAfter) - this.#nowMs) / 1000);
        const when =
          leftSeconds <= 90
            ? formatAmount(this.#localizer.locale, Math.max(0, leftSeconds), 'second')
            : formatShortDay(this.#format, notice.runAfter);
        return html`<p class="message">
          ${icon('message')}<span
            ><b><bdi>${notice.recipient}</bdi></b> <span class="quiet">${when}</span
            ><q>${notice.words}</q></span
          >
        </p>`;
      })}
    </section>`;
  }

  get #waiting(): readonly Notice[] {
    return (this.notices ?? []).filter(({state: each, runAfter}) => {
      return each === 'waiting' && toMs(runAfter) - this.#nowMs > -5_000;
    });
  }

  /** How late the technician said to be, while nothing has happened since. */
  get #saidLate(): number | undefined {
    const visit = this.open?.visit;
    const own = this.history?.filter(({appointmentId}) => appointmentId === visit?.id) ?? [];
    const isOpen = visit?.status === 'scheduled' || visit?.status === 'enroute';
    // What gave it another time, another technician or another status is the answer.
    const last = own
      .filter(({type, set}) => type === 'running_late' || answered.some(each => each in (set ?? {})))
      .toSorted((a, b) => a.seq - b.seq)
      .at(-1);
    if (!isOpen || last?.type !== 'running_late') return undefined;
    const minutes = last.data?.['minutes'];
    return typeof minutes === 'number' ? minutes : undefined;
  }

  get #row(): BoardEntry | undefined {
    const {open, picture} = this;
    if (!open || !picture) return undefined;
    const entry = entryOf(open.job, picture);
    const {visit = entry.visit} = open;
    const lead = visit?.leadId ? picture.members.get(visit.leadId) : undefined;
    return {...entry, visit, lead};
  }

  get #desk(): HandDesk {
    return {
      picture: this.picture!,
      client: this.client,
      nowMs: this.#nowMs,
      words: this.words,
      format: this.#format,
      localizer: this.#localizer,
      choose: () => {},
      focusList: () => this.firstAct?.focus(),
    };
  }

  get #nowMs(): number {
    return this.nowMs?.() ?? 0;
  }

  get #format(): Format {
    const timeZone = this.open?.job.address.timeZone ?? this.picture?.organization?.timeZone;
    return {locale: this.#localizer.locale, timeZone};
  }

  readonly #say: Localizer<OfficeWord>['say'] = (key, values) => this.#localizer.say(key, values);

  #nameOf(memberId: string): string {
    return this.picture?.members.get(memberId)?.name ?? this.#say('somebody');
  }

  #crewOf({leadId, helperIds}: Appointment): string {
    if (!leadId) return this.#say('unassigned');
    return [leadId, ...helperIds].map(id => this.#nameOf(id)).join(', ');
  }

  async #help({id, version}: Appointment, helperIds: readonly string[]): Promise<void> {
    if (!this.client) return;
    this.isHelping = true;
    try {
      await this.client.appointments.edit(id, {helperIds: [...helperIds]}, {ifMatch: version});
    } catch (error) {
      this.#hand.fail(error);
    } finally {
      this.isHelping = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-job-desk': DispatchJobDesk;
  }
}
