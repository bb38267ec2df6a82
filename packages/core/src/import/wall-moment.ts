import {localMs, toInstant} from '../time.ts';

/** How the moments of a table are written. */
export interface MomentWriting {
  /** In which zone they are meant, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** `3/4/2026` is the third of April; without it, the fourth of March. With dots (`3.4.2026`) the day always comes first. */
  readonly isDayFirst?: boolean;
}

/** A moment on a wall clock: `1/2/20 8:43`, `01/02/2020 8:43 PM`, `1.2.2020 8:43`, `2020-01-02 08:43`, or a whole ISO instant; undefined for what cannot be read. */
export function instantOf(text: string | undefined, writing: MomentWriting): string | undefined {
  if (!text) return undefined;
  if (/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text)) {
    const atMs = Date.parse(text);
    return Number.isNaN(atMs) ? undefined : toInstant(atMs);
  }
  const wall = wallTimeOf(text, writing);
  return wall && toInstant(localMs(wall, writing.timeZone));
}

/** The same as `YYYY-MM-DDTHH:MM:SS`, without a zone. */
export function wallTimeOf(text: string, {isDayFirst = false}: Partial<MomentWriting>): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(.*))?$/.exec(text);
  const local = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{2}|\d{4})(?:[ ,T]+(.*))?$/.exec(text);
  if (iso) return written(iso[1]!, iso[2]!, iso[3]!, iso[4]);
  if (!local) return undefined;
  const [, first, sign, second, year, clock] = local;
  const [month, day] = isDayFirst || sign === '.' ? [second!, first!] : [first!, second!];
  return written(year!.length === 2 ? `20${year}` : year!, month, day, clock);
}

function written(year: string, month: string, day: string, clock = ''): string | undefined {
  const time = /^(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:\.\d+)?)?\s*([ap])?\.?m?\.?(?: Uhr)?$/i.exec(
    clock.trim() || '0:00',
  );
  if (!time) return undefined;
  const half = time[4]?.toLowerCase();
  if (Number(time[1]) > (half ? 12 : 23) || Number(time[2]) > 59) return undefined;
  const hour = (Number(time[1]) % (half ? 12 : 24)) + (half === 'p' ? 12 : 0);
  const two = (part: string | number) => String(part).padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  // A month of 13, and the 31st of February, are no days.
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.getUTCDate() !== Number(day)) return undefined;
  return `${date}T${two(hour)}:${time[2]}:${time[3] ?? '00'}`;
}

/** Whether dates are written with the day first, by those that can only be read one way; undefined where all can be read both ways. */
export function guessDayFirst(texts: Iterable<string | undefined>): boolean | undefined {
  for (const text of texts) {
    const parts = /^(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}/.exec(text?.trim() ?? '');
    if (parts && Number(parts[1]) > 12) return true;
    if (parts && Number(parts[2]) > 12) return false;
  }
  return undefined;
}
