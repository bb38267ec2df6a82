import type {ListedKeys, RowAction} from '../board/board-actions.ts';
import type {Step} from './card-walk.ts';

/** What a key asks of the schedule; undefined for one that it has no use for. */
export type ScheduleKey =
  | {do: 'step'; step: Step}
  | {do: 'act'; action: RowAction}
  | {do: 'menu' | 'keys'}
  | {do: 'pickUp'}
  | {do: 'take'}
  | {do: 'days'; count: number}
  | {do: 'day'; by: number};

/** Where the keyboard must be for each key. */
const placesOf = {
  step: '.card, .scroller',
  act: '.card, .scroller',
  menu: '.card, .scroller',
  pickUp: '.card, .scroller, .chip',
  take: '.chip',
  day: '*',
  days: '*',
  keys: '*',
} as const satisfies Record<ScheduleKey['do'], string>;

/**
 * What a key press somewhere means, in a page that reads in a direction; those with Ctrl, Alt or Meta belong to the browser.
 */
export function scheduleKeyOf(
  event: KeyboardEvent,
  direction: 'ltr' | 'rtl',
  at: HTMLElement,
): ScheduleKey | undefined {
  const key = keyOf(event, direction, at);
  return key && at.matches(placesOf[key.do]) ? key : undefined;
}

function keyOf(event: KeyboardEvent, direction: 'ltr' | 'rtl', at: HTMLElement): ScheduleKey | undefined {
  const {key} = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return undefined;
  if (key === 'F10' && event.shiftKey) return {do: 'menu'};
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    return {do: 'step', step: (key === 'ArrowRight') === (direction === 'ltr') ? 'later' : 'earlier'};
  }
  if (at.matches('.chip')) {
    // Space on what waits presses it, as it does any button.
    if (key === ' ') return undefined;
    if (key === 's') return {do: 'take'};
  }
  return keys[key];
}

const keys: Readonly<Record<string, ScheduleKey>> = {
  ArrowUp: {do: 'step', step: 'up'},
  ArrowDown: {do: 'step', step: 'down'},
  Home: {do: 'step', step: 'first'},
  End: {do: 'step', step: 'last'},
  e: {do: 'act', action: 'time'},
  r: {do: 'act', action: 'assign'},
  u: {do: 'act', action: 'urgent'},
  s: {do: 'act', action: 'status'},
  l: {do: 'act', action: 'link'},
  c: {do: 'act', action: 'cancel'},
  m: {do: 'pickUp'},
  ' ': {do: 'pickUp'},
  a: {do: 'menu'},
  ContextMenu: {do: 'menu'},
  '[': {do: 'day', by: -1},
  ']': {do: 'day', by: 1},
  1: {do: 'days', count: 1},
  3: {do: 'days', count: 3},
  '?': {do: 'keys'},
};

/** The keys of the schedule, as they are listed. */
export const scheduleKeys: ListedKeys = [
  ['← → ↑ ↓', 'keyVisits'],
  ['↵', 'keyOpen'],
  ['m', 'keyPickUp'],
  ['m ← → ↑ ↓ ↵', 'keyCarry'],
  ['m ⇧ ← →', 'keyStretch'],
  ['m s', 'keySuggest'],
  ['[ ]', 'keyDays'],
  ['1 3', 'keyDayCount'],
  ['e', 'changeTime'],
  ['r', 'reassign'],
  ['u', 'sendNow'],
  ['s', 'setStatus'],
  ['l', 'copyLink'],
  ['c', 'cancelVisit'],
  ['a', 'keyMenu'],
  ['?', 'keyKeys'],
];
