import type {DispatchClient} from '@dispatch-kit/client';
import type {OfferedCommand, Organization} from '@dispatch-kit/core';
import {refusals} from '@dispatch-kit/core';
import type {LitElement} from 'lit';
import {DragGesture} from '../base/drag-gesture.ts';
import type {PointerPlace} from '../base/drag-gesture.ts';
import type {OfficeSay} from '../order/office-words.ts';
import {plainly} from '../order/plan-wish.ts';
import type {BoardEntry} from './board-entry.ts';
import {statusWordIn} from './board-groups.ts';
import type {BoardRows} from './board-rows.ts';
import type {ColumnKey} from './column-list.ts';
import {wayTo} from './column-steps.ts';
import type {ColumnStep} from './column-steps.ts';

/** What moving needs of the columns. */
export interface ColumnMovesDesk {
  readonly rows: BoardRows;
  /** Something can be changed now. */
  readonly isLive: boolean;
  readonly client: DispatchClient | undefined;
  readonly settings: Pick<Organization, 'arrivalMode'> | undefined;
  readonly direction: 'ltr' | 'rtl';
  /** All that something can be brought to, in their order. */
  readonly columns: readonly ColumnKey[];
  say: OfficeSay;
  sayIfKnown(key: string): string | undefined;
  /** What a column is called. */
  titleOf(column: ColumnKey): string;
  /** The column at a place of the window. */
  columnAt(at: PointerPlace): ColumnKey | undefined;
  /** What scrolls there: the columns, and a column. */
  scrollersAt(at: PointerPlace): readonly (HTMLElement | null | undefined)[];
  reveal(column: ColumnKey): void;
  choose(row: BoardEntry): void;
  /** Asks before it is done. */
  plan(row: BoardEntry, step: ColumnStep): void;
  /** Says something that was not done. */
  tell(text: string): void;
  /** The keyboard comes to a job. */
  focus(key: string): void;
}

/** What bringing something into a column would do, or why it cannot be. */
export interface ColumnHint {
  readonly text: string;
  readonly step: ColumnStep | undefined;
}

interface Held {
  readonly key: string;
  readonly isCarried: boolean;
  /** The column that it came from. */
  readonly from: ColumnKey;
  target: ColumnKey | undefined;
  at: PointerPlace | undefined;
  /** What the office says is possible, once it has said so. */
  offers: readonly OfferedCommand[] | undefined;
}

/** Brings jobs into other columns, by mouse, pen, finger or keyboard. Nothing is changed here: letting go asks. */
export class ColumnMoves {
  readonly #host: LitElement;
  readonly #desk: () => ColumnMovesDesk;
  readonly #gesture: DragGesture;
  #held: Held | undefined;
  #spoken = '';

  constructor(host: LitElement, desk: () => ColumnMovesDesk) {
    this.#host = host;
    this.#desk = desk;
    this.#gesture = new DragGesture(host, {
      sourceOf: pressed =>
        pressed.closest('button, label') ? undefined : pressed.closest<HTMLElement>('.row'),
      take: ({source}) => this.#take(desk().rows.entryOf(source.id), false),
      follow: at => this.#aim(at),
      scrollers: at => desk().scrollersAt(at),
      drop: () => this.#drop(),
      leave: () => this.#letGo(),
    });
  }

  /** A pointer went down somewhere on the columns. */
  get begin(): (event: PointerEvent) => void {
    return this.#gesture.begin;
  }

  /** The job that is held. */
  get held(): BoardEntry | undefined {
    return this.#held && this.#desk().rows.entryOf(this.#held.key);
  }

  /** The column that it would come to. */
  get target(): ColumnKey | undefined {
    return this.#held?.target;
  }

  /** Where the pointer holds it. */
  get at(): PointerPlace | undefined {
    return this.#held?.at;
  }

  /** What is to be heard of a move by keyboard. */
  get spoken(): string {
    return this.#spoken;
  }

  /** What bringing the held job into a column does; undefined while nothing is held, and for its own column. */
  hintFor(column: ColumnKey): ColumnHint | undefined {
    const entry = this.held;
    if (!entry || column === 'other') return undefined;
    const {settings, say, sayIfKnown} = this.#desk();
    const way = wayTo(column, entry, settings);
    if (!way) return undefined;
    if ('refusal' in way)
      return {text: sayIfKnown(`refusal.${way.refusal}`) ?? plainly(refusals[way.refusal]), step: undefined};
    const refused = this.#refusedBy(way);
    if (refused) return {text: refused, step: undefined};
    return {text: wordOf(way, say, sayIfKnown), step: way};
  }

  /** Picks up the job that the keyboard is on. */
  pickUp(entry: BoardEntry | undefined): void {
    if (!this.#take(entry, true)) return;
    const {say} = this.#desk();
    const {title} = entry!.job;
    const text = this.#open.length > 1 ? say('carriedColumn', {title}) : say('noColumn', {title});
    if (this.#open.length > 1) this.#speak(text);
    else this.#putBack(text);
  }

  /** Takes a key press while something is carried; false where nothing is. */
  press(event: KeyboardEvent): boolean {
    const held = this.#held;
    if (!held?.isCarried) return false;
    const {key, ctrlKey, altKey, metaKey} = event;
    if (ctrlKey || altKey || metaKey) return true;
    // Who goes elsewhere lets go.
    if (key === 'Tab') {
      this.#putBack('');
      return true;
    }
    event.preventDefault();
    event.stopPropagation();
    const {direction} = this.#desk();
    if (key === 'Escape') this.#putBack();
    else if (key === 'Enter' || key === ' ' || key === 'm') this.#drop();
    else if (key === 'ArrowLeft' || key === 'ArrowRight')
      this.#step(held, (key === 'ArrowRight') === (direction === 'ltr') ? 1 : -1);
    return true;
  }

  /** Before each drawing: what is held may be gone, or somewhere else. */
  follow(): void {
    const held = this.#held;
    if (!held?.isCarried) return;
    const entry = this.held;
    const isLeft = !entry || !this.#desk().isLive || columnOf(entry) !== held.from;
    if (isLeft) this.#held = undefined;
  }

  /** Another job, or none, has the keyboard. */
  leave(): void {
    if (this.#held?.isCarried) this.#letGo();
  }

  #take(entry: BoardEntry | undefined, isCarried: boolean): boolean {
    const desk = this.#desk();
    if (!entry || !desk.isLive) return false;
    desk.choose(entry);
    const from = columnOf(entry);
    this.#held = {key: entry.key, isCarried, from, target: from, at: undefined, offers: undefined};
    this.#spoken = '';
    void this.#ask(entry);
    this.#host.requestUpdate();
    return true;
  }

  /** Asks the office what can be done with the visit: who is busy, and who may do it, only it knows. */
  async #ask({visit}: BoardEntry): Promise<void> {
    const held = this.#held;
    const {client} = this.#desk();
    if (!visit || !client) return;
    // What is not answered is asked again before it is done.
    const {items} = await client.appointments.commands(visit.id).catch(() => ({items: undefined}));
    if (!held || this.#held !== held) return;
    held.offers = items;
    this.#host.requestUpdate();
  }

  #refusedBy({kind, begin}: ColumnStep): string | undefined {
    if (kind !== 'status' || begin.choice?.startsWith('job.')) return undefined;
    const command = begin.choice?.split('.')[0];
    const offer = this.#held?.offers?.find(each => each.command === command);
    if (!offer || offer.allowed) return undefined;
    const {code = '', reason = ''} = offer;
    return this.#desk().sayIfKnown(`refusal.${code}`) ?? plainly(reason);
  }

  /** The columns that it can be brought to, with its own. */
  get #open(): readonly ColumnKey[] {
    const {columns} = this.#desk();
    return columns.filter(each => each === this.#held?.from || this.hintFor(each)?.step);
  }

  #aim(at: PointerPlace): void {
    const held = this.#held;
    if (!held) return;
    held.at = at;
    held.target = this.#desk().columnAt(at);
    this.#host.requestUpdate();
  }

  #step(held: Held, by: number): void {
    const open = this.#open;
    const next = open[open.indexOf(held.target ?? held.from) + by];
    if (next === undefined) return;
    held.target = next;
    const {titleOf, reveal} = this.#desk();
    const hint = this.hintFor(next);
    reveal(next);
    this.#speak(hint ? `${titleOf(next)}: ${hint.text}` : titleOf(next));
  }

  #drop(): void {
    const held = this.#held;
    const desk = this.#desk();
    const entry = this.held;
    const hint = held?.target && this.hintFor(held.target);
    if (held?.isCarried && !hint) return this.#putBack();
    this.#held = undefined;
    this.#spoken = '';
    this.#host.requestUpdate();
    if (!entry || !hint) return;
    if (hint.step) desk.plan(entry, hint.step);
    else desk.tell(hint.text);
  }

  #letGo(): void {
    this.#held = undefined;
    this.#host.requestUpdate();
  }

  #putBack(spoken?: string): void {
    const entry = this.held;
    const {say, focus, reveal} = this.#desk();
    const from = this.#held?.from;
    this.#held = undefined;
    this.#speak(spoken ?? (entry ? say('putBack', {title: entry.job.title}) : ''));
    if (from) reveal(from);
    if (entry && spoken === undefined) focus(entry.key);
  }

  #speak(text: string): void {
    this.#spoken = text;
    this.#host.requestUpdate();
  }
}

/** The column that a job is in. */
export function columnOf({job, visit}: BoardEntry): ColumnKey {
  return statusWordIn(job, visit) ?? 'other';
}

function wordOf(
  {kind, begin}: ColumnStep,
  say: OfficeSay,
  sayIfKnown: (key: string) => string | undefined,
): string {
  if (kind === 'time') return say('planVisit');
  const {choice = '', scope} = begin;
  if (kind === 'cancel' && scope) return say(scope === 'job' ? 'cancelJob' : 'cancelOneVisit');
  if (kind === 'cancel') return say('job.command.decline');
  const key = choice.startsWith('job.') ? choice.replace('job.', 'job.command.') : `command.${choice}`;
  return sayIfKnown(key) ?? choice;
}
