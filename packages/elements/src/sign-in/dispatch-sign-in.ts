import {DispatchClient, isDispatchError} from '@dispatch-kit/client';
import {LitElement, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {ClientController} from '../base/client-controller.ts';
import {customElement} from '../base/custom-element.ts';
import {tellError} from '../base/failure.ts';
import {icon} from '../base/icons.ts';
import type {IconName} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {Ticker} from '../base/ticker.ts';
import {tokens} from '../base/tokens.styles.ts';
import {DispatchSignedInEvent} from '../events.ts';
import {pocketBook} from '../locales/pocket/book.ts';
import type {FieldWord} from '../locales/field/en.ts';
import type {PocketWord} from '../locales/pocket/en.ts';
import {signInStyles} from './dispatch-sign-in.styles.ts';
import {codeOf, phoneOf, problemOf} from './sign-in-model.ts';
import type {SignInProblem} from './sign-in-model.ts';

type Step = 'cards' | 'phone' | 'code';
type Invited = Awaited<ReturnType<DispatchClient['signIn']['invitation']>>;

const cards = [
  ['inbox', 'cardWhat', 'cardWhatText'],
  ['eye', 'cardShared', 'cardSharedText'],
  ['barred', 'cardNever', 'cardNeverText'],
  ['offline', 'cardOffline', 'cardOfflineText'],
] as const satisfies readonly (readonly [IconName, PocketWord, PocketWord])[];

/** Another code may be asked for after so long: texts take a while. */
const againSeconds = 30;

/**
 * Lets a member in: a phone number, the six digits that are sent to it, in. Before the first time four cards say what this
 * is, when a position is shared and when never. What comes of it is fired as `dispatch-signed-in`; keep the token of it
 * and give it to your client.
 *
 * @summary Signing in by a code to the phone.
 * @fires dispatch-signed-in - The code was right: the session.
 * @fires dispatch-error - Something was not taken.
 * @csspart base - Everything.
 */
@customElement('dispatch-sign-in')
export class DispatchSignIn extends LitElement {
  static override styles = [tokens, signInStyles];

  /** Where the server is; without it, the server of the nearest provider's client. */
  @property() src: string | undefined;

  /** A client of your own; it needs no token. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** The token of an invitation's link: says who invites, and to what. */
  @property() invitation: string | undefined;

  /** The slug of the organization, for who works for several of one server. */
  @property() organization: string | undefined;

  /** What numbers without a country begin with: `+1`. */
  @property({attribute: 'calling-code'}) callingCode: string | undefined;

  /** How the member knows this device again in the list of sessions. */
  @property({attribute: 'device-name'}) deviceName: string | undefined;

  /** Begins with the phone number: who signs in again knows the cards. */
  @property({type: Boolean, attribute: 'no-cards'}) noCards = false;

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<FieldWord | PocketWord> | undefined;

  @state() private step: Step | undefined;
  @state() private isBusy = false;
  @state() private problem: SignInProblem | undefined;
  @state() private invited: Invited | undefined;
  @state() private isEnded = false;

  @query('input') private readonly field!: HTMLInputElement | null;

  readonly #localizer = new Localizer<FieldWord | PocketWord>(this, pocketBook);
  readonly #office = new ClientController<never>(this, () => undefined);
  protected readonly ticker = new Ticker(this, () => (this.#againLeft > 0 ? 'second' : false));
  #own: {src: string; client: DispatchClient} | undefined;
  #phone = '';
  #sentMs = -Infinity;

  protected override willUpdate(changed: PropertyValues<DispatchSignIn>): void {
    this.step ??= this.noCards ? 'phone' : 'cards';
    if (changed.has('invitation')) void this.#openInvitation();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('step') && this.step !== 'cards') this.field?.focus();
  }

  protected override render() {
    const {step} = this;
    return html`<section class="base" part="base" dir=${this.#localizer.direction}>
      ${step === 'cards' ? this.#renderCards() : step === 'code' ? this.#renderCode() : this.#renderPhone()}
    </section>`;
  }

  #renderInvited() {
    const {invited, isEnded} = this;
    if (isEnded) return html`<p class="problem" role="alert">${this.#say('invitationEnded')}</p>`;
    if (!invited) return nothing;
    const {invitedBy, organization} = invited;
    const values = {name: invitedBy ?? organization.name, organization: organization.name};
    return html`<p class="invited">${this.#say(invitedBy ? 'invitedBy' : 'invitedTo', values)}</p>`;
  }

  #renderCards() {
    return html`<h2>
        ${this.#say('welcome', {name: this.invited?.name.split(' ')[0] ?? ''}).replace(/,\s*$/, '')}
      </h2>
      ${this.#renderInvited()}
      <ul>
        ${cards.map(
          ([name, title, text]) =>
            html`<li>
              ${icon(name)}
              <div>
                <h3>${this.#say(title)}</h3>
                <p>${this.#say(text)}</p>
              </div>
            </li>`,
        )}
      </ul>
      <button class="big" type="button" @click=${() => (this.step = 'phone')}>
        ${this.#say('continue')}
      </button>`;
  }

  #renderPhone() {
    const end = this.invited?.phoneEnd;
    const submit = (event: Event) => {
      event.preventDefault();
      void this.#send(this.field!.value);
    };
    return html`<h2>${this.#say('signIn')}</h2>
      ${this.#renderInvited()}
      <form novalidate @submit=${submit}>
        <label for="phone">${this.#say('phoneNumber')}</label>
        <input
          id="phone"
          name="phone"
          type="tel"
          autocomplete="tel"
          inputmode="tel"
          dir="ltr"
          .value=${this.#phone}
          aria-describedby="hint problem"
          aria-invalid=${this.problem !== undefined}
        />
        <p class="quiet" id="hint">
          ${this.#say('phoneText')} ${end ? this.#say('phoneEnds', {end}) : nothing}
        </p>
        ${this.#renderProblem()}
        <button class="big" aria-disabled=${this.isBusy}>
          ${this.#say(this.isBusy ? 'sending' : 'sendCode')}
        </button>
      </form>`;
  }

  #renderCode() {
    const left = Math.ceil(this.#againLeft);
    const typed = () => {
      const field = this.field!;
      const code = codeOf(field.value);
      if (field.value !== code) field.value = code;
      if (code.length === 6) void this.#verify(code);
    };
    const submit = (event: Event) => {
      event.preventDefault();
      const code = codeOf(this.field!.value);
      if (code.length === 6) void this.#verify(code);
      else this.problem = {word: 'codeWrong', minutes: 0, message: ''};
    };
    return html`<h2>${this.#say('enterCode')}</h2>
      <p>${this.#say('codeSent', {phone: `\u2066${this.#phone}\u2069`})}</p>
      <form novalidate @submit=${submit}>
        <label for="code">${this.#say('sixDigits')}</label>
        <input
          id="code"
          name="code"
          class="code"
          autocomplete="one-time-code"
          inputmode="numeric"
          maxlength="11"
          dir="ltr"
          aria-describedby="problem"
          aria-invalid=${this.problem !== undefined}
          @input=${typed}
        />
        ${this.#renderProblem()}
        <button class="big" aria-disabled=${this.isBusy}>
          ${this.#say(this.isBusy ? 'sending' : 'signIn')}
        </button>
      </form>
      <div class="row">
        <button
          class="chip"
          type="button"
          aria-disabled=${this.isBusy || left > 0}
          @click=${() => left <= 0 && void this.#send(this.#phone)}
        >
          ${left > 0 ? this.#say('sendAgainIn', {seconds: String(left)}) : this.#say('sendAnother')}
        </button>
        <button class="chip" type="button" @click=${() => this.#goTo('phone')}>
          ${this.#say('otherNumber')}
        </button>
      </div>`;
  }

  #renderProblem() {
    const {problem} = this;
    const count = new Intl.NumberFormat(this.#localizer.locale, {
      style: 'unit',
      unit: 'minute',
      unitDisplay: 'long',
    });
    const words =
      problem &&
      (problem.word ? this.#say(problem.word, {time: count.format(problem.minutes)}) : problem.message);
    return html`<p class="problem" id="problem" role="alert">${words ?? nothing}</p>`;
  }

  readonly #say: Localizer<FieldWord | PocketWord>['say'] = (key, values) => this.#localizer.say(key, values);

  get #againLeft(): number {
    return againSeconds - (performance.now() - this.#sentMs) / 1000;
  }

  get #client(): DispatchClient | undefined {
    const {client, src} = this;
    if (client || !src) return client ?? this.#office.client;
    if (this.#own?.src !== src)
      this.#own = {src, client: new DispatchClient({url: new URL(src, document.baseURI)})};
    return this.#own.client;
  }

  #goTo(step: Step): void {
    [this.step, this.problem] = [step, undefined];
  }

  async #openInvitation(): Promise<void> {
    const {invitation: token} = this;
    [this.invited, this.isEnded] = [undefined, false];
    if (!token) return;
    try {
      const invited = await this.#client?.signIn.invitation({token});
      if (token === this.invitation) this.invited = invited;
    } catch (error) {
      // Without a connection one may sign in all the same, once there is one.
      if (token === this.invitation) this.isEnded = isDispatchError(error, 'link_ended');
    }
  }

  async #send(written: string): Promise<void> {
    const phone = phoneOf(written, this.callingCode);
    this.#phone = phone ?? written;
    if (!phone) {
      this.problem = {word: 'phoneWrong', minutes: 0, message: ''};
      return;
    }
    const organizationSlug = this.organization ?? this.invited?.organization.slug;
    await this.#do(async client => {
      await client.signIn.code({phone, ...(organizationSlug && {organizationSlug})});
      this.#sentMs = performance.now();
      this.#goTo('code');
    });
  }

  async #verify(code: string): Promise<void> {
    const organizationSlug = this.organization ?? this.invited?.organization.slug;
    await this.#do(async client => {
      const session = await client.signIn.verify({
        phone: this.#phone,
        code,
        ...(organizationSlug && {organizationSlug}),
        ...(this.deviceName && {deviceName: this.deviceName}),
      });
      if (this.isConnected) this.dispatchEvent(new DispatchSignedInEvent({session}));
    });
  }

  async #do(work: (client: DispatchClient) => Promise<void>): Promise<void> {
    const client = this.#client;
    if (this.isBusy || !client) return;
    [this.isBusy, this.problem] = [true, undefined];
    try {
      await work(client);
    } catch (error) {
      this.problem = problemOf(error);
      tellError(this, error);
      if (this.step === 'code') this.field?.select();
    } finally {
      this.isBusy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-sign-in': DispatchSignIn;
  }
}
