import { day, dayOrNone } from '../../shared/coaching/law/day.schema.ts'

const said = (given: unknown) =>
  day('The last day')
    .safeParse(given)
    .error?.issues.map(({ message }) => message)

it('is what a program or three boxes write', () => {
  for (const given of [
    '2026-12-04',
    { day: '4', month: 12, year: '2026' },
    { day: ' 04', month: '12 ', year: '2026' },
  ])
    expect(day('The last day').parse(given)).toBe('2026-12-04')
})

it('is asked for where nothing is written, and nothing where it may be left open', () => {
  for (const given of ['', '  ', {}, { day: '', month: '', year: '' }]) {
    expect(said(given)).toEqual(['Enter the last day, like 14 12 2026'])
    expect(dayOrNone('The last day').parse(given)).toBeNull()
  }
})

it.each(['2026-02-31', 'soon', '1999-12-31', { day: '30' }, { day: '30', month: 'May', year: '2026' }])(
  'says that %j is no real date',
  (given) => {
    expect(said(given)).toEqual(['The last day must be a real date, like 14 12 2026'])
  },
)
