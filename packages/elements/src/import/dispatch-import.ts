import type {DispatchClient, OfficePicture, OfficeSource} from '@dispatch-kit/client';
import {toInstant} from '@dispatch-kit/core';
import type {OrderField} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {ClientController} from '../base/client-controller.ts';
import {customElement} from '../base/custom-element.ts';
import {tellError} from '../base/failure.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {tokens} from '../base/tokens.styles.ts';
import {WhoController} from '../base/who-controller.ts';
import {importBook} from '../locales/import/book.ts';
import type {ImportWord} from '../locales/import/en.ts';
import {importStyles} from './dispatch-import.styles.ts';
import {draftOf, lackingFields, mapped, readLines} from './import-draft.ts';
import type {ImportDraft, ReadLine} from './import-draft.ts';
import {renderChoose, renderDone, renderDraft, renderRunning} from './import-parts.ts';
import type {ImportParts} from './import-parts.ts';
import {restOf, saveText} from './import-rest.ts';
import {ImportRun} from './import-run.ts';

/** More than any office has, and as much as a page reads at once. */
const largestBytes = 50_000_000;

/**
 * Takes the orders of another system into an office: a CSV file, or pasted rows. Says which column is what, how the first rows are
 * read and what is wrong with which row, before anything is sent. Nobody is told, and nothing is made twice.
 *
 * @summary Imports orders from a table.
 * @fires dispatch-error - Something went wrong.
 * @fires close - It was closed.
 * @csspart base - All of it.
 */
@customElement('dispatch-import')
export class DispatchImport extends LitElement {
  static override styles = [tokens, importStyles];

  /** Shows the dialog. */
  @property({type: Boolean, reflect: true}) open = false;

  /** Stands in the page, not over it: there is no dialog then. */
  @property({type: Boolean, reflect: true}) inline = false;

  /** A client of your own; without it, the nearest provider's. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** The office, for its time zone and its technicians; without it, the client's board of today. */
  @property({attribute: false}) source: OfficeSource | undefined;

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<ImportWord> | undefined;

  @state() private draft: ImportDraft | undefined;
  @state() private failure = '';
  @state() private isOver = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement | null;
  @query('h2') private readonly heading!: HTMLElement | null;

  readonly #localizer = new Localizer<ImportWord>(this, importBook);
  readonly #office = new ClientController<OfficeSource>(this, client => {
    const own = this.client ?? client;
    return this.source ?? (this.#isShown ? own?.board({day: 'today'}) : undefined);
  });
  readonly #who = new WhoController(this, () => (this.#isKnown ? this.#client : undefined));
  readonly #run = new ImportRun(this);
  #lines: {readonly of: readonly unknown[]; readonly lines: readonly ReadLine[]} | undefined;

  protected override willUpdate(changed: PropertyValues<DispatchImport>): void {
    if (changed.has('open') && this.open) this.#begin();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('open') && !this.inline) {
      if (this.open) this.dialog?.showModal();
      else this.dialog?.close();
    }
    if (changed.has('draft') && changed.get('draft') === undefined && this.draft) this.heading?.focus();
  }

  protected override render() {
    if (!this.#isShown) return undefined;
    const {direction} = this.#localizer;
    if (this.inline)
      return html`<div class="base page" part="base" dir=${direction}>${this.#renderInside()}</div>`;
    return html`<dialog
      class="base"
      part="base"
      aria-labelledby="title"
      dir=${direction}
      @cancel=${(event: Event) => this.#run.progress?.isRunning && event.preventDefault()}
      @close=${() => this.#closed()}
    >
      ${this.#renderInside()}
    </dialog>`;
  }

  #renderInside() {
    const parts = this.#parts;
    const {say} = parts;
    return html`<header>
        <h2 id="title" tabindex="-1">${say('title')}</h2>
        ${
          this.inline
            ? nothing
            : html`<button
                class="plain"
                type="button"
                aria-label=${say('close')}
                @click=${() => this.dialog?.close()}
              >
                ${icon('cross')}
              </button>`
        }
      </header>
      ${this.#renderStep(parts)}`;
  }

  #renderStep(parts: ImportParts) {
    const {me} = this.#who;
    if (me && me.capabilities['settings'] !== 'all')
      return html`<div class="body"><p class="quiet">${parts.say('mayNot')}</p></div>`;
    const {progress} = this.#run;
    if (progress && progress.done === progress.total && !progress.isRunning)
      return renderDone(progress, parts);
    if (progress) return renderRunning(progress, parts);
    return this.draft ? renderDraft(this.draft, parts) : renderChoose(parts);
  }

  get #parts(): ImportParts {
    const {draft} = this;
    return {
      say: (key, values) => this.#localizer.say(key, values),
      sayIfKnown: key => this.#localizer.sayIfKnown(key),
      locale: this.#localizer.locale,
      timeZone: this.#picture?.organization?.timeZone,
      members: this.#picture?.members,
      columnOf: field => draft?.mapping[field],
      lines: draft ? this.#read(draft) : [],
      lacking: draft ? lackingFields(draft) : [],
      failure: this.failure,
      isOver: this.isOver,
      over: isOver => (this.isOver = isOver),
      take: file => void this.#take(file),
      paste: text => void this.#takeText(text, this.#localizer.say('pasted')),
      map: (field, column) => this.#map(field, column),
      writeDates: isDayFirst => (this.draft = {...this.draft!, isDayFirst}),
      another: () => this.#begin(),
      start: () => void this.#start(),
      stop: () => this.#run.stop(),
      goOn: () => void this.#goOn(),
      save: () => this.#save(),
      close: () => this.dialog?.close(),
      isInline: this.inline,
    };
  }

  get #isShown(): boolean {
    return this.open || this.inline;
  }

  get #client(): DispatchClient | undefined {
    return this.client ?? this.#office.client;
  }

  get #picture(): OfficePicture | undefined {
    return this.#office.store?.get();
  }

  get #isKnown(): boolean {
    return this.#picture?.asOfMs !== undefined;
  }

  #begin(): void {
    this.draft = undefined;
    this.failure = '';
    this.#run.forget();
  }

  async #take(file: File): Promise<void> {
    this.failure = '';
    if (file.size > largestBytes) {
      const size = new Intl.NumberFormat(this.#localizer.locale, {style: 'unit', unit: 'megabyte'});
      this.failure = this.#localizer.say('tooLarge', {size: size.format(largestBytes / 1e6)});
      return;
    }
    const {textOf} = await import('./read-csv.ts');
    await this.#takeText(await textOf(file), file.name);
  }

  async #takeText(text: string, name: string): Promise<void> {
    this.failure = '';
    const {readCsv} = await import('./read-csv.ts');
    if (!this.isConnected) return;
    try {
      const table = readCsv(text);
      if (table.records.length === 0) this.failure = this.#localizer.say('noRows');
      else this.draft = draftOf(name, table, isDayFirstIn(this.#localizer.locale));
    } catch (error) {
      this.failure = this.#localizer.say('notReadable', {reason: (error as Error).message});
    }
  }

  #map(field: OrderField, column: string | undefined): void {
    this.draft = mapped(this.draft!, field, column);
  }

  /** Read again only when something of it is another: there may be many. */
  #read(draft: ImportDraft): readonly ReadLine[] {
    const {organization, members} = this.#picture ?? {};
    if (!organization || !members) return [];
    const of = [draft, organization.timeZone, members];
    if (this.#lines?.of.every((each, at) => each === of[at])) return this.#lines.lines;
    const createdAt = toInstant(this.#office.store?.nowMs() ?? 0);
    const office = {timeZone: organization.timeZone, createdAt, members: members.values()};
    const lines = readLines(draft, office);
    this.#lines = {of, lines};
    return lines;
  }

  async #start(): Promise<void> {
    const {draft} = this;
    const client = this.#client;
    if (!draft || !client || lackingFields(draft).length > 0) return;
    const good = this.#read(draft).filter(({problem}) => !problem);
    if (good.length === 0) return;
    await this.#run.start(good, client);
    this.#tell();
  }

  async #goOn(): Promise<void> {
    const client = this.#client;
    if (!client) return;
    await this.#run.goOn(client);
    this.#tell();
  }

  #tell(): void {
    const {error} = this.#run.progress ?? {};
    if (!this.isConnected) return;
    if (error) tellError(this, error);
    this.heading?.focus();
  }

  #save(): void {
    const {draft} = this;
    if (!draft) return;
    saveText(restOf(draft, this.#read(draft), this.#run.progress?.refused ?? [], this.#parts), draft.name);
  }

  #closed(): void {
    this.open = false;
    this.#run.stop();
    this.dispatchEvent(new Event('close'));
  }
}

function isDayFirstIn(locale: string): boolean {
  const parts = new Intl.DateTimeFormat(locale, {dateStyle: 'short'}).formatToParts(0);
  const places = parts.map(({type}) => type);
  return places.indexOf('day') < places.indexOf('month');
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-import': DispatchImport;
  }
}
