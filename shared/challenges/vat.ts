import type { Budget } from './challenge.ts'

/** The standard rate of VAT (Value Added Tax Act 1994 s.2(1)), in force since 4 January 2011, read on 25 November 2026. */
export const standardVat = {
  percent: 20,
  since: '2011-01-04',
  source: 'Value Added Tax Act 1994 s.2(1)',
} as const

/** An amount of a budget without the VAT in it, in whole pence; null where nobody said what VAT that is. */
export function withoutVat(pence: number, { vat }: Pick<Budget, 'vat'>): number | null {
  if (vat === 'none') return pence
  return vat === 'standard' ? Math.round((pence * 100) / (100 + standardVat.percent)) : null
}
