import type {DispatchClient, OfficePicture} from '@dispatch-kit/client';
import {LitElement, html, nothing} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import {CommandAnswers} from '../base/answer-commands.ts';
import {ClientController} from '../base/client-controller.ts';
import {customElement} from '../base/custom-element.ts';
import {CustomStates} from '../base/custom-states.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {OfficeTrouble} from '../base/office-trouble.ts';
import {Ticker} from '../base/ticker.ts';
import {tokens} from '../base/tokens.styles.ts';
import {WhoController} from '../base/who-controller.ts';
import {renderOffline, renderRefused} from '../board/board-parts.ts';
import {nothingKnown} from '../board/board-source.ts';
import type {BoardSource} from '../board/board-source.ts';
import {toastFor} from '../board/board-toast.ts';
import {ToastController} from '../board/toast-controller.ts';
import {DispatchOpenEvent, DispatchSelectEvent} from '../events.ts';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import {formatAmount} from '../order/written.ts';
import {officeAnswerer} from '../provider/office-answerer.ts';
import {offersStyles} from './dispatch-offers.styles.ts';
import type {AnswerKind} from './offer-answer.ts';
import {renderEnded, renderOffer, soonMs} from './offer-card.ts';
import type {CardContext} from './offer-card.ts';
import type {Answered} from './offer-dialog.ts';
import {OfferShelf} from './offer-shelf.ts';
import type {Offer} from './offer-shelf.ts';
import {SourceNames} from './source-names.ts';

/**
 * What partners and the booking page offer to an office, live, what ends first at the top. An offer is accepted as it was
 * asked for, with one of the times that are suggested, with another, or without one, and declined with a reason; what
 * follows is said before, and can be taken back after. What expires meanwhile, or is answered elsewhere, stays for two
 * minutes and says so.
 *
 * @summary Offers that wait for an answer.
 * @fires dispatch-open - A job is to be seen whole.
 * @fires dispatch-select - An offer was chosen.
 * @fires dispatch-command - An offer is to be accepted or declined, or that is to be undone; cancelable.
 * @fires dispatch-error - Something went wrong.
 * @csspart base - The whole list.
 * @csspart offer - An offer.
 * @csspart ended - An offer that ended meanwhile.
 * @cssprop --dispatch-color-accent - The one accent.
 * @cssstate offline - The connection is lost.
 * @cssstate waiting - An offer waits for an answer.
 */
@customElement('dispatch-offers')
export class DispatchOffers extends LitElement {
  static override styles = [tokens, offersStyles];

  /** A client of your own; without it, the nearest provider's. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** A source of your own; without it, the client's board of today, which a board, a map and the offers share. */
  @property({attribute: false}) source: BoardSource | undefined;

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<OfficeWord> | undefined;

  @state() private answering: {kind: AnswerKind; offer: Offer} | undefined;

  @query('h2') private readonly heading!: HTMLElement;

  readonly #localizer = new Localizer<OfficeWord>(this, officeBook);
  readonly #office = new ClientController<BoardSource>(this, client => {
    const own = this.client ?? client;
    return this.source ?? own?.board({day: 'today'});
  });
  readonly #who = new WhoController(this, () => (this.#picture.status === 'live' ? this.#client : undefined));
  readonly #names = new SourceNames(this);
  readonly #toast = new ToastController(this, this.#localizer);
  readonly #shelf = new OfferShelf();
  readonly #states = new CustomStates(this);
  protected readonly trouble = new OfficeTrouble(this, () => this.#picture);
  protected readonly ticker = new Ticker(this, () => {
    const isNear = this.#shelf.offers.some(({expiresMs}) => (expiresMs ?? Infinity) - this.#nowMs <= soonMs);
    const counts = isNear || this.#toast.isShown || this.#picture.status === 'offline';
    const ages = this.#shelf.offers.length > 0 || this.#shelf.ended.length > 0;
    return counts ? 'second' : ages && 'minute';
  });
  protected readonly answers = new CommandAnswers(
    this,
    officeAnswerer(() => this.client),
  );
  /** What opened the dialog, to give the focus back to. */
  #opener: HTMLElement | undefined;

  protected override willUpdate(): void {
    for (const jobId of this.#shelf.take(this.#picture, this.#nowMs)) void this.#lookUp(jobId);
    const {offers} = this.#shelf;
    const isReached = this.#client !== undefined && this.#picture.status === 'live';
    const sources = offers.flatMap(({job}) => (job.sourceId ? [job.sourceId] : []));
    if (isReached && this.#mayAnswer)
      void this.#names.look(
        sources.filter(id => id !== 'booking'),
        this.#client!,
      );
    this.#states.set('offline', this.#picture.status === 'offline');
    this.#states.set('waiting', offers.length > 0);
  }

  protected override render() {
    const context = this.#context;
    return html`<div class="base" part="base" dir=${this.#localizer.direction}>
      <div class="bar">
        <h2 tabindex="-1">${this.#say('offers')}</h2>
        ${this.#isKnown ? html`<span class="count">${formatAmount(this.#localizer.locale, this.#shelf.offers.length)}</span>` : nothing}
      </div>
      ${renderOffline({...context, picture: this.#picture})} ${this.#renderBody(context)}
      <p class="visually-hidden" role="status">
        ${this.#isKnown ? this.#say('offersWaiting', {count: formatAmount(this.#localizer.locale, this.#shelf.offers.length)}) : nothing}
      </p>
      ${this.#toast.render(this.#nowMs)} ${this.#renderDialog()}
    </div>`;
  }

  #renderBody(context: CardContext) {
    const {status} = this.#picture;
    if (status === 'refused') return renderRefused({picture: this.#picture, say: this.#say});
    if (!this.#isKnown)
      return html`<div class="list">
        <p class="visually-hidden" role="status">${this.#say('loadingOffers')}</p>
        <div class="bone"></div>
        <div class="bone"></div>
      </div>`;
    const {offers, ended} = this.#shelf;
    return html`${this.#mayAnswer === false && offers.length > 0 ? html`<p class="hint">${this.#say('mayNotAnswer')}</p>` : nothing}
      <div class="endings" role="status">${ended.map(each => renderEnded(each, context))}</div>
      ${
        offers.length > 0
          ? html`<div class="list">
              ${repeat(
                offers,
                ({job}) => job.id,
                offer => renderOffer(offer, context),
              )}
            </div>`
          : this.#renderEmpty()
      }`;
  }

  #renderEmpty() {
    return html`<div class="empty">
      ${icon('inbox')}
      <h3>${this.#say('noOffers')}</h3>
      <p>${this.#say('noOffersText')}</p>
    </div>`;
  }

  #renderDialog() {
    const {answering} = this;
    if (!answering) return nothing;
    return html`<dispatch-offer-dialog
      .kind=${answering.kind}
      .offer=${answering.offer}
      .picture=${this.#picture}
      .client=${this.#client}
      .nowMs=${this.#nowMs}
      .words=${this.words}
      .finish=${(answered: Answered | undefined) => this.#finish(answered)}
    ></dispatch-offer-dialog>`;
  }

  get #client(): DispatchClient | undefined {
    return this.client ?? this.#office.client;
  }

  get #picture(): OfficePicture {
    return this.#office.store?.get() ?? nothingKnown;
  }

  get #isKnown(): boolean {
    return this.#picture.asOfMs !== undefined;
  }

  get #nowMs(): number {
    return this.#office.store?.nowMs() ?? 0;
  }

  get #format(): Format {
    return {locale: this.#localizer.locale, timeZone: this.#picture.organization?.timeZone};
  }

  /** Undefined until it is known who asks; a page with a source of its own answers for itself. */
  get #mayAnswer(): boolean | undefined {
    if (!this.#client) return this.source !== undefined;
    return this.#who.me && this.#who.me.capabilities['plan'] === 'all';
  }

  get #context(): CardContext & {localizer: Localizer<OfficeWord>} {
    return {
      localizer: this.#localizer,
      say: this.#say,
      format: this.#format,
      nowMs: this.#nowMs,
      picture: this.#picture,
      mayAnswer: this.#mayAnswer,
      isOffline: this.#picture.status !== 'live',
      nameOfSource: id => this.#names.nameOf(id),
      answer: (kind, offer) => void this.#answer(kind, offer),
      open: offer => this.#open(offer),
      hide: jobId => {
        this.#shelf.hide(jobId);
        this.requestUpdate();
        this.heading.focus();
      },
    };
  }

  readonly #say: Localizer<OfficeWord>['say'] = (key, values) => this.#localizer.say(key, values);

  #open({job}: Offer): void {
    this.#office.store?.select({jobId: job.id});
    this.dispatchEvent(new DispatchSelectEvent({jobId: job.id, memberId: undefined}));
    this.dispatchEvent(new DispatchOpenEvent({jobId: job.id}));
  }

  async #answer(kind: AnswerKind, offer: Offer): Promise<void> {
    this.#opener = (this.shadowRoot?.activeElement as HTMLElement | null) ?? undefined;
    await import('./offer-dialog.ts');
    if (this.isConnected) this.answering = {kind, offer};
  }

  #finish(answered: Answered | undefined): void {
    this.answering = undefined;
    if (answered) {
      const {kind, offer, wish, reply} = answered;
      // A page that does it itself tells the office; until then the offer stands.
      if (reply) this.#shelf.answer(offer.job.id);
      const text = this.#say(`done.${kind}`, {title: offer.job.title});
      this.#toast.show(toastFor(text, {wish, reply}, this.#picture));
    }
    const opener = this.#opener;
    this.#opener = undefined;
    if (opener?.isConnected && !answered) opener.focus();
    else this.heading.focus();
  }

  /** Finds out what became of an offer that is no longer in the picture. */
  async #lookUp(jobId: string): Promise<void> {
    try {
      const job = await this.#client?.jobs.get(jobId);
      if (!job || !this.isConnected) return;
      this.#shelf.learn(job);
      this.requestUpdate();
    } catch {
      // That it is no longer open is said all the same.
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-offers': DispatchOffers;
  }
}
