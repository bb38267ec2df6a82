import {delimiterOf} from '@dispatch-kit/core';
import {parse} from 'csv-parse/browser/esm/sync';

/** A table as it was read: what its columns are called, and its lines by them. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly records: readonly Readonly<Record<string, string>>[];
}

/** Reads a table of text whose first line names the columns. A column without a name, or with one that is taken, gets one. */
export function readCsv(text: string): CsvTable {
  const lines = parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
  }) as string[][];
  const [head = [], ...rest] = lines;
  const columns: string[] = [];
  for (const [at, name] of head.entries()) {
    const wanted = name.trim() || `${at + 1}`;
    columns.push(columns.includes(wanted) ? `${wanted} (${at + 1})` : wanted);
  }
  const records = rest
    .filter(cells => cells.some(cell => cell.trim()))
    .map(cells => Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])));
  return {columns, records};
}

/** The text of a file; one that is not UTF-8 is read as Windows does, since that is what spreadsheets write. */
export async function textOf(file: Blob): Promise<string> {
  const bytes = await file.arrayBuffer();
  const [first, second] = new Uint8Array(bytes.slice(0, 2));
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
