import {isUnderWay} from '@dispatch-kit/core';
import type {Appointment, Job} from '@dispatch-kit/core';
import {html} from 'lit';
import {icon} from '../base/icons.ts';
import type {IconName} from '../base/icons.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import type {OfficeSay} from '../order/office-words.ts';
import {isPlannable} from '../order/plan-wish.ts';
import type {PlanKind} from '../order/plan-wish.ts';
import type {BoardEntry} from './board-entry.ts';
import type {BulkKind} from './bulk-wishes.ts';

/** What can be done with a row. */
export type RowAction = 'open' | 'link' | 'mark' | 'urgent' | PlanKind;

interface Offered {
  readonly action: RowAction;
  readonly word: OfficeWord;
  readonly icon: IconName;
  readonly key: string;
}

/** The actions of a row, each with its key. */
export function actionsOf({job, visit}: BoardEntry): readonly Offered[] {
  const canMove = visit !== undefined && isPlannable(visit);
  const isOver = job.status === 'canceled' || job.status === 'declined';
  const all: readonly (Offered | false)[] = [
    {action: 'open', word: 'open', icon: 'half_circle', key: 'Enter'},
    !isOver && {action: 'time', word: canMove ? 'changeTime' : 'planVisit', icon: 'clock', key: 'e'},
    canMove && {action: 'assign', word: 'reassign', icon: 'person', key: 'r'},
    canSend(job, visit) && {action: 'urgent', word: 'sendNow', icon: 'bell', key: 'u'},
    {action: 'status', word: 'setStatus', icon: 'tick', key: 's'},
    {action: 'link', word: 'copyLink', icon: 'link', key: 'l'},
    {action: 'mark', word: 'markRow', icon: 'tick', key: 'x'},
    !isOver && job.status !== 'complete' && {action: 'cancel', word: 'cancelVisit', icon: 'cross', key: 'c'},
  ];
  return all.filter(each => each !== false);
}

/** True where somebody could be sent at once: nobody is under way there yet, and the job takes visits. */
function canSend(job: Job, visit: Appointment | undefined): boolean {
  const isTaken = visit !== undefined && isUnderWay(visit);
  return !isTaken && ['unscheduled', 'scheduled', 'paused'].includes(job.status);
}

/** What an action is when it is done with several rows; undefined for one that is not. */
export function bulkOf(action: RowAction): BulkKind | undefined {
  return ({assign: 'assign', cancel: 'cancel', status: 'complete'} as const)[action as 'assign'];
}

/** The menu of a row. */
export function renderMenu(
  row: BoardEntry | undefined,
  say: OfficeSay,
  {pick, close, without}: {pick(action: RowAction): void; close(): void; without: readonly RowAction[]},
) {
  const offered = row ? actionsOf(row).filter(({action}) => !without.includes(action)) : [];
  const toggle = (event: ToggleEvent) => event.newState === 'closed' && close();
  return html`<div
    class="menu"
    popover="auto"
    role="menu"
    aria-label=${row ? say('actionsFor', {title: row.job.title}) : say('columnActions')}
    @toggle=${toggle}
    @keydown=${moveInMenu}
  >
    ${offered.map(
      ({action, word, icon: name, key}) =>
        html`<button
          type="button"
          role="menuitem"
          tabindex="-1"
          class=${action === 'cancel' ? 'danger' : ''}
          @click=${() => pick(action)}
        >
          ${icon(name)}<span>${say(word)}</span><kbd aria-hidden="true">${key === 'Enter' ? '↵' : key}</kbd>
        </button>`,
    )}
  </div>`;
}

/** Puts an open menu beside its button, inside the window. */
export function placeMenu(menu: HTMLElement, button: HTMLElement, direction: 'ltr' | 'rtl'): void {
  const at = button.getBoundingClientRect();
  const {offsetWidth: width, offsetHeight: height} = menu;
  const left = direction === 'rtl' ? at.left : at.right - width;
  const top = at.bottom + height + 8 > innerHeight ? at.top - height - 4 : at.bottom + 4;
  menu.style.setProperty('left', `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`);
  menu.style.setProperty('top', `${Math.max(8, top)}px`);
}

function moveInMenu(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLElement;
  const items = [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const at = items.indexOf((menu.getRootNode() as ShadowRoot).activeElement as HTMLElement);
  const to = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1}[event.key];
  if (event.key === 'Tab') menu.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  items[(to + items.length) % items.length]?.focus();
}

/** What a key asks of the board; undefined for one that it has no use for. */
export type BoardKey =
  | {do: 'move'; by: number}
  | {do: 'first' | 'last' | 'menu' | 'search' | 'order' | 'keys' | 'mark' | 'markTo' | 'unmark'}
  | {do: 'act'; action: RowAction};

/** What a key press means; those with Ctrl, Alt or Meta belong to the browser. */
export function boardKeyOf(event: KeyboardEvent): BoardKey | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return undefined;
  if (event.key === 'F10' && event.shiftKey) return {do: 'menu'};
  return keys[event.key];
}

const keys: Readonly<Record<string, BoardKey>> = {
  j: {do: 'move', by: 1},
  ArrowDown: {do: 'move', by: 1},
  k: {do: 'move', by: -1},
  ArrowUp: {do: 'move', by: -1},
  PageDown: {do: 'move', by: 10},
  PageUp: {do: 'move', by: -10},
  Home: {do: 'first'},
  End: {do: 'last'},
  Enter: {do: 'act', action: 'open'},
  e: {do: 'act', action: 'time'},
  r: {do: 'act', action: 'assign'},
  c: {do: 'act', action: 'cancel'},
  s: {do: 'act', action: 'status'},
  u: {do: 'act', action: 'urgent'},
  l: {do: 'act', action: 'link'},
  m: {do: 'menu'},
  x: {do: 'mark'},
  X: {do: 'markTo'},
  Escape: {do: 'unmark'},
  ContextMenu: {do: 'menu'},
  '/': {do: 'search'},
  n: {do: 'order'},
  '?': {do: 'keys'},
};

/** What a key asks of a board in columns. */
export type ColumnsKey = BoardKey | {do: 'across'; by: number} | {do: 'pickUp'};

/** What a key press means in columns, in a page that reads in a direction. */
export function columnKeyOf(event: KeyboardEvent, direction: 'ltr' | 'rtl'): ColumnsKey | undefined {
  const key = boardKeyOf(event);
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return key;
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
    return {do: 'across', by: (event.key === 'ArrowRight') === (direction === 'ltr') ? 1 : -1};
  if (event.key === 'm' || event.key === ' ') return {do: 'pickUp'};
  return event.key === 'a' ? {do: 'menu'} : key;
}

/** Keys with what they do. */
export type ListedKeys = readonly (readonly [keys: string, word: OfficeWord])[];

export const boardKeys: ListedKeys = [
  ['j k ↑ ↓', 'keyMove'],
  ['↵', 'keyOpen'],
  ['/', 'keySearch'],
  ['e', 'changeTime'],
  ['r', 'reassign'],
  ['u', 'sendNow'],
  ['s', 'setStatus'],
  ['l', 'copyLink'],
  ['c', 'cancelVisit'],
  ['m', 'keyMenu'],
  ['x', 'keyMark'],
  ['⇧x', 'keyMarkTo'],
  ['n', 'newOrder'],
  ['?', 'keyKeys'],
];

/** The same in columns, where a job can be picked up. */
export const columnsKeys: ListedKeys = [
  ['j k ↑ ↓', 'keyMove'],
  ['← →', 'keyAcross'],
  ['m', 'keyPickUpJob'],
  ['m ← → ↵', 'keyCarryJob'],
  ...boardKeys.slice(1).map(([key, word]) => [word === 'keyMenu' ? 'a' : key, word] as const),
];

/** The list of keys, as a dialog. */
export function renderKeys(listed: ListedKeys, say: OfficeSay) {
  const close = (event: Event) => (event.currentTarget as HTMLElement).closest('dialog')!.close();
  return html`<dialog class="keys" aria-labelledby="keys-title">
    <header>
      <h2 id="keys-title">${say('keys')}</h2>
      <button class="plain" type="button" aria-label=${say('close')} @click=${close}>${icon('cross')}</button>
    </header>
    <dl>
      ${listed.map(
        ([key, word]) =>
          html`<div>
            <dt>${key.split(' ').map(each => html`<kbd>${each}</kbd>`)}</dt>
            <dd>${say(word)}</dd>
          </div>`,
      )}
    </dl>
  </dialog>`;
}
