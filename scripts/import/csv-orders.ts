import {localMs, toInstant} from '@dispatch-kit/core';
import type {ImportRow} from '@dispatch-kit/core';

/** What a column may be called, by the field that it fills; compared without case, spaces and punctuation. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  externalId: [
    'externalid',
    'id',
    'srnumber',
    'ordernumber',
    'orderid',
    'workorder',
    'workordernumber',
    'jobid',
    'ticket',
    'reference',
    'number',
  ],
  title: ['title', 'requesttype', 'service', 'servicetype', 'jobtype', 'subject', 'type', 'category'],
  description: ['description', 'notes', 'details', 'comment', 'comments'],
  status: ['status', 'state', 'jobstatus'],
  createdAt: ['createddate', 'createdat', 'created', 'opened', 'openeddate', 'requestdate'],
  serviceAt: [
    'servicedate',
    'scheduleddate',
    'scheduledat',
    'appointment',
    'appointmentdate',
    'visitdate',
    'start',
    'windowstart',
    'date',
  ],
  serviceEnd: ['windowend', 'end', 'serviceend', 'scheduledend'],
  durationMinutes: ['duration', 'durationminutes', 'minutes'],
  closedAt: ['closeddate', 'closedat', 'completeddate', 'completedat', 'closed', 'completed', 'finished'],
  crew: ['assignto', 'assignedto', 'assignee', 'crew', 'technician', 'team', 'driver'],
  lat: ['latitude', 'lat', 'y'],
  lng: ['longitude', 'lng', 'lon', 'long', 'x'],
  line: ['address', 'addressline', 'street', 'line', 'location'],
  city: ['city', 'town'],
  postcode: ['postcode', 'zipcode', 'zip', 'postalcode'],
  customerId: ['customerid', 'clientid', 'accountid', 'account'],
  customer: ['customer', 'customername', 'client', 'name', 'resident'],
  phone: ['phone', 'phonenumber', 'mobile', 'telephone'],
  email: ['email', 'emailaddress'],
};

/** Which column fills which field. */
export type Mapping = Readonly<Record<string, string>>;

/** What an order lacks; it is taken all the same, and shows as such on the board. */
export type Lack = 'location' | 'crew' | 'service date';

export type ReadOrder = {row: Record<string, unknown>; lacks: Lack[]};

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * Finds the columns of a file by their names. A named mapping (`title=Kind of work,crew=Van`) comes first.
 *
 * @throws if a field that no order can do without has no column, naming it and the columns there are.
 */
export function mapColumns(columns: readonly string[], named: Mapping): Mapping {
  const found = new Map<string, string>();
  for (const [field, names] of Object.entries(aliases)) {
    const column = named[field] ?? names.flatMap(name => columns.find(each => plain(each) === name) ?? [])[0];
    if (column !== undefined && !columns.includes(column))
      throw new Error(`--map: there is no column ${column}; there are ${columns.join(', ')}.`);
    if (column !== undefined) found.set(field, column);
  }
  for (const field of ['externalId', 'title', 'line']) {
    if (!found.has(field))
      throw new Error(
        `No column for ${field}: name it with --map ${field}=COLUMN. There are ${columns.join(', ')}.`,
      );
  }
  return Object.fromEntries(found);
}

/** Reads one line as an order to import. What cannot be read stays as it is, so that the office says what is wrong with it. */
export function readOrder(
  record: Readonly<Record<string, string>>,
  mapping: Mapping,
  timeZone: string,
): ReadOrder {
  const value = (field: string) => record[mapping[field] ?? '']?.trim() || undefined;
  const lat = numberOf(value('lat'));
  const lng = numberOf(value('lng'));
  const isPlaced = lat !== undefined && lng !== undefined && !(lat === 0 && lng === 0);
  const window = windowOf(value('serviceAt'), value('serviceEnd'), timeZone);
  const crew = value('crew');
  const line = value('line') ?? '';
  const customer = value('customer') ?? `Resident, ${line}`;
  const lacks: Lack[] = [
    ...(isPlaced ? [] : ['location' as const]),
    ...(crew ? [] : ['crew' as const]),
    ...(window ? [] : ['service date' as const]),
  ];
  const row: Partial<Record<keyof ImportRow, unknown>> = {
    externalId: value('externalId') ?? '',
    title: value('title') ?? '',
    description: value('description'),
    customer: {
      externalId: value('customerId'),
      name: customer.slice(0, 120),
      phone: value('phone'),
      email: value('email'),
    },
    address: {
      line: line.slice(0, 200),
      city: value('city'),
      postcode: value('postcode'),
      ...(isPlaced && {lat, lng}),
    },
    lead: crew && {externalId: `crew:${crew}`, name: crew},
    status: statusOf(value('status'), window !== undefined),
    window,
    durationMinutes: window && (numberOf(value('durationMinutes')) ?? 60),
    createdAt: instantOf(value('createdAt'), timeZone) ?? window?.start,
    closedAt: instantOf(value('closedAt'), timeZone),
  };
  return {row: JSON.parse(JSON.stringify(row)) as Record<string, unknown>, lacks};
}

function numberOf(text: string | undefined): number | undefined {
  const value = text === undefined ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function statusOf(text: string | undefined, isPlanned: boolean): ImportRow['status'] {
  const word = plain(text ?? '');
  if (/^(closed|complete|completed|done|resolved|finished)/.test(word)) return 'complete';
  if (/^(cancel|void|rejected)/.test(word)) return 'canceled';
  return isPlanned ? 'scheduled' : 'unscheduled';
}

/** A moment on a wall clock: `1/2/20 8:43`, `01/02/2020 8:43 PM`, `2020-01-02 08:43`, or a whole ISO instant. */
export function instantOf(text: string | undefined, timeZone: string): string | undefined {
  if (!text) return undefined;
  if (/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text)) return toInstant(Date.parse(text));
  const wall = wallTimeOf(text);
  return wall && toInstant(localMs(wall, timeZone));
}

function wallTimeOf(text: string): string | undefined {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})(?:[ ,T]+(.*))?$/.exec(text);
  const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[ T]+(.*))?$/.exec(text);
  const [year, month, day, clock] = american
    ? [american[3]!, american[1]!, american[2]!, american[4]]
    : iso
      ? [iso[1]!, iso[2]!, iso[3]!, iso[4]]
      : [];
  if (!year || !month || !day) return undefined;
  const time = /^(\d{1,2}):(\d\d)(?::(\d\d))?\s*([ap]m)?$/i.exec(clock?.trim() || '0:00');
  if (!time) return undefined;
  const half = time[4]?.toLowerCase();
  const hour = (Number(time[1]) % (half ? 12 : 24)) + (half === 'pm' ? 12 : 0);
  const two = (part: string | number) => String(part).padStart(2, '0');
  return `${year.length === 2 ? `20${year}` : year}-${two(month)}-${two(day)}T${two(hour)}:${time[2]}:${time[3] ?? '00'}`;
}

/** A day without a time of day is a promise for that working day. */
function windowOf(
  start: string | undefined,
  end: string | undefined,
  timeZone: string,
): {start: string; end: string} | undefined {
  const wall = start && wallTimeOf(start);
  const from = instantOf(start, timeZone);
  if (!start || !from) return undefined;
  const until = instantOf(end, timeZone);
  if (until) return {start: from, end: until};
  if (wall?.endsWith('T00:00:00')) {
    const day = wall.slice(0, 10);
    return {
      start: toInstant(localMs(`${day}T08:00:00`, timeZone)),
      end: toInstant(localMs(`${day}T17:00:00`, timeZone)),
    };
  }
  return {start: from, end: toInstant(Date.parse(from) + 2 * 3_600_000)};
}
