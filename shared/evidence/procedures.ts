/** How contracts on public record were bought, in few words; notices write it in many. */
export const procedureNames = {
  open: 'Open to everybody',
  selective: 'Restricted or in rounds',
  quotation: 'Quotations from chosen firms',
  framework: 'From a framework or dynamic system',
  direct: 'Direct award',
  other: 'Another way',
} as const
export type Procedure = keyof typeof procedureNames
export const procedures = Object.keys(procedureNames) as Procedure[]

// The first that fits holds: “Call-off from a framework agreement” is no direct award.
const signs: [RegExp, Procedure][] = [
  [/framework|dynamic purchasing|dynamic market|call-off/i, 'framework'],
  [/direct award|single tender|without prior publication/i, 'direct'],
  [/quotation|quote/i, 'quotation'],
  [/restricted|negotiated|dialogue|competitive flexible|innovation partnership/i, 'selective'],
  [/open procedure|^open\b/i, 'open'],
]

/** The way that a notice's words mean; null where they say nothing. */
export function procedureOf(words: string): Procedure | null {
  const text = words.trim()
  if (/^(?:other\s*-?|not (?:specified|applicable))?$/i.test(text)) return null
  return signs.find(([sign]) => sign.test(text))?.[1] ?? 'other'
}
