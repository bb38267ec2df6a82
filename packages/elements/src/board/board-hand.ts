import type {CommandReply, Job} from '@dispatch-kit/core';
import type {DispatchClient, OfficePicture} from '@dispatch-kit/client';
import {html, nothing} from 'lit';
import type {LitElement} from 'lit';
import {formatTime} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import type {OwnWords} from '../base/localizer.ts';
import {DispatchCommandEvent, DispatchOpenEvent} from '../events.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import type {OfficeLocalizer} from '../order/office-words.ts';
import type {Planned} from '../order/plan-dialog.ts';
import type {PlanForm, PlanKind, Wish} from '../order/plan-wish.ts';
import {isPlannable} from '../order/plan-wish.ts';
import type {Sent} from '../order/urgent-dialog.ts';
import {actionsOf, placeMenu, renderMenu} from './board-actions.ts';
import type {RowAction} from './board-actions.ts';
import type {BoardEntry} from './board-entry.ts';
import type {BulkDone, BulkKind} from './bulk-wishes.ts';
import {bulkToastOf, toastFor, toastOf} from './board-toast.ts';
import {ToastController} from './toast-controller.ts';

/** What the hand needs of the board. */
export interface HandDesk {
  readonly picture: OfficePicture;
  readonly client: DispatchClient | undefined;
  readonly nowMs: number;
  readonly words: OwnWords<OfficeWord> | undefined;
  readonly format: Format;
  readonly localizer: OfficeLocalizer;
  /** The row becomes the one that is looked at. */
  choose(row: BoardEntry): void;
  /** The keyboard goes back to where it was in the list. */
  focusList(): void;
  /** A row is chosen for what is done with several, or left; undefined where that is not offered. */
  mark?(row: BoardEntry): void;
  /** Rows that were chosen together are left. */
  leaveMarks?(): void;
}

/** Does with rows what is asked: their menu, their dialogs, what was just done and how it is taken back. */
export class BoardHand {
  readonly #host: LitElement;
  readonly #deskNow: () => HandDesk;
  #menuRow: BoardEntry | undefined;
  #menuButton: HTMLElement | undefined;
  #plan: {kind: PlanKind; row: BoardEntry; given: Partial<PlanForm>} | undefined;
  #bulk: {kind: BulkKind; rows: readonly BoardEntry[]} | undefined;
  #urgent: BoardEntry | undefined;
  readonly #toast: ToastController;

  /** @param desk the board as it is when it is asked. */
  constructor(host: LitElement, desk: () => HandDesk) {
    this.#host = host;
    this.#deskNow = desk;
    this.#toast = new ToastController(host, {say: (key, values) => desk().localizer.say(key, values)});
  }

  /** Something counts down on the screen. */
  get isCounting(): boolean {
    return this.#toast.isShown;
  }

  /** The job whose menu is open. */
  get menuOf(): string | undefined {
    return this.#menuRow?.job.id;
  }

  act(action: RowAction, row: BoardEntry): void {
    if (this.#unoffered.includes(action) || !actionsOf(row).some(offered => offered.action === action))
      return;
    this.#desk.choose(row);
    if (action === 'open') {
      const visit = row.visit && {appointmentId: row.visit.id};
      this.#host.dispatchEvent(new DispatchOpenEvent({jobId: row.job.id, ...visit}));
    } else if (action === 'link') void this.#copyLink(row.job);
    else if (action === 'mark') this.#desk.mark?.(row);
    else if (action === 'urgent') void this.#sendNow(row);
    else void this.plan(action, row);
  }

  async #sendNow(row: BoardEntry): Promise<void> {
    await import('../order/urgent-dialog.ts');
    this.#urgent = row;
    this.#host.requestUpdate();
  }

  /** Opens a dialog about a row, with what is filled in already. */
  async plan(kind: PlanKind, row: BoardEntry, given: Partial<PlanForm> = {}): Promise<void> {
    await import('../order/plan-dialog.ts');
    this.#plan = {kind, row, given};
    this.#host.requestUpdate();
  }

  /** Does something with a row at once, and shows how it is taken back. */
  async run(kind: PlanKind, row: BoardEntry, wish: Wish): Promise<void> {
    const {command, input, appointmentId, jobId} = wish;
    const asked = new DispatchCommandEvent({command, input, subject: {appointmentId, jobId}});
    this.#host.dispatchEvent(asked);
    try {
      const reply = (await asked.answer) as CommandReply | undefined;
      if (this.#host.isConnected) this.#tell({kind, row, wish, reply});
    } catch (error) {
      this.#toast.fail(error);
    }
  }

  /** Says something. */
  tell(text: string): void {
    this.#toast.show({text});
  }

  /** Says who was sent where, and takes it back. */
  readonly tellSent = (sent: Sent): void => {
    const {picture, localizer, format} = this.#desk;
    const {job, technician} = sent;
    const time = formatTime(format, technician.arrivesAt);
    const text = localizer.say('done.sent', {title: job.title, name: technician.name, time});
    this.#toast.show(toastFor(text, sent, picture));
  };

  /** Says why something did not work. */
  fail(error: unknown): void {
    this.#toast.fail(error);
  }

  /** Asks about several rows at once. */
  async actOnAll(kind: BulkKind, rows: readonly BoardEntry[]): Promise<void> {
    await import('./bulk-dialog.ts');
    this.#bulk = {kind, rows};
    this.#host.requestUpdate();
  }

  async openMenu(row: BoardEntry, button: HTMLElement): Promise<void> {
    this.#menuRow = row;
    this.#menuButton = button;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const menu = this.#menu;
    if (!this.#host.isConnected || !menu) return;
    menu.showPopover();
    placeMenu(menu, button, this.#desk.localizer.direction);
    menu.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }

  /** The menu of a row, and what was just done. */
  render() {
    const {localizer, nowMs} = this.#desk;
    const say: OfficeLocalizer['say'] = (key, values) => localizer.say(key, values);
    return html`${this.#toast.render(nowMs)}
    ${renderMenu(this.#menuRow, say, {
      pick: action => this.#pick(action),
      close: () => this.#leaveMenu(),
      without: this.#unoffered,
    })}`;
  }

  /** The dialog that is open, if one is. */
  renderDialog() {
    const {client, picture, nowMs, words} = this.#desk;
    if (this.#bulk) {
      return html`<dispatch-bulk-dialog
        .kind=${this.#bulk.kind}
        .rows=${this.#bulk.rows}
        .picture=${picture}
        .client=${client}
        .nowMs=${nowMs}
        .words=${words}
        .finish=${(done: BulkDone | undefined) => this.#finishAll(done)}
      ></dispatch-bulk-dialog>`;
    }
    if (this.#urgent) {
      const {job, visit} = this.#urgent;
      return html`<dispatch-urgent-dialog
        .job=${job}
        .visit=${visit && isPlannable(visit) ? visit : undefined}
        .picture=${picture}
        .client=${client}
        .nowMs=${nowMs}
        .words=${words}
        .finish=${(sent: Sent | undefined) => this.#finishUrgent(sent)}
      ></dispatch-urgent-dialog>`;
    }
    if (!this.#plan) return nothing;
    return html`<dispatch-plan-dialog
      .kind=${this.#plan.kind}
      .row=${this.#plan.row}
      .begin=${this.#plan.given}
      .picture=${picture}
      .client=${client}
      .nowMs=${nowMs}
      .words=${words}
      .finish=${(planned: Planned | undefined) => this.#finish(planned)}
    ></dispatch-plan-dialog>`;
  }

  get #desk(): HandDesk {
    return this.#deskNow();
  }

  /** What cannot be done here: who could go is known to a server alone. */
  get #unoffered(): readonly RowAction[] {
    const {client, mark} = this.#desk;
    return [...(mark ? [] : (['mark'] as const)), ...(client ? [] : (['urgent'] as const))];
  }

  get #menu(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.menu');
  }

  #finish(planned: Planned | undefined): void {
    this.#plan = undefined;
    if (planned) this.#tell(planned);
    this.#host.requestUpdate();
    this.#desk.focusList();
  }

  #finishUrgent(sent: Sent | undefined): void {
    this.#urgent = undefined;
    if (sent) this.tellSent(sent);
    this.#host.requestUpdate();
    this.#desk.focusList();
  }

  #tell(planned: Planned): void {
    const {picture, localizer, format} = this.#desk;
    this.#toast.show(toastOf(planned, picture, localizer, format));
  }

  #finishAll(done: BulkDone | undefined): void {
    this.#bulk = undefined;
    if (done) this.#toast.show(bulkToastOf(done, this.#desk.localizer));
    this.#host.requestUpdate();
    if (done) this.#desk.leaveMarks?.();
    this.#desk.focusList();
  }

  #leaveMenu(): void {
    const button = this.#menuButton;
    this.#menuRow = this.#menuButton = undefined;
    this.#host.requestUpdate();
    if (!this.#plan && !this.#urgent && button?.isConnected) button.focus({preventScroll: true});
  }

  #pick(action: RowAction): void {
    const row = this.#menuRow;
    this.#menu?.hidePopover();
    if (row) this.act(action, row);
  }

  async #copyLink({id}: Job): Promise<void> {
    const {client, localizer} = this.#desk;
    if (!client) return;
    try {
      const {url} = await client.office.createLink({jobId: id});
      const isCopied = await navigator.clipboard.writeText(url).then(
        () => true,
        () => false,
      );
      if (!this.#host.isConnected) return;
      this.#toast.show({text: isCopied ? localizer.say('linkCopied') : localizer.say('linkIs', {url})});
    } catch (error) {
      this.#toast.fail(error);
    }
  }
}
