import { repairText } from './repaired-text.ts'

/** The names of firms in a cell, and what stood there that is no firm's name. */
export interface NamesFound {
  names: string[]
  refused: { what: string; reason: string }[]
}

const noFirm: [pattern: RegExp, reason: string][] = [
  [/^$/, 'No supplier is named'],
  [/not (?:been )?awarded|^no award|abandoned|^cancell?ed|^withdrawn|^none$/i, 'Nothing was awarded'],
  [/^n\/?a\b|^not applicable|^tbc$|^tba$|date now passed/i, 'No supplier is named'],
  [/withheld|^confidential|^redacted|^an? individual/i, 'The name is withheld'],
  [
    /^various\b|^multiple (?:suppliers|providers)|see attach|^see (?:notice|list|spreadsheet)/i,
    'The suppliers are not named one by one',
  ],
]

/**
 * The suppliers in a cell of an award list: parted by `|`, or by a comma without a space after it
 * (`Baker, Lomax & Shackley Limited` is one firm); without lot numbers and repetitions.
 */
export function readSupplierNames(cell: string): NamesFound {
  const found: NamesFound = { names: [], refused: [] }
  const parts = repairText(cell).split(/\s*\|\s*|,(?=\S)|,$/)
  for (const part of parts.length > 1 ? parts.filter(Boolean) : parts) {
    const name = withoutLot(part)
    const reason = whyNoFirm(name)
    if (reason) found.refused.push({ what: part, reason })
    else if (!found.names.includes(name)) found.names.push(name)
  }
  return found
}

/** `Lot 2 - Central Lancashire - Global Ardour Recycling Limited` → the firm. */
function withoutLot(text: string): string {
  const name = text.replace(/\s*\(lots? [^)]*\)\s*$/i, '').trim()
  return /^lots? \d/i.test(name) ? (name.split(/\s+[-–:]\s+/).at(-1) ?? name).trim() : name
}

/** Why a text can't be a firm's name; null if it can. */
export function whyNoFirm(name: string): string | null {
  const known = noFirm.find(([pattern]) => pattern.test(name))
  if (known) return known[1]
  const letters = name.replace(/[^\p{L}]/gu, '').length
  const digits = name.replace(/\D/g, '').length
  if (letters < 1 || (digits >= 5 && letters <= 3)) return 'This is a number, not a name'
  return name.length > 200 ? 'This is longer than a name' : null
}
