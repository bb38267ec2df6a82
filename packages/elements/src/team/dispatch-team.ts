import type {DispatchClient, OfficePicture} from '@dispatch-kit/client';
import type {Member} from '@dispatch-kit/core';
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
import {ToastController} from '../board/toast-controller.ts';
import {DispatchOpenEvent} from '../events.ts';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import {formatAmount} from '../order/written.ts';
import {teamStyles} from './dispatch-team.styles.ts';
import {officeAnswerer} from '../provider/office-answerer.ts';
import type {Relieved} from '../relief/relief-dialog.ts';
import {reliefToastOf} from '../relief/relief-toast.ts';
import type {MemberDone} from './member-dialog.ts';
import {renderMember} from './member-row.ts';
import type {MemberAct, MemberContext} from './member-row.ts';
import {TeamList} from './team-list.ts';

/** How an invitation fares is asked for so often, while one is under way. */
const refreshMs = 30_000;

/**
 * The people of a company: who does what, who is on shift, when each technician was seen last, and how far each invitation is. Who may change
 * people adds, changes, invites and invites again, pairs phone apps by a QR code, and deactivates; what follows is said before.
 *
 * @summary The members of a team.
 * @fires dispatch-open - A member is to be seen whole.
 * @fires dispatch-command - A visit is to be given to somebody else; cancelable.
 * @fires dispatch-error - Something went wrong.
 * @csspart base - The whole team.
 * @csspart member - A member.
 * @cssprop --dispatch-color-accent - The one accent.
 * @cssstate offline - The connection is lost.
 */
@customElement('dispatch-team')
export class DispatchTeam extends LitElement {
  static override styles = [tokens, teamStyles];

  /** A client of your own; without it, the nearest provider's. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<OfficeWord> | undefined;

  @state() private acting: {kind: MemberAct; member: Member | undefined} | undefined;

  @state() private relieving: Member | undefined;

  @query('h2') private readonly heading!: HTMLElement;

  readonly #localizer = new Localizer<OfficeWord>(this, officeBook);
  readonly #office = new ClientController(this, client => (this.client ?? client)?.board({day: 'today'}));
  readonly #who = new WhoController(this, () => (this.#picture.status === 'live' ? this.#client : undefined));
  readonly #team = new TeamList(this);
  readonly #toast = new ToastController(this, this.#localizer);
  readonly #states = new CustomStates(this);
  protected readonly trouble = new OfficeTrouble(this, () => this.#picture);
  protected readonly ticker = new Ticker(this, () => {
    const counts = this.#toast.isShown || this.#picture.status === 'offline';
    return counts ? 'second' : this.#team.members !== undefined && 'minute';
  });
  #askedMs = 0;
  /** What opened the dialog, to give the focus back to. */
  #opener: HTMLElement | undefined;

  protected readonly answers = new CommandAnswers(
    this,
    officeAnswerer(() => this.client),
  );

  protected override willUpdate(): void {
    this.#team.follow(this.#client, this.#picture);
    this.#askAgain();
    this.#states.set('offline', this.#picture.status === 'offline');
  }

  protected override render() {
    const context = this.#context;
    const {members} = this.#team;
    return html`<div class="base" part="base" dir=${this.#localizer.direction}>
      <div class="bar">
        <h2 tabindex="-1">${this.#say('team')}</h2>
        ${members ? html`<span class="quiet">${formatAmount(this.#localizer.locale, this.#active.length)}</span>` : nothing}
        ${
          context.mayChange
            ? html`<button
                type="button"
                class="primary"
                aria-disabled=${context.isOffline}
                @click=${() => !context.isOffline && void this.#act('add', undefined)}
              >
                ${icon('plus')}${this.#say('addMember')}
              </button>`
            : nothing
        }
      </div>
      ${renderOffline({...context, picture: this.#picture})} ${this.#renderBody(context)}
      ${this.#toast.render(this.#nowMs)} ${this.#renderDialog()}
    </div>`;
  }

  #renderBody(context: MemberContext) {
    const {members, refusal} = this.#team;
    if (this.#picture.status === 'refused' || refusal !== undefined)
      return renderRefused({picture: this.#picture, say: this.#say});
    if (!members)
      return html`<div class="list">
        <p class="visually-hidden" role="status">${this.#say('loadingTeam')}</p>
        <div class="bone"></div>
        <div class="bone"></div>
        <div class="bone"></div>
      </div>`;
    const active = this.#active;
    const gone = members.filter(({deactivatedAt, erasedAt}) => deactivatedAt && !erasedAt);
    return html`${
      active.length > 0
        ? html`<div class="list">
            ${repeat(
              active,
              ({id}) => id,
              member => renderMember(member, context),
            )}
          </div>`
        : html`<div class="empty">
            ${icon('person')}
            <h3>${this.#say('noMembers')}</h3>
            <p>${this.#say('noMembersText')}</p>
          </div>`
    }
    ${
      gone.length > 0
        ? html`<details>
            <summary>
              ${this.#say('deactivatedMembers', {count: formatAmount(this.#localizer.locale, gone.length)})}
            </summary>
            <div class="list">${gone.map(member => renderMember(member, context))}</div>
          </details>`
        : nothing
    }`;
  }

  #renderDialog() {
    const {acting, relieving} = this;
    if (relieving)
      return html`<dispatch-relief-dialog
        .member=${relieving}
        .picture=${this.#picture}
        .client=${this.#client}
        .nowMs=${this.#nowMs}
        .words=${this.words}
        .finish=${(done: Relieved | undefined) => this.#endRelief(done)}
      ></dispatch-relief-dialog>`;
    if (!acting) return nothing;
    return html`<dispatch-member-dialog
      .kind=${acting.kind}
      .member=${acting.member}
      .company=${this.#picture.organization?.name ?? ''}
      .client=${this.#client}
      .nowMs=${this.#nowMs}
      .words=${this.words}
      .finish=${(done: MemberDone | undefined) => this.#finish(done)}
    ></dispatch-member-dialog>`;
  }

  get #client(): DispatchClient | undefined {
    return this.client ?? this.#office.client;
  }

  get #picture(): OfficePicture {
    return this.#office.store?.get() ?? nothingKnown;
  }

  get #nowMs(): number {
    return this.#office.store?.nowMs() ?? 0;
  }

  get #format(): Format {
    return {locale: this.#localizer.locale, timeZone: this.#picture.organization?.timeZone};
  }

  /** Those who are there, by name. */
  get #active(): Member[] {
    const members = this.#team.members ?? [];
    return members
      .filter(({deactivatedAt}) => !deactivatedAt)
      .sort((a, b) => a.name.localeCompare(b.name, this.#localizer.locale));
  }

  get #context(): MemberContext {
    return {
      say: this.#say,
      localizer: this.#localizer,
      format: this.#format,
      nowMs: this.#nowMs,
      positions: this.#picture.positions,
      mayPlan: this.#who.me?.capabilities['plan'] === 'all',
      mayChange: this.#who.me?.capabilities['people.write'] === 'all',
      isOffline: this.#picture.status !== 'live',
      act: (kind, member) => void this.#act(kind, member),
      relieve: member => void this.#relieve(member),
      open: ({id}) => this.dispatchEvent(new DispatchOpenEvent({memberId: id})),
    };
  }

  readonly #say: Localizer<OfficeWord>['say'] = (key, values) => this.#localizer.say(key, values);

  /** That an invitation was delivered or opened is told by no event. */
  #askAgain(): void {
    const isOnItsWay = this.#active.some(({invitation}) => invitation && !invitation.acceptedAt);
    if (!isOnItsWay || this.#picture.status !== 'live' || this.#nowMs - this.#askedMs < refreshMs) return;
    this.#askedMs = this.#nowMs;
    this.#team.refresh();
  }

  async #act(kind: MemberAct, member: Member | undefined): Promise<void> {
    this.#opener = (this.shadowRoot?.activeElement as HTMLElement | null) ?? undefined;
    await import('./member-dialog.ts');
    if (this.isConnected) this.acting = {kind, member};
  }

  async #relieve(member: Member): Promise<void> {
    this.#opener = (this.shadowRoot?.activeElement as HTMLElement | null) ?? undefined;
    await import('../relief/relief-dialog.ts');
    if (this.isConnected) this.relieving = member;
  }

  #endRelief(done: Relieved | undefined): void {
    this.relieving = undefined;
    if (done) this.#toast.show(reliefToastOf(done, this.#localizer));
    this.#giveFocusBack(done !== undefined);
  }

  #finish(done: MemberDone | undefined): void {
    this.acting = undefined;
    this.#team.refresh();
    if (done && done.kind !== 'phone')
      this.#toast.show({text: this.#say(`memberDone.${done.kind}`, {name: done.name})});
    this.#giveFocusBack(done !== undefined);
  }

  #giveFocusBack(isDone: boolean): void {
    const opener = this.#opener;
    this.#opener = undefined;
    if (opener?.isConnected && !isDone) opener.focus();
    else this.heading.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-team': DispatchTeam;
  }
}
