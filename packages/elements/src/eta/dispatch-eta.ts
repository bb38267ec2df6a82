import {webPlatform} from '@dispatch-kit/client';
import type {TrackingEta, TrackingView} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import {property, state} from 'lit/decorators.js';
import {customElement} from '../base/custom-element.ts';
import {CustomStates} from '../base/custom-states.ts';
import {
  etaRange,
  formatAge,
  formatDay,
  formatMinutes,
  formatTimeRange,
  timeRangeParts,
} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {Ticker} from '../base/ticker.ts';
import {tokens} from '../base/tokens.styles.ts';
import {VisitController} from '../base/visit-controller.ts';
import {DispatchEtaEvent} from '../events.ts';
import {etaStyles} from './dispatch-eta.styles.ts';
import {EtaAnnouncer} from './eta-announcer.ts';

/**
 * When somebody will come: the range in big type, where it comes from, how old it is, whether it is late. Before the
 * way begins, the window that was told. Changes that matter are announced politely, at most once a minute.
 *
 * @summary The expected arrival.
 * @fires dispatch-eta - The expected arrival was told, or has changed.
 * @csspart kicker - The line above the range.
 * @csspart range - The range.
 * @cssprop --dispatch-eta-size - The size of the range.
 * @cssstate late - It will be later than promised.
 * @cssstate stale - It is an old estimate: no position comes.
 */
@customElement('dispatch-eta')
export class DispatchEta extends LitElement {
  static override styles = [tokens, etaStyles];

  /** What to draw; without it, the visit of the nearest provider. */
  @property({attribute: false}) view: TrackingView | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords | undefined;

  @state() private announcement = '';

  readonly #localizer = new Localizer(this);
  readonly #visit = new VisitController(this);
  readonly #announcer = new EtaAnnouncer();
  readonly #platform = webPlatform();
  readonly #states = new CustomStates(this);
  #shown: string | undefined;
  protected readonly ticker = new Ticker(this, () => this.#states.has('stale') && 'second');

  protected override willUpdate(): void {
    const visit = this.#visit.snapshot.view?.visit;
    this.#states.set('late', visit?.eta?.late ?? false);
    this.#states.set('stale', visit?.staleSince !== undefined);
    if (visit?.eta && visit.phase !== 'upcoming') this.#announce(visit.eta);
    else if (visit) this.#announcer.none();
  }

  protected override updated(_changed: PropertyValues): void {
    const eta = this.#visit.snapshot.view?.visit.eta;
    // Seconds that come and go are no news: what counts is what can be read.
    const shown = eta && etaRange(eta).start + etaRange(eta).end;
    const isNew = shown !== this.#shown;
    this.#shown = shown;
    if (eta && isNew) this.dispatchEvent(new DispatchEtaEvent({eta}));
  }

  protected override render() {
    const view = this.#visit.snapshot.view;
    if (!view) return nothing;
    const {eta, window, phase} = view.visit;
    const isPlan = phase === 'upcoming' || phase === 'suspended';
    const range = isPlan ? window : ((eta && etaRange(eta)) ?? window);
    return html`
      ${range && this.#renderRange(view, range, isPlan || !eta)} ${this.#renderFacts(view)}
      <p class="visually-hidden" role="status">${this.announcement}</p>
    `;
  }

  #renderRange(view: TrackingView, range: {start: string; end: string}, isPlan: boolean) {
    const format = this.#format(view);
    const kicker = isPlan ? formatDay(format, range.start) : this.#localizer.say('arrivingBetween');
    return html`
      <p class="kicker" part="kicker">${kicker}</p>
      <p class="range" part="range">
        <bdi
          >${timeRangeParts(format, range).map(({text, isWord}) =>
            isWord ? html`<span class="word">${text}</span>` : text,
          )}</bdi
        >
      </p>
    `;
  }

  #renderFacts(view: TrackingView) {
    const {eta, phase, staleSince, stopsAhead} = view.visit;
    const facts = [];
    if (phase === 'live_stale' && staleSince) {
      const age = formatAge(this.#format(view), this.#visit.nowMs() - Date.parse(staleSince));
      facts.push(html`<span class="stale">${this.#localizer.say('lastHeard', {age})}</span> `);
    }
    if (eta?.late) facts.push(html`<span class="late">${this.#lateText(eta)}</span> `);
    if (eta?.source === 'technician') {
      const name = view.visit.technician?.name ?? this.#localizer.say('technicianWithin');
      facts.push(html`<span>${this.#localizer.say('technicianSays', {name})}</span> `);
    }
    if (stopsAhead) {
      facts.push(html`<span>${this.#localizer.say('stopsAhead', {count: String(stopsAhead)})}</span> `);
    }
    const record = this.#renderRecord(view);
    // On the way facts come and go: a line stays for them, so that nothing below it moves.
    const keepsLine = record === nothing && (phase === 'live' || phase === 'live_stale');
    return html`${facts.length > 0 || keepsLine ? html`<p class="facts">${facts}</p>` : nothing} ${record}`;
  }

  /** How good such times were: only beside one that is made as those were. */
  #renderRecord({visit, organization}: TrackingView) {
    const {arrivals} = organization ?? {};
    if (!arrivals || visit.eta?.source !== 'estimate') return nothing;
    const {locale} = this.#localizer;
    const minutes = formatMinutes(locale, arrivals.withinMinutes);
    const visits = new Intl.NumberFormat(locale).format(arrivals.visits);
    return html`<p class="record">${this.#localizer.say('arrivalRecord', {minutes, visits})}</p>`;
  }

  #lateText({lateMinutes}: TrackingEta): string {
    if (lateMinutes === undefined) return this.#localizer.say('laterThanPlanned');
    return this.#localizer.say('runningLate', {minutes: formatMinutes(this.#localizer.locale, lateMinutes)});
  }

  #announce(eta: TrackingEta): void {
    const news = this.#announcer.judge(eta, this.#platform.elapsedMs());
    if (!news) return;
    const range = formatTimeRange(this.#format(this.#visit.snapshot.view!), etaRange(eta));
    this.announcement = this.#localizer.say(news === 'late' ? 'announceLate' : 'announceEta', {range});
  }

  #format({timeZone}: TrackingView): Format {
    return {locale: this.#localizer.locale, timeZone};
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-eta': DispatchEta;
  }
}
