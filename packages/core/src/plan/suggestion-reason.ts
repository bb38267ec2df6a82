import type {Slot} from './suggest.ts';

/** Why a slot stands where it stands in the ranking. */
export const suggestionCodes = [
  'same_technician',
  'in_window',
  'other_window',
  'skilled',
  'first_visit',
  'near',
  'far',
  'unplaced',
  'light_day',
  'full_day',
  'hours_assumed',
] as const;
export type SuggestionCode = (typeof suggestionCodes)[number];

/** Why somebody is not in the ranking at all. */
export const unavailableCodes = ['missing_skills', 'not_working', 'fully_booked'] as const;
export type UnavailableCode = (typeof unavailableCodes)[number];

export type SuggestionReason = {code: SuggestionCode; words: string};

const nearMinutes = 20;
const fullDayMinutes = 6 * 60;

type Known = Pick<Slot, 'opening' | 'bookedMinutes' | 'hoursAssumed'> & {
  skills: readonly string[];
  isPlaced: boolean;
  isSame: boolean;
  /** Whether it begins in the window that the customer was told; undefined where none was. */
  isInWindow: boolean | undefined;
};

/** The reasons for a slot, those that matter most first. */
export function reasonsFor(slot: Known): SuggestionReason[] {
  const {opening, bookedMinutes, skills} = slot;
  const reasons: SuggestionReason[] = [];
  const say = (code: SuggestionCode, words: string) => reasons.push({code, words});
  if (slot.isInWindow === true) say('in_window', 'Begins in the window that the customer was told.');
  if (slot.isInWindow === false) say('other_window', 'Another time than the customer was told.');
  if (slot.isSame) say('same_technician', 'Has this visit already.');
  if (skills.length > 0) say('skilled', `Has what it takes: ${skills.join(', ')}.`);
  if (!slot.isPlaced) say('unplaced', 'Driving is not counted: the address has no place on the map.');
  else if (opening.before?.place || opening.after?.place)
    say(opening.addedMinutes <= nearMinutes ? 'near' : 'far', addedWords(opening.addedMinutes));
  if (!opening.before) say('first_visit', 'Is the first visit of the shift.');
  const isFull = bookedMinutes >= fullDayMinutes;
  say(isFull ? 'full_day' : 'light_day', `Has ${hoursWords(bookedMinutes)} planned that day.`);
  if (slot.hoursAssumed)
    say('hours_assumed', 'Has no working hours: Monday to Friday, 8 to 17 o’clock are assumed.');
  return reasons;
}

function addedWords(minutes: number): string {
  return minutes === 0 ? 'Adds no driving.' : `Adds about ${minutes} min of driving.`;
}

/** "2 h 30 min", or "nothing". */
function hoursWords(minutes: number): string {
  if (minutes === 0) return 'nothing';
  const parts = [
    Math.floor(minutes / 60) && `${Math.floor(minutes / 60)} h`,
    minutes % 60 && `${minutes % 60} min`,
  ];
  return parts.filter(Boolean).join(' ');
}

/** Why somebody cannot be suggested, in words. */
export function unavailableWords(
  code: UnavailableCode,
  {missing, durationMinutes}: {missing: readonly string[]; durationMinutes: number},
): string {
  if (code === 'missing_skills') return `Lacks: ${missing.join(', ')}.`;
  if (code === 'not_working') return 'Does not work on these days.';
  return `Has no gap of ${hoursWords(durationMinutes)} in the working hours of these days.`;
}
