/** Which sign parts the columns of a table in text: the one that stands most in its first line, outside of quotes. */
export function delimiterOf(text: string): string {
  const [first = ''] = text.replace(/"(?:[^"]|"")*"/g, '').split(/\r?\n/, 1);
  const countOf = (sign: string) => first.split(sign).length - 1;
  return [',', ';', '\t', '|'].reduce((best, sign) => (countOf(sign) > countOf(best) ? sign : best));
}

/** A table as text that can be read again: what holds a delimiter, a quote or a line break is quoted. */
export function csvOf(rows: readonly (readonly string[])[], delimiter = ','): string {
  const write = (cell: string) =>
    cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return rows.map(row => `${row.map(write).join(delimiter)}\r\n`).join('');
}
