import type {ListedKeys, RowAction} from '../board/board-actions.ts';
import type {Step} from './card-walk.ts';

/** What a key asks of the schedule; undefined for one that it has no use for. */
export type ScheduleKey =
  | {do: 'step'; step: Step}
  | {do: 'act'; action: RowAction}
  | {do: 'menu' | 'keys'}
  | {do: 'pickUp'}
  | {do: 'day'; by: number};

/** What a key press means, in a page that reads in a direction; those with Ctrl, Alt or Meta belong to the browser. */
export function scheduleKeyOf(event: KeyboardEvent, direction: 'ltr' | 'rtl'): ScheduleKey | undefined {
  const {key} = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return undefined;
  if (key === 'F10' && event.shiftKey) return {do: 'menu'};
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    return {do: 'step', step: (key === 'ArrowRight') === (direction === 'ltr') ? 'later' : 'earlier'};
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
  s: {do: 'act', action: 'status'},
  l: {do: 'act', action: 'link'},
  c: {do: 'act', action: 'cancel'},
  m: {do: 'pickUp'},
  ' ': {do: 'pickUp'},
  a: {do: 'menu'},
  ContextMenu: {do: 'menu'},
  '[': {do: 'day', by: -1},
  ']': {do: 'day', by: 1},
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
  ['e', 'changeTime'],
  ['r', 'reassign'],
  ['s', 'setStatus'],
  ['l', 'copyLink'],
  ['c', 'cancelVisit'],
  ['a', 'keyMenu'],
  ['?', 'keyKeys'],
];
