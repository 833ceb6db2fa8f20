/** Bands of what an authority spends on a problem in a year, in pence; a band is all that is asked. */
export const spendBands = [
  { name: 'up-to-25k', label: 'Up to £25,000', fromPence: 0, toPence: 25_000_00 },
  { name: '25k-100k', label: '£25,000 to £100,000', fromPence: 25_000_00, toPence: 100_000_00 },
  { name: '100k-500k', label: '£100,000 to £500,000', fromPence: 100_000_00, toPence: 500_000_00 },
  { name: '500k-2m', label: '£500,000 to £2 million', fromPence: 500_000_00, toPence: 2_000_000_00 },
  { name: 'over-2m', label: 'Over £2 million', fromPence: 2_000_000_00, toPence: null },
] as const
export const spendBandNames = ['', ...spendBands.map(({ name }) => name)] as const
export type SpendBand = (typeof spendBandNames)[number]

/** What a band is called; empty for none. */
export const spendLabel = (name: SpendBand | undefined): string =>
  spendBands.find((band) => band.name === name)?.label ?? ''

const quarterPattern = /^(20\d\d)-Q([1-4])$/
const quarterMonths = ['January to March', 'April to June', 'July to September', 'October to December']

export const isQuarter = (text: string): boolean => quarterPattern.test(text)

/** The quarter of the calendar in which an instant lies. */
export const quarterOf = (at: Date): string =>
  `${at.getUTCFullYear()}-Q${Math.floor(at.getUTCMonth() / 3) + 1}`

/** The quarter itself and those that follow it. */
export function quartersFrom(at: Date, count: number): string[] {
  const first = at.getUTCFullYear() * 4 + Math.floor(at.getUTCMonth() / 3)
  return Array.from({ length: count }, (_, place) => {
    const number = first + place
    return `${Math.floor(number / 4)}-Q${(number % 4) + 1}`
  })
}

/** `January to March 2027`; empty for what is no quarter. The months are said by `say`, as they stand without it. */
export function quarterLabel(quarter: string | undefined, say = (months: string) => months): string {
  const [, year, number] = quarterPattern.exec(quarter ?? '') ?? []
  return year ? `${say(quarterMonths[Number(number) - 1] ?? '')} ${year}` : ''
}
