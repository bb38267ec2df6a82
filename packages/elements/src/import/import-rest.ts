import {csvOf} from '@dispatch-kit/core';
import type {ImportDraft, ReadLine} from './import-draft.ts';
import {problemText} from './import-parts.ts';
import type {ImportParts} from './import-parts.ts';
import type {Refused} from './import-run.ts';

/** The lines that were left out, as they stood in the table, each with why. */
export function restOf(
  {table}: ImportDraft,
  lines: readonly ReadLine[],
  refused: readonly Refused[],
  parts: Pick<ImportParts, 'say' | 'columnOf'>,
): string {
  const why = new Map(refused.map(({line, message}) => [line.index, message]));
  const rest = lines.flatMap(line => {
    const reason = line.problem ? problemText(line, table, parts) : why.get(line.index);
    return reason === undefined ? [] : [{record: table.records[line.index]!, reason}];
  });
  const head = [...table.columns, parts.say('why')];
  return csvOf([
    head,
    ...rest.map(({record, reason}) => [...table.columns.map(column => record[column] ?? ''), reason]),
  ]);
}

/** Gives a text to the person as a file, named after the one that it came from. */
export function saveText(text: string, name: string): void {
  // With a mark in front, spreadsheets know that it is UTF-8.
  const url = URL.createObjectURL(new Blob(['\ufeff', text], {type: 'text/csv;charset=utf-8'}));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name.replace(/\.\w+$/, '')} (2).csv`;
  link.click();
  URL.revokeObjectURL(url);
}
