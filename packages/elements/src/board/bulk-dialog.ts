import type {DispatchClient, OfficePicture} from '@dispatch-kit/client';
import {LitElement, html, nothing} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {customElement} from '../base/custom-element.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {tokens} from '../base/tokens.styles.ts';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import {dialogStyles} from '../order/dialog.styles.ts';
import {renderReason} from '../order/plan-forms.ts';
import {valueOf} from '../order/when-fields.ts';
import type {BoardEntry} from './board-entry.ts';
import {bulkItemsOf, forEach} from './bulk-wishes.ts';
import type {BulkDone, BulkForm, BulkItem, BulkKind, BulkResult} from './bulk-wishes.ts';
import {bulkStyles} from './bulk-dialog.styles.ts';
import {askWish, doWish} from '../order/wish-runner.ts';

const askedAtOnce = 4;
const mostTold = 6;

/**
 * Changes several jobs at once: says first which of them can be changed and who will be told, shows how far it is, and can be
 * stopped. A block of the board; it closes itself, and tells `finish` what was done.
 *
 * @fires dispatch-command - What is to be done with one of them; cancelable.
 * @fires dispatch-error - One of them could not be done.
 */
@customElement('dispatch-bulk-dialog')
export class DispatchBulkDialog extends LitElement {
  static override styles = [tokens, dialogStyles, bulkStyles];

  /** What is to be done with all of them. */
  @property() kind: BulkKind = 'complete';

  /** The jobs. */
  @property({attribute: false}) rows: readonly BoardEntry[] = [];

  /** The office, for who there is. */
  @property({attribute: false}) picture: OfficePicture | undefined;

  /** Answers what would happen; without it nothing is told before. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** Now by the server's clock, milliseconds since 1970. */
  @property({attribute: false}) nowMs = 0;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<OfficeWord> | undefined;

  /** Called when it is over; undefined when nothing was done. */
  @property({attribute: false}) finish: ((done: BulkDone | undefined) => void) | undefined;

  @state() private form: BulkForm = {leadId: undefined, reasonCode: 'other', note: ''};
  /** What would become of each; undefined while that is asked for. */
  @state() private checked: readonly BulkResult[] | undefined;
  /** How many have been asked about, or are done. */
  @state() private count = 0;
  @state() private isDoing = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  readonly #localizer = new Localizer<OfficeWord>(this, officeBook);
  #asked: string | undefined;
  #asking = new AbortController();
  readonly #doing = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asking.abort();
    this.#doing.abort();
  }

  protected override willUpdate(): void {
    const question = JSON.stringify([this.kind, this.form, this.rows.map(row => row.key)]);
    if (this.isDoing || question === this.#asked || !this.isConnected) return;
    this.#asked = question;
    void this.#check();
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
    const field = this.dialog.querySelector<HTMLElement>('select, input') ?? this.dialog.querySelector('h2');
    field?.focus();
  }

  protected override render() {
    const say = this.#say;
    const total = this.isDoing ? this.#doable.length : this.rows.length;
    return html`<dialog
      aria-labelledby="title"
      dir=${this.#localizer.direction}
      @cancel=${(event: Event) => this.isDoing && event.preventDefault()}
      @close=${() => this.finish?.(undefined)}
    >
      <form method="dialog" novalidate @submit=${(event: Event) => void this.#submit(event)}>
        <header>
          <h2 id="title" tabindex="-1">${say(`bulk.${this.kind}`, {count: String(total)})}</h2>
          <button
            class="plain"
            type="button"
            aria-label=${say('close')}
            ?hidden=${this.isDoing}
            @click=${() => this.dialog.close()}
          >
            ${icon('cross')}
          </button>
        </header>
        <div class="body">${this.isDoing ? this.#renderProgress(total) : this.#renderFields()}</div>
        ${this.isDoing ? nothing : this.#renderConsequence(total)}
        <footer>
          ${
            this.isDoing
              ? html`<button type="button" @click=${() => this.#doing.abort()}>${say('stop')}</button>`
              : html`<button type="button" @click=${() => this.dialog.close()}>${say('back')}</button>
                  <button
                    class=${this.kind === 'cancel' ? 'primary danger' : 'primary'}
                    type="submit"
                    aria-disabled=${this.#doable.length === 0}
                  >
                    ${say(`bulkNow.${this.kind}`, {count: String(this.#doable.length)})}
                  </button>`
          }
        </footer>
      </form>
    </dialog>`;
  }

  #renderFields() {
    if (this.kind === 'complete') return nothing;
    const {form} = this;
    const change = (patch: Partial<BulkForm>) => (this.form = {...form, ...patch});
    if (this.kind === 'cancel') {
      return renderReason({
        form,
        change,
        localizer: this.#localizer,
        organization: this.picture?.organization,
      });
    }
    const technicians = [...(this.picture?.members.values() ?? [])]
      .filter(({roles}) => roles.includes('technician'))
      .sort((a, b) => a.name.localeCompare(b.name));
    return html`<label>
      ${this.#say('technician')}
      <select @change=${(event: Event) => change({leadId: valueOf(event) || undefined})}>
        <option value="" .selected=${!form.leadId}>${this.#say('nobodyYet')}</option>
        ${technicians.map(({id, name}) => html`<option value=${id} .selected=${id === form.leadId}>${name}</option>`)}
      </select>
    </label>`;
  }

  #renderProgress(total: number) {
    const text = this.#say('bulkProgress', {done: String(this.count), total: String(total)});
    return html`<label class="progress" role="status">
      ${text}
      <progress max=${total} value=${this.count}></progress>
    </label>`;
  }

  /** Which can be done, who is told, and why the others cannot. Its place is kept while that is looked up. */
  #renderConsequence(total: number) {
    const say = this.#say;
    const {checked = []} = this;
    const refused = checked.filter(result => 'why' in result);
    const told = checked.flatMap(result => ('reply' in result ? (result.reply?.notices ?? []) : []));
    const reached = told.filter(
      ({state: each, channel}) => channel && each !== 'no_consent' && each !== 'dropped',
    );
    const isWhole = this.checked !== undefined;
    return html`<section class="consequence" role="status" tabindex="0" aria-label=${say('whatHappens')}>
      ${
        isWhole
          ? html`<p>
              ${icon(refused.length > 0 ? 'half_circle' : 'tick')}<span
                >${say('bulkCan', {count: String(total - refused.length), total: String(total)})}</span
              >
            </p>`
          : this.#renderProgress(total)
      }
      ${isWhole && refused.length < total ? html`<p>${icon('message')}<span>${reached.length > 0 ? say('bulkTold', {count: String(reached.length)}) : say('nobodyTold')}</span></p>` : nothing}
      ${refused.slice(0, mostTold).map(
        result =>
          html`<p class="bad">
            ${icon('barred')}<span
              ><bdi>${result.item.row.job.title}</bdi>: ${'why' in result ? result.why : nothing}</span
            >
          </p>`,
      )}
      ${refused.length > mostTold ? html`<p class="quiet">${say('bulkMore', {count: String(refused.length - mostTold)})}</p>` : nothing}
    </section>`;
  }

  get #items(): BulkItem[] {
    const timeZone = this.picture?.organization?.timeZone ?? 'UTC';
    return bulkItemsOf(this.kind, this.rows, this.form, {timeZone, nowMs: this.nowMs});
  }

  get #doable(): BulkItem[] {
    return (this.checked ?? []).flatMap(result => ('reply' in result ? [result.item] : []));
  }

  readonly #say: Localizer<OfficeWord>['say'] = (key, values) => this.#localizer.say(key, values);

  /** Asks for each what would happen. */
  async #check(): Promise<void> {
    this.#asking.abort();
    const {signal} = (this.#asking = new AbortController());
    this.checked = undefined;
    this.count = 0;
    const asked = await forEach(this.#items, askedAtOnce, item => this.#ask(item, signal), {
      signal,
      tell: count => (this.count = count),
    });
    if (!signal.aborted) this.checked = asked;
  }

  async #ask(item: BulkItem, signal: AbortSignal): Promise<BulkResult> {
    return {item, ...(await askWish(item.wish, this.client, this.#localizer, signal))};
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const items = this.#doable;
    if (items.length === 0 || this.isDoing) return;
    this.isDoing = true;
    this.count = 0;
    // One after the other: a technician's day is changed in the order of the list.
    const results = await forEach(items, 1, item => this.#do(item), {
      signal: this.#doing.signal,
      tell: count => (this.count = count),
    });
    if (!this.isConnected) return;
    const {finish, kind} = this;
    this.finish = undefined;
    this.dialog.close();
    finish?.(results.length > 0 ? {kind, results} : undefined);
  }

  async #do(item: BulkItem): Promise<BulkResult> {
    return {item, ...(await doWish(item.wish!, this, this.#localizer))};
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-bulk-dialog': DispatchBulkDialog;
  }
}
