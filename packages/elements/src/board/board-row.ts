import {isOpen, toMs} from '@dispatch-kit/core';
import type {Member, TechnicianPosition, TimeRange} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {classMap} from 'lit/directives/class-map.js';
import {guard} from 'lit/directives/guard.js';
import {live} from 'lit/directives/live.js';
import {repeat} from 'lit/directives/repeat.js';
import {etaRange, formatTime, formatTimeRange, initialsOf} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import type {OfficeSay} from '../order/office-words.ts';
import {formatAmount, formatShortDay} from '../order/written.ts';
import type {BoardEntry} from './board-entry.ts';
import type {GroupTitle} from './board-groups.ts';
import type {BoardHead, BoardItem} from './board-model.ts';
import {rowFacts} from './row-facts.ts';
import type {RowFacts, RowNote, RowSources, Untold} from './row-facts.ts';
import {latenessText, roadKey, rowRoad} from './row-road.ts';
import type {RowRoad} from './row-road.ts';

/** What the templates of rows need of the board. */
export interface RowContext extends RowSources {
  say: OfficeSay;
  sayIfKnown(key: string): string | undefined;
  format: Format;
  nowMs: number;
  positions: ReadonlyMap<string, TechnicianPosition>;
  /** The day that it is in the office. */
  today: TimeRange;
  /** Whatever else a row depends on: with the same, and a row that did not change, it is not drawn again. */
  dependencies: readonly unknown[];
  /** The row that the keyboard is on. */
  currentKey: string | undefined;
  selectedId: string | undefined;
  /** The job whose menu is open. */
  menuOf: string | undefined;
  /** The row that is held, to be brought elsewhere. */
  heldKey?: string | undefined;
  /** The rows that are chosen for what is done with several. */
  marks: {has(key: string): boolean; readonly size: number; readonly version: number};
  choose(row: BoardEntry): void;
  mark(row: BoardEntry, isRange: boolean): void;
  open(row: BoardEntry): void;
  openMenu(row: BoardEntry, button: HTMLElement): void;
}

/** A list of which some lines are drawn. */
export interface DrawnList {
  /** What it is called, where it is not all of the board. */
  readonly label?: string | undefined;
  readonly length: number;
  itemAt(index: number): BoardItem;
}

const columns = ['Time', 'Status', 'Job', 'Technician', 'Eta', 'Actions'] as const;

/** The list, as far as it is drawn: the lines at `indexes`. */
export function renderGrid(
  {label, length, itemAt}: DrawnList,
  indexes: readonly number[],
  context: RowContext,
) {
  return html`<div
    class=${classMap({grid: true, marking: context.marks.size > 0})}
    role="grid"
    aria-label=${label ?? context.say('board')}
    aria-rowcount=${length + 1}
    aria-colcount=${columns.length}
  >
    <div role="rowgroup" class="visually-hidden">
      <div role="row" aria-rowindex="1">
        ${columns.map(column => html`<span role="columnheader">${context.say(`column${column}`)}</span>`)}
      </div>
    </div>
    <div role="rowgroup" class="rows">
      ${repeat(
        indexes,
        index => itemAt(index).key,
        index => renderItem(itemAt(index), index, context),
      )}
    </div>
  </div>`;
}

function renderItem(item: BoardItem, index: number, context: RowContext) {
  return item.kind === 'section' ? renderHead(item, index, context) : renderRow(item, index, context);
}

function renderHead({title, count}: BoardHead, index: number, context: RowContext) {
  const {format} = context;
  return html`<div class="section" role="row" data-index=${index} aria-rowindex=${index + 2}>
    <span role="gridcell" aria-colspan="6">
      <strong>${titleText(title, context)}</strong>
      <span class="count">${formatAmount(format.locale, count)}</span>
    </span>
  </div>`;
}

function titleText(title: GroupTitle, {sayIfKnown, say, format, today}: RowContext) {
  if ('text' in title) return html`<bdi>${title.text}</bdi>`;
  if ('word' in title) return sayIfKnown(title.word) ?? say('otherStatus');
  const {start} = title.window;
  const range = formatTimeRange(format, title.window);
  return isWithin(today, start) ? range : `${formatShortDay(format, start)}, ${range}`;
}

/** What stands in a row is drawn again only when it says something else; where it stands changes with every row that comes above. */
function renderRow(row: BoardEntry, index: number, context: RowContext) {
  const {currentKey, selectedId, menuOf, marks, dependencies} = context;
  const facts = rowFacts(row, context.nowMs, context);
  const road = rowRoad(row, context.positions);
  const isCurrent = row.key === currentKey;
  const isSelected = row.job.id === selectedId;
  const isMarked = marks.has(row.key);
  const colors = facts.colors.join(' ');
  const states = Object.entries({
    selected: isSelected,
    marked: isMarked,
    closed: row.job.closure,
    held: row.key === context.heldKey,
  }).flatMap(([state, is]) => (is ? [state] : []));
  const own = [row, isCurrent, isMarked, row.key === menuOf, roadKey(road), ...dependencies];
  return html`<div
    class=${['row', colors, ...states].join(' ')}
    part="row"
    role="row"
    id=${row.key}
    data-index=${index}
    aria-rowindex=${index + 2}
    aria-selected=${isSelected}
    tabindex=${isCurrent ? 0 : -1}
    @click=${(event: PointerEvent) => press(row, event, context)}
    @focus=${() => context.choose(row)}
  >
    ${guard(
      own,
      () =>
        html`${renderTime(row, facts, context)} ${renderStatus(facts, context)}
        ${renderWhat(row, facts.unread, road, context)} ${renderWho(row.lead, row, context)}
        ${renderEta(road, context)} ${renderMenuButton(row, isCurrent, context)}`,
    )}
  </div>`;
}

/** A finger that has chosen rows goes on choosing: its boxes are small. */
function press(row: BoardEntry, {pointerType}: PointerEvent, {marks, mark, open}: RowContext): void {
  if (pointerType === 'touch' && marks.size > 0) mark(row, false);
  else open(row);
}

function renderTime(row: BoardEntry, {timeNote}: RowFacts, context: RowContext) {
  const {job, visit} = row;
  const {say, format, today} = context;
  const isPlanned = visit !== undefined && (isOpen(visit) || job.closure !== null);
  const isOtherDay = isPlanned && !isWithin(today, visit.planned.start);
  const isUrgent = timeNote && timeNote.kind !== 'unplaced';
  return html`<span class="time" role="gridcell">
    ${renderMark(row, context)}
    <span class="clock">${isPlanned ? formatTime(format, visit.planned.start) : '–'}</span>
    ${isOtherDay && !timeNote ? html`<span class="quiet">${formatShortDay(format, visit.planned.start)}</span>` : nothing}
    ${timeNote ? html`<span class=${isUrgent ? 'urgent' : 'quiet'} title=${timeNote.kind === 'unplaced' ? say(timeNote.word) : nothing}>${noteText(timeNote, say, format)}</span>` : nothing}
  </span>`;
}

function renderMark(row: BoardEntry, {say, marks, mark}: RowContext) {
  const choose = (event: MouseEvent) => {
    event.stopPropagation();
    mark(row, event.shiftKey);
  };
  return html`<label class="mark" @click=${(event: Event) => event.stopPropagation()}>
    <input
      type="checkbox"
      tabindex="-1"
      aria-label=${say('markTitle', {title: row.job.title})}
      .checked=${live(marks.has(row.key))}
      @click=${choose}
    />
  </label>`;
}

function isWithin({start, end}: TimeRange, instant: string): boolean {
  const atMs = toMs(instant);
  return atMs >= toMs(start) && atMs < toMs(end);
}

/** What is to be noticed, in words. */
export function noteText(note: RowNote, say: OfficeSay, format: Format): string {
  switch (note.kind) {
    case 'late':
    case 'overdue':
      return say(note.kind === 'late' ? 'minutesLate' : 'overdueBy', {
        minutes: duration(note.minutes, format),
      });
    case 'overlaps':
      return note.start ? say('overlaps', {time: formatTime(format, note.start)}) : say('overlapsOther');
    case 'expires':
      return say('expiresAt', {time: formatTime(format, note.at)});
    case 'unplaced':
      return say('unplaced');
  }
}

/** `8 min`, `3 hr`, `2 days`: the largest unit that fits. */
function duration(minutes: number, {locale}: Format): string {
  const [amount, unit] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 48 * 60
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 1440), 'day'];
  return formatAmount(locale, amount, unit);
}

function renderStatus(facts: RowFacts, {say, sayIfKnown}: RowContext) {
  const word = sayIfKnown(facts.wordKey) ?? say('otherStatus');
  const ask = facts.askKey && sayIfKnown(facts.askKey);
  return html`<span class="status" role="gridcell">
    <span class="word"
      >${icon(facts.icon)}<span>${word}</span>${facts.isConfirmed ? icon('tick') : nothing}</span
    >
    ${ask ? html`<span class="ask">${ask}</span>` : nothing}
    ${facts.untold ? html`<span class="untold">${untoldText(facts.untold, say)}</span>` : nothing}
  </span>`;
}

/** That the customer wrote, before what it is about. */
function renderUnread(unread: number, say: OfficeSay, {locale}: Format) {
  const count = formatAmount(locale, unread);
  const text = say('unreadMessages', {count});
  return html`<span class="unread" title=${text}
    >${icon('message')}<span aria-hidden="true">${count}</span
    ><span class="visually-hidden">${text}, </span></span
  >`;
}

function untoldText({name, why}: Untold, say: OfficeSay) {
  if (why === 'no_consent') return name ? say('noConsentOf', {name}) : say('noMessagesConsent');
  return name ? say('noAddressOf', {name}) : say('noMessagesAddress');
}

function renderWhat(
  {job, customer}: BoardEntry,
  unread: number,
  road: RowRoad | undefined,
  {say, format}: RowContext,
) {
  const late = road?.lateness && latenessText(road.lateness, say, format);
  return html`<span class="what" role="gridcell">
    <span class="title"
      >${unread > 0 ? renderUnread(unread, say, format) : nothing}<bdi>${job.title}</bdi></span
    >
    <span class="where"
      ><bdi>${customer?.name ?? ''}</bdi>${customer ? ' · ' : ''}<bdi>${job.address.line}</bdi></span
    >
    ${late ? html`<span class="lateness">${late}</span>` : nothing}
  </span>`;
}

function renderWho(lead: Member | undefined, {visit}: BoardEntry, {say}: RowContext) {
  const isNobody = !visit?.leadId;
  return html`<span class="who" role="gridcell">
    <span class="avatar" aria-hidden="true">${isNobody ? '?' : initialsOf(lead?.name ?? '')}</span>
    <bdi class="name">${isNobody ? say('unassigned') : (lead?.name ?? say('somebody'))}</bdi>
  </span>`;
}

function renderEta(road: RowRoad | undefined, {say, format}: RowContext) {
  return html`<span class="eta" role="gridcell">
    ${road ? say('eta', {range: formatTimeRange(format, etaRange(road.eta))}) : nothing}
  </span>`;
}

function renderMenuButton(row: BoardEntry, isCurrent: boolean, context: RowContext) {
  const press = (event: Event) => {
    event.stopPropagation();
    context.openMenu(row, event.currentTarget as HTMLElement);
  };
  return html`<span class="more" role="gridcell">
    <button
      type="button"
      tabindex=${isCurrent ? 0 : -1}
      aria-haspopup="menu"
      aria-expanded=${context.menuOf === row.job.id}
      aria-label=${context.say('actionsFor', {title: row.job.title})}
      @click=${press}
    >
      ${icon('dots')}
    </button>
  </span>`;
}
