import type {VisitActions} from '@dispatch-kit/client';
import {html, nothing} from 'lit';
import type {TemplateResult} from 'lit';
import {icon} from '../base/icons.ts';
import type {Localizer} from '../base/localizer.ts';

/** What the templates of a rating need of the tracker. */
export interface RatingContext {
  localizer: Localizer;
  isBusy: boolean;
  /** The last try had no star. */
  lacksStars: boolean;
  rate(rating: VisitActions['rate']): void;
  miss(): void;
}

const five = [1, 2, 3, 4, 5];

/** 1 to 5 stars as a group of radio buttons (arrow keys choose), and a comment. */
export function renderRatingForm({localizer, isBusy, lacksStars, rate, miss}: RatingContext): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const stars = Number(data.get('stars'));
    const comment = String(data.get('comment') ?? '').trim();
    if (!stars) miss();
    else if (!isBusy) rate({stars, ...(comment && {comment})});
  };
  return html`<form @submit=${submit}>
    <fieldset aria-describedby=${lacksStars ? 'lacks-stars' : nothing}>
      <legend class="visually-hidden">${localizer.say('rating')}</legend>
      <div class="stars">
        ${five.map(
          count =>
            html`<label class="star">
              <input
                type="radio"
                name="stars"
                value=${count}
                aria-label=${localizer.say('stars', {count: String(count)})}
              />
              ${icon('star')}
            </label>`,
        )}
      </div>
    </fieldset>
    ${
      lacksStars
        ? html`<p class="banner bad" id="lacks-stars" role="alert">${localizer.say('chooseStars')}</p>`
        : nothing
    }
    <label for="comment">${localizer.say('comment')}</label>
    <textarea id="comment" name="comment" maxlength="2000"></textarea>
    <button class="primary" type="submit" aria-disabled=${isBusy}>${localizer.say('sendRating')}</button>
  </form>`;
}

/** The stars that were given. */
export function renderRating(stars: number, localizer: Localizer): TemplateResult {
  return html`<div class="given" role="img" aria-label=${localizer.say('stars', {count: String(stars)})}>
      ${five.map(count => icon('star', count <= stars ? 'full' : ''))}
    </div>
    <p class="quiet">${localizer.say('thanks')}</p>`;
}
