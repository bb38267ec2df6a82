import '../status/dispatch-status-button.ts';
import '../visit/dispatch-visit.ts';
import type {OfficePicture, OfficeSource, Outbox, Tap} from '@dispatch-kit/client';
import type {AppointmentStatus} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import {property, state} from 'lit/decorators.js';
import {classMap} from 'lit/directives/class-map.js';
import {repeat} from 'lit/directives/repeat.js';
import {ClientController} from '../base/client-controller.ts';
import {ConnectionNews} from '../base/connection-news.ts';
import {customElement} from '../base/custom-element.ts';
import {CustomStates} from '../base/custom-states.ts';
import {formatAge, formatDay} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {Glide} from '../base/glide.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {Ticker} from '../base/ticker.ts';
import {boneStyles} from '../base/bone.styles.ts';
import {tokens} from '../base/tokens.styles.ts';
import type {DispatchOpenEvent} from '../events.ts';
import {fieldBook} from '../locales/field/book.ts';
import type {FieldWord} from '../locales/field/en.ts';
import {sayWaiting} from '../status/say-waiting.ts';
import {SettlingTaps} from '../status/settling-taps.ts';
import {lastingTaps, standingOf, visitOf} from '../status/standing.ts';
import {refusedTap, renderConflict} from '../status/step-sections.ts';
import {WhoController} from '../base/who-controller.ts';
import {contactOf, directionsTo, usualDirectionsUrl} from '../visit/reach.ts';
import {AgendaNews} from './agenda-news.ts';
import {agendaOf, isSeenLive, lastClosed, nextChangeMs} from './agenda-model.ts';
import type {Agenda, Entry} from './agenda-model.ts';
import {conflictStyles} from '../status/dispatch-status-button.styles.ts';
import {agendaStyles} from './dispatch-agenda.styles.ts';
import {renderNoDay, renderNoVisit} from './empty-day.ts';

/**
 * A technician's day: what comes next in big type with directions and a call, the rest in its order, and the next step
 * at the thumb. Without a connection it stays, and what is tapped waits. Tap another visit to see that one.
 *
 * @summary A technician's day.
 * @fires dispatch-command - A step was tapped; cancelable.
 * @fires dispatch-open - A visit on the list was tapped.
 * @fires dispatch-error - A step was not taken.
 * @csspart base - Everything.
 * @csspart list - The list.
 * @csspart footer - The next step, at the lower edge.
 * @cssprop --dispatch-color-accent - The one accent.
 * @cssstate offline - The server is not reached.
 */
@customElement('dispatch-agenda')
export class DispatchAgenda extends LitElement {
  static override styles = [tokens, boneStyles, agendaStyles, conflictStyles];

  /** Whose day it is, by id; your own unless given. */
  @property() member: string | undefined;

  /** Which day: `YYYY-MM-DD`; today unless given. */
  @property() day: string | undefined;

  /** A source of your own; without it, one of the nearest provider's client. */
  @property({attribute: false}) source: OfficeSource | undefined;

  /** Where directions are opened; `{destination}` is the place, or the address in words. */
  @property({attribute: 'directions-url'}) directionsUrl: string = usualDirectionsUrl;

  /** The page shows a job whole on `dispatch-open`: the visit in big type can be tapped too. */
  @property({type: Boolean, attribute: 'opens-jobs'}) opensJobs = false;

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<FieldWord> | undefined;

  @state() private selectedId: string | undefined;
  @state() private showsClosed = false;

  readonly #localizer = new Localizer<FieldWord>(this, fieldBook);
  readonly #office = new ClientController<OfficeSource>(
    this,
    client =>
      this.source ?? client?.agenda({...(this.member && {memberId: this.member}), day: this.day ?? 'today'}),
  );
  readonly #outbox = new ClientController<Outbox>(this, client => client?.outbox);
  readonly #who = new WhoController(this, () =>
    this.#picture?.status === 'live' ? this.#office.client : undefined,
  );
  readonly #states = new CustomStates(this);
  protected readonly glide = new Glide(this, '.base > *, .list > *, li');
  readonly #settling = new SettlingTaps();
  readonly #news = new AgendaNews();
  readonly #connectionNews = new ConnectionNews();
  /** A day rolls over, and what is late gets late, without news. */
  protected readonly ticker = new Ticker(this, () => {
    if (this.#isOffline || this.#taps.length > 0) return 'second';
    return this.#agenda !== undefined && this.#untilChangeMs(this.#agenda);
  });
  #agenda: Agenda | undefined;
  /** The visit that was tapped, while it was still to be done. */
  #openSelectedId: string | undefined;
  #taps: readonly Tap[] = [];
  #lasting: readonly Tap[] = [];

  protected override willUpdate(changed: PropertyValues<DispatchAgenda>): void {
    if (changed.has('member') || changed.has('day')) {
      this.selectedId = undefined;
      this.#news.reset();
    }
    const picture = this.#picture;
    const outbox = this.#outbox.store?.get();
    const nowMs = this.#nowMs;
    const memberId = this.#memberId;
    this.#taps = picture ? this.#settling.join(outbox, picture, nowMs) : [];
    this.#lasting = lastingTaps(this.#taps, outbox, nowMs);
    this.#agenda =
      picture && memberId
        ? agendaOf(picture, {memberId, day: this.day, nowMs, pending: this.#pendingOf(picture)})
        : undefined;
    this.#letGoOfDone();
    if (this.#agenda) {
      this.#news.take(this.#agenda);
      this.#connectionNews.take(this.#isOffline);
    }
    this.#states.set('offline', this.#isOffline);
  }

  protected override render() {
    const agenda = this.#agenda;
    return html`<section
      class="base"
      part="base"
      dir=${this.#localizer.direction}
      aria-label=${this.#say('myDay')}
    >
      ${this.#renderHeader(agenda)} ${this.#renderOffline()}
      ${agenda ? this.#renderDay(agenda) : renderNoDay(this.#picture, this.#say)} ${this.#renderNews()}
    </section>`;
  }

  #renderHeader(agenda: Agenda | undefined) {
    const locale = this.#localizer.locale;
    const write = (count: number) => new Intl.NumberFormat(locale).format(count);
    const values = agenda && {number: write(agenda.number), count: write(agenda.count)};
    const today = this.day ? `${this.day}T12:00:00Z` : new Date(this.#nowMs).toISOString();
    const format = this.day ? {locale, timeZone: 'UTC'} : this.#format;
    return html`<div class="head">
      <p class="date">${agenda ? formatDay(format, today) : html`&nbsp;`}</p>
      <h2>
        ${this.#say('myDay')}
        ${
          values && agenda.count > 0
            ? html`<span class="count">${this.#say('ofCount', values)}</span>`
            : nothing
        }
      </h2>
    </div>`;
  }

  #renderOffline() {
    const count = this.#lasting.length;
    const {asOfMs, status} = this.#picture ?? {};
    if (!this.#isOffline && count === 0) return nothing;
    const age = asOfMs === undefined ? undefined : formatAge(this.#format, this.#nowMs - asOfMs);
    const facts = [
      this.#isOffline && (count > 0 || !age) ? this.#say('offlineNow') : undefined,
      count > 0 ? sayWaiting(count, this.#localizer) : undefined,
      count === 0 && age && status === 'offline' ? this.#say('offline', {age}) : undefined,
    ];
    return html`<p class="banner">${icon('offline')} <span>${facts.filter(Boolean).join(' · ')}</span></p>`;
  }

  /** For who listens: each in a place of its own, so that one is not said again with the other. */
  #renderNews() {
    const count = this.#lasting.length;
    const news = [
      this.#connectionNews.announce(this.#say),
      count > 0 ? sayWaiting(count, this.#localizer) : '',
      this.#news.announce(this.#localizer, this.#format),
    ];
    return news.map(words => html`<p class="visually-hidden" role="status">${words}</p>`);
  }

  #renderDay(agenda: Agenda) {
    const shown = this.#shownOf(agenda);
    return html`<div class="list" part="list">
        ${this.#renderConflicts(shown)}
        ${
          shown?.status === 'enroute'
            ? html`<p class="banner enroute">${icon('arrow')} ${this.#say('enroute')}</p>`
            : nothing
        }
        ${agenda.open.length === 0 && !this.selectedId ? renderNoVisit(agenda, this.#say) : nothing}
        ${this.#renderList(shown ? [shown, ...agenda.open.filter(entry => entry !== shown)] : [], shown)}
        ${this.#renderClosed(agenda, shown)}
      </div>
      ${this.#renderFooter(agenda, shown)}`;
  }

  /** Taps that were not taken, on visits that do not stand in big type with a button of their own. */
  #renderConflicts(shown: Entry | undefined) {
    const refused = this.#taps.filter(
      tap => tap.state === 'refused' && tap.appointmentId !== shown?.visit.id,
    );
    return html`<div class="alerts" role="alert">
      ${refused.map(tap => {
        const title = visitOf(this.#picture!, tap.appointmentId)?.job.title;
        return renderConflict(
          {...refusedTap(tap), ...(title && {title})},
          {
            localizer: this.#localizer,
            format: this.#format,
            dismiss: () => void this.#outbox.store?.dismiss(tap.id),
          },
        );
      })}
    </div>`;
  }

  #renderList(entries: readonly Entry[], shown: Entry | undefined) {
    return html`<ol @dispatch-open=${this.#select}>
      ${repeat(
        entries,
        entry => entry.visit.id,
        entry => html`<li>${this.#renderVisit(entry, entry === shown)}</li>`,
      )}
    </ol>`;
  }

  #renderVisit(entry: Entry, isShown: boolean) {
    const {job, visit, customer, status} = entry;
    const isPending = this.#lasting.some(tap => tap.appointmentId === visit.id);
    return html`<dispatch-visit
      density=${isShown ? 'card' : 'item'}
      .job=${job}
      .appointment=${status === visit.status ? visit : {...visit, status}}
      .customer=${customer}
      .pending=${isPending}
      .timeZone=${this.#format.timeZone}
      .nowMs=${this.#nowMs}
      .words=${this.words}
      ?opens=${!isShown || this.opensJobs}
    >
      ${isShown ? this.#renderActions(entry) : nothing}
    </dispatch-visit>`;
  }

  #renderActions(entry: Entry) {
    const {address} = entry.job;
    const contact = contactOf(entry);
    const name = contact?.name ?? '';
    return html`<div slot="actions" class="actions">
      <a
        class="action first"
        href=${directionsTo(entry.job, this.directionsUrl)}
        target="_blank"
        rel="noopener noreferrer"
      >
        ${icon('arrow')} ${this.#say('directions')}
      </a>
      ${
        contact
          ? html`<a class="action" href="tel:${contact.phone}" aria-label=${this.#say('callPerson', {name})}>
              ${icon('phone')} ${this.#say('call')}
            </a>`
          : nothing
      }
      ${address.lat === undefined ? html`<p class="unplaced">${this.#say('noPlace')}</p>` : nothing}
    </div>`;
  }

  /** What is over stands folded at the end. */
  #renderClosed({closed}: Agenda, shown: Entry | undefined) {
    const others = closed.filter(entry => entry !== shown);
    if (others.length === 0) return nothing;
    const count = new Intl.NumberFormat(this.#localizer.locale).format(others.length);
    return html`<button
        class="action fold"
        type="button"
        aria-expanded=${this.showsClosed}
        @click=${() => (this.showsClosed = !this.showsClosed)}
      >
        ${icon('plus')} ${this.#say('isOver', {count})}
      </button>
      ${this.showsClosed ? this.#renderList(others, undefined) : nothing}`;
  }

  #renderFooter(agenda: Agenda, shown: Entry | undefined) {
    const last = lastClosed(agenda, this.#taps);
    if (!shown && !last) return nothing;
    return html`<div class="foot" part="footer">
      ${
        last && last !== shown
          ? html`<dispatch-status-button
              undo-only
              appointment=${last.visit.id}
              .source=${this.#office.store}
              .words=${this.words}
            ></dispatch-status-button>`
          : nothing
      }
      ${
        shown
          ? html`<dispatch-status-button
              appointment=${shown.visit.id}
              .source=${this.#office.store}
              .words=${this.words}
            >
              ${this.#renderSeen(shown)}
            </dispatch-status-button>`
          : nothing
      }
    </div>`;
  }

  /** Whether the customer sees somebody move; only on the way is anything to be seen. */
  #renderSeen({visit}: Entry) {
    if (visit.status !== 'enroute' || !visit.leadId) return nothing;
    const isLive = !this.#isOffline && isSeenLive(this.#picture!, visit.leadId, this.#nowMs);
    return html`<span slot="note" class=${classMap({seen: true, paused: !isLive})}>
      ${this.#say(isLive ? 'seenLive' : 'seenPaused')}
    </span>`;
  }

  get #picture(): OfficePicture | undefined {
    return this.#office.store?.get();
  }

  get #nowMs(): number {
    return this.#office.store?.nowMs() ?? 0;
  }

  #untilChangeMs(agenda: Agenda): number {
    const store = this.#office.store!;
    const nowMs = store.nowMs();
    const changesMs = nextChangeMs(agenda, store.get(), nowMs);
    return store.leftMs?.(changesMs) ?? changesMs - nowMs;
  }

  get #isOffline(): boolean {
    return this.#picture?.status === 'offline' || this.#outbox.store?.get().isOnline === false;
  }

  /** Whose day it is: a technician's own picture holds no other member. */
  get #memberId(): string | undefined {
    const members = this.#picture?.members;
    const only = members?.size === 1 ? [...members.keys()][0] : undefined;
    return this.member ?? this.#who.me?.memberId ?? only;
  }

  get #format(): Format {
    return {locale: this.#localizer.locale, timeZone: this.#picture?.organization?.timeZone};
  }

  readonly #say: Localizer<FieldWord>['say'] = (key, values) => this.#localizer.say(key, values);

  readonly #select = (event: DispatchOpenEvent) => {
    this.selectedId = event.appointmentId;
  };

  /** Who has done the visit that he tapped goes on with his day; one that was over before is looked at. */
  #letGoOfDone(): void {
    const {open = [], closed = []} = this.#agenda ?? {};
    const isSelected = ({visit}: Entry) => visit.id === this.selectedId;
    if (this.selectedId === this.#openSelectedId && closed.some(isSelected)) this.selectedId = undefined;
    this.#openSelectedId = open.some(isSelected) ? this.selectedId : undefined;
  }

  /** The visit in big type: the one that was tapped, as long as it is on the list and not over since. */
  #shownOf({open, closed, next}: Agenda): Entry | undefined {
    const isSelected = ({visit}: Entry) => visit.id === this.selectedId;
    return open.find(isSelected) ?? closed.find(isSelected) ?? next;
  }

  #pendingOf(picture: OfficePicture): Map<string, AppointmentStatus> {
    const taps = this.#taps;
    const ids = new Set(taps.filter(tap => tap.state !== 'refused').map(tap => tap.appointmentId));
    const pending = new Map<string, AppointmentStatus>();
    for (const id of ids) {
      const standing = standingOf(picture, id, {me: this.#who.me, taps, nowMs: this.#nowMs});
      if (standing) pending.set(id, standing.status);
    }
    return pending;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-agenda': DispatchAgenda;
  }
}
