import type {DispatchClient, OfficePicture} from '@dispatch-kit/client';
import {minuteMs, toMs} from '@dispatch-kit/core';
import type {Job, Suggestion} from '@dispatch-kit/core';
import type {LitElement} from 'lit';
import type {Format} from '../base/format.ts';
import type {BoardEntry} from '../board/board-entry.ts';
import type {OfficeLocalizer} from '../order/office-words.ts';
import type {Wish} from '../order/plan-wish.ts';
import {CardCarry} from './card-carry.ts';
import type {CarryDesk} from './card-carry.ts';
import {CardDrag} from './card-drag.ts';
import type {DragDesk} from './card-drag.ts';
import {beginOf, chipIn, grabIn, grabOf, planOf} from './card-grab.ts';
import type {Grab} from './card-grab.ts';
import {cardOf} from './card-walk.ts';
import type {DropTarget} from './drop-target.ts';
import {describeDrop} from './drop-words.ts';
import type {ScheduleView} from './schedule-model.ts';
import type {Slot} from './schedule-row.ts';
import {SuggestedSlots} from './suggested-slots.ts';
import type {Advice} from './suggested-slots.ts';

/** What moving needs of the schedule. */
export interface MovesDesk {
  readonly view: ScheduleView | undefined;
  readonly picture: OfficePicture;
  readonly nowMs: number;
  readonly format: Format;
  readonly localizer: OfficeLocalizer;
  readonly client: DispatchClient | undefined;
  /** The first day that is shown, and how many are. */
  readonly from: string;
  readonly days: number;
  /** Does something at once, and shows how it is taken back. */
  run(row: BoardEntry, wish: Wish): Promise<void>;
  /** Asks about a move before it is made. */
  plan(...asked: ReturnType<typeof planOf>): void;
  /** Brings a line in sight. */
  reveal(rowKey: string): void;
  /** The keyboard comes to a card. */
  focus(key: string): void;
}

/** Moves visits by hand, by mouse, pen, finger or keyboard: what is taken, where it would come to, what is asked when it is let go. */
export class CardMoves {
  readonly #host: LitElement;
  readonly #deskNow: () => MovesDesk;
  readonly #drag: CardDrag<BoardEntry>;
  readonly #carry: CardCarry<BoardEntry>;
  readonly #suggested: SuggestedSlots;
  #slots: {readonly of: unknown; readonly byRow: ReadonlyMap<string, readonly Slot[]>} | undefined;
  #running: string | undefined;

  constructor(host: LitElement, desk: () => MovesDesk) {
    this.#host = host;
    this.#deskNow = desk;
    this.#drag = new CardDrag<BoardEntry>(host, () => this.#dragDesk);
    this.#carry = new CardCarry<BoardEntry>(host, () => this.#carryDesk);
    this.#suggested = new SuggestedSlots(host, () => {
      const {localizer, ...known} = desk();
      return {...known, say: (key, values) => localizer.say(key, values)};
    });
  }

  /** A pointer went down somewhere on the schedule. */
  get begin(): (event: PointerEvent) => void {
    return this.#drag.begin;
  }

  /** What is to be heard of a move by keyboard. */
  get spoken(): string {
    return this.#carry.spoken;
  }

  /** A key that has picked up a card presses no button when it is let go. */
  readonly release = (event: KeyboardEvent): void => {
    const at = event.composedPath()[0] as HTMLElement;
    if (event.key === ' ' && at.matches('.card, .ghost')) event.preventDefault();
  };

  /** Takes a key press while something is carried; false where nothing is. */
  press(event: KeyboardEvent): boolean {
    return this.#carry.press(event);
  }

  /** Picks up the card or the waiting job that the keyboard is on. */
  pickUp(at: HTMLElement, currentKey: string | undefined): void {
    const {view} = this.#live ?? {};
    if (!view) return;
    const card = cardOf(view, currentKey);
    const grab = at.matches('.chip') ? chipIn(view, at) : card && grabOf(view, card, 'move');
    if (grab) this.#take(grab, view);
  }

  /** Times on a line that are suggested for what is held; the same list as long as they are the same. */
  slotsOf(rowKey: string): readonly Slot[] {
    const {held} = this.#suggested;
    if (this.#slots?.of !== held) this.#slots = {of: held, byRow: slotsByRow(held)};
    return this.#slots.byRow.get(rowKey) ?? noSlots;
  }

  /** The best time for a job that waits. */
  adviceFor(job: Job): Advice | undefined {
    return this.#suggested.adviceFor(job);
  }

  /** Plans a job that waits as it is suggested; a second tap meanwhile does nothing. */
  async takeAdvice(row: BoardEntry): Promise<void> {
    const advice = this.#suggested.adviceFor(row.job);
    if (!advice || this.#running === row.job.id) return;
    this.#running = row.job.id;
    await this.#deskNow().run(row, advice.wish);
    this.#running = undefined;
  }

  takeAdviceOf(chip: HTMLElement): void {
    const {view} = this.#live ?? {};
    const grab = view && chipIn(view, chip);
    if (grab) void this.takeAdvice(grab.what);
  }

  /** Looks for the best times of the waiting jobs that are in sight. */
  adviseInSight(): void {
    const {view} = this.#live ?? {};
    const tray = this.#host.renderRoot.querySelector('.tray ul');
    if (!view || !tray) return;
    const {left, right} = tray.getBoundingClientRect();
    const chips = [...tray.querySelectorAll<HTMLElement>('.chip')].filter(chip => {
      const box = chip.getBoundingClientRect();
      return box.right > left && box.left < right;
    });
    const seen = new Set(chips.map(chip => chip.dataset['job']));
    void this.#suggested.askFor(view.waiting.filter(({job}) => seen.has(job.id)));
  }

  #take({what, grabbed}: Grab, view: ScheduleView): void {
    const begin = beginOf(grabbed, view, this.#deskNow().nowMs);
    void this.#suggested.hold(what);
    this.#carry.pickUp({what, title: what.job.title, grabbed, begin});
  }

  /** The desk while something can be moved. */
  get #live(): LiveDesk | undefined {
    const desk = this.#deskNow();
    const {view} = desk;
    return view && desk.picture.status === 'live' ? {...desk, view} : undefined;
  }

  get #dragDesk(): DragDesk<BoardEntry> | undefined {
    const desk = this.#live;
    return (
      desk && {
        axis: desk.view.axis,
        direction: desk.localizer.direction,
        grab: pressed => grabIn(desk.view, pressed),
        take: entry => void this.#suggested.hold(entry),
        leave: () => this.#suggested.release(),
        describe: (entry, target) => describe(entry, target, desk),
        drop: (entry, target) => drop(entry, target, desk),
      }
    );
  }

  get #carryDesk(): CarryDesk<BoardEntry> | undefined {
    const desk = this.#live;
    return (
      desk && {
        axis: desk.view.axis,
        direction: desk.localizer.direction,
        rowKeys: [desk.view.unassigned, ...desk.view.rows].map(({key}) => key),
        suggested: this.#suggested.held
          .map(placeOfSlot)
          .filter(({rowKey}) => desk.view.rows.some(({key}) => key === rowKey)),
        describe: (entry, target) => describe(entry, target, desk),
        say: (key, values) => desk.localizer.say(key, values),
        reveal: rowKey => desk.reveal(rowKey),
        drop: (entry, target) => drop(entry, target, desk),
        leave: entry => this.#backTo(entry),
        release: () => this.#suggested.release(),
      }
    );
  }

  #backTo({job, visit}: BoardEntry): void {
    const chip = this.#host.renderRoot.querySelector<HTMLElement>(`.chip[data-job="${CSS.escape(job.id)}"]`);
    if (chip) chip.focus();
    else if (visit) this.#deskNow().focus(visit.id);
  }
}

type LiveDesk = MovesDesk & {view: ScheduleView};

function describe(entry: BoardEntry, target: DropTarget, {view, localizer, ...known}: LiveDesk) {
  return describeDrop(entry, target, view, {...known, say: (key, values) => localizer.say(key, values)});
}

function drop(entry: BoardEntry, target: DropTarget, desk: LiveDesk): void {
  desk.plan(...planOf(entry, target, desk.format.timeZone ?? 'UTC'));
}

const noSlots: readonly Slot[] = [];

function placeOfSlot({technicianId, planned}: Suggestion) {
  const startMs = toMs(planned.start);
  return {rowKey: technicianId, startMs, endMs: startMs + planned.durationMinutes * minuteMs};
}

function slotsByRow(held: readonly Suggestion[]): Map<string, Slot[]> {
  const byRow = new Map<string, Slot[]>();
  for (const each of held) {
    const slots = byRow.get(each.technicianId) ?? [];
    byRow.set(each.technicianId, [...slots, {...placeOfSlot(each), driveMinutes: each.driveMinutes}]);
  }
  return byRow;
}
