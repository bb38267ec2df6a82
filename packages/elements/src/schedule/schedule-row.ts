import {html, nothing} from 'lit';
import {classMap} from 'lit/directives/class-map.js';
import {guard} from 'lit/directives/guard.js';
import {repeat} from 'lit/directives/repeat.js';
import {toInstant} from '@dispatch-kit/core';
import {formatMinutes, formatTime, formatTimeRange, initialsOf} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import type {BoardEntry} from '../board/board-entry.ts';
import {noteText} from '../board/board-row.ts';
import {rowFacts} from '../board/row-facts.ts';
import type {RowSources} from '../board/row-facts.ts';
import type {RowList} from '../board/row-window.ts';
import type {OfficeSay} from '../order/office-words.ts';
import {placed} from './placed.ts';
import type {Card, Drive, ScheduleRow} from './schedule-model.ts';
import type {Span, TimeAxis} from './time-axis.ts';

/** What the templates of rows need of the schedule. */
export interface RowContext extends RowSources {
  say: OfficeSay;
  sayIfKnown(key: string): string | undefined;
  format: Format;
  nowMs: number;
  axis: TimeAxis;
  /** Pixels of one lane. */
  lanePx: number;
  /** Whatever else a row depends on: with the same, and a row that did not change, it is not drawn again. */
  dependencies: readonly unknown[];
  /** The card that the keyboard is on. */
  currentKey: string | undefined;
  selectedId: string | undefined;
  /** Times that are suggested on a line for what is held. */
  slotsOf(rowKey: string): readonly Slot[];
  open(card: Card): void;
  choose(card: Card): void;
  openMenu(card: Card, at: HTMLElement): void;
}

/** A time that is suggested for what is held, with the minutes it takes to get there. */
export interface Slot extends Span {
  readonly driveMinutes: number;
}

/** Room above and below the lanes of a row. */
const rowPaddingPx = 4;
const leastDriveLabelShare = 0.03;

/** How high a row is, with its line. */
function rowPx({laneCount}: ScheduleRow, lanePx: number): number {
  return laneCount * lanePx + 2 * rowPaddingPx + 1;
}

/** A technician with the visits; drawn anew only when something in it changed. */
export function renderRow(row: ScheduleRow, index: number, context: RowContext) {
  const isOwn = (key: string | undefined) =>
    row.cards.some(card => card.key === key || card.entry.job.id === key);
  const own = [
    isOwn(context.currentKey) && context.currentKey,
    isOwn(context.selectedId) && context.selectedId,
  ];
  return guard([row, index, ...own, context.slotsOf(row.key), ...context.dependencies], () =>
    drawRow(row, index, context),
  );
}

function drawRow(row: ScheduleRow, index: number, context: RowContext) {
  const {member} = row;
  const {say, axis, lanePx} = context;
  return html`<div
    class=${classMap({row: true, nobody: !member && row.cards.length > 0})}
    role="row"
    aria-rowindex=${index + 2}
    ${placed({'block-size': `${rowPx(row, lanePx)}px`})}
  >
    <span class="name" role="rowheader">
      <span class="avatar" aria-hidden="true">${member ? initialsOf(member.name) : '?'}</span>
      <bdi>${member?.name ?? say('unassigned')}</bdi>
    </span>
    <div
      class=${classMap({track: true, known: row.shifts !== undefined})}
      role="gridcell"
      data-row=${row.key}
    >
      ${row.shifts?.filter(shift => axis.shows(shift)).map(shift => html`<i class="shift" ${placed(across(shift, axis))}></i>`)}
      ${context.slotsOf(row.key).map(slot => renderSlot(slot, context))}
      ${row.drives.map(drive => renderDrive(drive, context))}
      ${repeat(
        row.cards,
        card => card.key,
        card => renderCard(card, context),
      )}
    </div>
  </div>`;
}

/** Where a stretch of time stands on a track. */
export function across({startMs, endMs}: Span, axis: TimeAxis): Record<string, string> {
  const from = axis.shareOf(startMs);
  return {
    'inset-inline-start': `${(from * 100).toFixed(4)}%`,
    'inline-size': `${((axis.shareOf(endMs) - from) * 100).toFixed(4)}%`,
  };
}

/** Where a lane of a row stands. */
export function laneTop(lane: number, lanePx: number): Record<string, string> {
  return {'inset-block-start': `${rowPaddingPx + lane * lanePx}px`};
}

function renderDrive(drive: Drive, {axis, say, format, lanePx}: RowContext) {
  const minutes = formatMinutes(format.locale, drive.minutes);
  const text = say(drive.isTight ? 'tightDrive' : 'driveOf', {minutes});
  const isWide = axis.shareOf(drive.endMs) - axis.shareOf(drive.startMs) >= leastDriveLabelShare;
  return html`<span
    class=${classMap({drive: true, tight: drive.isTight})}
    title=${text}
    ${placed({...across(drive, axis), ...laneTop(drive.lane, lanePx)})}
    ><span class="visually-hidden">${text}</span
    >${isWide ? html`<small aria-hidden="true">${minutes}</small>` : nothing}</span
  >`;
}

function renderSlot(slot: Slot, {axis, say, format, lanePx}: RowContext) {
  const away = slot.driveMinutes > 0 && formatMinutes(format.locale, slot.driveMinutes);
  return html`<span class="slot" aria-hidden="true" ${placed({...across(slot, axis), ...laneTop(0, lanePx)})}
    ><b>${formatTime(format, toInstant(slot.startMs))}</b>
    ${away ? say('away', {distance: away}) : say('free')}</span
  >`;
}

function renderCard(card: Card, context: RowContext) {
  const {say, format, axis, lanePx} = context;
  const {entry} = card;
  const {job, visit, customer} = entry;
  const facts = rowFacts(alone(entry), context.nowMs, context);
  const status = context.sayIfKnown(facts.wordKey) ?? say('otherStatus');
  const note =
    facts.timeNote && facts.timeNote.kind !== 'unplaced' ? noteText(facts.timeNote, say, format) : undefined;
  const colors = Object.fromEntries(facts.colors.map(name => [name, true]));
  const range = formatTimeRange(format, {start: toInstant(card.startMs), end: toInstant(card.endMs)});
  const words = note ? `${status}, ${note}` : status;
  const label = say('cardOf', {title: job.title, customer: customer?.name ?? '', range, status: words});
  const isSelected = job.id === context.selectedId;
  return html`<button
    type="button"
    class=${classMap({card: true, conflict: card.isConflict, selected: isSelected, urgent: note !== undefined, ...colors})}
    part="card"
    id=${card.key}
    tabindex=${card.key === context.currentKey ? 0 : -1}
    aria-label=${label}
    aria-pressed=${isSelected}
    title=${label}
    ${placed({...across(card, axis), ...laneTop(card.lane, lanePx)})}
    @click=${() => context.open(card)}
    @focus=${() => context.choose(card)}
    @contextmenu=${(event: Event) => {
      event.preventDefault();
      context.openMenu(card, event.currentTarget as HTMLElement);
    }}
  >
    <span class="text"
      ><span class="state"><b>${formatTime(format, visit.planned.start)}</b> ${status}</span
      ><br />${icon(facts.icon)}<b class="title">${job.title}</b><br /><span class="where"
        >${note ?? customer?.name ?? job.address.line}</span
      ></span
    >
    ${isResizable(entry) ? html`<i class="handle"></i>` : nothing}
  </button>`;
}

function isResizable({visit}: Card['entry']): boolean {
  return visit.status === 'draft' || visit.status === 'scheduled';
}

/** A job as one visit of it makes it: of several, each card wears its own state. */
function alone(entry: Card['entry']): BoardEntry {
  const {job, visit} = entry;
  const status = visit.status === 'scheduled' ? 'scheduled' : 'in_progress';
  return job.status === status ? entry : {...entry, job: {...job, status}};
}

/** One lane, in root ems. */
const laneRem = 3.5;

/** How high a lane is, pixels. */
export function laneSize(): number {
  return laneRem * parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** The lines as a list of which only those in sight are drawn. */
export function rowListOf(rows: readonly ScheduleRow[], lanePx: number): RowList {
  return {
    count: rows.length,
    keyOf: index => rows[index]?.key ?? String(index),
    sizeOf: index => (rows[index] ? rowPx(rows[index], lanePx) : lanePx),
  };
}
