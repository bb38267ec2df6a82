/** What a table can hold. */
export type Cell = string | number | boolean | null | undefined;

/**
 * One line of CSV (RFC 4180). A text that a spreadsheet would read as a formula is made harmless by an apostrophe, as
 * OWASP says: people type titles and names.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellOut).join(',')}\r\n`;
}

function cellOut(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = /^\s*[=+\-@\t\r\n|%]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
