import { patternWords } from '../../server/operations/operations.presenter.ts'

it.each([
  ['* * * * *', 'each minute'],
  ['*/15 * * * *', 'each 15 min'],
  ['30 3 * * *', 'each day at 3:30am'],
  ['0 5 * * 1', 'each Monday at 5am'],
  ['5 8-17 * * *', 'each day, each hour from 8:05am to 5:05pm'],
  ['0 0 1 * *', '0 0 1 * *'],
])('a schedule of %s is said as %s', (pattern, words) => {
  expect(patternWords(pattern)).toBe(words)
})
