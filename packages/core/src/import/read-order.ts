import {localMs, minuteMs, toInstant, toMs} from '../time.ts';
import type {ImportRow} from '../wire/office-endpoints.ts';
import {plainWord} from './order-columns.ts';
import type {ColumnMapping, OrderField} from './order-columns.ts';
import {instantOf, wallTimeOf} from './wall-moment.ts';
import type {MomentWriting} from './wall-moment.ts';

/** What an order lacks; it is taken all the same, and shows as such on the board. */
export type OrderLack = 'location' | 'crew' | 'service date';

/** An order as it was read from a line of a table. */
export interface ReadOrder {
  /** For `POST /v1/import`. */
  readonly row: Record<string, unknown>;
  readonly lacks: readonly OrderLack[];
  /** Fields with something in them that could not be read, and was left out. */
  readonly unread: readonly OrderField[];
}

/** How a table is read. */
export interface OrderReading extends MomentWriting {
  readonly mapping: ColumnMapping;
  /** When an order was made whose line does not say so; without it the office refuses one that has no date at all. */
  readonly createdAt?: string;
  /** Who is meant by a technician's name; without it, and for names it does not know, somebody is made who is known by that name. */
  leadOf?(name: string): ImportRow['lead'];
}

/** Reads one line as an order to import. What an office would refuse stays in, so that it says what is wrong with it. */
export function readOrder(record: Readonly<Record<string, string>>, reading: OrderReading): ReadOrder {
  const {mapping, createdAt} = reading;
  const value = (field: OrderField) => record[mapping[field] ?? '']?.trim() || undefined;
  const at = (field: OrderField) => instantOf(value(field), reading);
  const [lat, lng] = [numberOf(value('lat')), numberOf(value('lng'))];
  const isPlaced = isPlace(lat, lng);
  const window = windowOf(value('serviceAt'), value('serviceEnd'), reading);
  const [crew, line] = [value('crew'), value('line') ?? ''];
  const minutes = numberOf(value('durationMinutes'));
  const row: Partial<Record<keyof ImportRow, unknown>> = {
    externalId: value('externalId') ?? '',
    title: value('title') ?? '',
    description: value('description'),
    customer: {
      externalId: value('customerId'),
      name: (value('customer') ?? `Resident, ${line}`).slice(0, 120),
      phone: value('phone'),
      email: value('email'),
    },
    address: {
      line: line.slice(0, 200),
      city: value('city'),
      postcode: value('postcode'),
      ...(isPlaced && {lat, lng}),
    },
    lead: crew && (reading.leadOf?.(crew) ?? {externalId: `crew:${crew}`, name: crew}),
    status: statusOf(value('status'), window !== undefined),
    window,
    durationMinutes: window && (minutes ?? 60),
    createdAt: at('createdAt') ?? window?.start ?? createdAt,
    closedAt: at('closedAt'),
  };
  const moments = (['createdAt', 'serviceAt', 'serviceEnd', 'closedAt'] as const).filter(
    field => value(field) && !at(field),
  );
  const numbers = (['lat', 'lng', 'durationMinutes'] as const).filter(
    field => value(field) && numberOf(value(field)) === undefined,
  );
  return {
    row: JSON.parse(JSON.stringify(row)) as Record<string, unknown>,
    lacks: [
      ...(isPlaced ? [] : ['location' as const]),
      ...(crew ? [] : ['crew' as const]),
      ...(window ? [] : ['service date' as const]),
    ],
    unread: [...moments, ...numbers],
  };
}

/** Nobody lives where a missing place is written as zero. */
function isPlace(lat: number | undefined, lng: number | undefined): boolean {
  return lat !== undefined && lng !== undefined && !(lat === 0 && lng === 0);
}

/** Also with a comma for the point. */
function numberOf(text: string | undefined): number | undefined {
  const value = text === undefined ? NaN : Number(text.replace(/^(-?\d+),(\d+)$/, '$1.$2'));
  return Number.isFinite(value) ? value : undefined;
}

const isComplete =
  /^(closed|complete|done|resolved|finished|erledigt|abgeschlossen|fertig|geschlossen|completad|terminad|cerrad|finalizad|hech|مكتمل|منجز|مغلق|تم)/;
const isCanceled = /^(cancel|void|rejected|storn|abgesagt|abgelehnt|anulad|rechazad|ملغ|مرفوض)/;

function statusOf(text: string | undefined, isPlanned: boolean): ImportRow['status'] {
  const word = plainWord(text ?? '');
  if (isComplete.test(word)) return 'complete';
  if (isCanceled.test(word)) return 'canceled';
  return isPlanned ? 'scheduled' : 'unscheduled';
}

/** A day without a time of day is a promise for that working day. */
function windowOf(
  start: string | undefined,
  end: string | undefined,
  writing: MomentWriting,
): {start: string; end: string} | undefined {
  const wall = start && wallTimeOf(start, writing);
  const from = instantOf(start, writing);
  if (!from) return undefined;
  const until = instantOf(end, writing);
  if (until) return {start: from, end: until};
  if (wall?.endsWith('T00:00:00')) {
    const at = (time: string) => toInstant(localMs(`${wall.slice(0, 10)}T${time}`, writing.timeZone));
    return {start: at('08:00:00'), end: at('17:00:00')};
  }
  return {start: from, end: toInstant(toMs(from) + 120 * minuteMs)};
}
