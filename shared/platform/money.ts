/**
 * Pence as people read them: `£60,000`, `£1,250.50`. Whole pounds lose their pence.
 * Money is integer pence everywhere else.
 */
export function formatPence(pence: number): string {
  const isWhole = pence % 100 === 0
  return new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency: 'GBP',
    minimumFractionDigits: isWhole ? 0 : 2,
    maximumFractionDigits: isWhole ? 0 : 2,
  }).format(pence / 100)
}

/** The most that a form accepts: a hundred billion pounds; beyond it a typing error is certain. */
export const mostPence = 100_000_000_000_00

/**
 * Reads money as people type it: `60000`, `£60,000`, `60 000`, `60k`, `1.5m`, `1,250.50`.
 * @returns integer pence, or null if it is not an amount of zero or more within `mostPence`.
 */
export function parsePounds(text: string): number | null {
  const match =
    /^£?\s*(\d{1,3}(?:([,\s])\d{3}(?:\2\d{3})*)|\d+)(?:\.(\d{1,2}|\d+(?=\s*[km])))?\s*([km])?$/i.exec(
      text.trim(),
    )
  if (!match) return null
  const factor = match[4]?.toLowerCase() === 'm' ? 1_000_000 : match[4] ? 1_000 : 1
  const pounds = Number(`${match[1]?.replaceAll(/[,\s]/g, '')}.${match[3] ?? '0'}`) * factor
  const pence = Math.round(pounds * 100)
  return Number.isSafeInteger(pence) && pence <= mostPence ? pence : null
}

/** An amount as a box of a form has it, in pounds; empty for none. */
export const poundsTyped = (pence: number | null): string => (pence === null ? '' : String(pence / 100))
