import {isDispatchError} from '@dispatch-kit/client';
import type {DispatchClient} from '@dispatch-kit/client';
import type {FieldProblem, Member} from '@dispatch-kit/core';
import {LitElement, css, html, nothing} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {customElement} from '../base/custom-element.ts';
import {reasonOf, tellError} from '../base/failure.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {tokens} from '../base/tokens.styles.ts';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import {dialogStyles} from '../order/dialog.styles.ts';
import {Pairing} from '../sharing/pairing.ts';
import {openVisitsOf, renderMemberFields, renderPhones} from './member-fields.ts';
import type {MemberForm} from './member-fields.ts';
import type {MemberAct} from './member-row.ts';

/** What was done; undefined when nothing was. */
export interface MemberDone {
  readonly kind: MemberAct;
  readonly name: string;
}

const titles = {
  add: 'addMember',
  edit: 'editMember',
  invite: 'inviteMember',
  phone: 'phoneAppOf',
  deactivate: 'deactivateMember',
} as const satisfies Record<MemberAct, OfficeWord>;

/**
 * Adds, changes, invites or deactivates a member, or pairs a phone app, and says what follows before it is done. A block of the team; it closes itself,
 * and tells `finish` what came of it.
 *
 * @fires dispatch-error - It could not be done.
 */
@customElement('dispatch-member-dialog')
export class DispatchMemberDialog extends LitElement {
  static override styles = [
    tokens,
    dialogStyles,
    css`
      .qr {
        align-self: center;
        inline-size: min(100%, 16rem);
        border-radius: 12px;
        background: #ffffff;
        fill: #000000;
        forced-color-adjust: none;
      }

      .apps {
        display: flex;
        flex-wrap: wrap;
        gap: 10px;
      }

      .apps button {
        flex: 1 1 10rem;
      }

      .link {
        align-self: center;
        padding: 12px;
        color: var(--_accent);
        font-weight: 600;
      }
    `,
  ];

  /** What is to be done. */
  @property() kind: MemberAct = 'add';

  /** The member it is about; undefined for a new one. */
  @property({attribute: false}) member: Member | undefined;

  /** What the company is called, for whoever is invited. */
  @property() company = '';

  /** Does it. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** Now by the server's clock, milliseconds since 1970. */
  @property({attribute: false}) nowMs = 0;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<OfficeWord> | undefined;

  /** Called when it is over; undefined when nothing was done. */
  @property({attribute: false}) finish: ((done: MemberDone | undefined) => void) | undefined;

  @state() private form: MemberForm | undefined;
  @state() private openVisits: number | undefined;
  @state() private isBusy = false;
  @state() private failure = '';
  @state() private problems: readonly FieldProblem[] = [];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  readonly #localizer = new Localizer<OfficeWord>(this, officeBook);
  readonly #pairing = new Pairing(this, () => this.client);

  protected override willUpdate(): void {
    const {name = '', phone = '', roles = ['technician']} = this.member ?? {};
    this.form ??= {name, phone, roles, invites: true};
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
    const first = this.dialog.querySelector<HTMLElement>('input') ?? this.dialog.querySelector('h2');
    first?.focus();
    if (this.kind === 'phone') this.#pairing.open(this.member!.id);
    if (this.kind === 'deactivate') void this.#count();
  }

  protected override render() {
    const say = this.#say;
    const name = this.member?.name ?? '';
    return html`<dialog
      aria-labelledby="title"
      dir=${this.#localizer.direction}
      @cancel=${(event: Event) => this.isBusy && event.preventDefault()}
      @close=${() => this.#closed()}
    >
      <form method="dialog" novalidate @submit=${(event: Event) => void this.#submit(event)}>
        <header>
          <h2 id="title" tabindex="-1">${say(titles[this.kind], {name})}</h2>
          <button class="plain" type="button" aria-label=${say('close')} @click=${() => this.dialog.close()}>
            ${icon('cross')}
          </button>
        </header>
        <div class="body">
          ${this.#renderBody(name)}
          ${this.failure ? html`<p class="failure" role="alert">${say('didNotWork', {reason: this.failure})}</p>` : nothing}
        </div>
        ${this.#renderConsequence(name)}
        <footer>
          <button type="button" @click=${() => this.dialog.close()}>
            ${say(this.kind === 'phone' ? 'close' : 'back')}
          </button>
          ${
            this.kind === 'phone'
              ? nothing
              : html`<button
                  class=${this.kind === 'deactivate' ? 'primary danger' : 'primary'}
                  type="submit"
                  aria-disabled=${this.isBusy || !this.#isPossible}
                >
                  ${say(this.#submitWord)}
                </button>`
          }
        </footer>
      </form>
    </dialog>`;
  }

  #renderBody(name: string) {
    const say = this.#say;
    if (this.kind === 'phone')
      return renderPhones(this.#pairing, {localizer: this.#localizer, nowMs: this.nowMs});
    if (this.kind === 'invite')
      return html`<p>
        ${say(this.#isPossible ? 'inviteText' : 'inviteNoPhone', {name, company: this.company})}
      </p>`;
    if (this.kind === 'deactivate') return html`<p>${say('deactivateText', {name})}</p>`;
    return renderMemberFields({
      form: this.form!,
      change: patch => (this.form = {...this.form!, ...patch}),
      localizer: this.#localizer,
      problemOf: field => this.problems.find(({path}) => path.split('.')[0] === field)?.message,
      isNew: this.kind === 'add',
    });
  }

  /** What follows, in words: the rules are few and always the same. */
  #renderConsequence(name: string) {
    const lines = this.#consequences(name);
    if (lines.length === 0) return nothing;
    return html`<section class="consequence" role="status" aria-label=${this.#say('whatHappens')}>
      ${lines.map(text => html`<p>${icon('tick')}<span>${text}</span></p>`)}
    </section>`;
  }

  #consequences(name: string): string[] {
    const say = this.#say;
    if (this.kind === 'invite' && this.#isPossible)
      return this.member?.invitation
        ? [say('getsSms', {name}), say('inviteEndsLink')]
        : [say('inviteAnnounced', {name}), say('inviteFollows')];
    if (this.kind !== 'deactivate') return [];
    const {openVisits} = this;
    const count =
      openVisits === undefined ? '…' : new Intl.NumberFormat(this.#localizer.locale).format(openVisits);
    return [say('deactivateVisits', {count}), say('deactivateSignedOut'), say('deactivateKept')];
  }

  get #isPossible(): boolean {
    return this.kind !== 'invite' || Boolean(this.member?.phone);
  }

  get #submitWord(): OfficeWord {
    if (this.kind === 'invite') return this.member?.invitation ? 'inviteAgain' : 'invite';
    if (this.kind === 'deactivate') return 'deactivate';
    return this.kind === 'add' ? 'addMember' : 'save';
  }

  readonly #say: Localizer<OfficeWord>['say'] = (key, values) => this.#localizer.say(key, values);

  async #count(): Promise<void> {
    try {
      const count = await openVisitsOf(this.client!, this.member!);
      if (this.isConnected) this.openVisits = count;
    } catch (error) {
      tellError(this, error);
    }
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const {client} = this;
    if (this.isBusy || !client || !this.#isPossible || this.kind === 'phone') return;
    this.isBusy = true;
    [this.failure, this.problems] = ['', []];
    try {
      const name = await this.#do(client);
      if (!this.isConnected) return;
      const {finish, kind} = this;
      this.finish = undefined;
      this.dialog.close();
      finish?.({kind, name});
    } catch (error) {
      if (this.isConnected) this.#fail(error);
    } finally {
      this.isBusy = false;
    }
  }

  /** Does it on the server; answers whom it was about. */
  async #do(client: DispatchClient): Promise<string> {
    const {kind, member, form} = this;
    if (kind === 'invite') await client.members.invite(member!.id, {});
    else if (kind === 'deactivate') await client.members.deactivate(member!.id);
    else {
      const {name, roles, invites} = form!;
      const phone = form!.phone.replaceAll(/[\s().-]/g, '');
      const input = {name: name.trim(), roles: [...roles], ...(phone && {phone})};
      if (kind === 'edit') await client.members.edit(member!.id, input, {ifMatch: member!.version});
      else {
        const made = await client.members.create({...input, phone});
        if (invites) await client.members.invite(made.id, {});
      }
      return input.name;
    }
    return member!.name;
  }

  #fail(error: unknown): void {
    this.problems = isDispatchError(error) ? error.fields : [];
    const isShown = this.problems.some(({path}) => /^(name|phone|roles)/.test(path));
    this.failure = isShown ? '' : reasonOf(error, this.#say('noConnection'));
    tellError(this, error);
  }

  #closed(): void {
    this.#pairing.close();
    this.finish?.(undefined);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-member-dialog': DispatchMemberDialog;
  }
}
