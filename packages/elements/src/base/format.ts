import {displayRange} from '@dispatch-kit/core';
import type {TrackingEta} from '@dispatch-kit/core';

/** A piece of a written time: the digits, or the words (`pm`, `Uhr`) that stand smaller beside them. */
export interface TimePart {
  text: string;
  isWord: boolean;
}

/** Writes times, days and distances for one reader: in his language, and in the time zone of the visit. */
export interface Format {
  locale: string;
  timeZone: string | undefined;
}

const formatters = new Map<string, unknown>();

/** What writes is made once: that takes a browser longer than writing. */
function kept<T>(about: unknown[], make: () => T): T {
  const key = JSON.stringify(about);
  if (!formatters.has(key)) formatters.set(key, make());
  return formatters.get(key) as T;
}

function formatter({locale, timeZone}: Format, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept([locale, timeZone, options], () => {
    return new Intl.DateTimeFormat(locale, {...options, ...(timeZone && {timeZone})});
  });
}

function numbers(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept([locale, options], () => new Intl.NumberFormat(locale, options));
}

const clock: Intl.DateTimeFormatOptions = {hour: 'numeric', minute: '2-digit'};

/** Has the browser get ready to write times: the first time in a page it takes long for that. */
export function prepareTimes(locale: string): void {
  formatter({locale, timeZone: undefined}, clock);
}

/** `2:14 pm`. */
export function formatTime(format: Format, instant: string): string {
  return join(partsOf(format, formatter(format, clock).formatToParts(Date.parse(instant))));
}

/** `2:14 – 2:22 pm`, in pieces. */
export function timeRangeParts(format: Format, range: {start: string; end: string}): TimePart[] {
  const parts = formatter(format, clock).formatRangeToParts(Date.parse(range.start), Date.parse(range.end));
  return partsOf(format, parts);
}

/** `2:14 – 2:22 pm`. */
export function formatTimeRange(format: Format, range: {start: string; end: string}): string {
  return join(timeRangeParts(format, range));
}

/** The range of an estimate, in whole minutes. */
export function etaRange(eta: Pick<TrackingEta, 'earliestAt' | 'latestAt'>): {start: string; end: string} {
  const {from, to} = displayRange(eta);
  return {start: from, end: to};
}

/** `Friday, November 21`. */
export function formatDay(format: Format, instant: string): string {
  const options = {weekday: 'long', month: 'long', day: 'numeric'} as const;
  return formatter(format, options).format(Date.parse(instant));
}

/** `2 minutes ago`, in whole minutes; seconds below one minute. */
export function formatAge({locale}: Format, ageMs: number): string {
  const seconds = Math.max(0, Math.round(ageMs / 1000));
  const relative = new Intl.RelativeTimeFormat(locale, {numeric: 'always'});
  if (seconds < 60) return relative.format(-Math.max(1, seconds), 'second');
  const minutes = Math.floor(seconds / 60);
  return minutes < 120
    ? relative.format(-minutes, 'minute')
    : relative.format(-Math.floor(minutes / 60), 'hour');
}

const milesRegions = ['US', 'GB', 'LR', 'MM'];

/** `2.4 miles` or `3.9 kilometers`, as the reader's country measures. */
export function formatDistance({locale}: Format, meters: number): string {
  const region = kept(['region', locale], () => new Intl.Locale(locale).maximize().region);
  const inMiles = milesRegions.includes(region ?? '');
  const amount = meters / (inMiles ? 1609.344 : 1000);
  return numbers(locale, {
    style: 'unit',
    unit: inMiles ? 'mile' : 'kilometer',
    unitDisplay: 'long',
    maximumFractionDigits: amount < 10 ? 1 : 0,
  }).format(amount);
}

function partsOf({locale}: Format, parts: readonly {type: string; value: string}[]): TimePart[] {
  return parts.map(({type, value}) => ({
    // English sets AM and PM in capitals, which shout beside big digits.
    text: type === 'dayPeriod' && locale.startsWith('en') ? value.toLowerCase() : glued(value),
    isWord: type === 'dayPeriod' || value.toLowerCase() !== value.toUpperCase(),
  }));
}

/** A number and its am or pm stay on one line; a range may break at its dash. */
function glued(text: string): string {
  return text === ' ' ? '\u00a0' : text;
}

function join(parts: TimePart[]): string {
  return parts.map(part => part.text).join('');
}

/** `SO` of Sam Ortiz. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return picked.map(word => [...word][0]!.toUpperCase()).join('');
}

/** `10 min`. */
export function formatMinutes(locale: string, minutes: number): string {
  return numbers(locale, {style: 'unit', unit: 'minute', unitDisplay: 'short'}).format(minutes);
}
