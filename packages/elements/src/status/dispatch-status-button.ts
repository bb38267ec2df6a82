import type {CallOptions, OfficePicture, OfficeSource, Outbox, Tap} from '@dispatch-kit/client';
import {isDispatchError} from '@dispatch-kit/client';
import type {CommandReply, NextStep, ToldNotice} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {classMap} from 'lit/directives/class-map.js';
import {ClientController} from '../base/client-controller.ts';
import {customElement} from '../base/custom-element.ts';
import {CustomStates} from '../base/custom-states.ts';
import {reasonOf, tellError} from '../base/failure.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {Ticker} from '../base/ticker.ts';
import {boneStyles} from '../base/bone.styles.ts';
import {tokens} from '../base/tokens.styles.ts';
import {DispatchCommandEvent} from '../events.ts';
import {fieldBook} from '../locales/field/book.ts';
import type {FieldWord} from '../locales/field/en.ts';
import {sayConsequence} from './consequence.ts';
import {conflictStyles, statusButtonStyles} from './dispatch-status-button.styles.ts';
import {forkStyles} from './fork-screen.styles.ts';
import {renderFork} from './fork-screen.ts';
import type {ForkChoice} from './fork-screen.ts';
import {sayWaiting} from './say-waiting.ts';
import {SettlingTaps} from './settling-taps.ts';
import {lastingTaps, standingOf} from './standing.ts';
import type {Standing} from './standing.ts';
import {leftUntil, orderSteps, undoUntilMs} from './step-model.ts';
import type {Step} from './step-model.ts';
import {mayLeaveOther, refusedTap, renderConflict, renderOthers, sayRefusal} from './step-sections.ts';
import type {RefusedTap, StepsContext} from './step-sections.ts';
import {WhoController} from '../base/who-controller.ts';

/** What a step is tried with, to know whom it tells. */
const trialInputs: Readonly<Partial<Record<string, object>>> = {complete: {outcome: 'done'}};

type Trial = (id: string, body: object, options: CallOptions) => Promise<CommandReply>;

/** A second touch within this time is the same tap: not every browser counts touches as clicks in a row. */
const sameTapMs = 500;

/**
 * One big button that says the next step of a visit, for the person who works on it: *On my way*, *Start appointment*,
 * *Complete*. Behind it the other steps with why they cannot be taken; beside it undo, with the time that is left; below
 * it whom the step tells. Taps wait where there is no connection, and are drawn as waiting. What a person taps is fired
 * as `dispatch-command`, and the nearest provider does it unless the page cancels the event.
 *
 * @summary The next step of a visit, as one big button.
 * @slot note - Above the button: a line of your own.
 * @fires dispatch-command - A step was tapped; cancelable.
 * @fires dispatch-error - A step was not taken.
 * @csspart base - Everything.
 * @csspart button - The big button.
 * @csspart fork - The screen that asks how it ended.
 * @cssstate pending - A tap waits to be sent.
 * @cssstate empty - With `undo-only`: there is nothing to undo, and nothing to be seen.
 */
@customElement('dispatch-status-button')
export class DispatchStatusButton extends LitElement {
  static override styles = [tokens, boneStyles, statusButtonStyles, conflictStyles, forkStyles];

  /** The id of the visit: `apt_…`. */
  @property() appointment: string | undefined;

  /** A source of your own that holds the visit; without it, one of the nearest provider's client. */
  @property({attribute: false}) source: OfficeSource | undefined;

  /** Shows undo alone, with the job's title, as long as there is something to undo. */
  @property({type: Boolean, attribute: 'undo-only'}) undoOnly = false;

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<FieldWord> | undefined;

  @state() private isBusy = false;
  @state() private isOpen = false;
  @state() private fork: ForkChoice | undefined;
  @state() private failure: RefusedTap | undefined;
  @state() private told: {key: string; notices: readonly ToldNotice[]} | undefined;

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  readonly #localizer = new Localizer<FieldWord>(this, fieldBook);
  readonly #office = new ClientController<OfficeSource>(
    this,
    client => this.source ?? (this.appointment ? client?.appointment(this.appointment) : undefined),
  );
  readonly #outbox = new ClientController<Outbox>(this, client => client?.outbox);
  readonly #who = new WhoController(this, () =>
    this.#picture?.status === 'live' ? this.#office.client : undefined,
  );
  readonly #settling = new SettlingTaps();
  readonly #states = new CustomStates(this);
  protected readonly ticker = new Ticker(
    this,
    () => (this.#undoLeft !== undefined || (this.#standing?.waiting.length ?? 0) > 0) && 'second',
  );
  #standing: Standing | undefined;
  /** No tap on any visit is still to be taken by the server. */
  #isSettled = true;
  #lasting: readonly Tap[] = [];
  #undoLeft: string | undefined;
  #askedFor: string | undefined;
  #lastTouchMs = -sameTapMs;

  protected override willUpdate(changed: PropertyValues<DispatchStatusButton>): void {
    if (changed.has('appointment')) {
      this.failure = this.fork = this.told = this.#askedFor = undefined;
      this.isOpen = false;
    }
    const {appointment} = this;
    const picture = this.#picture;
    const outbox = this.#outbox.store?.get();
    const nowMs = this.#office.store?.nowMs() ?? 0;
    const taps = picture ? this.#settling.join(outbox, picture, nowMs) : [];
    this.#isSettled = taps.every(tap => tap.state === 'refused');
    this.#lasting = lastingTaps(taps, outbox, nowMs).filter(tap => tap.appointmentId === appointment);
    this.#standing =
      picture && appointment ? standingOf(picture, appointment, {me: this.#who.me, taps, nowMs}) : undefined;
    this.#undoLeft = this.#standing && this.#undoTime(this.#standing, nowMs);
    this.#states.set('pending', this.#lasting.length > 0);
    this.#states.set('empty', this.undoOnly && this.#undoLeft === undefined);
  }

  protected override updated(): void {
    if (this.fork && !this.dialog.open) this.dialog.showModal();
    if (!this.fork && this.dialog.open) this.dialog.close();
    void this.#askConsequence();
  }

  protected override render() {
    const standing = this.#standing;
    return html`<div class="base" part="base" dir=${this.#localizer.direction}>
        ${standing ? this.#renderStanding(standing) : this.#renderNothing()}
      </div>
      <dialog
        part="fork"
        dir=${this.#localizer.direction}
        aria-labelledby="fork-title"
        @close=${() => (this.fork = undefined)}
      >
        ${standing && this.fork ? this.#renderFork(standing, this.fork) : nothing}
      </dialog>`;
  }

  #renderNothing() {
    const status = this.#picture?.status ?? 'connecting';
    if (status === 'connecting') {
      return html`<div class="bone"></div>
        <p class="visually-hidden" role="status">${this.#say('loadingDay')}</p>`;
    }
    const word = status === 'offline' ? 'offlineEmpty' : status === 'refused' ? 'cannotShow' : 'isGone';
    return html`<p class="done">${this.#say(word)}</p>`;
  }

  #renderStanding(standing: Standing) {
    const {next, others} = orderSteps(standing);
    const context = this.#stepsContext(standing);
    if (this.undoOnly) return this.#renderLine(standing);
    return [
      this.#renderConflicts(standing),
      this.isOpen && next ? renderOthers(others, next, context) : nothing,
      this.#renderLine(standing),
      next
        ? this.#renderNext(next, context)
        : html`<p class="done">${icon('tick')} ${this.#say(this.#restWord(standing.status))}</p>`,
      html`<p class="visually-hidden" role="status">
        ${next ? `${this.#say('nextStep')}: ${this.#say(`step.${next.command}`)}` : nothing}
      </p>`,
    ];
  }

  #restWord(status: string): FieldWord {
    if (status === 'complete') return 'isComplete';
    if (status === 'draft') return 'isDraft';
    return status === 'canceled' ? 'isCanceled' : 'isGone';
  }

  /** What waits, and undo with the time that is left for it. */
  #renderLine({job, status}: Standing) {
    const left = this.#undoLeft;
    const count = this.undoOnly ? 0 : this.#lasting.length;
    const isBare = count === 0 && !left;
    const word = this.#localizer.sayIfKnown(`appointment.${status}`) ?? status;
    return html`<div class=${classMap({line: true, bare: isBare})}>
      <span>
        <slot name="note"></slot>
        ${
          count > 0
            ? html`<span class="waits">${icon('offline')} ${sayWaiting(count, this.#localizer)}</span>`
            : nothing
        }
        ${this.undoOnly && left ? html`<bdi>${job.title}</bdi>: ${word}` : nothing}
      </span>
      ${
        left
          ? html`<button class="undo" type="button" @click=${() => this.#tap('undo')}>
              ${this.#say('undoTime', {time: left})}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderNext({command, refusal}: Step, context: StepsContext) {
    const isOff = this.isBusy || refusal !== undefined;
    const act = (event: MouseEvent) => {
      if (isOff || this.#isSameTap(event)) return;
      if (command === 'complete') this.fork = {};
      else this.#tap(command);
    };
    const told = this.#toldBy(command);
    return html`<div class="row">
        <button
          class="big"
          part="button"
          type="button"
          aria-disabled=${isOff}
          aria-describedby=${refusal ? 'why' : told ? 'told' : nothing}
          @click=${act}
        >
          ${this.isBusy ? this.#say('sending') : this.#say(`step.${command}`)}
        </button>
        <button
          class="more"
          type="button"
          aria-label=${this.#say('moreSteps')}
          aria-expanded=${this.isOpen}
          @click=${() => (this.isOpen = !this.isOpen)}
        >
          ${icon('dots')}
        </button>
      </div>
      ${refusal ? html`<p class="why" id="why">${sayRefusal(refusal, context)}</p>` : nothing}
      ${
        refusal && mayLeaveOther(refusal, context)
          ? html`<button class="step" type="button" @click=${() => this.#tap(command, {switch: true})}>
              ${this.#say('leaveOther')}
            </button>`
          : nothing
      }
      ${told && !refusal && command !== 'complete' ? html`<p class="told" id="told">${told}</p>` : nothing}`;
  }

  #renderConflicts({refused}: Standing) {
    const outbox = this.#outbox.store;
    const cards = refused.map(tap => ({
      tap: refusedTap(tap),
      dismiss: () => void outbox?.dismiss(tap.id),
    }));
    if (this.failure) cards.push({tap: this.failure, dismiss: () => (this.failure = undefined)});
    return html`<div class="alerts" role="alert">
      ${cards.map(({tap, dismiss}) =>
        renderConflict(tap, {
          localizer: this.#localizer,
          format: this.#format,
          dismiss,
          leave: () => {
            dismiss();
            this.#tap(tap.command as Step['command'], {...tap.input, switch: true});
          },
        }),
      )}
    </div>`;
  }

  #renderFork({job, status}: Standing, choice: ForkChoice) {
    return renderFork({
      localizer: this.#localizer,
      title: job.title,
      status,
      organization: this.#picture?.organization,
      choice,
      told: this.#toldBy('complete'),
      isBusy: this.isBusy,
      choose: chosen => (this.fork = chosen),
      close: () => (this.fork = undefined),
      complete: input => {
        this.fork = undefined;
        this.#tap('complete', input);
      },
    });
  }

  #stepsContext(standing: Standing): StepsContext {
    return {
      standing,
      picture: this.#picture!,
      localizer: this.#localizer,
      isBusy: this.isBusy,
      wish: (command, input) => this.#tap(command, input),
      complete: () => (this.fork = {}),
    };
  }

  readonly #say: Localizer<FieldWord>['say'] = (key, values) => this.#localizer.say(key, values);

  get #picture(): OfficePicture | undefined {
    return this.#office.store?.get();
  }

  get #format(): Format {
    const {organization} = this.#picture ?? {};
    const timeZone = this.#standing?.job.address.timeZone ?? organization?.timeZone;
    return {locale: this.#localizer.locale, timeZone};
  }

  #undoTime(standing: Standing, nowMs: number): string | undefined {
    const untilMs = undoUntilMs(standing, this.#picture!.organization!.undoMinutes);
    return untilMs === undefined ? undefined : leftUntil(untilMs, nowMs);
  }

  /** A double click is one tap, also when the step has moved on between the two. */
  #isSameTap(event: MouseEvent): boolean {
    const isTouch = (event as PointerEvent).pointerType === 'touch';
    const isSame = event.detail > 1 || (isTouch && event.timeStamp - this.#lastTouchMs < sameTapMs);
    if (isTouch) this.#lastTouchMs = event.timeStamp;
    return isSame;
  }

  /** Says what was tapped, and shows what became of it. */
  #tap(command: Step['command'] | 'undo', input: object = {}): void {
    if (this.isBusy || !this.appointment) return;
    const event = new DispatchCommandEvent({
      command,
      input,
      subject: {appointmentId: this.appointment},
    });
    this.isBusy = true;
    this.isOpen = false;
    this.failure = undefined;
    this.dispatchEvent(event);
    void this.#follow(event);
  }

  async #follow(event: DispatchCommandEvent): Promise<void> {
    try {
      await event.answer;
    } catch (error) {
      if (this.isConnected) this.#fail(event, error);
    } finally {
      this.isBusy = false;
    }
  }

  #fail({command, input, appointmentId}: DispatchCommandEvent, error: unknown): void {
    if (appointmentId !== this.appointment) return;
    const message = reasonOf(error, this.#say('tryAgain'));
    this.failure = {command, input, message, code: isDispatchError(error) ? error.code : ''};
    tellError(this, error);
  }

  #toldBy(command: string): string | undefined {
    if (this.told?.key !== this.#trialKey(command)) return undefined;
    return sayConsequence(this.told.notices, this.#say);
  }

  #trialKey(command: string): string {
    const {id, version} = this.#standing!.visit;
    return `${id} ${version} ${command}`;
  }

  /** Asks once for each state, while online, whom the next step tells; without an answer nothing is said of it. */
  async #askConsequence(): Promise<void> {
    const {client} = this.#office;
    const standing = this.#standing;
    if (this.undoOnly || !client || !standing || this.#picture?.status !== 'live' || !this.#isSettled) return;
    const {next} = orderSteps(standing);
    if (!next || next.refusal) return;
    const key = this.#trialKey(next.command);
    if (key === this.#askedFor) return;
    this.#askedFor = key;
    try {
      const attempt = client.appointments[next.command as NextStep] as Trial;
      const body = trialInputs[next.command] ?? {};
      const {notices} = await attempt(standing.visit.id, body, {dryRun: true});
      if (this.isConnected && key === this.#askedFor) this.told = {key, notices};
    } catch {
      // What a step tells is an extra: the step itself says what is wrong.
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-status-button': DispatchStatusButton;
  }
}
