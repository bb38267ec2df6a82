import type {Format} from '../base/format.ts';

// A formatter takes longer to make than a thousand rows take to write.
const days = new Map<string, Intl.DateTimeFormat>();
const amounts = new Map<string, Intl.NumberFormat>();

/** `Thu, Nov 20`. */
export function formatShortDay({locale, timeZone}: Format, instant: string): string {
  const key = `${locale} ${timeZone}`;
  let made = days.get(key);
  if (!made) {
    const parts = {weekday: 'short', month: 'short', day: 'numeric'} as const;
    made = new Intl.DateTimeFormat(locale, {...parts, ...(timeZone && {timeZone})});
    days.set(key, made);
  }
  return made.format(Date.parse(instant));
}

/** `10,010`, or with a unit `8 min`, to be heard `8 minutes`. */
export function formatAmount(
  locale: string,
  amount: number,
  unit?: string,
  unitDisplay: 'short' | 'long' = 'short',
): string {
  const key = `${locale} ${unit} ${unitDisplay}`;
  let made = amounts.get(key);
  if (!made) {
    made = new Intl.NumberFormat(locale, unit ? {style: 'unit', unit, unitDisplay} : {});
    amounts.set(key, made);
  }
  return made.format(amount);
}

/** `2026-11-20` and `14:00`, as fields take them, in a time zone. */
export function wallTime(timeZone: string, atMs: number): {day: string; time: string} {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(atMs);
  const part = (type: string) => parts.find(each => each.type === type)?.value ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  };
}
