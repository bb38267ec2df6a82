import type {DispatchClient, OfficePicture} from '@dispatch-kit/client';
import type {Member, Suggestion} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {customElement} from '../base/custom-element.ts';
import {formatDistance, formatTime} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {tokens} from '../base/tokens.styles.ts';
import {bulkStyles} from '../board/bulk-dialog.styles.ts';
import {forEach} from '../board/bulk-wishes.ts';
import {askWish, doWish} from '../order/wish-runner.ts';
import type {WishResult} from '../order/wish-runner.ts';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import {consequencesOf} from '../order/consequence.ts';
import {dialogStyles} from '../order/dialog.styles.ts';
import type {Wish} from '../order/plan-wish.ts';
import {formatAmount, formatShortDay} from '../order/written.ts';
import {reliefStyles} from './relief-dialog.styles.ts';
import {orphansOf, propose, wishOfWay} from './relief-plan.ts';
import type {Orphan, Proposal, Way} from './relief-plan.ts';

const askedAtOnce = 4;

/** What was done for a technician who cannot go on. */
export interface Relieved {
  readonly member: Member;
  readonly results: readonly {readonly orphan: Orphan; readonly wish: Wish; readonly result: WishResult}[];
}

/**
 * A technician cannot go on: for each visit that is left today it proposes who takes over, says what each change costs and who is told,
 * and does all of it with one confirmation. A block of the team and the schedule; it closes itself, and tells `finish` what was done.
 *
 * @fires dispatch-command - A visit is to be given to somebody else; cancelable.
 * @fires dispatch-error - One of them could not be.
 */
@customElement('dispatch-relief-dialog')
export class DispatchReliefDialog extends LitElement {
  static override styles = [tokens, dialogStyles, bulkStyles, reliefStyles];

  /** Who cannot go on. */
  @property({attribute: false}) member: Member | undefined;

  /** The office, as it is when the dialog is opened. */
  @property({attribute: false}) picture: OfficePicture | undefined;

  /** The server. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** Now by the server's clock, milliseconds since 1970. */
  @property({attribute: false}) nowMs = 0;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<OfficeWord> | undefined;

  /** Called when it is over; undefined when nothing was done. */
  @property({attribute: false}) finish: ((done: Relieved | undefined) => void) | undefined;

  /** Undefined while they are looked for. */
  @state() private proposals: readonly Proposal[] | undefined;
  /** What each would do, by the id of the visit. */
  @state() private checked: ReadonlyMap<string, WishResult> = new Map();
  @state() private count = 0;
  @state() private isDoing = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  readonly #localizer = new Localizer<OfficeWord>(this, officeBook);
  readonly #asking = new AbortController();
  readonly #doing = new AbortController();
  #orphans: readonly Orphan[] = [];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asking.abort();
    this.#doing.abort();
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
    this.dialog.querySelector('h2')?.focus();
    void this.#propose();
  }

  protected override render() {
    const say = this.#say;
    const {proposals, isDoing} = this;
    const name = this.member?.name ?? '';
    const total = isDoing ? this.#doable.length : this.#orphans.length;
    return html`<dialog
      aria-labelledby="title"
      dir=${this.#localizer.direction}
      @cancel=${(event: Event) => isDoing && event.preventDefault()}
      @close=${() => this.finish?.(undefined)}
    >
      <form method="dialog" novalidate @submit=${(event: Event) => void this.#submit(event)}>
        <header>
          <h2 id="title" tabindex="-1">${say('relieve', {name})}</h2>
          <button
            class="plain"
            type="button"
            aria-label=${say('close')}
            ?hidden=${isDoing}
            @click=${() => this.dialog.close()}
          >
            ${icon('cross')}
          </button>
        </header>
        <div class="body">
          ${
            isDoing || !proposals
              ? this.#renderProgress(total)
              : proposals.length > 0
                ? html`<ul>
                    ${proposals.map((each, index) => this.#renderProposal(each, index))}
                  </ul>`
                : html`<p class="quiet">${say('nothingLeft', {name})}</p>`
          }
        </div>
        ${isDoing ? nothing : this.#renderConsequence()}
        <footer>
          ${
            isDoing
              ? html`<button type="button" @click=${() => this.#doing.abort()}>${say('stop')}</button>`
              : html`<button type="button" @click=${() => this.dialog.close()}>${say('back')}</button>
                  <button class="primary" type="submit" aria-disabled=${this.#doable.length === 0}>
                    ${say('relieveNow', {count: this.#amount(this.#doable.length)})}
                  </button>`
          }
        </footer>
      </form>
    </dialog>`;
  }

  #renderProgress(total: number) {
    const words = this.isDoing ? 'bulkProgress' : 'lookingForRelief';
    return html`<label class="progress" role="status">
      ${this.#say(words, {done: this.#amount(this.count), total: this.#amount(total)})}
      <progress max=${Math.max(1, total)} value=${this.count}></progress>
    </label>`;
  }

  #renderProposal({orphan: {job, visit}, ways, taken}: Proposal, index: number) {
    const customer = this.picture?.customers.get(job.customerId)?.name;
    const change = (event: Event) =>
      this.#take(index, Number((event.currentTarget as HTMLSelectElement).value));
    const id = `way-${index}`;
    return html`<li>
      <label for=${id}>
        <span
          ><b>${formatTime(this.#format, visit.planned.start)}</b>
          <bdi>${job.title}</bdi>
          ${visit.status === 'scheduled' ? nothing : html`<b class="bad">${this.#localizer.sayIfKnown(`appointment.${visit.status}`)}</b>`}</span
        >
        <small><bdi>${customer}</bdi></small>
      </label>
      ${
        ways.length > 0
          ? html`<select id=${id} @change=${change}>
              ${ways.map((way, at) => html`<option value=${at} .selected=${at === taken}>${this.#wordsOf(way, visit)}</option>`)}
            </select>`
          : html`<p class="bad">${this.#say('nobodyCan')}</p>`
      }
      ${this.#renderResult(this.checked.get(visit.id), visit)}
    </li>`;
  }

  /** Who is told of one, or why it cannot be. */
  #renderResult(result: WishResult | undefined, visit: Orphan['visit']) {
    if (!result) return html`<p class="follows quiet">${this.#say('asking')}</p>`;
    if ('why' in result) return html`<p class="follows bad">${icon('barred')}<span>${result.why}</span></p>`;
    if (!result.reply) return nothing;
    // That the one and the other technician hear of it, is known.
    const lead = this.member?.name;
    const lines = consequencesOf(result.reply, visit, lead, this.#say).filter(
      ({text}) => !text.includes(lead ?? '\n'),
    );
    return lines
      .slice(0, 2)
      .map(({text}) => html`<p class="follows quiet">${icon('message')}<span>${text}</span></p>`);
  }

  #renderConsequence() {
    const total = this.#orphans.length;
    if (!this.proposals || total === 0) return nothing;
    const customers = new Set(
      this.#doable.flatMap(({orphan}) => {
        const result = this.checked.get(orphan.visit.id);
        const told = result && 'reply' in result ? (result.reply?.notices ?? []) : [];
        const names =
          this.picture?.customers.get(orphan.job.customerId)?.contacts.map(({name}) => name) ?? [];
        return told
          .filter(({to, state: each}) => each !== 'no_consent' && names.includes(to))
          .map(({to}) => to);
      }),
    );
    return html`<section
      class="consequence"
      role="status"
      tabindex="0"
      aria-label=${this.#say('whatHappens')}
    >
      <p>
        ${icon(this.#doable.length < total ? 'half_circle' : 'tick')}<span
          >${this.#say('bulkCan', {count: this.#amount(this.#doable.length), total: this.#amount(total)})}</span
        >
      </p>
      <p>
        ${icon('message')}<span
          >${customers.size > 0 ? this.#say('customersTold', {names: [...customers].join(', ')}) : this.#say('noCustomerTold')}</span
        >
      </p>
    </section>`;
  }

  /** Who, when, and what it costs. */
  #wordsOf(way: Way, {status}: Orphan['visit']): string {
    const say = this.#say;
    if (way.kind === 'nobody')
      return status === 'enroute' ? this.#localizer.say('turnRound') : say('nobodyYet');
    if (way.kind === 'other') {
      const {name, planned, driveMinutes} = way.suggestion;
      const when = `${formatShortDay(this.#format, planned.start)} ${formatTime(this.#format, planned.start)}`;
      const drive =
        driveMinutes > 0 &&
        say('suggestDrive', {minutes: formatAmount(this.#format.locale, driveMinutes, 'minute')});
      return [name, when, drive].filter(Boolean).join(' · ');
    }
    const {member, clash, distanceMeters, visitsThatDay} = way.ranked;
    const away =
      distanceMeters !== undefined && say('away', {distance: formatDistance(this.#format, distanceMeters)});
    const verdict = clash
      ? say('overlaps', {time: formatTime(this.#format, clash.planned.start)})
      : say('free');
    return [member.name, verdict, away, say('visitsThatDay', {count: this.#amount(visitsThatDay)})]
      .filter(Boolean)
      .join(' · ');
  }

  get #format(): Format {
    return {locale: this.#localizer.locale, timeZone: this.picture?.organization?.timeZone};
  }

  readonly #say: Localizer<OfficeWord>['say'] = (key, values) => this.#localizer.say(key, values);

  #amount(count: number): string {
    return formatAmount(this.#localizer.locale, count);
  }

  get #doable(): readonly Proposal[] {
    return (this.proposals ?? []).filter(({orphan}) => {
      const result = this.checked.get(orphan.visit.id);
      return result !== undefined && 'reply' in result;
    });
  }

  /** Looks for other times, proposes, and asks what each proposal would do. */
  async #propose(): Promise<void> {
    const {member, picture, client} = this;
    if (!member || !picture) return;
    this.#orphans = orphansOf(picture, member.id, this.nowMs);
    const {signal} = this.#asking;
    const suggestions = new Map<string, readonly Suggestion[]>();
    await forEach(
      this.#orphans,
      askedAtOnce,
      async ({visit}) => {
        // Without an answer there are still the others at the same time.
        const found = await client?.appointments
          .suggestions(visit.id, {days: 2, limit: 20}, {signal})
          .catch(() => undefined);
        suggestions.set(visit.id, found?.items ?? []);
      },
      {signal, tell: count => (this.count = count)},
    );
    if (signal.aborted) return;
    this.proposals = propose(this.#orphans, picture, {memberId: member.id, suggestions});
    await forEach(this.proposals, askedAtOnce, each => this.#check(each), {signal, tell: () => {}});
  }

  async #check({orphan, ways, taken}: Proposal): Promise<void> {
    const way = ways[taken];
    const wish = way && wishOfWay(orphan, way);
    const result = await askWish(wish, this.client, this.#localizer, this.#asking.signal);
    // Another way may have been taken meanwhile.
    const now = this.proposals?.find(each => each.orphan === orphan);
    if (now?.taken === taken) this.checked = new Map(this.checked).set(orphan.visit.id, result);
  }

  #take(index: number, taken: number): void {
    const proposals = [...(this.proposals ?? [])];
    const changed = {...proposals[index]!, taken};
    proposals[index] = changed;
    this.proposals = proposals;
    const checked = new Map(this.checked);
    checked.delete(changed.orphan.visit.id);
    this.checked = checked;
    void this.#check(changed);
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const {member} = this;
    const items = this.#doable;
    if (!member || items.length === 0 || this.isDoing) return;
    this.isDoing = true;
    this.count = 0;
    // One after the other: what one is given decides what the next can take.
    const results = await forEach(
      items,
      1,
      async ({orphan, ways, taken}) => {
        const wish = wishOfWay(orphan, ways[taken]!);
        return {orphan, wish, result: await doWish(wish, this, this.#localizer)};
      },
      {signal: this.#doing.signal, tell: count => (this.count = count)},
    );
    if (!this.isConnected) return;
    const {finish} = this;
    this.finish = undefined;
    this.dialog.close();
    finish?.(results.length > 0 ? {member, results} : undefined);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-relief-dialog': DispatchReliefDialog;
  }
}
