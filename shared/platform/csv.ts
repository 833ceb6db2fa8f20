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
