/**
 * One cell. What a spreadsheet would take for a formula gets an apostrophe before it, so that opening the table
 * runs nothing that somebody wrote into a title. Null and undefined are empty; lists and objects are JSON.
 */
export function csvCell(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A whole table, one line for each list of cells. */
export const csvTable = (rows: readonly (readonly unknown[])[]): string =>
  rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')

/** Stands before a table that people open in a spreadsheet: without it Excel reads a pound sign as two letters. */
export const byteOrderMark = '\uFEFF'
