import type {TrackingView} from '@dispatch-kit/core';
import type {VisitSource} from '@dispatch-kit/client';
import {LitElement, html, nothing} from 'lit';
import {property, state} from 'lit/decorators.js';
import {answerCommands, customerAnswerer} from '../base/answer-commands.ts';
import {customElement} from '../base/custom-element.ts';
import {formStyles} from '../base/form.styles.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {tokens} from '../base/tokens.styles.ts';
import {VisitController} from '../base/visit-controller.ts';
import {WishController} from '../base/wish-controller.ts';
import {DispatchRatedEvent} from '../events.ts';
import {customerBook} from '../locales/customer/book.ts';
import type {CustomerWord} from '../locales/customer/en.ts';
import {surveyStyles} from './dispatch-survey.styles.ts';

const five = [1, 2, 3, 4, 5];
/** What is asked of a good visit and of one that was not, by what is sent for it. */
const reasons = {
  good: ['on_time', 'friendly', 'good_work', 'clean', 'explained'],
  poor: ['late', 'unfriendly', 'not_solved', 'mess', 'price'],
} as const;

/**
 * Asks how a visit was: 1 to 5 stars, quick reasons that fit them, a comment; then shows what was given. By itself it
 * follows a link (`src`, `token`), in a tracker or a provider their visit. Shows nothing while there is nothing to rate.
 *
 * @summary How was it? Stars, reasons, a comment.
 * @fires dispatch-command - A rating was given; cancelable.
 * @fires dispatch-rated - The rating was taken.
 * @fires dispatch-error - Something went wrong.
 * @csspart stars - The five stars.
 */
@customElement('dispatch-survey')
export class DispatchSurvey extends LitElement {
  static override styles = [tokens, formStyles, surveyStyles];

  /** The address of the server; with `token`, the survey follows the link by itself. */
  @property() src: string | undefined;

  /** The token of the tracking link. */
  @property() token: string | undefined;

  /** What to draw; without it, the visit of the nearest provider or tracker. */
  @property({attribute: false}) view: TrackingView | undefined;

  /** A source of your own, such as `polling(fetchView)`. */
  @property({attribute: false}) source: VisitSource | undefined;

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<CustomerWord> | undefined;

  @state() private stars = 0;
  @state() private lacksStars = false;

  readonly #localizer = new Localizer(this, customerBook);
  readonly #visit = new VisitController(this);
  readonly #wishes = new WishController(this, this.#localizer);
  #connection: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connection = new AbortController();
    const answerer = customerAnswerer(() => this.#visit.ownSource);
    answerCommands(this, answerer, this.#connection.signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.abort();
  }

  protected override render() {
    const {view} = this.#visit.snapshot;
    const rating = view?.rating;
    const form = view?.actions?.includes('rate') ? this.#renderForm() : nothing;
    return html`<div dir=${this.#localizer.direction}>
      ${rating ? this.#renderGiven(rating.stars) : form}
      <p class="quiet" role="status">${rating ? this.#localizer.say('thanks') : nothing}</p>
    </div>`;
  }

  #renderForm() {
    return html`<form @submit=${(event: SubmitEvent) => this.#submit(event)}>
      ${this.#renderStars()} ${this.stars > 0 ? this.#renderReasons() : nothing}
      <label for="comment">${this.#localizer.say('comment')}</label>
      <textarea id="comment" name="comment" maxlength="2000"></textarea>
      <button class="primary" type="submit" aria-disabled=${this.#wishes.isBusy}>
        ${this.#localizer.say('sendRating')}
      </button>
      ${this.#wishes.render()}
    </form>`;
  }

  /** A group of radio buttons: arrow keys choose. */
  #renderStars() {
    const choose = (event: Event) => {
      this.stars = Number((event.target as HTMLInputElement).value);
      this.lacksStars = false;
    };
    return html`<fieldset aria-describedby=${this.lacksStars ? 'lacks-stars' : nothing} @change=${choose}>
        <legend class="visually-hidden">${this.#localizer.say('rating')}</legend>
        <div class="stars" part="stars">
          ${five.map(
            count =>
              html`<label class="star">
                <input
                  type="radio"
                  name="stars"
                  value=${count}
                  aria-label=${this.#localizer.say('stars', {count: String(count)})}
                />
                ${icon('star')}
              </label>`,
          )}
        </div>
      </fieldset>
      ${
        this.lacksStars
          ? html`<p class="banner bad" id="lacks-stars" role="alert">
              ${this.#localizer.say('chooseStars')}
            </p>`
          : nothing
      }`;
  }

  #renderReasons() {
    const isGood = this.stars >= 4;
    const say = (word: CustomerWord) => this.#localizer.say(word);
    // Another set of boxes for another question, so that no tick goes over from one to the other.
    return html`<fieldset class="reasons" name=${isGood ? 'good' : 'poor'}>
      <legend>${say(isGood ? 'whatWasGood' : 'whatWasNot')}</legend>
      ${
        isGood
          ? html`<div class="chips">${reasons.good.map(reason => this.#renderReason(reason))}</div>`
          : html`<div class="chips">${reasons.poor.map(reason => this.#renderReason(reason))}</div>`
      }
    </fieldset>`;
  }

  #renderReason(reason: (typeof reasons)['good' | 'poor'][number]) {
    return html`<label class="chip">
      <input type="checkbox" name="reason" value=${reason} /> ${this.#localizer.say(`reason.${reason}`)}
    </label>`;
  }

  #renderGiven(stars: number) {
    const label = this.#localizer.say('stars', {count: String(stars)});
    return html`<div class="given" part="stars" role="img" aria-label=${label}>
      ${five.map(count => icon('star', count <= stars ? 'full' : ''))}
    </div>`;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    if (this.stars === 0) {
      this.lacksStars = true;
      return;
    }
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const comment = String(data.get('comment') ?? '').trim();
    const chosen = data.getAll('reason').map(String);
    const rating = {
      stars: this.stars,
      ...(comment && {comment}),
      ...(chosen.length > 0 && {reasons: chosen}),
    };
    void this.#rate(rating);
  }

  async #rate(rating: {stars: number; comment?: string; reasons?: string[]}): Promise<void> {
    if (await this.#wishes.wish('rate', rating))
      this.dispatchEvent(new DispatchRatedEvent({stars: rating.stars}));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-survey': DispatchSurvey;
  }
}
