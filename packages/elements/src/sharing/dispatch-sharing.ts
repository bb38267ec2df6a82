import type {LocationSharing, OfficePicture, OfficeSource, Outbox} from '@dispatch-kit/client';
import {LitElement, html, nothing} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {classMap} from 'lit/directives/class-map.js';
import {ClientController} from '../base/client-controller.ts';
import {customElement} from '../base/custom-element.ts';
import {CustomStates} from '../base/custom-states.ts';
import {reasonOf, tellError} from '../base/failure.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {Ticker} from '../base/ticker.ts';
import {tokens} from '../base/tokens.styles.ts';
import {WhoController} from '../base/who-controller.ts';
import type {FieldWord} from '../locales/field/en.ts';
import {pocketBook} from '../locales/pocket/book.ts';
import type {PocketWord} from '../locales/pocket/en.ts';
import {sharingStyles} from './dispatch-sharing.styles.ts';
import {renderPairing} from './pair-sections.ts';
import {Pairing} from './pairing.ts';
import {sightOf} from './sharing-model.ts';
import type {SharingSight} from './sharing-model.ts';

/**
 * Shares where a technician's phone is while he is under way, and says who sees it now. It begins by itself with the
 * first tap on a visit, keeps the screen on, and is honest about what a page cannot do: hidden, it is not heard. For that it
 * pairs a phone app, by a QR code or a link. Keep it on the page beside the agenda: without it nothing is shared.
 *
 * @summary Who sees where the technician is, and the switch for it.
 * @fires dispatch-error - The shift or a pairing could not be changed.
 * @csspart base - Everything.
 * @csspart line - Who sees the technician.
 * @csspart options - What the three dots open.
 * @cssstate shared - A place is seen by somebody.
 * @cssstate paused - The customer sees a technician who does not move.
 */
@customElement('dispatch-sharing')
export class DispatchSharing extends LitElement {
  static override styles = [tokens, sharingStyles];

  /** A source of your own that holds the technician's day; without it, one of the nearest provider's client. */
  @property({attribute: false}) source: OfficeSource | undefined;

  /** Sharing of your own, with another receiver; without it, the browser's. */
  @property({attribute: false}) sharing: LocationSharing | undefined;

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<FieldWord | PocketWord> | undefined;

  @state() private isOpen = false;
  @state() private isBusy = false;
  @state() private failure: string | undefined;
  /** The page was hidden while somebody watched. */
  @state() private wasHidden = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  readonly #localizer = new Localizer<FieldWord | PocketWord>(this, pocketBook);
  readonly #office = new ClientController<OfficeSource>(
    this,
    client => this.source ?? client?.agenda({day: 'today'}),
  );
  readonly #shared = new ClientController<LocationSharing>(
    this,
    client => this.sharing ?? client?.shareLocation(),
  );
  readonly #outbox = new ClientController<Outbox>(this, client => client?.outbox);
  readonly #who = new WhoController(this, () =>
    this.#picture?.status === 'live' ? this.#office.client : undefined,
  );
  readonly #pairing = new Pairing(this, () => this.#office.client);
  readonly #states = new CustomStates(this);
  protected readonly ticker = new Ticker(this, () => this.#sight?.occasion !== undefined && 'second');
  #sight: SharingSight | undefined;
  /** What sharing was last begun or ended for by itself: a person's word counts until the next. */
  #begunFor: string | undefined;
  #connection: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connection = new AbortController();
    document.addEventListener('visibilitychange', () => this.#look(), {signal: this.#connection.signal});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.abort();
  }

  protected override willUpdate(): void {
    const picture = this.#picture;
    const sharing = this.#shared.store?.get();
    const memberId = this.#memberId;
    const isOffline =
      picture?.status === 'offline' ||
      this.#outbox.store?.get().isOnline === false ||
      sharing?.isReached === false;
    const nowMs = this.#office.store?.nowMs() ?? 0;
    this.#sight =
      picture?.organization && memberId && sharing
        ? sightOf(picture, {memberId, sharing, isOffline, nowMs})
        : undefined;
    if (!this.#sight?.occasion) this.wasHidden = false;
    this.#states.set('shared', this.#sight !== undefined && this.#sight.seenBy !== 'nobody');
    this.#states.set('paused', this.#sight?.isPaused === true);
  }

  protected override updated(): void {
    const {isOpen} = this.#pairing;
    if (isOpen && this.dialog?.open === false) this.dialog.showModal();
    if (!isOpen && this.dialog?.open) this.dialog.close();
    this.#begin();
  }

  protected override render() {
    const sight = this.#sight;
    // The line is there from the beginning, so that nothing jumps when it is known.
    if (!sight) return html`<section class="base" part="base"><div class="line"></div></section>`;
    return html`<section
        class="base"
        part="base"
        dir=${this.#localizer.direction}
        aria-label=${this.#say('sharing')}
      >
        ${this.#renderLine(sight)} ${this.#renderWarning(sight)}
        ${this.isOpen ? this.#renderOptions(sight) : nothing}
      </section>
      <dialog
        dir=${this.#localizer.direction}
        aria-labelledby="pair-title"
        @close=${() => this.#pairing.close()}
      >
        ${this.#pairing.isOpen ? renderPairing(this.#pairing, this.#context) : nothing}
      </dialog>`;
  }

  #renderLine(sight: SharingSight) {
    const {seenBy, isPaused, isFinding, trouble} = sight;
    const mayStart = trouble === 'stopped' || trouble === 'denied';
    return html`<div class=${classMap({line: true, [seenBy]: true, paused: isPaused})} part="line">
      ${icon(seenBy === 'nobody' ? 'barred' : 'eye')}
      <p role="status">
        <strong>${this.#headline(sight)}</strong>
        ${trouble === 'offline' ? html`<span class="detail">${this.#say('trouble.offline')}</span>` : nothing}
      </p>
      ${
        mayStart && !isFinding
          ? html`<button class="chip first" type="button" @click=${() => this.#shared.store?.start()}>
              ${this.#say('share')}
            </button>`
          : nothing
      }
      <button
        class="more"
        type="button"
        aria-label=${this.#say('sharingOptions')}
        aria-expanded=${this.isOpen}
        @click=${() => (this.isOpen = !this.isOpen)}
      >
        ${icon('dots')}
      </button>
    </div>`;
  }

  #headline({seenBy, isPaused, isFinding, customer}: SharingSight): string {
    const name = customer ?? this.#say('theCustomer');
    if (seenBy === 'customer') return this.#say('customerSees', {name});
    if (seenBy === 'office') return this.#say('officeSees');
    if (isFinding && !isPaused) return this.#say('findingPlace');
    return isPaused ? this.#say('customerSeesPaused', {name}) : this.#say('nobodySees');
  }

  #renderWarning({trouble, customer, isPaused}: SharingSight) {
    const name = customer ?? this.#say('theCustomer');
    // A connection that comes and goes must not push the day up and down: that is said in the line.
    const words =
      trouble && trouble !== 'offline'
        ? this.#say(`trouble.${trouble}`)
        : this.wasHidden
          ? customer
            ? this.#say('wasHidden', {name})
            : this.#say('wasHiddenOffice')
          : undefined;
    if (!words) return nothing;
    return html`<div class=${classMap({warning: true, strong: isPaused || this.wasHidden})}>
      <p>${words} ${this.wasHidden && !trouble ? this.#say('keepOpen') : nothing}</p>
      ${
        this.wasHidden || trouble === 'unavailable' || trouble === 'denied'
          ? html`<button class="chip" type="button" @click=${this.#openPairing}>
              ${this.#say('screenOff')}
            </button>`
          : nothing
      }
      ${
        this.wasHidden && !trouble
          ? html`<button class="chip" type="button" @click=${() => (this.wasHidden = false)}>
              ${this.#say('dismiss')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderOptions({occasion}: SharingSight) {
    const {organization, members} = this.#picture!;
    const isOn = members.get(this.#memberId!)?.onShift ?? false;
    const isShift = organization!.share === 'shift';
    const status = this.#shared.store?.get().status ?? 'off';
    const isRunning = occasion !== undefined && ['asking', 'sharing', 'hidden', 'no_signal'].includes(status);
    return html`<div class="options" part="options">
      <p class="quiet">${this.#say(isShift ? 'sharedOnShift' : 'sharedOnLeg')}</p>
      <button
        class="switch"
        type="button"
        role="switch"
        aria-checked=${isOn}
        aria-disabled=${this.isBusy}
        @click=${() => void this.#setShift(!isOn)}
      >
        <span>${this.#say('onShift')}</span> <span class="knob"></span>
      </button>
      ${this.failure ? html`<p class="warning strong" role="alert">${this.failure}</p>` : nothing}
      <div class="chips">
        ${
          isRunning
            ? html`<button class="chip" type="button" @click=${() => this.#shared.store?.stop()}>
                ${this.#say('stopSharing')}
              </button>`
            : nothing
        }
        <button class="chip" type="button" @click=${this.#openPairing}>${this.#say('screenOff')}</button>
      </div>
    </div>`;
  }

  get #context() {
    const nowMs = this.#office.store?.nowMs() ?? 0;
    return {localizer: this.#localizer, nowMs};
  }

  readonly #say: Localizer<FieldWord | PocketWord>['say'] = (key, values) => this.#localizer.say(key, values);

  get #picture(): OfficePicture | undefined {
    return this.#office.store?.get();
  }

  /** Who carries this phone: a technician's own picture holds no other member. */
  get #memberId(): string | undefined {
    const members = this.#picture?.members;
    const only = members?.size === 1 ? [...members.keys()][0] : undefined;
    return this.#who.me?.memberId ?? only;
  }

  /** Shares from the first tap on, and no longer than the office listens; once for each leg, so that a person may end it. */
  #begin(): void {
    const {store} = this.#shared;
    const {occasion} = this.#sight ?? {};
    if (!store || !this.#sight || occasion === this.#begunFor) return;
    this.#begunFor = occasion;
    if (occasion) store.start();
    else if (store.get().status !== 'off') store.stop();
  }

  #look(): void {
    const isShared = this.#sight?.occasion !== undefined && this.#shared.store?.get().status !== 'off';
    if (document.visibilityState === 'hidden' && isShared) this.wasHidden = true;
  }

  readonly #openPairing = () => {
    if (this.#memberId) this.#pairing.open(this.#memberId);
  };

  async #setShift(on: boolean): Promise<void> {
    const {client} = this.#office;
    if (this.isBusy || !client || !this.#memberId) return;
    this.isBusy = true;
    this.failure = undefined;
    try {
      await client.members.shift(this.#memberId, {on});
    } catch (error) {
      this.failure = reasonOf(error, this.#say('tryAgain'));
      tellError(this, error);
    } finally {
      this.isBusy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-sharing': DispatchSharing;
  }
}
