/**
 * JSON with one spelling for one value, so that a hash of it can be made again by anybody: keys sorted by
 * UTF-16 code units, no white space, numbers and strings as ECMAScript writes them (RFC 8785).
 * @throws Error for what JSON cannot say (undefined at the top, NaN, infinity, functions)
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('Not a JSON number')
  if (value === null || typeof value !== 'object') {
    const text = JSON.stringify(value) as string | undefined
    if (text === undefined) throw new Error('Not a JSON value')
    return text
  }
  if (value instanceof Date) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}
