import type {OfficePicture} from '@dispatch-kit/client';
import type {LitElement} from 'lit';
import type {Format} from '../base/format.ts';
import type {BoardEntry} from '../board/board-entry.ts';
import type {OfficeLocalizer} from '../order/office-words.ts';
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

/** What moving needs of the schedule. */
export interface MovesDesk {
  readonly view: ScheduleView | undefined;
  readonly picture: OfficePicture;
  readonly nowMs: number;
  readonly format: Format;
  readonly localizer: OfficeLocalizer;
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

  constructor(host: LitElement, desk: () => MovesDesk) {
    this.#host = host;
    this.#deskNow = desk;
    this.#drag = new CardDrag<BoardEntry>(host, () => this.#dragDesk);
    this.#carry = new CardCarry<BoardEntry>(host, () => this.#carryDesk);
  }

  /** A pointer went down somewhere on the schedule. */
  get begin(): (event: PointerEvent) => void {
    return this.#drag.begin;
  }

  /** What is to be heard of a move by keyboard. */
  get spoken(): string {
    return this.#carry.spoken;
  }

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

  #take({what, grabbed}: Grab, view: ScheduleView): void {
    const begin = beginOf(grabbed, view, this.#deskNow().nowMs);
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
        suggested: [],
        describe: (entry, target) => describe(entry, target, desk),
        say: (key, values) => desk.localizer.say(key, values),
        reveal: rowKey => desk.reveal(rowKey),
        drop: (entry, target) => drop(entry, target, desk),
        leave: entry => this.#backTo(entry),
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
