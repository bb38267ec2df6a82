import {isDispatchError, webPlatform} from '@dispatch-kit/client';
import type {DispatchClient, OfficePicture} from '@dispatch-kit/client';
import {hourMs, toInstant} from '@dispatch-kit/core';
import type {Appointment, CommandReply, Job, NearestTechnician, NearestTechnicians} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {customElement} from '../base/custom-element.ts';
import {reasonOf, tellError} from '../base/failure.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {tokens} from '../base/tokens.styles.ts';
import {DispatchCommandEvent} from '../events.ts';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import {requestOf} from '../provider/office-answerer.ts';
import {dialogStyles} from './dialog.styles.ts';
import {DryRun} from './dry-run.ts';
import {renderConsequence, renderReason} from './plan-forms.ts';
import {plainly} from './plan-wish.ts';
import type {Wish} from './plan-wish.ts';
import {interruptsWork, noChoice, sendWish} from './urgent-choice.ts';
import type {UrgentChoice} from './urgent-choice.ts';
import {urgentStyles} from './urgent-dialog.styles.ts';
import {renderNearest, renderUnavailable} from './urgent-parts.ts';

/** Where everybody is grows old: it is looked up again so often. */
const refreshMs = 60_000;
const usualMinutes = 60;

/** What came of it: who goes where, and the server's reply where our side did it. */
export interface Sent {
  readonly job: Job;
  readonly technician: NearestTechnician;
  readonly wish: Wish;
  readonly reply: CommandReply | undefined;
}

/**
 * Sends somebody to a visit at once: who could go, the soonest first, what each is doing and whether that can wait, when he would be
 * there, and what it delays; one confirmation does all of it. A block of the board, the job and the new order; it closes itself, and tells
 * `finish` what came of it.
 *
 * @fires dispatch-command - Somebody is to be sent; cancelable.
 * @fires dispatch-error - It could not be done.
 */
@customElement('dispatch-urgent-dialog')
export class DispatchUrgentDialog extends LitElement {
  static override styles = [tokens, dialogStyles, urgentStyles];

  /** What somebody is needed for. */
  @property({attribute: false}) job: Job | undefined;

  /** The visit that is planned for it, or a draft; without one a draft is made, and taken away where nobody is sent. */
  @property({attribute: false}) visit: Appointment | undefined;

  /** The office. */
  @property({attribute: false}) picture: OfficePicture | undefined;

  /** The server. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** Now by the server's clock, milliseconds since 1970. */
  @property({attribute: false}) nowMs = 0;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<OfficeWord> | undefined;

  /** Called when it is over; undefined when nobody was sent. */
  @property({attribute: false}) finish: ((sent: Sent | undefined) => void) | undefined;

  /** Undefined while they are looked for. */
  @state() private found: NearestTechnicians | undefined;
  @state() private chosenId: string | undefined;
  @state() private choice: UrgentChoice = noChoice;
  @state() private mayInterrupt = false;
  @state() private keepsVisits = false;
  @state() private isBusy = false;
  @state() private failure = '';

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  readonly #localizer = new Localizer<OfficeWord>(this, officeBook);
  readonly #dryRun = new DryRun(this);
  #asking: AbortController | undefined;
  #callOff: (() => void) | undefined;
  /** The draft that was made for it. */
  #draftId: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asking?.abort();
    this.#callOff?.();
  }

  protected override willUpdate(): void {
    const wish = this.#wish;
    const request = wish && requestOf(wish);
    if (!request || !this.client || this.isBusy) return;
    const {client} = this;
    this.#dryRun.ask(wish, signal =>
      client.call(request.endpoint, {...request.request, dryRun: true, signal} as never),
    );
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
    this.dialog.querySelector('h2')?.focus();
    void this.#look();
  }

  protected override render() {
    const say = this.#say;
    const {job, found, isBusy} = this;
    const chosen = this.#chosen;
    return html`<dialog
      aria-labelledby="title"
      dir=${this.#localizer.direction}
      @cancel=${(event: Event) => isBusy && event.preventDefault()}
      @close=${() => void this.#leave()}
    >
      <form method="dialog" novalidate @submit=${(event: Event) => void this.#submit(event)}>
        <header>
          <div>
            <h2 id="title" tabindex="-1">${say('sendNow')}</h2>
            <p class="quiet"><bdi>${job?.title}</bdi> · <bdi>${job?.address.line}</bdi></p>
          </div>
          <button class="plain" type="button" aria-label=${say('close')} @click=${() => this.dialog.close()}>
            ${icon('cross')}
          </button>
        </header>
        <div class="body">
          ${this.failure ? html`<p class="failure" role="alert">${this.failure}</p>` : nothing}
          ${found ? this.#renderFound(found) : this.#renderLooking()}
        </div>
        ${
          chosen
            ? renderConsequence(this.#dryRun.state, {
                localizer: this.#localizer,
                subject: {visit: undefined},
                leadName: chosen.name,
              })
            : nothing
        }
        <footer>
          <button type="button" @click=${() => this.dialog.close()}>${say('back')}</button>
          <button class="primary" type="submit" aria-disabled=${!this.#canSend}>
            ${chosen ? say('sendNowTo', {name: chosen.name}) : say('sendNow')}
          </button>
        </footer>
      </form>
    </dialog>`;
  }

  #renderLooking() {
    return this.failure
      ? html`<button class="look-again" type="button" @click=${() => void this.#look()}>
          ${this.#say('lookAgain')}
        </button>`
      : html`<p class="quiet" role="status">${this.#say('lookingNearest')}</p>`;
  }

  #renderFound({items, unavailable}: NearestTechnicians) {
    const say = this.#say;
    const {picture, choice} = this;
    const chosen = this.#chosen;
    const visits = [...(picture?.jobs.values() ?? [])];
    const context = {
      localizer: this.#localizer,
      format: this.#format,
      chosenId: this.chosenId,
      choice,
      titleOf: (id: string) => visits.find(each => each.appointments.some(visit => visit.id === id))?.title,
      customerOf: (id: string) => picture?.customers.get(id)?.name,
      choose: (technicianId: string) => this.#choose(technicianId),
      giveTo: (appointmentId: string, leadId: string | null) =>
        (this.choice = {...choice, takers: new Map(choice.takers).set(appointmentId, leadId)}),
    };
    return html`${
        items.length > 0
          ? html`<fieldset class="choices">
              <legend>${say('whoCanGo')}</legend>
              ${items.map(each => renderNearest(each, context))}
            </fieldset>`
          : html`<p class="quiet">${say('nobodyCanGo')}</p>`
      }
      ${
        chosen && interruptsWork(chosen)
          ? renderReason({
              form: choice,
              change: patch => (this.choice = {...this.choice, ...patch}),
              localizer: this.#localizer,
              organization: picture?.organization,
            })
          : nothing
      }
      <div>
        ${this.#renderSwitch('interruptToo', this.mayInterrupt, on => (this.mayInterrupt = on))}
        ${this.#renderSwitch('keepVisits', this.keepsVisits, on => (this.keepsVisits = on))}
      </div>
      ${
        this.#isStale
          ? html`<button class="look-again" type="button" @click=${() => void this.#look()}>
              ${say('lookAgain')}
            </button>`
          : nothing
      }
      ${renderUnavailable(unavailable, this.#localizer)}`;
  }

  #renderSwitch(word: 'interruptToo' | 'keepVisits', isOn: boolean, set: (on: boolean) => void) {
    const change = (event: Event) => {
      set((event.currentTarget as HTMLInputElement).checked);
      void this.#look();
    };
    return html`<label class="choice">
      <input type="checkbox" .checked=${isOn} ?disabled=${this.isBusy} @change=${change} />
      <span class="words">${this.#say(word)}</span>
    </label>`;
  }

  get #chosen(): NearestTechnician | undefined {
    return this.found?.items.find(({technicianId}) => technicianId === this.chosenId);
  }

  get #appointmentId(): string | undefined {
    return this.visit?.id ?? this.#draftId;
  }

  get #wish(): Wish | undefined {
    const [chosen, id] = [this.#chosen, this.#appointmentId];
    return chosen && id ? sendWish(id, chosen, this.choice) : undefined;
  }

  get #canSend(): boolean {
    return this.#wish !== undefined && this.#dryRun.state.kind !== 'refused' && !this.isBusy;
  }

  /** What was found is not so any more. */
  get #isStale(): boolean {
    const {state: known} = this.#dryRun;
    return known.kind === 'refused' && known.code === 'plan_changed';
  }

  get #format(): Format {
    const timeZone = this.found?.timeZone ?? this.picture?.organization?.timeZone;
    return {locale: this.#localizer.locale, timeZone};
  }

  readonly #say: Localizer<OfficeWord>['say'] = (key, values) => this.#localizer.say(key, values);

  #choose(technicianId: string): void {
    this.chosenId = technicianId;
    this.choice = {...this.choice, takers: new Map()};
    this.failure = '';
  }

  /** Looks who could go; who was chosen stays so as long as he can. */
  async #look(why = ''): Promise<void> {
    const {client} = this;
    if (!client) return;
    this.#asking?.abort();
    this.#callOff?.();
    const {signal} = (this.#asking = new AbortController());
    this.failure = why;
    const on = '1' as const;
    const query = {...(this.mayInterrupt && {interrupt: on}), ...(this.keepsVisits && {keep: on})};
    try {
      const id = this.#appointmentId ?? (await this.#makeDraft());
      if (!id || signal.aborted) return;
      const found = await client.appointments.nearest(id, query, {signal});
      if (signal.aborted || !this.isConnected) return;
      this.#take(found);
      this.#callOff = webPlatform().after(refreshMs, () => !this.isBusy && void this.#look(this.failure));
    } catch (error) {
      if (!signal.aborted && this.isConnected) this.#fail(error);
    }
  }

  #take(found: NearestTechnicians): void {
    this.found = found;
    // Asked anew also where it is the same plan: somebody may have been told meanwhile.
    this.#dryRun.forget();
    if (this.#chosen) return;
    this.choice = {...this.choice, takers: new Map()};
    this.chosenId = found.items[0]?.technicianId;
  }

  /** A job that waits for a time has no visit yet: a draft of one, of which nobody is told. */
  async #makeDraft(): Promise<string | undefined> {
    const {job, nowMs, picture} = this;
    if (!job) return undefined;
    const window = {start: toInstant(nowMs), end: toInstant(nowMs + hourMs)};
    const service = picture?.organization?.services?.find(({id}) => id === job.serviceId);
    const durationMinutes = service?.durationMinutes ?? usualMinutes;
    const asked = new DispatchCommandEvent({
      command: 'plan',
      input: {window, durationMinutes, draft: true},
      subject: {appointmentId: undefined, jobId: job.id},
    });
    this.dispatchEvent(asked);
    const reply = (await asked.answer) as CommandReply | undefined;
    this.#draftId = reply?.appointment?.id;
    return this.#draftId;
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const [wish, technician, job] = [this.#wish, this.#chosen, this.job];
    if (!wish || !technician || !job || !this.#canSend) return;
    this.isBusy = true;
    this.failure = '';
    const {command, input, appointmentId, jobId} = wish;
    const asked = new DispatchCommandEvent({command, input, subject: {appointmentId, jobId}});
    this.dispatchEvent(asked);
    try {
      const reply = (await asked.answer) as CommandReply | undefined;
      if (this.isConnected) this.#end({job, technician, wish, reply});
    } catch (error) {
      if (!this.isConnected) return;
      const isStale = isDispatchError(error) && ['plan_changed', 'technician_booked'].includes(error.code);
      this.isBusy = false;
      if (isStale) await this.#look(this.#say('refusal.plan_changed'));
      else this.#fail(error);
    } finally {
      this.isBusy = false;
    }
  }

  #end(sent: Sent): void {
    const {finish} = this;
    this.finish = undefined;
    this.#draftId = undefined;
    this.dialog.close();
    finish?.(sent);
  }

  #fail(error: unknown): void {
    const known = isDispatchError(error) && this.#localizer.sayIfKnown(`refusal.${error.code}`);
    const reason = known || plainly(reasonOf(error, this.#say('noConnection')));
    this.failure = this.#say('didNotWork', {reason});
    tellError(this, error);
  }

  /** Left without sending anybody: a draft that was made for it goes again. */
  async #leave(): Promise<void> {
    this.#asking?.abort();
    const id = this.#draftId;
    this.#draftId = undefined;
    if (id) {
      const subject = {appointmentId: id, jobId: undefined};
      const asked = new DispatchCommandEvent({command: 'delete', input: {}, subject});
      this.dispatchEvent(asked);
      // A draft that stays does no harm: it waits to be planned.
      await asked.answer?.catch(() => undefined);
    }
    this.finish?.(undefined);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-urgent-dialog': DispatchUrgentDialog;
  }
}
