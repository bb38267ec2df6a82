import type {TrackingView} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import {property, state} from 'lit/decorators.js';
import {classMap} from 'lit/directives/class-map.js';
import {customElement} from '../base/custom-element.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {tokens} from '../base/tokens.styles.ts';
import {VisitController} from '../base/visit-controller.ts';
import {headlineStyles} from './dispatch-headline.styles.ts';
import {hasTime, headlineOf, phaseOf} from './headline.ts';
import type {TrackerPhase} from './headline.ts';

/**
 * Says in a sentence where a visit stands: that somebody is on the way, has arrived, that it was canceled, how it went.
 * A new phase, another technician and a confirmed time are announced, each once.
 *
 * @summary Where a visit stands, in words.
 * @csspart title - The sentence.
 */
@customElement('dispatch-headline')
export class DispatchHeadline extends LitElement {
  static override styles = [tokens, headlineStyles];

  /** What to draw; without it, the visit of the nearest provider or tracker. */
  @property({attribute: false}) view: TrackingView | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords | undefined;

  @state() private announcement = '';

  readonly #localizer = new Localizer(this);
  readonly #visit = new VisitController(this);
  #phase: TrackerPhase | undefined;
  #technician: string | undefined;
  #change: string | undefined;
  #confirmed: boolean | undefined;

  protected override willUpdate(): void {
    const {snapshot} = this.#visit;
    const phase = phaseOf(snapshot);
    const {view} = snapshot;
    const news = [this.#changeOf(view), this.#newPhase(phase, view), this.#newlyConfirmed(view)].filter(
      Boolean,
    );
    if (news.length > 0) this.announcement = news.join('. ');
  }

  protected override render() {
    const {snapshot} = this.#visit;
    const {view} = snapshot;
    const phase = phaseOf(snapshot);
    const {title, text} = headlineOf(phase, view, this.#say, this.#format);
    if (phase === 'connecting') return html`<h2 class="visually-hidden">${title}</h2>`;
    return html`<h2 class=${classMap({title: true, big: !hasTime(phase, view)})} part="title">${title}</h2>
      ${text ? html`<p class="text">${text}</p>` : nothing}
      ${this.#change ? html`<p class="change">${icon('person')} ${this.#change}</p>` : nothing}
      ${
        phase === 'upcoming' && view?.visit.confirmed
          ? html`<p class="good">${icon('tick')} ${this.#say('confirmed')}</p>`
          : nothing
      }
      <p class="visually-hidden" role="status">${this.announcement}</p>`;
  }

  /** What to announce of a phase: not the first, which the page says anyway, nor that positions come and go. */
  #newPhase(phase: TrackerPhase, view: TrackingView | undefined): string | undefined {
    const before = this.#phase;
    this.#phase = phase;
    if (!before || before === phase || before === 'connecting') return undefined;
    const isSameLeg = before.startsWith('live') && phase.startsWith('live');
    return isSameLeg ? undefined : headlineOf(phase, view, this.#say, this.#format).title;
  }

  /** That another technician comes than the page said before. */
  #changeOf(view: TrackingView | undefined): string | undefined {
    const name = view?.visit.technician?.name;
    const before = this.#technician;
    if (name) this.#technician = name;
    if (view && !['upcoming', 'suspended', 'live', 'live_stale'].includes(view.visit.phase))
      this.#change = undefined;
    if (!name || !before || name === before) return undefined;
    return (this.#change = this.#say('otherComes', {name, before}));
  }

  #newlyConfirmed(view: TrackingView | undefined): string | undefined {
    const before = this.#confirmed;
    if (view) this.#confirmed = view.visit.confirmed ?? false;
    return before === false && this.#confirmed ? this.#say('confirmed') : undefined;
  }

  readonly #say: Localizer['say'] = (key, values) => this.#localizer.say(key, values);

  get #format(): Format {
    return {locale: this.#localizer.locale, timeZone: this.#visit.snapshot.view?.timeZone};
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-headline': DispatchHeadline;
  }
}
