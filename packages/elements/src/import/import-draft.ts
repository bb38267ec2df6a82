import {
  ImportRow,
  guessColumns,
  guessDayFirst,
  orderFields,
  readOrder,
  requiredOrderFields,
} from '@dispatch-kit/core';
import type {ColumnMapping, Member, OrderField, ReadOrder} from '@dispatch-kit/core';
import type {CsvTable} from './read-csv.ts';

/** A table on its way to become orders: how its columns are read. */
export interface ImportDraft {
  readonly name: string;
  readonly table: CsvTable;
  readonly mapping: ColumnMapping;
  readonly isDayFirst: boolean;
}

/** What is wrong with a line. */
export interface LineProblem {
  readonly field: OrderField | undefined;
  readonly kind: 'missing' | 'unreadable' | 'twice' | 'wrong';
}

/** A line, read as an order. */
export interface ReadLine extends ReadOrder {
  /** Its place in the table, from 0. */
  readonly index: number;
  /** Why an office would not take it; undefined where it is good. */
  readonly problem: LineProblem | undefined;
}

/** What reading needs of the office. */
export interface ReadingOffice {
  readonly timeZone: string;
  /** Now, for orders that do not say when they were made. */
  readonly createdAt: string;
  readonly members: Iterable<Member>;
}

/** A table with its columns guessed. */
export function draftOf(name: string, table: CsvTable, isDayFirstHere: boolean): ImportDraft {
  const mapping = guessColumns(table.columns);
  return {name, table, mapping, isDayFirst: guessIn(table, mapping) ?? isDayFirstHere};
}

function guessIn({records}: CsvTable, mapping: ColumnMapping): boolean | undefined {
  const columns = (['serviceAt', 'serviceEnd', 'createdAt', 'closedAt'] as const).flatMap(
    field => mapping[field] ?? [],
  );
  return guessDayFirst(records.flatMap(record => columns.map(column => record[column])));
}

/** The draft with another column for a field; a column fills one field only. */
export function mapped(draft: ImportDraft, field: OrderField, column: string | undefined): ImportDraft {
  const mapping: Partial<Record<OrderField, string>> = {};
  for (const each of orderFields) {
    const own = each === field ? column : draft.mapping[each];
    if (own !== undefined && (each === field || own !== column)) mapping[each] = own;
  }
  return {...draft, mapping};
}

/** Fields that no order can do without, and that no column fills. */
export function lackingFields({mapping}: ImportDraft): OrderField[] {
  return requiredOrderFields.filter(field => mapping[field] === undefined);
}

/** Reads all lines, and says of each what an office would not take. */
export function readLines({table, mapping, isDayFirst}: ImportDraft, office: ReadingOffice): ReadLine[] {
  const byName = new Map<string, string>();
  for (const {id, name, deactivatedAt} of office.members)
    if (!deactivatedAt) byName.set(name.trim().toLowerCase(), id);
  const reading = {
    mapping,
    isDayFirst,
    timeZone: office.timeZone,
    createdAt: office.createdAt,
    leadOf(name: string) {
      const id = byName.get(name.trim().toLowerCase());
      return id === undefined ? undefined : {id};
    },
  };
  const seen = new Set<string>();
  return table.records.map((record, index) => {
    const read = readOrder(record, reading);
    const id = String(read.row['externalId']);
    const problem = problemOf(read, seen.has(id));
    seen.add(id);
    return {...read, index, problem};
  });
}

function problemOf({row, unread}: ReadOrder, isTwice: boolean): LineProblem | undefined {
  const address = row['address'] as {line?: string};
  if (!row['externalId']) return {field: 'externalId', kind: 'missing'};
  if (isTwice) return {field: 'externalId', kind: 'twice'};
  if (!row['title']) return {field: 'title', kind: 'missing'};
  if (!address.line) return {field: 'line', kind: 'missing'};
  if (unread[0]) return {field: unread[0], kind: 'unreadable'};
  const window = row['window'] as {start: string; end: string} | undefined;
  if (window && window.end <= window.start) return {field: 'serviceEnd', kind: 'wrong'};
  const parsed = ImportRow.safeParse(row);
  return parsed.success ? undefined : {field: fieldAt(parsed.error.issues[0]!.path), kind: 'wrong'};
}

const fieldsByPath: Readonly<Record<string, OrderField>> = {
  externalId: 'externalId',
  title: 'title',
  description: 'description',
  'customer.externalId': 'customerId',
  'customer.name': 'customer',
  'customer.phone': 'phone',
  'customer.email': 'email',
  'address.line': 'line',
  'address.city': 'city',
  'address.postcode': 'postcode',
  'address.lat': 'lat',
  'address.lng': 'lng',
  lead: 'crew',
  status: 'status',
  window: 'serviceAt',
  'window.end': 'serviceEnd',
  durationMinutes: 'durationMinutes',
  createdAt: 'createdAt',
  closedAt: 'closedAt',
};

/** The field of a table that a field of the request came from. */
export function fieldAt(path: readonly PropertyKey[] | string): OrderField | undefined {
  const text = typeof path === 'string' ? path : path.map(String).join('.');
  return fieldsByPath[text] ?? fieldsByPath[text.split('.')[0]!];
}
